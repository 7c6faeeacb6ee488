"""Bodies for the operations of UniFi Network, made from nothing but the shapes of its specification."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any

from unifi_sdk._facts import Schema

LETTERS = "abcXYZ019 -_.:/'\"\\é☕"


class Bodies:
    """Makes values of a shape: always the same ones for the same seed.

    Args:
        references: Ids that exist, by the name of the field that takes them.
        seed: Where chance begins.
    """

    def __init__(self, references: Mapping[str, Sequence[str]], seed: int = 1) -> None:
        self._references = references
        self._chance = Random(seed)
        self._optional = 0.0
        self._made = 0
        self._in_ipv6 = False

    def of(self, schema: Schema, some: int) -> Iterator[Any]:
        """The smallest and the largest body of each variant, then some by chance."""
        for shape in list(schema.variants.items()) or [("", schema)]:
            for share in (0.0, 1.0):
                self._optional = share
                yield self._object(schema, *shape)
        for _ in range(some):
            self._optional = self._chance.choice((0.2, 0.5, 0.8))
            yield self._value(schema, "")

    def _value(self, schema: Schema, name: str) -> Any:
        known = self._references.get(name)
        if schema.kind == "array":
            return self._array(schema, name)
        if known and schema.kind == "string":
            return self._chance.choice(known)
        if schema.enum:
            return self._chance.choice(schema.enum)
        if schema.kind == "object":
            tag = self._chance.choice(list(schema.variants)) if schema.variants else ""
            return self._object(schema, tag, schema.variants.get(tag, schema))
        if schema.kind == "boolean":
            return self._chance.random() < 0.5
        if schema.kind in ("integer", "number"):
            least = int(schema.minimum if schema.minimum is not None else -1000)
            most = int(schema.maximum if schema.maximum is not None else least + 100_000)
            return self._chance.choice((least, most, self._chance.randint(least, most)))
        return self._named(name) or self._text(schema)

    def _named(self, name: str) -> str:
        """What only the field's name tells: addresses and domains."""
        number = self._chance.randrange(250)
        if name.endswith(("Domain", "domain")):
            return f"host-{number}.example.com"
        if name == "ipv6Address" or (self._in_ipv6 and "IpAddresses" in name):
            return f"2001:db8::{number:x}"
        return f"192.0.2.{number}" if name in ("ipv4Address", "ipAddress") or "IpAddresses" in name else ""

    def _object(self, schema: Schema, tag: str, shape: Schema) -> dict[str, Any]:
        made = {
            name: self._part(part, name)
            for name, part in shape.properties.items()
            if name in shape.required or self._chance.random() < self._optional
        }
        return made | ({schema.discriminator: tag} if schema.discriminator else {})

    def _part(self, schema: Schema, name: str) -> Any:
        before = self._in_ipv6
        self._in_ipv6 = before or name == "ipv6Configuration"
        made = self._value(schema, name)
        self._in_ipv6 = before
        return made

    def _array(self, schema: Schema, name: str) -> list[Any]:
        least = schema.min_items or 0
        count = self._chance.randint(least, min(schema.max_items or 4, least + 3))
        made: list[Any] = []
        for _ in range(20 * count):
            value = self._value(schema.items or Schema(), name)
            if len(made) < count and not (schema.unique_items and value in made):
                made.append(value)
        return made

    def _text(self, schema: Schema) -> str:
        if schema.format == "uuid":
            return f"00000000-0000-4000-8000-{self._chance.randrange(10**12):012}"
        if schema.format == "date":
            return f"20{self._chance.randint(20, 40)}-{self._chance.randint(1, 12):02}-{self._chance.randint(1, 28):02}"
        least, most = schema.min_length or 0, schema.max_length or 40
        return "".join(self._chance.choices(LETTERS, k=self._chance.choice((least, min(most, least + 12), most))))
