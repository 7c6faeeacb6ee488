"""What stands on the command line after an operation, as the arguments of a method."""

from __future__ import annotations

import json
import math
import sys
import types
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Final, Literal, NoReturn, Union, get_args, get_origin

import attrs

from unifi_sdk._core.dialect import clean_text
from unifi_sdk._core.model import Json, Model
from unifi_sdk._core.nesting import LESS_DEEP, is_too_deep
from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.moments import parse_moment
from unifi_sdk.cli.operations.documents import Reader, plain_type
from unifi_sdk.cli.operations.table import Argument, Call
from unifi_sdk.network import Filter

__all__ = ["read_arguments", "split_options"]

_YES: Final = ("true", "yes", "on", "1")
_NO: Final = ("false", "no", "off", "0")
_NULL: Final = "null"
_HIDDEN: Final = ("pin", "token", "secret")
"""Texts that open something: - in place of one reads it from standard input, which no list of processes shows."""
_MANY: Final = (tuple, list, Iterable, Collection)


def split_options(call: Call, tokens: Sequence[str]) -> dict[str, list[str]]:
    """What was given for each argument, by its name.

    Args:
        call: What is called.
        tokens: ``--minutes 60``, ``--minutes=60``, ``--force``, ``--no-force``; an option may come several times.

    Raises:
        CommandError: there is no such option, one has no value, or something stands between them.
    """
    options = {argument.option: argument for argument in call.arguments}
    given: dict[str, list[str]] = {}
    waiting = list(tokens)
    while waiting:
        token = waiting.pop(0)
        name, equals, text = token.partition("=")
        name = name.replace("_", "-")
        argument = options.get(name)
        if argument is None and name.startswith("--no-") and _is_flag(options.get("--" + name[5:])):
            argument, equals, text = options["--" + name[5:]], "=", "false"
        if argument is None:
            raise _unknown_option(call, token)
        if not equals:
            text = _next_value(argument, waiting)
        given.setdefault(argument.name, []).append(text)
    return given


def read_arguments(call: Call, given: Mapping[str, Sequence[str]], reader: Reader) -> dict[str, Any]:
    """The arguments by their names; what was not given is left out.

    Args:
        call: What is called.
        given: What `split_options` gave.
        reader: Reads documents.

    Raises:
        CommandError: something that is required is missing, or a text is no such value.
    """
    missing = [each for each in call.arguments if each.is_required and each.name not in given]
    if missing:
        raise CommandError(
            Exit.USAGE,
            f"{call.operation} needs {', '.join(argument.option for argument in missing)}",
            code="USAGE",
            remediation=f"it takes {_options_of(call)}; unifi schema {call.operation!r} tells more",
        )
    return {
        argument.name: _Value(argument, reader).read(given[argument.name])
        for argument in call.arguments
        if argument.name in given
    }


@attrs.frozen
class _Value:
    """Reads what was given for one argument."""

    argument: Argument
    reader: Reader

    def read(self, texts: Sequence[str]) -> Any:
        hint = plain_type(self.argument.hint)
        for member in (hint, *get_args(hint)):
            if get_origin(member) in _MANY and not self._is_flag_among(hint, texts):
                return self._many(get_args(member)[0], texts)
        if get_origin(hint) is Mapping and not texts[0].lstrip().startswith(("{", "@", "-", _NULL)):
            return self._pairs(texts)
        if len(texts) > 1:
            raise self._refused("it was given twice")
        return self._one(self.argument.hint, texts[0])

    @staticmethod
    def _is_flag_among(hint: Any, texts: Sequence[str]) -> bool:
        """Whether the one text is true, false or null, where several kinds of values may stand."""
        return bool in get_args(hint) and len(texts) == 1 and texts[0].casefold() in (*_YES, *_NO, _NULL)

    def _one(self, hint: Any, text: str) -> Any:
        tp = plain_type(hint)
        if text == _NULL and types.NoneType in get_args(hint):
            return None
        if tp is str:
            return _read_stdin().rstrip("\n") if text == "-" and self.argument.name in _HIDDEN else text
        if tp is bool:
            return self._flag(text)
        if tp is int or tp is float:
            return self._number(tp, text)
        if tp is bytes:
            return self._bytes(text)
        if tp is datetime or get_origin(tp) is Annotated:
            return parse_moment(text, self.argument.option)
        if tp in (date, time):
            return self._iso(tp, text)
        if tp is timedelta:
            return timedelta(seconds=self._number(float, text))
        if get_origin(tp) is Filter or tp is Filter:
            return Filter(text)
        if get_origin(tp) in (Literal, Union, types.UnionType) or (isinstance(tp, type) and issubclass(tp, Enum)):
            return self._choice(tp, text)
        return self._document(tp, self._json(text))

    def _many(self, hint: Any, texts: Sequence[str]) -> tuple[Any, ...]:
        tp = plain_type(hint)
        is_document = isinstance(tp, type) and issubclass(tp, Model)
        found: list[Any] = []
        for text in texts:
            whole = self._json(text) if text.lstrip().startswith("[") or (is_document and text[:1] in "@-") else None
            if isinstance(whole, list):
                found += [self._document(tp, item) if is_document else self._one(hint, _text(item)) for item in whole]
            elif whole is not None:
                found.append(self._document(tp, whole))
            elif text:
                found.append(self._one(hint, text))
        return tuple(found)

    def _pairs(self, texts: Sequence[str]) -> dict[str, str]:
        pairs = [text.partition("=") for text in texts]
        if not all(equals for _, equals, _ in pairs):
            raise self._refused("expected NAME=VALUE, once or several times, or a JSON object")
        return {name: value for name, _, value in pairs}

    def _document(self, tp: Any, document: Json) -> Any:
        if not (attrs.has(tp) and not issubclass(tp, Model)):
            return self.reader.value(tp, document, self.argument.option)
        names = [field.name for field in attrs.fields(tp)]
        if not isinstance(document, dict) or sorted(document) != sorted(names):
            raise self._refused(f"expected an object with {' and '.join(names)}")
        return tp(**{name: _text(value) for name, value in document.items()})

    def _flag(self, text: str) -> bool:
        if text.casefold() in (*_YES, *_NO):
            return text.casefold() in _YES
        raise self._refused(f"expected true or false, not {clean_text(text)!r}")

    def _number(self, tp: type[float], text: str) -> Any:
        try:
            number = tp(text)
        except ValueError:
            number = math.nan
        if math.isfinite(number):
            return number
        what = "a whole number" if tp is int else "a number"
        raise self._refused(f"expected {what}, not {clean_text(text)!r}")

    def _iso(self, tp: Any, text: str) -> Any:
        try:
            return tp.fromisoformat(text)
        except ValueError:
            raise self._refused(f"{clean_text(text)!r} is no {tp.__name__}") from None

    def _choice(self, tp: Any, text: str) -> Any:
        known = {str(value): value for value in _values_of(tp)}
        found = known.get(text) or next((known[each] for each in known if each.casefold() == text.casefold()), None)
        if found is None and bool in get_args(tp):
            return self._flag(text)
        if found is None:
            raise self._refused(f"expected one of {', '.join(known)}, not {clean_text(text)!r}")
        return found

    def _bytes(self, text: str) -> bytes:
        if text == "-":
            return sys.stdin.buffer.read()
        if text.startswith("@"):
            return Path(text[1:]).read_bytes()
        raise self._refused("expected @FILE, or - for standard input")

    def _json(self, text: str) -> Json:
        if text == "-":
            text = _read_stdin()
        elif text.startswith("@"):
            text = Path(text[1:]).read_text(encoding="utf-8")
        try:
            document: Json = json.loads(text, parse_constant=_no_number)
        except (ValueError, RecursionError) as error:
            reason = (
                f"{error.msg} in line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "not readable"
            )
            raise self._refused(f"expected JSON, @FILE or - for standard input: {reason}") from None
        if is_too_deep(document):
            raise self._refused(f"expected {LESS_DEEP}")
        return document

    def _refused(self, why: str) -> CommandError:
        about = self.argument.about or "unifi schema OPERATION tells what it takes"
        return CommandError(Exit.USAGE, f"{self.argument.option}: {why}", code="USAGE", remediation=about)


def _next_value(argument: Argument, waiting: list[str]) -> str:
    if _is_flag(argument) and (not waiting or waiting[0].casefold() not in (*_YES, *_NO, _NULL)):
        return "true"
    if not waiting or waiting[0].startswith("--"):
        raise CommandError(
            Exit.USAGE,
            f"{argument.option} has no value",
            code="USAGE",
            remediation=f"write {argument.option} VALUE, or {argument.option}=VALUE where it begins with hyphens",
        )
    return waiting.pop(0)


def _is_flag(argument: Argument | None) -> bool:
    return argument is not None and plain_type(argument.hint) is bool


def _unknown_option(call: Call, token: str) -> CommandError:
    what = "takes no" if token.startswith("-") else "doesn't know what to do with"
    return CommandError(
        Exit.USAGE,
        f"{call.operation} {what} {clean_text(token.partition('=')[0])!r}",
        code="USAGE",
        remediation=f"it takes {_options_of(call)}",
    )


def _options_of(call: Call) -> str:
    texts = [argument.option + ("" if argument.is_required else " (optional)") for argument in call.arguments]
    return ", ".join(texts) or "nothing"


def _values_of(tp: Any) -> list[Any]:
    if get_origin(tp) is Literal:
        return list(get_args(tp))
    if isinstance(tp, type) and issubclass(tp, Enum):
        return list(tp)
    return [value for member in get_args(tp) for value in _values_of(member)]


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _read_stdin() -> str:
    return sys.stdin.read()
