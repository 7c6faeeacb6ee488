"""Hypothesis strategies: JSON as a console may send it, and model classes with documents that fit them or don't."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import attrs
from hypothesis import strategies as st

from tests.support.models import Colour, Shape
from unifi_sdk._core.codec import camel_case, write_iso
from unifi_sdk._core.model import IsoTime, Model, UnixMilliseconds, UnixSeconds, field, model

INT64 = st.integers(-(2**63), 2**63 - 1)
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
FLOAT = st.floats(allow_nan=False, allow_infinity=False)
JSON = st.recursive(
    st.none() | st.booleans() | INT64 | FLOAT | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_SECOND = 253_402_300_799
MILLISECONDS = st.integers(0, _LAST_SECOND * 1000)
MOMENTS = MILLISECONDS.map(lambda count: _EPOCH + timedelta(milliseconds=count))
ISO_TEXTS = MOMENTS.map(write_iso)


def same_json(left: object, right: object) -> bool:
    """Whether two documents are the same JSON: True is not 1, but 1.0 is."""
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same_json(left[key], right[key]) for key in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same_json, left, right))
    return isinstance(left, bool) == isinstance(right, bool) and left == right


@attrs.frozen
class Kind:
    """A type of field, what fits it on the wire and what surely doesn't."""

    type: Any
    fits: st.SearchStrategy[Any]
    misfits: st.SearchStrategy[Any]


_NO_TEXT = st.booleans() | INT64 | FLOAT | st.lists(TEXT, max_size=2) | st.dictionaries(TEXT, TEXT, max_size=2)
_NO_NUMBER = st.booleans() | TEXT | st.lists(INT64, max_size=2) | st.dictionaries(TEXT, INT64, max_size=2)
_NO_CONTAINER = st.booleans() | INT64 | FLOAT | TEXT
_NO_TIME = st.booleans() | st.lists(INT64, max_size=1) | st.sampled_from(["", "soon", "25:00", "2026-13-01", "NaN"])
_NO_EPOCH = _NO_TIME | st.sampled_from([1e300, -1e300, 10**20, 2**62])
_SHAPES = st.fixed_dictionaries(
    {"kind": st.sampled_from(["CIRCLE", "SQUARE", "HEPTAGON", ""])},
    optional={"label": TEXT | st.none() | INT64, "radius": JSON, "sideMm": JSON, "new": JSON},
)

KINDS = (
    Kind(str, TEXT, _NO_TEXT),
    Kind(int, INT64, _NO_NUMBER | st.just(1.5) | st.just(1e300)),
    Kind(float, FLOAT | INT64, _NO_NUMBER),
    Kind(bool, st.booleans(), INT64 | TEXT | st.lists(st.booleans(), max_size=1)),
    Kind(Colour, st.sampled_from(["red", "deep-blue", "ultraviolet", ""]) | TEXT, _NO_TEXT),
    Kind(IsoTime, ISO_TEXTS, _NO_TIME | INT64),
    Kind(UnixSeconds, st.integers(-_LAST_SECOND // 10, _LAST_SECOND), _NO_EPOCH),
    Kind(UnixMilliseconds, MILLISECONDS, _NO_EPOCH),
    Kind(Shape, _SHAPES, _NO_CONTAINER | st.just({}) | st.just({"kind": 5})),
    Kind(tuple[str, ...], st.lists(TEXT, max_size=3), _NO_CONTAINER | st.lists(INT64, min_size=1, max_size=2)),
    Kind(tuple[Shape, ...], st.lists(_SHAPES, max_size=3), _NO_CONTAINER | st.just([{}])),
    Kind(Mapping[str, int], st.dictionaries(TEXT, INT64, max_size=3), _NO_CONTAINER | st.just({"a": "b"})),
    Kind(object, JSON.filter(lambda value: value is not None), st.nothing()),
)


@attrs.frozen
class GeneratedField:
    name: str
    wire: str
    kind: Kind
    required: bool


@attrs.frozen
class Sample:
    """A generated class and a document for it."""

    cls: type[Model]
    fields: tuple[GeneratedField, ...]
    document: dict[str, Any]


@st.composite
def model_fields(draw: st.DrawFn) -> tuple[GeneratedField, ...]:
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=6))
    made = []
    for index, kind in enumerate(kinds):
        name = f"field_{index}"
        wire = draw(st.sampled_from([camel_case(name), f"{index}.{index}", f"odd '\"key\\ {index}"]))
        made.append(GeneratedField(name, wire, kind, draw(st.booleans())))
    return tuple(made)


def make_class(fields: tuple[GeneratedField, ...]) -> type[Model]:
    """A model class with these fields."""
    body: dict[str, Any] = {"__annotations__": {}, "__module__": __name__}
    for item in fields:
        alias = None if item.wire == camel_case(item.name) else item.wire
        body["__annotations__"][item.name] = item.kind.type if item.required else item.kind.type | None
        body[item.name] = field(wire=alias) if item.required else field(default=None, wire=alias)
    return model(type("Generated", (Model,), body))


@st.composite
def samples(draw: st.DrawFn) -> Sample:
    """A class, and a document that decodes: required fields fit; the others fit, don't, are null or missing."""
    fields = draw(model_fields())
    document = draw(st.dictionaries(TEXT.filter(lambda key: "_" not in key), JSON, max_size=3))
    for item in fields:
        document.pop(item.wire, None)
        fate = "fits" if item.required else draw(st.sampled_from(["fits", "misfits", "null", "missing"]))
        if fate == "fits" or (fate == "misfits" and item.kind.misfits.is_empty):
            document[item.wire] = draw(item.kind.fits)
        elif fate == "misfits":
            document[item.wire] = draw(item.kind.misfits)
        elif fate == "null":
            document[item.wire] = None
    keys = draw(st.permutations(list(document)))
    return Sample(make_class(fields), fields, {key: document[key] for key in keys})
