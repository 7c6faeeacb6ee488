"""Whatever a Protect console may answer or push by its specification, or a newer one may, is read whole and written back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.support.shapes import NEW_KIND, Shapes
from tests.support.wire import same_json
from unifi_sdk._core.codec import Codec, camel_case
from unifi_sdk._core.json_text import loads
from unifi_sdk._core.patch import Patcher, merge
from unifi_sdk._facts import Schema, load, versions
from unifi_sdk._facts.performed import Performed, performed
from unifi_sdk.protect import events
from unifi_sdk.protect.frames import FrameAction, read_frames
from unifi_sdk.protect.models.devices import AdoptedDevice
from unifi_sdk.protect.models.events import Event
from unifi_sdk.protect.models.kinds import DEVICE_MODELS

VERSIONS = {version: load("protect", version) for version in versions("protect")}
FACTS = VERSIONS["7.2.84"]
PLACES = [place for place in performed("unifi_sdk.protect") if place.answer and FACTS.get(place.operation)]
BODIES = 1100
MESSAGES = 1600
WHOLE = range(-(2**45), 2**47)
SHAPES = {odd: Shapes(odd=odd, whole=WHOLE) for odd in (False, True)}
KINDS = ("documented", "newer")


def examples(count: int) -> settings:
    return settings(
        max_examples=count, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )


def message_shapes(version: str) -> dict[str, Schema]:
    """The item in every kind of message, by version, socket, action, and kind of device or event."""
    single, bulk = VERSIONS[version].operations["GET /v1/subscribe/devices"].answer.options
    event = VERSIONS[version].operations["GET /v1/subscribe/events"].answer
    return {
        f"{version} {name} {action} {kind}": item
        for name, frames in (("device", single), ("devices", bulk), ("event", event))
        for action, message in frames.variants.items()
        for kind, item in message.properties["item"].variants.items()
    }


ITEMS = {name: item for version in VERSIONS for name, item in message_shapes(version).items()}


def items(name: str, odd: bool) -> st.SearchStrategy[dict[str, Any]]:
    _, family, _, kind = name.split()
    tag = "type" if family == "event" else "modelKey"
    return SHAPES[odd].of(ITEMS[name]).map(lambda item: {**item, tag: kind})


def on_the_wire(document: Any) -> Any:
    return loads(json.dumps(document).encode())


@pytest.mark.parametrize("odd", [False, True], ids=KINDS)
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
@pytest.mark.parametrize("version", VERSIONS)
def test_an_answer_is_read_without_a_warning_and_written_back_whole(place: Performed, version, odd, warnings):
    shape, codec = VERSIONS[version].find(place.operation).answer, Codec(camel_case)
    shape = shape.items if place.is_list else shape

    @examples(BODIES // len(PLACES) // 2)
    @given(SHAPES[odd].of(shape))
    def check(body: Any) -> None:
        decoded = codec.decode(place.answer, on_the_wire(body))
        assert type(decoded) is place.answer
        assert same_json(on_the_wire(codec.encode(decoded)), body)

    check()
    assert warnings == []


@pytest.mark.parametrize("odd", [False, True], ids=KINDS)
@pytest.mark.parametrize("name", ITEMS)
def test_a_message_is_read_without_a_warning_and_written_back_whole(name, odd, warnings):
    version, family, action, kind = name.split()
    codec = Codec(camel_case)
    patcher = Patcher(codec)
    model = Event if family == "event" else DEVICE_MODELS[kind]

    @examples(MESSAGES // len(ITEMS))
    @given(items(name, odd), items(f"{version} {family} add {kind}", odd))
    def check(item: Any, before: Any) -> None:
        ids = item["id"] if isinstance(item["id"], list) else [item["id"]]
        assume(ids and all(ids))
        frames = read_frames(on_the_wire({"type": action, "item": item}))
        assert [frame.id for frame in frames] == ids
        for frame in frames:
            assert frame.action == action
            if frame.action == FrameAction.ADD:
                added = codec.decode(model, dict(frame.item))
                assert type(added) is (Event.variants[kind] if model is Event else model)
                assert same_json(on_the_wire(codec.encode(added)), dict(frame.item))
            elif frame.action == FrameAction.UPDATE:
                document = on_the_wire({**before, "id": frame.id})
                patched = patcher.apply(codec.decode(model, document), frame.item)
                assert same_json(on_the_wire(codec.encode(patched)), merge(document, dict(frame.item)))

    check()
    assert warnings == []


def test_the_kinds_that_are_over_at_once_are_those_that_the_vendor_gives_no_end():
    without_end = {
        name.split()[3] for name, item in ITEMS.items() if " event " in name and "end" not in item.properties
    }
    assert without_end == events._WITHOUT_END


def test_every_kind_of_message_is_among_them():
    assert len(ITEMS) == len(VERSIONS) * (2 * 3 * 14 + 2 * 38)
    assert {name.split()[3] for name in ITEMS} == DEVICE_MODELS.keys() | Event.variants.keys()


@examples(30)
@given(items("7.2.84 device add camera", True))
def test_a_device_of_a_kind_of_tomorrow_is_kept_whole(item):
    item = {**item, "id": "d", "modelKey": NEW_KIND}
    decoded = Codec(camel_case).decode(AdoptedDevice, on_the_wire(item))
    assert same_json(on_the_wire(Codec(camel_case).encode(decoded)), item)
