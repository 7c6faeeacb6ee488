"""Hypothesis strategies: arguments for the methods of resources, from their type hints and the vendor's bounds."""

from __future__ import annotations

import inspect
import types
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import attrs
from hypothesis import strategies as st

from tests.support.shapes import Shapes
from unifi_sdk._core.codec import Codec, camel_case
from unifi_sdk._core.model import READ_ONLY, Model, OpenEnum
from unifi_sdk._facts import Operation, Schema
from unifi_sdk._facts.performed import Performed
from unifi_sdk.network.filters import Filter

__all__ = ["PLAIN", "arguments", "fields_of", "value"]

PLAIN = Shapes()
WHOLE = Shapes(whole=range(-(2**45), 2**47))
MACS = st.integers(0, 2**48 - 1).map(lambda number: f"{number:012x}")
NAMES = st.text("abcXYZ019 -_.'é☕", min_size=1, max_size=12).filter(str.strip)
FILTERS = st.sampled_from(["id.isNotNull()", "name.eq('O''Neill & co')"]).map(Filter)
_CODEC = Codec(camel_case)


def arguments(place: Performed, operation: Operation) -> st.SearchStrategy[dict[str, Any]]:
    """Everything that a method takes, by name; what it can do without is sometimes left out, or always if it isn't sent.

    Args:
        place: The method.
        operation: What the vendor says about the operation that it performs.
    """
    hints = get_type_hints(place.function, include_extras=True)
    needed, optional = {}, {}
    for name, parameter in list(inspect.signature(place.function).parameters.items())[1:]:
        schema = _schema(place, operation, name)
        if parameter.default is inspect.Parameter.empty:
            needed[name] = value(hints[name], schema, name)
        elif schema is not None:
            optional[name] = value(hints[name], schema, name)
    return st.fixed_dictionaries(needed, optional=optional)


def value(hint: Any, schema: Schema | None, name: str = "") -> st.SearchStrategy[Any]:
    """Values of a type, of the shape that they must have on the wire.

    Args:
        hint: The type.
        schema: The shape, if one is known.
        name: What the argument is called, which tells texts apart that are no model's.
    """
    tp = _plain(hint)
    if schema is not None and schema.options:
        schema = next(option for option in schema.options if option.kind == "array")
    if schema is not None and schema.nullable:
        plain = value(tp, attrs.evolve(schema, nullable=False), name)
        return st.none() | plain if types.NoneType in get_args(hint) else plain
    if isinstance(tp, type) and issubclass(tp, Model):
        return _models(tp, schema or Schema())
    if isinstance(tp, type) and issubclass(tp, OpenEnum):
        known = [tp(text) for text in schema.enum if isinstance(text, str)] if schema else []
        return st.sampled_from(known or list(tp))
    if get_origin(tp) in (tuple, Iterable):
        shape = schema or Schema()
        items = value(get_args(tp)[0], shape.items or Schema())
        least = shape.min_items or 0
        unique = {"unique_by": repr} if shape.unique_items else {}
        most = min(shape.max_items or least + 2, least + 2)
        return st.lists(items, min_size=least, max_size=most, **unique).map(tuple)
    if get_origin(tp) is Annotated and get_args(tp)[0] is datetime:
        return PLAIN.of(Schema(kind="string", format="date-time")).map(datetime.fromisoformat)
    if tp is Filter or get_origin(tp) is Filter:
        return FILTERS
    if name == "mac":
        return MACS
    if schema is not None and schema.format == "ipv4":
        return st.ip_addresses(v=4).map(str)
    if name == "name":
        return NAMES
    if tp is bytes:
        return st.binary(min_size=1, max_size=16)
    if schema is None or schema.kind == "any" or (name and tp is int and schema.minimum is None):
        return {str: st.uuids().map(str), bool: st.booleans(), int: st.integers(1, 100), float: st.floats(0, 100)}[tp]
    return (WHOLE if tp is int else PLAIN).of(schema)


@cache
def fields_of(cls: type[Model]) -> dict[str, attrs.Attribute[Any]]:
    """The fields of a model that are sent, by their names on the wire, with their types resolved."""
    attrs.resolve_types(cls, include_extras=True)
    by_name = {field.name: field for field in attrs.fields(cls) if not field.metadata.get(READ_ONLY)}
    return {wire: by_name[name] for name, wire in _CODEC.wire_names(cls).items() if name in by_name}


def _schema(place: Performed, operation: Operation, name: str) -> Schema | None:
    """The shape that the vendor gives to what an argument becomes."""
    if place.body == name:
        return operation.body
    for parameter in operation.parameters:
        if parameter.place == "query" and parameter.name == camel_case(name):
            return parameter.schema
    names = [each for each in place.operation.split("/") if each.startswith("{")]
    ids = [parameter.schema for parameter in operation.parameters if parameter.place == "path"]
    for placeholder, schema in zip(names, ids, strict=True):
        if place.ids.get(placeholder.strip("{}")) == name:
            return schema
    flat = place.body if isinstance(place.body, dict) else {}
    wires = [spelt for wire, source in flat.items() if source == name for spelt in (camel_case(wire), wire)]
    shapes = list(operation.body.variants.values()) or [operation.body] if operation.body else []
    return next((shape.properties[wire] for wire in wires for shape in shapes if wire in shape.properties), None)


def _models(cls: type[Model], schema: Schema) -> st.SearchStrategy[Any]:
    if not schema.variants:
        return _one_model(cls, schema, {})
    is_base = camel_case(cls.variant_tag) == schema.discriminator and "variant_tag" in vars(cls)
    return st.one_of(
        [
            _one_model(cls.variants.get(kind, cls) if is_base else cls, shape, {schema.discriminator: kind})
            for kind, shape in schema.variants.items()
        ]
    )


def _one_model(cls: type[Model], shape: Schema, decided: dict[str | None, str]) -> st.SearchStrategy[Any]:
    given: dict[str, st.SearchStrategy[Any]] = {}
    if any(field.name == "id" for field in attrs.fields(cls)):
        given["id"] = st.uuids().map(str)
    for wire, field in fields_of(cls).items():
        part = shape.properties.get(wire)
        if wire in decided:
            given[field.name] = st.just(_plain(field.type)(decided[wire]))
        elif part is None:
            if field.default is attrs.NOTHING:
                given[field.name] = value(field.type, None)
        elif wire in shape.required or field.default is attrs.NOTHING:
            given[field.name] = value(field.type, part)
        else:
            given[field.name] = st.just(field.default) | value(field.type, part)
    return st.builds(cls, **given)


def _plain(hint: Any) -> Any:
    """A type without None; the first of several."""
    if get_origin(hint) in (Union, types.UnionType):
        return next(member for member in get_args(hint) if member is not types.NoneType)
    return hint
