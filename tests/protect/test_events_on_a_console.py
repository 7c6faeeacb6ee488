"""What happens on a simulated console comes out of the event stream once, whatever becomes of the socket."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.support.clock import FakeClock
from tests.support.streams import end, eventually, take
from unifi_sdk import AuthenticationError, ConnectionFailedError, ProtectClient
from unifi_sdk._core.stream import Connected, Gap, RawEvent, Resynced
from unifi_sdk.protect import EventEnded, EventStarted, EventUpdated, events
from unifi_sdk.protect.models.events import Motion, NfcCardScanned, SmartZoneDetection
from unifi_sdk.simulator import ManualClock, SimulatedConsole

CAMERA = "Front Door"


@pytest.fixture(autouse=True)
def _no_limit(console: SimulatedConsole) -> None:
    console.protect.rate_limit = None


@asynccontextmanager
async def listening(protect: ProtectClient) -> AsyncIterator[object]:
    """The stream of events, connected."""
    items = protect.events()
    try:
        assert await take(items, 1) == [Connected()]
        yield items
    finally:
        await items.aclose()


def kinds(items: list[object]) -> list[str]:
    return [type(item).__name__ for item in items]


@pytest.mark.parametrize("full", [True, False], ids=["whole", "partial"])
async def test_an_event_starts_changes_and_ends(protect, console, clock, full):
    async with listening(protect) as items:
        event = console.protect.start_event("smartDetectZone", CAMERA)
        console.protect.update_event(event, {"smartDetectTypes": ["person", "vehicle"]}, full=full)
        clock.advance(10)
        console.protect.end_event(event, full=full)
        started, updated, ended = await take(items, 3)
    assert isinstance(started, EventStarted)
    assert isinstance(updated, EventUpdated)
    assert updated.before == started.event
    assert isinstance(ended, EventEnded)
    assert ended.ended_by == "console"
    assert isinstance(ended.event, SmartZoneDetection)
    assert (ended.event.id, ended.event.device) == (event.id, console.protect.find_device(CAMERA).id)
    assert [str(kind) for kind in ended.event.smart_detect_types] == ["person", "vehicle"]
    assert (ended.event.end - ended.event.start).total_seconds() == 10


async def test_what_is_over_when_it_is_first_heard_of_starts_and_ends(protect, console):
    async with listening(protect) as items:
        package = console.protect.tell_ended_event(CAMERA)
        console.protect.start_event("nfcCardScanned", CAMERA)
        told = await take(items, 4)
    assert kinds(told) == ["EventStarted", "EventEnded"] * 2
    assert [told[0].event.id, told[1].event.id] == [package.id] * 2
    assert isinstance(told[3].event, NfcCardScanned)


async def test_a_kind_without_an_end_is_over_at_once(protect, console):
    async with listening(protect) as items:
        console.protect.start_event("lightMotion", "Driveway")
        _, ended = await take(items, 2)
    assert ended.ended_by == "at once"


async def test_an_end_that_is_told_three_times_is_one_end(protect, console):
    async with listening(protect) as items:
        event = console.protect.start_event("motion", CAMERA)
        console.protect.end_event(event, times=3)
        following = console.protect.start_event("ring", CAMERA)
        told = await take(items, 3)
    assert kinds(told) == ["EventStarted", "EventEnded", "EventStarted"]
    assert told[2].event.id == following.id


async def test_one_frame_may_end_several_events(protect, console):
    async with listening(protect) as items:
        events = [console.protect.start_event("motion", CAMERA) for _ in range(3)]
        ids = [event.id for event in events]
        console.protect.push({"type": "update", "item": {"id": ids, "modelKey": "event", "end": events[0].start + 1}})
        told = await take(items, 6)
    assert kinds(told) == ["EventStarted"] * 3 + ["EventEnded"] * 3
    assert [item.event.id for item in told] == ids * 2


async def test_a_lost_connection_ends_what_is_open_and_the_stream_goes_on(protect, console):
    async with listening(protect) as items:
        event = console.protect.start_event("motion", CAMERA)
        await take(items, 1)
        assert console.protect.drop_sockets() == 1
        ended, gap, resynced = await take(items, 3)
        console.protect.end_event(event)
        console.protect.start_event("ring", CAMERA)
        late, started = await take(items, 2)
    assert isinstance(ended, EventEnded)
    assert (ended.event.id, ended.ended_by) == (event.id, "gap")
    assert (gap, resynced) == (Gap("connection lost"), Resynced())
    assert isinstance(late, EventUpdated)
    assert late.event.end is not None
    assert isinstance(started, EventStarted)


async def test_an_outage_is_one_gap_however_often_the_console_refuses(protect, console, fake_clock: FakeClock):
    async with listening(protect) as items:
        before = len(console.requests)
        console.protect.refuse_sockets(503)
        console.protect.drop_sockets()
        assert await take(items, 1) == [Gap("connection lost")]
        waiting = asyncio.ensure_future(take(items, 2))
        await eventually(lambda: len(console.requests) >= before + 4)
        console.protect.refuse_sockets(None)
        await eventually(lambda: console.protect.count_sockets("events") == 1)
        console.protect.start_event("motion", CAMERA)
        resynced, started = await waiting
    assert resynced == Resynced()
    assert isinstance(started.event, Motion)
    assert max(fake_clock.slept) <= 60


async def test_a_console_that_closes_at_once_is_asked_again(protect, console):
    async with listening(protect) as items:
        console.protect.refuse_sockets(1011)
        console.protect.drop_sockets()
        assert await take(items, 3) == [Gap("connection lost"), Resynced(), Gap("connection lost")]
        console.protect.refuse_sockets(None)
        waiting = asyncio.ensure_future(take(items, 1))
        await eventually(lambda: console.protect.count_sockets("events") == 1)
        await end(waiting)


async def test_a_revoked_key_ends_the_stream(protect, console):
    async with listening(protect) as items:
        console.protect.start_event("motion", CAMERA)
        await take(items, 1)
        console.protect.api_keys.clear()
        console.protect.drop_sockets()
        assert kinds(await take(items, 2)) == ["EventEnded", "Gap"]
        with pytest.raises(AuthenticationError, match="Integrations"):
            await take(items, 1)
        with pytest.raises(StopAsyncIteration):
            await anext(items)


async def test_a_key_that_is_refused_at_first_raises_and_nothing_is_tried_again(protect, console):
    console.protect.api_keys.clear()
    with pytest.raises(AuthenticationError):
        await take(protect.events(), 1)
    assert len(console.requests) == 1


async def test_a_console_that_opens_no_socket_at_first_raises(protect, console):
    console.protect.refuse_sockets(503)
    with pytest.raises(ConnectionFailedError):
        await take(protect.events(), 1)


async def test_a_socket_that_a_gateway_cuts_for_being_idle_is_a_gap(protect, console, clock: ManualClock):
    async with listening(protect) as items:
        clock.advance(599)
        assert console.protect.cut_idle() == 0
        clock.advance(1)
        assert console.protect.cut_idle() == 1
        assert await take(items, 2) == [Gap("connection lost"), Resynced()]


async def test_what_is_no_frame_of_an_event_is_kept_and_ends_nothing(protect, console):
    async with listening(protect) as items:
        for frame in ("{", '"Hello"', '{"type": "update", "item": {"id": []}}', '{"type": 1}'):
            console.protect.push(frame, "events")
        console.protect.start_event("motion", CAMERA)
        told = await take(items, 5)
    assert kinds(told) == ["RawEvent"] * 4 + ["EventStarted"]
    assert all(isinstance(item, RawEvent) and item.error for item in told[:4])


async def test_an_event_that_the_console_forgets_ends_on_a_quiet_site(protect, console, fake_clock, monkeypatch):
    monkeypatch.setattr(events, "_LOOKED_AT_EVERY", 0.02)
    async with listening(protect) as items:
        console.protect.start_event("motion", CAMERA)
        (started,) = await take(items, 1)
        waiting = asyncio.ensure_future(take(items, 1))
        await asyncio.sleep(0.1)
        assert not waiting.done()
        fake_clock.now += 30 * 60
        (ended,) = await waiting
    assert (ended.event, ended.ended_by) == (started.event, "silence")


async def test_fragments_of_an_event_that_began_in_a_gap_are_kept_until_they_are_an_event(protect, console):
    async with listening(protect) as items:
        console.protect.drop_sockets()
        assert await take(items, 2) == [Gap("connection lost"), Resynced()]
        missed = {"id": "11111111-1111-4111-8111-111111111111", "modelKey": "event"}
        for more in ({"smartDetectTypes": ["person"]}, {"end": 1_767_225_610_000}):
            console.protect.push({"type": "update", "item": missed | more}, "events")
        whole = missed | {"type": "smartDetectZone", "start": 1_767_225_600_000, "device": "c"}
        console.protect.push({"type": "update", "item": whole}, "events")
        told = await take(items, 4)
    assert kinds(told) == ["RawEvent", "RawEvent", "EventStarted", "EventEnded"]
    assert (told[3].event.device, told[3].event.smart_detect_types[0]) == ("c", "person")


async def test_leaving_the_stream_closes_the_socket(protect, console):
    async with listening(protect):
        assert console.protect.count_sockets("events") == 1
    await eventually(lambda: console.protect.count_sockets() == 0)
