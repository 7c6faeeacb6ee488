"""Hypothesis strategies: JSON of a specified shape, as it stands there or with what a newer console could add to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final

from hypothesis import strategies as st

from unifi_sdk._facts import Schema

__all__ = ["TEXTS", "Shapes", "invented"]

TEXTS: Final = st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
NEW_KIND: Final = "KIND_OF_TOMORROW"
NEW_FIELDS: Final = st.sampled_from(["fieldOfTomorrow", "2.4", "extra", "x-new", "ünïcode", "self"])

_DAY: Final = datetime(2026, 1, 1, tzinfo=UTC)
_WIDTHS: Final = {"int32": 2**31, "int64": 2**63}


def invented() -> st.SearchStrategy[Any]:
    """What may stand under a name that the specification doesn't have."""
    leaves = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXTS
    return st.recursive(leaves, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXTS, inner, max_size=2))


class Shapes:
    """Makes a strategy for each shape, once.

    Args:
        odd: Whether fields, variants and values of enumerations may be new, and what may be left out may be null.
        whole: Make numbers whole, those without bounds from this range: where any of them may be a time in milliseconds.
    """

    def __init__(self, *, odd: bool = False, whole: range | None = None) -> None:
        self._odd = odd
        self._whole = whole
        self._made: dict[int, tuple[Schema, st.SearchStrategy[Any]]] = {}

    def of(self, schema: Schema) -> st.SearchStrategy[Any]:
        """Values of a shape."""
        if id(schema) not in self._made:
            self._made[id(schema)] = schema, self._make(schema)
        return self._made[id(schema)][1]

    def _make(self, schema: Schema) -> st.SearchStrategy[Any]:
        made = st.one_of(list(map(self.of, schema.options))) if schema.options else self._make_plain(schema)
        return st.none() | made if schema.nullable else made

    def _make_plain(self, schema: Schema) -> st.SearchStrategy[Any]:
        makers: dict[str, Callable[[Schema], st.SearchStrategy[Any]]] = {
            "any": lambda schema: st.sampled_from(schema.enum) if schema.enum else invented(),
            "object": self._objects,
            "array": self._arrays,
            "string": self._strings,
            "boolean": lambda schema: st.booleans(),
            "integer": self._integers,
            "number": self._numbers,
        }
        return makers[schema.kind](schema)

    def _objects(self, schema: Schema) -> st.SearchStrategy[Any]:
        if not schema.variants:
            return self._one_object(schema)
        kinds = [self._one_object(shape, schema, tag) for tag, shape in schema.variants.items()]
        if self._odd:
            kinds.append(self._one_object(_common(schema), schema, NEW_KIND))
        return st.one_of(kinds)

    def _one_object(self, shape: Schema, base: Schema | None = None, tag: str = "") -> st.SearchStrategy[Any]:
        decided = {base.discriminator: st.just(tag)} if base and base.discriminator else {}
        parts = {name: self.of(part) for name, part in shape.properties.items()} | decided
        needed = {name: part for name, part in parts.items() if name in shape.required or name in decided}
        absent = st.just(None) if self._odd else st.nothing()
        optional = {name: part | absent for name, part in parts.items() if name not in needed}
        plain = st.fixed_dictionaries(needed, optional=optional)
        if shape.values is not None:
            others = st.dictionaries(TEXTS, self.of(shape.values), max_size=2)
            plain = st.builds(lambda old, more: {**more, **old}, plain, others)
        if not self._odd or shape.values is not None:
            return plain
        news = st.dictionaries(NEW_FIELDS, invented(), max_size=2)
        return st.builds(lambda old, new: {**new, **old}, plain, st.just({}) | news)

    def _arrays(self, schema: Schema) -> st.SearchStrategy[Any]:
        least = schema.min_items or 0
        most = min(schema.max_items or least + 2, least + 2)
        unique = {"unique_by": repr} if schema.unique_items else {}
        entries = self.of(schema.items or Schema()).filter(
            lambda entry: entry != ""
        )  # an empty one is padding, no entry
        return st.lists(entries, min_size=least, max_size=most, **unique)

    def _strings(self, schema: Schema) -> st.SearchStrategy[Any]:
        if schema.enum:
            return st.sampled_from([*schema.enum, *([NEW_KIND] if self._odd else [])])
        if schema.format == "uuid":
            return st.uuids().map(str)
        if schema.format == "date":
            return st.dates(_DAY.date()).map(str)
        if schema.format == "date-time":
            return _times()
        if schema.pattern is not None:
            return st.from_regex(schema.pattern, fullmatch=True)
        least = schema.min_length or 0
        return st.text(
            st.characters(exclude_categories=("Cs",)), min_size=least, max_size=min(schema.max_length or 99, least + 8)
        )

    def _integers(self, schema: Schema) -> st.SearchStrategy[Any]:
        if schema.enum:
            return st.sampled_from(schema.enum)
        width = _WIDTHS.get(schema.format or "", 2**53)
        least = -width if schema.minimum is None else int(schema.minimum)
        most = width - 1 if schema.maximum is None else int(schema.maximum)
        return st.integers(least, most)

    def _numbers(self, schema: Schema) -> st.SearchStrategy[Any]:
        if schema.enum:
            return st.sampled_from(schema.enum)
        if self._whole:
            least, most = self._whole.start, self._whole.stop
            least = int(schema.minimum) if schema.minimum is not None else least
            least = int(schema.exclusive_minimum) + 1 if schema.exclusive_minimum is not None else least
            return st.integers(least, most if schema.maximum is None else int(schema.maximum))
        floats = partial(st.floats, allow_nan=False, allow_infinity=False)
        return floats(schema.minimum, schema.maximum) | self._integers(schema)


def _common(schema: Schema) -> Schema:
    """What all variants have, and so will one that is still to come; some of it has its shape only in the variants."""
    shapes = list(schema.variants.values())
    required = schema.required or frozenset.intersection(*(shape.required for shape in shapes))
    parts = {
        name: next((shape.properties[name] for shape in shapes if name in shape.properties), Schema())
        for name in schema.properties.keys() | required
    }
    return Schema(kind="object", properties=parts, required=required)


def _times() -> st.SearchStrategy[str]:
    """Moments as consoles write them: in UTC, or with an offset; with and without a part of a second."""

    def write(milliseconds: int, hours: int, is_whole: bool) -> str:
        moment = _DAY + timedelta(milliseconds=milliseconds)
        if hours:
            return f"{moment.replace(tzinfo=None).isoformat(timespec='milliseconds')}{hours:+03}:00"
        text = moment.isoformat(timespec="seconds" if is_whole else "milliseconds")
        return text.replace("+00:00", "Z")

    return st.builds(write, st.integers(-(10**12), 10**12), st.sampled_from([0, 0, 0, 2, -11]), st.booleans())
