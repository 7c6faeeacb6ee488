"""Whatever a console may answer by its specification, and some of what a newer one may, is read whole and written back."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.support.shapes import Shapes
from tests.support.wire import same_json
from unifi_sdk._core.codec import Codec, camel_case
from unifi_sdk._core.json_text import loads
from unifi_sdk._facts import Operation, Schema, load, versions
from unifi_sdk._facts.performed import Performed, performed

BODIES = 2000
VERSIONS = {version: load("network", version) for version in versions("network")}
FACTS = VERSIONS["10.5.66"]
PLACES = {
    FACTS.find(place.operation).name: place
    for place in performed("unifi_sdk.network")
    if place.answer and FACTS.get(place.operation)
}
READ = [(version, facts.operations[name]) for version, facts in VERSIONS.items() for name in PLACES]
EVENLY = settings(
    max_examples=-(-BODIES // len(PLACES) // 2),
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
SHAPES = {odd: Shapes(odd=odd) for odd in (False, True)}


def shape_of(operation: Operation, place: Performed) -> Schema:
    shape = operation.element if place.is_list else operation.answer
    assert shape is not None
    return shape


def moments(schema: Schema, value: Any) -> Any:
    """A body with its times as moments, which may be written in more than one way."""
    shape = schema.variant(value.get(schema.discriminator)) if isinstance(value, dict) and schema.variants else None
    shape = shape or schema
    if isinstance(value, dict):
        return {name: moments(shape.properties.get(name, Schema()), part) for name, part in value.items()}
    if isinstance(value, list):
        return [moments(schema.items or Schema(), part) for part in value]
    return datetime.fromisoformat(value) if schema.format == "date-time" and value is not None else value


@pytest.mark.parametrize("odd", [False, True], ids=["documented", "newer"])
@pytest.mark.parametrize(("version", "operation"), READ, ids=lambda value: getattr(value, "name", value))
def test_an_answer_is_read_without_a_warning_and_written_back_whole(version, operation, odd, warnings):
    place, codec = PLACES[operation.name], Codec(camel_case)
    shape = shape_of(operation, place)

    @EVENLY
    @given(SHAPES[odd].of(shape))
    def check(body: Any) -> None:
        decoded = codec.decode(place.answer, loads(json.dumps(body).encode()))
        written = moments(shape, codec.encode(decoded))
        assert written == moments(shape, body)
        assert same_json(written, moments(shape, body))

    check()
    assert warnings == []
