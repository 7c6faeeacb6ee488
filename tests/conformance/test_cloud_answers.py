"""Whatever the cloud may answer by its specification, or a newer one may, is read whole and written back."""

from __future__ import annotations

import json
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conformance.test_answers import moments
from tests.support.shapes import Shapes
from tests.support.wire import same_json
from unifi_sdk._core.json_text import loads
from unifi_sdk._facts import Schema, load
from unifi_sdk._facts.performed import Performed, performed
from unifi_sdk.cloud._dialect import DIALECT, MOBILITY_DIALECT
from unifi_sdk.cloud.models import Host, Site

FACTS = load("cloud")
MADE_OF_PARTS = "Devices.every"
"""What it gives is made of what `Devices.list` gives."""
PLACES = [place for place in performed("unifi_sdk.cloud") if place.answer and place.name != MADE_OF_PARTS]
SHAPES = {odd: Shapes(odd=odd, whole=range(-(2**40), 2**40)) for odd in (False, True)}
TIMES_WITHOUT_A_FORMAT = {"adoptionTime"}
SAID_IN_EXAMPLES_ONLY = {Host: ("userData", "reportedState"), Site: ("meta", "statistics")}
"""The document says nothing of these; `tests/cloud` reads them as the vendor's examples have them."""
EVENLY = settings(
    max_examples=40, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


def shape_of(place: Performed) -> Schema:
    """What stands in the envelope, with the ids without which nothing can be done."""
    shape = FACTS.find(place.operation).answer.properties["data"]
    shape = shape.items if place.is_list else shape
    left_out = SAID_IN_EXAMPLES_ONLY.get(place.answer, ())
    kept = {name: part for name, part in shape.properties.items() if name not in left_out}
    codec = DIALECT.codec if "/mobility/" not in place.operation else MOBILITY_DIALECT.codec
    wire = codec.wire_names(place.answer)
    needed = {wire[a.name] for a in attrs.fields(place.answer) if a.default is attrs.NOTHING}
    return plain(attrs.evolve(shape, properties=kept, required=shape.required | needed, nullable=False))


def plain(shape: Schema, name: str = "") -> Schema:
    """The shape without nulls in its lists, which are told apart elsewhere, and with a format where a time has none."""
    if shape.kind == "array" and shape.items is not None:
        needed = {"id"} & shape.items.properties.keys()
        items = attrs.evolve(shape.items, nullable=False, required=shape.items.required | needed)
        return attrs.evolve(shape, items=plain(items))
    parts = {key: plain(part, key) for key, part in shape.properties.items()}
    times: dict[str, Any] = {"format": "date-time"} if name in TIMES_WITHOUT_A_FORMAT else {}
    if shape.format == "int64":
        times = {"minimum": -(2**40), "maximum": 2**40}  # it may be a time in milliseconds
    return attrs.evolve(shape, properties=parts, **times)


@pytest.mark.parametrize("odd", [False, True], ids=["documented", "newer"])
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_an_answer_is_read_without_a_warning_and_written_back_whole(place: Performed, odd: bool, warnings: list[str]):
    codec = DIALECT.codec if "/mobility/" not in place.operation else MOBILITY_DIALECT.codec
    shape = shape_of(place)

    @EVENLY
    @given(SHAPES[odd].of(shape))
    def check(body: Any) -> None:
        decoded = codec.decode(place.answer, loads(json.dumps(body).encode()))
        assert type(decoded) is place.answer
        written = moments(shape, codec.encode(decoded))
        assert same_json(written, moments(shape, body))

    check()
    assert warnings == []


@EVENLY
@given(st.sampled_from(["", "2024-04-16T02:52:54.193Z"]), st.sampled_from(["", "2024-02-07T10:25:21.981Z"]))
def test_an_empty_text_for_a_time_is_written_back(registered: str, changed: str):
    document = {"id": "h:1", "registrationTime": registered, "lastConnectionStateChange": changed}
    host = DIALECT.codec.decode(Host, document)
    assert (host.registration_time is None, host.last_connection_state_change is None) == (not registered, not changed)
    assert DIALECT.codec.encode(host) == document


def test_an_empty_text_for_a_time_warns_of_nothing(warnings: list[str]):
    DIALECT.codec.decode(Host, {"id": "h:1", "registrationTime": ""})
    assert warnings == []
