"""What a type hint of the SDK is on the wire."""

from __future__ import annotations

import re
import types
from collections.abc import Iterable
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

import attrs

from unifi_sdk._core.codec import Codec
from unifi_sdk._core.model import Model, OpenEnum, TextForm, TimeFormat, Unset
from unifi_sdk._facts import Schema

__all__ = ["fields_of", "fold", "kinds", "members_of", "models_in", "owner_of", "written"]

_KINDS: Final[dict[Any, frozenset[str]]] = {
    str: frozenset({"string"}),
    bool: frozenset({"boolean"}),
    int: frozenset({"integer"}),
    float: frozenset({"number", "integer"}),
    tuple: frozenset({"array"}),
    Iterable: frozenset({"array"}),
}


def kinds(tp: Any) -> frozenset[str]:
    """The kinds of JSON that a type is on the wire.

    Args:
        tp: No union.
    """
    origin = get_origin(tp)
    if origin is Annotated:
        is_text = get_args(tp)[1] in (TextForm.COMPOSED, TimeFormat.ISO, TimeFormat.NANOSECONDS)
        return frozenset({"string"}) if is_text else _KINDS[float]
    if origin is Literal:
        return frozenset[str]().union(*(kinds(type(value)) for value in get_args(tp)))
    if isinstance(tp, type) and issubclass(tp, OpenEnum):
        return _KINDS[str]
    return _KINDS.get(origin or tp, frozenset({"object"}))


def members_of(tp: Any) -> list[Any]:
    """The types of a union, but for None and the like.

    Args:
        tp: Any type.
    """
    if get_origin(tp) in (Union, types.UnionType):
        return [member for member in get_args(tp) if member not in (types.NoneType, Unset)]
    return [tp]


def models_in(tp: Any) -> list[type[Model]]:
    """The models that a value of a type, or an item of it, can be.

    Args:
        tp: Any type.
    """
    items = [get_args(member)[0] if get_origin(member) is tuple else member for member in members_of(tp)]
    return [item for item in items if isinstance(item, type) and issubclass(item, Model)]


def fields_of(cls: type[Model], codec: Codec) -> dict[str, attrs.Attribute[Any]]:
    """The fields of a model by their names on the wire, with their types resolved.

    Args:
        cls: The model.
        codec: What knows those names.
    """
    attrs.resolve_types(cls, include_extras=True)
    by_name = {field.name: field for field in attrs.fields(cls)}
    return {wire: by_name[name] for name, wire in codec.wire_names(cls).items()}


def owner_of(cls: type[Model], name: str) -> type:
    """The class that declares a field.

    Args:
        cls: It, or one that inherits from it.
        name: Of the field in Python.
    """
    return next(base for base in cls.__mro__ if name in vars(base).get("__annotations__", {}))


def written(shape: Schema) -> str:
    """The kind of a shape, in words.

    Args:
        shape: What is described.
    """
    return f"{shape.kind} ({shape.format})" if shape.format else shape.kind


def fold(value: str) -> str:
    """A value without what the vendor spells in two ways: ``ax.25`` is ``AX_25``.

    Args:
        value: Of an enumeration.
    """
    return re.sub(r"[^a-z0-9]", "", value.lower())
