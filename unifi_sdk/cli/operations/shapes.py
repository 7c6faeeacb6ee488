"""What types and models look like, as plain data: for `unifi schema`."""

from __future__ import annotations

import types
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

import attrs

from unifi_sdk._core.model import READ_ONLY, Model, is_secret, is_untrusted
from unifi_sdk.cli.data import Data
from unifi_sdk.network import Filter
from unifi_sdk.pagination import Listing, Paginator

__all__ = ["describe_models", "type_name"]

_NAMES: Final = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "true or false",
    bytes: "file (@FILE, or - for standard input)",
    datetime: "time (ISO 8601)",
    date: "date (ISO 8601)",
    time: "time of day (ISO 8601)",
    timedelta: "seconds",
    object: "JSON",
}
_LISTS: Final = (tuple, list, Iterable, Paginator, Listing)


def type_name(hint: Any) -> str:
    """A type in words; models by their names, enumerations by their values, what may be null with a bar.

    Args:
        hint: A type hint.
    """
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _union(arguments)
    if origin is Annotated:
        return type_name(arguments[0])
    if origin is Literal:
        return " | ".join(str(value) for value in arguments)
    if origin is Filter:
        return "filter"
    if origin in _LISTS:
        return f"list of {type_name(arguments[0])}"
    if origin in (dict, Mapping):
        return f"object of {type_name(arguments[1])}"
    if hint in _NAMES:
        return _NAMES[hint]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return " | ".join(str(member.value) for member in hint)
    return "nothing" if hint in (None, types.NoneType) else getattr(hint, "__name__", str(hint))


def describe_models(*hints: Any) -> dict[str, Data]:
    """Every model that types hold at any depth, by its name: its fields, and its variants by their tag.

    Args:
        hints: Type hints.
    """
    described: dict[str, Data] = {}
    waiting = [model for hint in hints for model in _models_in(hint)]
    while waiting:
        model = waiting.pop(0)
        if model.__name__ in described:
            continue
        described[model.__name__] = _describe(model)
        waiting += [inner for field in _fields(model) for inner in _models_in(field.type)]
        waiting += model.variants.values() if vars(model).get("variant_tag") else ()
    return described


def _describe(model: Any) -> Data:
    text = (model.__doc__ or "").strip().partition("\n")[0]
    variants: dict[str, Data] = {}
    if vars(model).get("variant_tag"):
        variants = {
            "told_by": model.variant_tag,
            "variants": {key: kind.__name__ for key, kind in model.variants.items()},
        }
    return {"description": text, "fields": [_field(field) for field in _fields(model)], **variants}


def _field(field: attrs.Attribute[Any]) -> dict[str, Data]:
    flags: dict[str, Data] = {
        "read_only": bool(field.metadata.get(READ_ONLY)),
        "secret": is_secret(field),
        "untrusted": is_untrusted(field),
    }
    about: dict[str, Data] = {
        "name": field.name,
        "type": type_name(field.type),
        "required": field.default is attrs.NOTHING,
    }
    return about | {name: value for name, value in flags.items() if value}


def _fields(model: Any) -> list[attrs.Attribute[Any]]:
    attrs.resolve_types(model, include_extras=True)
    return [field for field in attrs.fields(model) if field.name != "extra"]


def _models_in(hint: Any) -> list[Any]:
    if isinstance(hint, type) and not get_args(hint):
        return [hint] if attrs.has(hint) and (issubclass(hint, Model) or hint.__name__ == "Actor") else []
    if get_origin(hint) is Filter:
        return []
    return [model for part in get_args(hint) for model in _models_in(part)]


def _union(members: tuple[Any, ...]) -> str:
    names = [type_name(member) for member in members if member is not types.NoneType and member.__name__ != "Unset"]
    return " | ".join([*dict.fromkeys(names), *(["null"] if types.NoneType in members else [])])
