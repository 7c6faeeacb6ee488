"""What is read, changed and written back reaches the console whole, for everything that the vendor lets replace."""

from __future__ import annotations

import asyncio
import inspect
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conformance.test_requests import call
from tests.support.arguments import arguments, fields_of, value
from tests.support.shapes import Shapes
from tests.support.vendor import VendorTransport
from unifi_sdk._core.model import Model
from unifi_sdk._facts import Schema, load, versions
from unifi_sdk._facts.performed import performed
from unifi_sdk.network._dialect import DIALECT

VERSIONS = {version: load("network", version) for version in versions("network")}
FACTS = VERSIONS["10.5.66"]
PLACES = {
    FACTS.find(place.operation).name: place for place in performed("unifi_sdk.network") if FACTS.get(place.operation)
}
PUTS = [
    (version, operation)
    for version, facts in VERSIONS.items()
    for operation in facts.operations.values()
    if operation.verb == "PUT"
]
NEWER = Shapes(odd=True)
EVENLY = settings(
    max_examples=40, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


def writable(read: Schema, written: Schema, body: Any) -> Any:
    """What a console takes back of what it gave: all but the fields that only its answers have."""
    if isinstance(body, list):
        return [writable(read.items or Schema(), written.items or Schema(), item) for item in body]
    if not isinstance(body, dict):
        return body
    given = read.variant(body.get(read.discriminator)) or read
    taken = written.variant(body.get(written.discriminator))
    shapes = [taken] if taken else [*written.variants.values(), written]  # a new kind may have what any other has
    kept = {name: part for shape in shapes for name, part in shape.properties.items() if not part.deprecated}
    return {
        name: writable(given.properties.get(name, Schema()), kept.get(name, Schema()), part)
        for name, part in body.items()
        if name in kept or name not in given.properties
    }


@st.composite
def changes(draw: st.DrawFn, thing: Model, written: Schema) -> dict[str, Any]:
    """A field that can be written, by its name on the wire, and another value for it."""
    tag = written.discriminator
    shape = written.variant(getattr(thing, thing.variant_tag, None)) if written.variants else written
    known = shape or written
    wires = sorted(wire for wire in fields_of(type(thing)) if wire in known.properties and wire != tag)
    wire = draw(st.sampled_from(wires))
    return {wire: draw(value(fields_of(type(thing))[wire].type, known.properties[wire]))}


@pytest.mark.parametrize(("version", "put"), PUTS, ids=lambda value: getattr(value, "name", value))
def test_a_change_is_written_back_with_everything_else_that_can_be_written(version, put):
    facts = VERSIONS[version]
    get = facts.operations[f"GET {put.path}"]
    getting, replacing = PLACES[get.name], PLACES[put.name]

    @EVENLY
    @given(st.data(), NEWER.of(get.answer), arguments(getting, get))
    def check(data: st.DataObject, body: dict[str, Any], ids: dict[str, Any]) -> None:
        transport = VendorTransport(facts, lambda asked: body)
        thing = asyncio.run(call(transport, getting, ids))
        change = data.draw(changes(thing, put.body))
        fields = fields_of(type(thing))
        changed = thing.evolve(**{fields[wire].name: new for wire, new in change.items()})
        others = {name: new for name, new in ids.items() if name in inspect.signature(replacing.function).parameters}
        asyncio.run(call(transport, replacing, {**others, replacing.body: changed}))
        sent = transport.received[-1].body
        expected = writable(get.answer, put.body, body) | DIALECT.codec.encode(change, writable=True)
        assert sent == json.loads(json.dumps(expected))

    check()
