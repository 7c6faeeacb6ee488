"""Hold JSON against a shape of the Protect specification, in which null, unknown fields and choices have rules."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping

from unifi_sdk._facts import Schema

__all__ = ["problems"]

_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": Mapping,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
}


def problems(schema: Schema, value: object, path: str = "body") -> list[str]:
    """Everything about a value that isn't as the schema says, a sentence each.

    Args:
        schema: What is expected.
        value: Decoded JSON; fields that an open schema doesn't know are no problem.
        path: What the value is called.
    """
    return list(_problems(schema, value, path))


def _problems(schema: Schema, value: object, path: str) -> Iterator[str]:
    if value is None and schema.nullable:
        return
    if schema.options:
        found = [problems(option, value, path) for option in schema.options]
        yield from min(found, key=len)
        return
    if not _is_a(schema.kind, value):
        yield f"{path} must be {schema.kind}"
    elif schema.enum and value not in schema.enum:
        yield f"{path} must be equal to one of the allowed values"
    elif schema.kind == "any":
        return
    elif isinstance(value, Mapping):
        yield from _of_object(schema, value, path)
    elif isinstance(value, list):
        yield from _of_array(schema, value, path)
    elif isinstance(value, str):
        yield from _of_text(schema, value, path)
    elif isinstance(value, (int, float)):
        yield from _of_number(schema, value, path)


def _is_a(kind: str, value: object) -> bool:
    """Whether a value is of a kind; 2.0 is an integer, and what is too large to be a double is no number."""
    if isinstance(value, bool):
        return kind in ("boolean", "any")
    if isinstance(value, float) and kind in ("integer", "number"):
        return math.isfinite(value) and (kind == "number" or value.is_integer())
    return isinstance(value, _TYPES.get(kind, object))


def _of_object(schema: Schema, value: Mapping[str, object], path: str) -> Iterator[str]:
    shape = schema
    if schema.discriminator is not None:
        if schema.discriminator not in value:
            yield f"{path} must have required property '{schema.discriminator}'"
            return
        chosen = schema.variant(value[schema.discriminator])
        if chosen is None:
            yield f"{path}.{schema.discriminator} must be equal to one of the allowed values"
            return
        shape = chosen
    for name in sorted(shape.required - value.keys()):
        yield f"{path} must have required property '{name}'"
    for name, part in value.items():
        known = shape.properties.get(name, shape.values)
        if known is not None:
            yield from _problems(known, part, f"{path}.{name}")
        elif shape.closed:
            yield f"{path} must NOT have additional properties: '{name}'"


def _of_array(schema: Schema, value: list[object], path: str) -> Iterator[str]:
    if schema.min_items is not None and len(value) < schema.min_items:
        yield f"{path} must NOT have fewer than {schema.min_items} items"
    if schema.max_items is not None and len(value) > schema.max_items:
        yield f"{path} must NOT have more than {schema.max_items} items"
    for number, item in enumerate(value):
        yield from _problems(schema.items or Schema(), item, f"{path}[{number}]")


def _of_text(schema: Schema, value: str, path: str) -> Iterator[str]:
    if schema.min_length is not None and len(value) < schema.min_length:
        yield f"{path} must NOT have fewer than {schema.min_length} characters"
    if schema.max_length is not None and len(value) > schema.max_length:
        yield f"{path} must NOT have more than {schema.max_length} characters"
    if schema.pattern is not None and not re.search(schema.pattern, value):
        yield f'{path} must match pattern "{schema.pattern}"'


def _of_number(schema: Schema, value: float, path: str) -> Iterator[str]:
    if schema.minimum is not None and value < schema.minimum:
        yield f"{path} must be >= {schema.minimum}"
    if schema.maximum is not None and value > schema.maximum:
        yield f"{path} must be <= {schema.maximum}"
    if schema.exclusive_minimum is not None and value <= schema.exclusive_minimum:
        yield f"{path} must be > {schema.exclusive_minimum}"
