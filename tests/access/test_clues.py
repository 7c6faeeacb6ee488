"""From a notification, or a device, to its door: by ids where there are any, by the name in whatever form it comes."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest

from unifi_sdk import ConfigurationError, ConflictError, NotFoundError
from unifi_sdk._core.model import Json
from unifi_sdk.access import AccessClient
from unifi_sdk.access._dialect import DIALECT
from unifi_sdk.access.models import DoorbellNotification, HardwareDoorbellNotification, LogTarget
from unifi_sdk.access.models.notifications import Notification
from unifi_sdk.simulator import Quirk, SimulatedConsole
from unifi_sdk.simulator.access.estate.people import sample_id

MAIN, LOBBY, STORE = sample_id("main-entrance"), sample_id("lobby"), sample_id("store-room")
HUB, READER = "00005e005301", "00005e005302"
COMPOSED, DECOMPOSED = "T\u00fcr", "Tu\u0308r"


def told(event: str, object_id: str = "", **data: object) -> Notification:
    frame = cast("Json", {"event": event, "event_object_id": object_id, "data": data})
    return DIALECT.codec.decode(Notification, frame)


def ring(**data: object) -> Notification:
    return told("access.remote_view", "a-request", **data)


@pytest.mark.parametrize(
    "notification",
    [
        ring(device_id=READER, door_name=""),
        ring(device_id="00:00:5E:00:53:02"),
        ring(device_id="unknown", connected_uah_id=HUB),
        ring(device_id=READER, door_name="Lobby"),
        ring(device_id="unknown", door_name="Main Entrance"),
        told("access.hw.door_bell", door_id=MAIN, door_name="Lobby"),
        told("access.hw.door_bell", door_name="Main Entrance"),
        told("access.data.device.remote_unlock", HUB, unique_id=MAIN, name="Lobby"),
        told("access.data.device.remote_unlock", full_name="Harbour House - 1F - Main Entrance"),
        told("access.data.v2.location.update", id=MAIN),
        told("access.data.device.location_update_v2", id=MAIN),
        told("access.data.v2.device.update", id=READER),
        told("access.data.device.update", READER, configs=[]),
        told("access.data.location.update", MAIN),
        told("access.logs.add", _source={"target": [{"type": "UAH", "id": "x"}, {"type": "door", "id": MAIN}]}),
        told("access.logs.add", _source={"target": [{"type": "door", "id": HUB}]}),
        told("access.logs.add", _source={"target": [{"type": "door", "id": "", "display_name": "Main Entrance"}]}),
        told("access.logs.insights.add", metadata={"door": {"id": MAIN}}),
    ],
    ids=lambda one: f"{one.event} {one.data}"[:60] if hasattr(one, "data") else one.event,
)
async def test_a_notification_leads_to_its_door(access: AccessClient, notification: Notification) -> None:
    assert (await access.doors.of_notification(notification)).id == MAIN


async def test_the_name_is_found_in_whatever_unicode_form_it_comes(
    access: AccessClient, console: SimulatedConsole
) -> None:
    for listed, said in [(COMPOSED, DECOMPOSED), (DECOMPOSED, COMPOSED)]:
        console.access.doors[LOBBY].name = listed
        assert (await access.doors.of_notification(ring(door_name=said))).id == LOBBY
        assert (await access.doors.find(name=said)).id == LOBBY


async def test_names_of_doors_are_read_in_one_form(access: AccessClient, console: SimulatedConsole) -> None:
    console.access.doors[LOBBY].name = DECOMPOSED
    rings = ring(door_name=DECOMPOSED)
    assert isinstance(rings, DoorbellNotification)
    assert rings.data is not None
    assert rings.data.door_name == (await access.doors.get(LOBBY)).name == COMPOSED


@pytest.mark.parametrize("name", ["", 5, None, ["x"]])
def test_a_name_that_is_none_is_read_as_before(name: object) -> None:
    pressed = told("access.hw.door_bell", door_name=name)
    assert isinstance(pressed, HardwareDoorbellNotification)
    assert pressed.data is not None
    assert (pressed.data.door_name or None) is None


async def test_a_live_ring_of_a_console_that_tells_no_places_leads_to_its_door_by_the_name(
    access: AccessClient, console: SimulatedConsole
) -> None:
    console.access.doors[MAIN].name = COMPOSED
    console.access.quirks.update({Quirk.DECOMPOSED_NAMES, Quirk.BARE_DEVICES})
    assert {device.location_id for device in await access.devices.list()} == {None}
    frames: list[dict[str, object]] = []
    console.access.notifications.push = lambda event: frames.append(dict(event))  # type: ignore[method-assign]
    console.access.ring(READER)
    [frame] = [frame for frame in frames if frame["event"] == "access.remote_view"]
    assert cast("dict[str, object]", frame["data"])["door_name"] == DECOMPOSED
    rings = DIALECT.codec.decode(Notification, cast("Json", frame))
    assert (await access.doors.of_notification(rings)).id == MAIN


@pytest.mark.parametrize(
    "notification",
    [
        ring(),
        ring(device_id="unknown", door_name="No such door"),
        told("access.remote_view.change", reason_code=105, remote_call_request_id="r"),
        told("access.data.v2.location.update", id="a-floor", location_type="floor", name="Lobby"),
        told("access.base.info", top_log_count=1),
        told("access.brand.new"),
        Notification(event="access.remote_view"),
    ],
    ids=lambda one: one.event,
)
async def test_what_leads_to_no_door_says_so(access: AccessClient, notification: Notification) -> None:
    with pytest.raises(NotFoundError, match="no door belongs to this 'access"):
        await access.doors.of_notification(notification)


async def test_a_name_that_two_doors_have_is_not_guessed(access: AccessClient, console: SimulatedConsole) -> None:
    console.access.doors[STORE].name = "Lobby"
    with pytest.raises(ConflictError):
        await access.doors.of_notification(ring(door_name="Lobby"))


async def test_no_device_is_asked_for_where_the_door_is_told(
    access: AccessClient, sent: Callable[..., list[str]]
) -> None:
    await access.doors.of_notification(told("access.hw.door_bell", door_id=MAIN))
    assert sent() == ["GET /doors"]


@pytest.mark.parametrize("device_id", [READER, READER.upper(), "00-00-5e-00-53-02"])
async def test_a_device_leads_to_its_door(access: AccessClient, device_id: str) -> None:
    assert (await access.doors.of_device(device_id)).id == MAIN


async def test_a_device_that_there_is_not_leads_nowhere(access: AccessClient) -> None:
    with pytest.raises(NotFoundError, match="no door has a device with the id 'x'"):
        await access.doors.of_device("x")


async def test_an_empty_device_is_refused_before_anything_is_sent(
    access: AccessClient, console: SimulatedConsole
) -> None:
    with pytest.raises(ConfigurationError, match="device_id is empty"):
        await access.doors.of_device("")
    assert console.requests == []


def test_the_name_of_a_target_is_left_as_it_came() -> None:
    assert DIALECT.codec.decode(LogTarget, {"display_name": DECOMPOSED}).display_name == DECOMPOSED
