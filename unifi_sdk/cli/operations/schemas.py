"""JSON Schema of what operations take and give, for programs that fill in or check documents."""

from __future__ import annotations

import types
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

import attrs

from unifi_sdk._core.model import READ_ONLY, SINCE, UNTIL, Model, OpenEnum, Unset, is_secret, is_untrusted
from unifi_sdk.auth import Secret
from unifi_sdk.cli.data import Data
from unifi_sdk.cli.operations.table import Argument, Call, Gives
from unifi_sdk.network import Filter
from unifi_sdk.pagination import Listing, Paginator
from unifi_sdk.protect import AccessKey

__all__ = [
    "FILE",
    "describe_call",
    "describe_report",
    "schema_of",
    "schema_of_arguments",
    "schema_of_value",
    "schemas_of_models",
]

FILE: Final[dict[str, Data]] = {"type": "string", "x-given-as": "@FILE, or - for standard input"}
"""How a file is given on the command line."""

_LISTS: Final = (tuple, list, set, frozenset, Iterable, Collection, Paginator, Listing)
_SECRETS: Final = (Secret, AccessKey)
_NAMES: Final[dict[Any, dict[str, Data]]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    Path: {"type": "string"},
    bytes: {"type": "object", "properties": {"base64": {"type": "string"}}, "required": ["base64"]},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
    time: {"type": "string", "format": "time"},
    timedelta: {"type": "number", "description": "seconds"},
    object: {},
    None: {"type": "null"},
    types.NoneType: {"type": "null"},
}


def schema_of(hint: Any) -> dict[str, Data]:
    """The schema of a type; models are named by ``$ref`` to ``#/$defs``.

    Args:
        hint: A type hint.
    """
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _union(arguments)
    if origin is Annotated:
        return schema_of(arguments[0])
    if origin is Literal:
        return {"enum": list(arguments)}
    if Filter in (origin, hint):
        return {"type": "string"}
    if origin in _LISTS:
        return {"type": "array", "items": schema_of(arguments[0])}
    if origin in (dict, Mapping):
        return {"type": "object", "additionalProperties": schema_of(arguments[1])}
    if hint in _NAMES:
        return dict(_NAMES[hint])
    if isinstance(hint, type) and issubclass(hint, OpenEnum):  # a newer console may send others
        return {"type": "string", "examples": [member.value for member in hint]}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"enum": [member.value for member in hint]}
    if hint in _SECRETS:
        return {"type": "string", "x-secret": True}
    if isinstance(hint, type) and models_in(hint):
        return {"$ref": f"#/$defs/{hint.__name__}"}
    return {"title": getattr(hint, "__name__", str(hint))}


def describe_call(
    call: Call, arguments: Iterable[Argument], *, file: Mapping[str, Data] | None = None
) -> dict[str, Data]:
    """What an operation takes and gives, with the schemas of all models in ``$defs``.

    Args:
        call: The operation, by one of its methods.
        arguments: Those of its arguments that can be given.
        file: The schema of a file; an object with its content in Base64 when left out.
    """
    listed = list(arguments)
    return {
        "operation": call.operation,
        "method": call.method or None,
        "writes": call.is_write,
        "gives": call.gives.value,
        "summary": call.summary,
        "returns": call.returns,
        "since": call.since or None,
        "until": call.until or None,
        "scope": call.scope or None,
        "undocumented": describe_report(call),
        "arguments": schema_of_arguments(listed, file=file),
        "answer": {} if call.gives in (Gives.FILE, Gives.STREAM) else schema_of(call.answer),
        "$defs": schemas_of_models(*(each.hint for each in listed), call.answer),
    }


def describe_report(call: Call) -> Data:
    """What is known of an operation that the vendor doesn't document; None for one that it does.

    Args:
        call: The operation.
    """
    report = call.report
    if report is None:
        return None
    return {"half": report.half, "last_reported_with": report.version or None, "used": report.evidence.value}


def schema_of_arguments(arguments: Iterable[Argument], *, file: Mapping[str, Data] | None = None) -> dict[str, Data]:
    """The schema of an object with what an operation takes.

    Args:
        arguments: What it takes.
        file: The schema of a file; an object with its content in Base64 when left out.
    """
    listed = list(arguments)
    return {
        "type": "object",
        "properties": {
            each.name: {
                **(dict(file) if file and bytes in (each.hint, *get_args(each.hint)) else schema_of(each.hint)),
                **({"description": each.about} if each.about else {}),
                **schema_of_value(each.default),
            }
            for each in listed
        },
        "required": [each.name for each in listed if each.is_required],
        "additionalProperties": False,
    }


def schema_of_value(default: object) -> dict[str, Data]:
    """What says that a value is taken when none is given; nothing where that is nothing.

    Args:
        default: The value.
    """
    if isinstance(default, Enum):
        return {"default": default.value}
    return {"default": default} if isinstance(default, bool | int | float | str) else {}


def schemas_of_models(*hints: Any) -> dict[str, Data]:
    """The schema of every model that types hold at any depth, by its name: what goes into ``$defs``.

    Args:
        hints: Type hints.
    """
    schemas: dict[str, Data] = {}
    waiting = [model for hint in hints for model in models_in(hint)]
    while waiting:
        model = waiting.pop(0)
        if model.__name__ in schemas:
            continue
        schemas[model.__name__] = _model(model)
        waiting += [inner for field in fields_of(model) for inner in models_in(field.type)]
        waiting += _variants(model).values()
    return schemas


def fields_of(model: Any) -> list[attrs.Attribute[Any]]:
    """The fields of a model, without `extra`.

    Args:
        model: Its class.
    """
    attrs.resolve_types(model, include_extras=True)
    return [field for field in attrs.fields(model) if field.name != "extra"]


def models_in(hint: Any) -> list[Any]:
    """The models that a type names.

    Args:
        hint: A type hint.
    """
    if isinstance(hint, type) and not get_args(hint):
        return [hint] if attrs.has(hint) and (issubclass(hint, Model) or hint.__name__ == "Actor") else []
    if get_origin(hint) is Filter:
        return []
    return [model for part in get_args(hint) for model in models_in(part)]


def _model(model: Any) -> dict[str, Data]:
    fields = fields_of(model)
    schema: dict[str, Data] = {
        "type": "object",
        "description": (model.__doc__ or "").strip().partition("\n")[0],
        "properties": {field.name: _field(field) for field in fields},
    }
    required: list[Data] = [field.name for field in fields if field.default is attrs.NOTHING]
    if required:
        schema["required"] = required
    if variants := _variants(model):
        names: dict[str, Data] = {key: f"#/$defs/{kind.__name__}" for key, kind in variants.items()}
        schema["discriminator"] = {"propertyName": model.variant_tag, "mapping": names}
    return schema


def _field(field: attrs.Attribute[Any]) -> dict[str, Data]:
    flags: dict[str, Data] = {
        "readOnly": bool(field.metadata.get(READ_ONLY)),
        "x-secret": is_secret(field),
        "x-untrusted": is_untrusted(field),
        "x-since": field.metadata.get(SINCE, ""),
        "x-until": field.metadata.get(UNTIL, ""),
    }
    return schema_of(field.type) | {name: value for name, value in flags.items() if value}


def _variants(model: Any) -> Mapping[str, type[Model]]:
    return model.variants if vars(model).get("variant_tag") else {}


def _union(members: tuple[Any, ...]) -> dict[str, Data]:
    schemas = [schema_of(member) for member in members if member is not Unset]
    distinct = [each for at, each in enumerate(schemas) if each not in schemas[:at]]
    if len(distinct) == 1:
        return distinct[0]
    if len(distinct) == 2 and distinct[1] == _NAMES[None]:
        one = distinct[0]
        if isinstance(one.get("type"), str):
            return {**one, "type": [one["type"], "null"]}
        if isinstance(values := one.get("enum"), list):
            return {"enum": [*values, None]}
    return {"anyOf": list(distinct)}
