"""What a body may hold at all: the console reads it into closed types before it looks at any value."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from unifi_sdk._facts import Schema
from unifi_sdk.simulator.network.failures import NetworkFailure

__all__ = ["check_body"]


def check_body(schema: Schema, body: object, also: Collection[str] = ()) -> None:
    """Refuse properties and kinds that the specification doesn't have, at any depth.

    Args:
        schema: What is expected; an object of which it names no properties may hold any.
        body: Decoded JSON.
        also: JSON paths of properties that are taken all the same; `[*]` stands for any element of a list.

    Raises:
        NetworkFailure: 400, with the JSON path of the first such thing.
    """
    _check(schema, body, "$", "$", also)


def _check(schema: Schema, value: object, path: str, pattern: str, also: Collection[str]) -> None:
    if isinstance(value, Mapping):
        _check_object(schema, value, path, pattern, also)
    if isinstance(value, list) and schema.items is not None:
        for number, item in enumerate(value):
            _check(schema.items, item, f"{path}[{number}]", f"{pattern}[*]", also)


def _check_object(schema: Schema, value: Mapping[str, object], path: str, pattern: str, also: Collection[str]) -> None:
    shape = _shape(schema, value, path)
    if shape is None or not (shape.properties or shape.values):
        return
    for name, part in value.items():
        known = shape.properties.get(name) or shape.values
        if known is not None:
            _check(known, part, f"{path}.{name}", f"{pattern}.{name}", also)
        elif f"{pattern}.{name}" not in also:
            message = f"Unknown request body property '{path}.{name}'"
            raise NetworkFailure(400, "api.request.unknown-property", message)


def _shape(schema: Schema, value: Mapping[str, object], path: str) -> Schema | None:
    """The variant that an object is of; None if it doesn't say of which."""
    if schema.discriminator is None:
        return schema
    kind = value.get(schema.discriminator)
    if kind is None:
        return None
    variant = schema.variant(kind)
    if variant is None:
        valid = ", ".join(f"'{name}'" for name in schema.variants)
        message = f"Invalid {path}.{schema.discriminator} value '{kind}' (valid values: {valid})"
        raise NetworkFailure(400, "api.request.unknown-type-id", message)
    return variant
