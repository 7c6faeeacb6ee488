"""How the simulated Protect application tells events, and how its documents are merged."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.protect_browser import ProtectBrowser
from unifi_sdk.simulator import ManualClock, SimulatedConsole
from unifi_sdk.simulator.protect.application import SimulatedProtect
from unifi_sdk.simulator.protect.devices import difference, merge

VALUES = st.none() | st.booleans() | st.integers(0, 2) | st.text(max_size=2) | st.lists(st.integers(0, 1), max_size=2)
NAMES = st.sampled_from("abc")
DOCUMENTS = st.recursive(
    st.dictionaries(NAMES, VALUES, max_size=3), lambda inner: st.dictionaries(NAMES, VALUES | inner, max_size=3)
)


@pytest.fixture
def protect(console: SimulatedConsole) -> SimulatedProtect:
    return console.protect


@pytest.fixture
async def api(console: SimulatedConsole) -> AsyncIterator[ProtectBrowser]:
    async with aiohttp.ClientSession() as session:
        yield ProtectBrowser(console, session)


@given(before=DOCUMENTS, changes=DOCUMENTS)
def test_merging_the_difference_makes_of_the_old_the_new(before, changes):
    after = merge(before, changes)
    assert merge(before, difference(before, after)) == after
    assert difference(after, after) == {}


def test_a_list_is_replaced_as_a_whole():
    assert merge({"a": [1, 2], "b": {"c": 1}}, {"a": [3], "b": {"d": 2}}) == {"a": [3], "b": {"c": 1, "d": 2}}


def test_true_is_not_one():
    assert difference({"a": True}, {"a": 1}) == {"a": 1}


async def test_an_event_begins_with_an_add_and_ends_with_an_update(api, protect, clock: ManualClock):
    async with api.listen("events") as listener:
        event = protect.start_event("motion", "Yard")
        clock.advance(2.5)
        protect.end_event(event)
        added, ended = await listener.frames(2)
    start = added["item"]["start"]
    assert added == {
        "type": "add",
        "item": {"id": event.id, "modelKey": "event", "type": "motion", "start": start, "device": event.device},
    }
    assert ended == {"type": "update", "item": {**added["item"], "end": start + 2500}}
    assert not event.is_open


async def test_an_end_can_be_told_with_nothing_else(api, protect):
    async with api.listen("events") as listener:
        event = protect.start_event("ring", "Front Door")
        protect.end_event(event, full=False)
        frame = (await listener.frames(2))[1]
    assert frame == {"type": "update", "item": {"id": event.id, "modelKey": "event", "end": event.end}}


async def test_an_end_can_be_told_several_times(api, protect):
    async with api.listen("events") as listener:
        protect.end_event(protect.start_event("smartDetectZone", "Yard"), times=3)
        _, *ends = await listener.frames(4)
    assert ends == [ends[0]] * 3


@pytest.mark.parametrize("full", [True, False])
async def test_what_was_seen_can_come_later(api, protect, full):
    async with api.listen("events") as listener:
        event = protect.start_event("smartDetectZone", "Yard", smart_detect_types=["person"])
        protect.update_event(event, {"smartDetectTypes": ["person", "vehicle"]}, full=full)
        added, updated = await listener.frames(2)
    assert added["item"]["smartDetectTypes"] == ["person"]
    assert updated["item"]["smartDetectTypes"] == ["person", "vehicle"]
    assert ("start" in updated["item"]) is full
    assert event.is_open


async def test_an_event_can_be_over_when_it_is_first_told(api, protect):
    async with api.listen("events") as listener:
        event = protect.tell_ended_event("Front Door")
        frame = await listener.frame()
        assert await listener.is_silent()
    assert frame["type"] == "update"
    assert (frame["item"]["smartDetectTypes"], frame["item"]["end"]) == (["package"], event.start)


@pytest.mark.parametrize(("kind", "key"), [("nfcCardScanned", "nfc"), ("fingerprintIdentified", "fingerprint")])
def test_a_card_or_finger_has_ended_as_it_begins(protect, kind, key):
    event = protect.start_event(kind, "Front Door", metadata={key: {"ulpId": "someone"}})
    assert event.end == event.start
    assert event.body()["metadata"] == {key: {"ulpId": "someone"}}


def test_the_motion_of_a_light_never_ends(protect):
    event = protect.start_event("lightMotion", "Driveway")
    with pytest.raises(ValueError, match="never ends"):
        protect.end_event(event)


def test_events_are_kept_in_order(protect):
    started = [protect.start_event("motion", camera) for camera in protect.cameras.values()]
    assert protect.events == started
    assert len({event.id for event in started}) == 5


def test_an_event_needs_a_device(protect):
    with pytest.raises(KeyError):
        protect.start_event("motion", "Nowhere")
