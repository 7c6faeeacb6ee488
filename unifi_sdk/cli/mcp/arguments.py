"""What an agent gives for an operation, as the arguments of its method. No file and no stream of this machine is read."""

from __future__ import annotations

import base64
import binascii
import json
import types
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from unifi_sdk._core.dialect import clean_text
from unifi_sdk._core.model import Json
from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.operations.calling import fill_ids, reader_for
from unifi_sdk.cli.operations.documents import plain_type
from unifi_sdk.cli.operations.table import Argument, Call, Part
from unifi_sdk.cli.operations.values import read_arguments
from unifi_sdk.network import Filter

__all__ = ["read_values"]

_WRITTEN_AS_TEXT: Final = (datetime, date, time, timedelta, Filter)
_NULL: Final = "null"


def read_values(call: Call, given: Mapping[str, Json], ids: Mapping[str, str]) -> dict[str, Any]:
    """The arguments of a method by their names.

    Args:
        call: The operation.
        given: What was given, as JSON; files are objects ``{"base64": "..."}``.
        ids: What the operation's path holds already.

    Raises:
        CommandError: there is no such argument, one is missing, or one has the wrong shape.
    """
    known = {argument.name: argument for argument in call.arguments if argument.part is not Part.STREAM}
    for name in given:
        if name not in known:
            raise _refused(clean_text(name), f"{call.operation} takes {', '.join(known) or 'nothing'}")
    together: dict[str, Json] = {**ids, **given}
    plain = {name: value for name, value in together.items() if _is_direct(known[name], value)}
    texts = {name: [_text(known[name], value)] for name, value in together.items() if name not in plain}
    marks = {name: [""] for name in plain}
    others = [argument for argument in call.arguments if argument.name not in plain]
    _check_required(call, {*texts, *marks})
    read = read_arguments(_only(call, others), texts, reader_for(call))
    values = {**read, **{name: _direct(known[name], value) for name, value in plain.items()}}
    fill_ids(call, values)
    return values


def _check_required(call: Call, given: set[str]) -> None:
    missing = [each.name for each in call.arguments if each.is_required and each.name not in given]
    if missing:
        raise _refused(", ".join(missing), f"{call.operation} needs it; describe_operation tells what it takes")


def _only(call: Call, arguments: list[Argument]) -> Call:
    from attrs import evolve

    return evolve(call, arguments=tuple(arguments))


def _is_direct(argument: Argument, value: Json) -> bool:
    """Whether a value is taken as it is: texts, and the content of files."""
    kind = plain_type(argument.hint)
    return (kind is str and isinstance(value, str)) or kind is bytes


def _direct(argument: Argument, value: Json) -> Any:
    if isinstance(value, str) and plain_type(argument.hint) is str:
        return value
    content = value.get("base64") if isinstance(value, dict) and len(value) == 1 else None
    try:
        return base64.b64decode(content, validate=True) if isinstance(content, str) else _no_file(argument)
    except (binascii.Error, ValueError):
        return _no_file(argument)


def _no_file(argument: Argument) -> Any:
    raise _refused(argument.name, 'a file is an object {"base64": "..."}')


def _text(argument: Argument, value: Json) -> str:
    """The value as `unifi call` reads it; what could name a file there is no text here but JSON."""
    kind = plain_type(argument.hint)
    if value is None and types.NoneType in get_args(argument.hint):
        return _NULL
    if get_origin(kind) in (tuple, list) or getattr(get_origin(kind), "__name__", "") in ("Iterable", "Collection"):
        return json.dumps(value if isinstance(value, list) else [value])
    if isinstance(value, str) and _is_written_as_text(kind):
        return value
    if kind is str:
        raise _refused(argument.name, "expected a text")
    return json.dumps(value)


def _is_written_as_text(kind: Any) -> bool:
    if kind in _WRITTEN_AS_TEXT or get_origin(kind) in (Annotated, Literal, Union, types.UnionType, Filter):
        return True
    return kind in (bool, int, float) or (isinstance(kind, type) and issubclass(kind, Enum))


def _refused(name: str, why: str) -> CommandError:
    return CommandError(Exit.USAGE, f"{name}: {why}", code="USAGE", remediation="correct the argument that is named")
