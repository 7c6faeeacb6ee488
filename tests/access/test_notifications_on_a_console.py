"""The notification stream on a console: what is told as it happens, and what is said when something may be missing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator

import pytest

from tests.access.conftest import SteppedClock
from tests.support.access_api import until
from unifi_sdk import AuthenticationError, ConnectionFailedError
from unifi_sdk._core.stream import Connected, Gap, RawEvent, Resynced, StreamItem
from unifi_sdk.access import AccessClient, Actor
from unifi_sdk.access.models import DoorPosition
from unifi_sdk.access.models import notifications as models
from unifi_sdk.access.models.notifications import Notification
from unifi_sdk.simulator import Fault, ManualClock, SimulatedConsole
from unifi_sdk.simulator.access.application import DoorbellReason
from unifi_sdk.simulator.access.estate.people import sample_id

Stream = AsyncGenerator[StreamItem[Notification], None]

MAIN, ADA = sample_id("main-entrance"), sample_id("ada")
HUB, READER = "00005e005301", "00005e005302"
SOCKET = "GET /api/v1/developer/devices/notifications"


class PatientClock(SteppedClock):
    """A clock on which a wait is over when the test has moved the console's clock so far."""

    async def sleep(self, seconds: float) -> None:
        end = self.time() + seconds
        while self.time() < end:  # noqa: ASYNC110 - a manual clock tells nobody
            await asyncio.sleep(0.005)


@pytest.fixture
def sdk_clock(clock: ManualClock) -> SteppedClock:
    return PatientClock(clock)


@pytest.fixture
async def stream(access: AccessClient) -> AsyncIterator[Stream]:
    """An open stream whose first two items were taken."""
    stream = access.notifications()
    assert await following(stream) == Connected()
    assert isinstance(await following(stream), models.BaseInfoNotification)
    yield stream
    await stream.aclose()


async def following(stream: Stream) -> StreamItem[Notification]:
    return await asyncio.wait_for(anext(stream), 2)


async def first(stream: Stream, kind: type[Notification]) -> Notification:
    """The next item of a kind; whatever comes before has to be some notification."""
    while True:
        item = await following(stream)
        assert isinstance(item, Notification)
        if isinstance(item, kind):
            return item


# What happens


async def test_nothing_is_sent_before_somebody_listens(access: AccessClient, console: SimulatedConsole) -> None:
    stream = access.notifications()
    assert console.requests == []
    await stream.aclose()


async def test_the_first_notification_tells_how_many_entries_the_log_has(
    access: AccessClient, console: SimulatedConsole
) -> None:
    stream = access.notifications()
    assert await following(stream) == Connected()
    info = await first(stream, models.BaseInfoNotification)
    assert info.data.top_log_count == len(console.access.journal.entries)
    await stream.aclose()


async def test_a_ring_and_its_end_are_one_pair(stream: Stream, console: SimulatedConsole) -> None:
    ring = console.access.ring(READER)
    begun = await first(stream, models.DoorbellNotification)
    console.access.end_ring(DoorbellReason.REJECTED)
    ended = await first(stream, models.DoorbellChangeNotification)
    assert (begun.data.request_id, begun.data.device_id) == (ring.request_id, READER)
    assert begun.data.door_name == "Main Entrance"
    assert (ended.data.remote_call_request_id, ended.data.reason_code) == (ring.request_id, 106)
    assert begun.data.token
    assert begun.data.token not in repr(begun)


async def test_a_ring_of_the_sdk_is_told_to_the_sdk(
    stream: Stream, access: AccessClient, console: SimulatedConsole
) -> None:
    await access.devices.ring_doorbell(READER)
    begun = await first(stream, models.DoorbellNotification)
    await access.devices.ring_doorbell(READER, cancel_previous=True)
    ended = await first(stream, models.DoorbellChangeNotification)
    assert ended.data.remote_call_request_id == begun.data.request_id
    assert ended.data.reason_code == 108


async def test_a_remote_unlock_is_told_with_who_did_it(stream: Stream, access: AccessClient) -> None:
    await access.doors.unlock(MAIN, actor=Actor("42", "Night shift"))
    unlocked = await first(stream, models.RemoteUnlockNotification)
    logged = await first(stream, models.LogEntryNotification)
    insight = await first(stream, models.InsightEntryNotification)
    update = await first(stream, models.LocationUpdateNotification)
    assert (unlocked.data.unique_id, unlocked.data.name) == (MAIN, "Main Entrance")
    source = logged.data.source
    assert (source.actor.id, source.actor.display_name) == ("42", "Night shift")
    assert source.authentication.credential_provider == "REMOTE_THROUGH_UAH"
    assert (insight.data.log_key, insight.data.published) == (source.event.log_key, source.event.published)
    assert (update.data.id, update.data.state.lock) == (MAIN, models.DoorLock.UNLOCKED)


async def test_a_card_at_a_door_is_told(stream: Stream, console: SimulatedConsole) -> None:
    assert console.access.present(MAIN, ADA)
    logged = await first(stream, models.LogEntryNotification)
    doors = [target.id for target in logged.data.source.target if target.type == "door"]
    assert (logged.data.source.actor.id, logged.data.source.event.result, doors) == (ADA, "ACCESS", [MAIN])
    assert logged.data.source.authentication.credential_provider == "NFC"


async def test_a_door_that_is_opened_is_told_with_its_state(stream: Stream, console: SimulatedConsole) -> None:
    console.access.doors[MAIN].position = "open"
    update = await first(stream, models.LocationUpdateNotification)
    assert (update.data.id, update.event_object_id) == (MAIN, MAIN)
    assert (update.data.state.dps, update.data.state.dps_connected) == (DoorPosition.OPEN, True)
    assert READER in update.data.device_ids


async def test_an_emergency_is_told(stream: Stream, access: AccessClient) -> None:
    await access.emergency.set(lockdown=True, evacuation=False)
    setting = await first(stream, models.SettingUpdateNotification)
    assert setting.data == models.SettingUpdate(lockdown=True, evacuation=False)


async def test_a_device_that_goes_away_is_told(stream: Stream, console: SimulatedConsole) -> None:
    console.access.devices[HUB].is_online = False
    update = await first(stream, models.DeviceUpdateNotification)
    assert (update.data.id, update.data.device_type, update.data.online) == (HUB, "UAH", False)


async def test_a_button_at_a_door_is_told(stream: Stream, console: SimulatedConsole) -> None:
    console.access.ask_to_enter(MAIN)
    pressed = await first(stream, models.HardwareDoorbellNotification)
    assert (pressed.data.door_id, pressed.data.door_name) == (MAIN, "Main Entrance")


async def test_everything_comes_in_order(stream: Stream, console: SimulatedConsole) -> None:
    for position in ("open", "close", "open", "close"):
        console.access.doors[MAIN].position = position
        console.access.settle()
    states = [(await first(stream, models.LocationUpdateNotification)).data.state.dps for _ in range(4)]
    assert states == [DoorPosition.OPEN, DoorPosition.CLOSE] * 2


# What nobody knows


async def test_an_unknown_kind_is_kept_as_it_came(stream: Stream, console: SimulatedConsole) -> None:
    event = {"event": "access.brand.new", "receiver_id": "", "data": {"colour": "blue"}}
    console.access.push(event)
    item = await following(stream)
    assert isinstance(item, RawEvent)
    assert (item.raw, item.error) == (event, None)


@pytest.mark.parametrize("data", ["odd", [1], 7])
async def test_a_known_kind_whose_data_make_no_sense_is_kept_as_it_came(
    stream: Stream, console: SimulatedConsole, data: object
) -> None:
    event = {"event": "access.remote_view", "event_object_id": "1", "data": data}
    console.access.push(event)
    item = await following(stream)
    assert isinstance(item, RawEvent)
    assert item.raw == event


@pytest.mark.parametrize("text", ["{", '{"data": {}}'])
async def test_a_frame_that_is_no_notification_is_kept_and_ends_nothing(
    stream: Stream, console: SimulatedConsole, text: str
) -> None:
    console.access.push_text(text)
    console.access.ask_to_enter(MAIN)
    raw = await following(stream)
    assert isinstance(raw, RawEvent)
    assert raw.error is not None
    assert isinstance(await following(stream), models.HardwareDoorbellNotification)


async def test_null_where_an_object_was_expected_does_not_hide_a_notification(
    stream: Stream, console: SimulatedConsole
) -> None:
    console.access.push({"event": "access.data.v2.device.update", "data": {"id": HUB, "location_states": None}})
    update = await following(stream)
    assert isinstance(update, models.DeviceUpdateNotification)
    assert (update.data.id, update.data.location_states) == (HUB, ())


# Liveness


async def test_the_greeting_keeps_a_quiet_connection_alive_and_is_no_item(
    stream: Stream, console: SimulatedConsole, clock: ManualClock
) -> None:
    for _ in range(10):
        clock.advance(5)
        await asyncio.sleep(0.06)
    console.access.push({"event": "access.marker"})
    item = await following(stream)
    assert isinstance(item, RawEvent)
    assert item.raw == {"event": "access.marker"}
    assert console.access.socket_count == 1


async def test_half_a_minute_of_silence_is_a_gap_and_a_new_connection(
    stream: Stream, console: SimulatedConsole, clock: ManualClock
) -> None:
    console.access.stop_hellos()
    clock.advance(29)
    waiting = asyncio.ensure_future(anext(stream))
    await asyncio.sleep(0.1)
    assert not waiting.done()
    clock.advance(1)
    assert await asyncio.wait_for(waiting, 2) == Gap("silence")
    resuming = asyncio.ensure_future(anext(stream))
    await asyncio.sleep(0.02)
    clock.advance(1)
    assert await asyncio.wait_for(resuming, 2) == Resynced()
    assert isinstance(await following(stream), models.BaseInfoNotification)
    assert console.access.socket_count == 1


# The end of a connection


async def resume(stream: Stream, clock: ManualClock, seconds: float = 1) -> StreamItem[Notification]:
    """The next item after a wait that the test lets pass."""
    waiting = asyncio.ensure_future(anext(stream))
    await asyncio.sleep(0.02)
    clock.advance(seconds)
    return await asyncio.wait_for(waiting, 2)


async def test_a_dropped_connection_is_a_gap_and_then_whole_again(
    stream: Stream, console: SimulatedConsole, clock: ManualClock
) -> None:
    console.access.drop_sockets()
    assert await following(stream) == Gap("connection lost")
    console.access.ask_to_enter(MAIN)
    assert await resume(stream, clock) == Resynced()
    assert isinstance(await following(stream), models.BaseInfoNotification)
    console.access.doors[MAIN].position = "open"
    assert isinstance(await following(stream), models.LocationUpdateNotification)
    assert sum(request.path.endswith("/notifications") for request in console.requests) == 2


async def test_what_came_before_the_connection_was_dropped_is_told_before_the_gap(
    stream: Stream, console: SimulatedConsole
) -> None:
    console.access.ask_to_enter(MAIN)
    await asyncio.sleep(0.05)
    console.access.drop_sockets()
    assert isinstance(await following(stream), models.HardwareDoorbellNotification)
    assert await following(stream) == Gap("connection lost")


async def test_a_console_that_is_away_for_a_while_is_asked_again(
    stream: Stream, console: SimulatedConsole, clock: ManualClock
) -> None:
    console.faults.add(Fault.status(503), SOCKET, times=3)
    console.access.drop_sockets()
    assert await following(stream) == Gap("connection lost")
    waiting = asyncio.ensure_future(anext(stream))
    for seconds in (1, 2, 4, 8):
        await asyncio.sleep(0.05)
        clock.advance(seconds)
    assert await asyncio.wait_for(waiting, 2) == Resynced()
    assert len(console.faults.fired) == 3


async def test_a_first_connection_that_fails_is_an_error(access: AccessClient, console: SimulatedConsole) -> None:
    console.faults.add(Fault.status(503), SOCKET)
    with pytest.raises(ConnectionFailedError):
        await following(access.notifications())


@pytest.mark.parametrize("scopes", [None, {"view:space"}], ids=["revoked", "without the scope"])
async def test_a_token_that_is_refused_at_first_ends_the_stream(
    access: AccessClient, console: SimulatedConsole, scopes: set[str] | None
) -> None:
    console.access.tokens.clear()
    if scopes is not None:
        console.access.tokens[console.access_token] = scopes
    stream = access.notifications()
    with pytest.raises(AuthenticationError) as raised:
        await following(stream)
    assert raised.value.status == (401 if scopes is None else 403)
    with pytest.raises(StopAsyncIteration):
        await anext(stream)
    assert len(console.requests) == 1


async def test_a_token_that_is_revoked_later_ends_the_stream(
    stream: Stream, console: SimulatedConsole, clock: ManualClock
) -> None:
    console.access.tokens.clear()
    console.access.drop_sockets()
    assert await following(stream) == Gap("connection lost")
    with pytest.raises(AuthenticationError, match="401"):
        await resume(stream, clock)
    with pytest.raises(StopAsyncIteration):
        await anext(stream)
    assert sum(request.path.endswith("/notifications") for request in console.requests) == 2


async def test_closing_leaves_neither_a_task_nor_a_socket(access: AccessClient, console: SimulatedConsole) -> None:
    before = asyncio.all_tasks()
    stream = access.notifications()
    await following(stream)
    await following(stream)
    assert asyncio.all_tasks() > before
    await stream.aclose()
    await until(lambda: asyncio.all_tasks() == before)
    assert console.access.socket_count == 0


async def test_a_cancelled_listener_leaves_neither_a_task_nor_a_socket(
    access: AccessClient, console: SimulatedConsole
) -> None:
    async def listen() -> None:
        async for _ in access.notifications():
            continue

    before = asyncio.all_tasks()
    listener = asyncio.create_task(listen())
    await until(lambda: console.access.socket_count == 1)
    listener.cancel()
    with pytest.raises(asyncio.CancelledError):
        await listener
    await until(lambda: asyncio.all_tasks() <= before and console.access.socket_count == 0)


async def test_two_listeners_get_everything(access: AccessClient, console: SimulatedConsole) -> None:
    streams = [access.notifications() for _ in range(2)]
    for stream in streams:
        assert await following(stream) == Connected()
    console.access.ask_to_enter(MAIN)
    pressed = [await first(stream, models.HardwareDoorbellNotification) for stream in streams]
    assert pressed[0] == pressed[1]
    for stream in streams:
        await stream.aclose()
