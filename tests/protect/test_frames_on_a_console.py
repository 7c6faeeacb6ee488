"""The raw layer: what the sockets of a simulated console say, frame by frame."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.support.streams import eventually, take
from unifi_sdk import ConfigurationError, ProtectClient, RawEvent
from unifi_sdk._core.stream import Connected, Gap, Resynced
from unifi_sdk.protect import Frame, Subscription
from unifi_sdk.protect.frames import FrameAction
from unifi_sdk.simulator import SimulatedConsole

SOCKETS = [
    ("devices", "devices"), ("events", "events"), (Subscription.DEVICES, "devices"), (Subscription.EVENTS, "events"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def _no_limit(console: SimulatedConsole) -> None:
    console.protect.rate_limit = None


@asynccontextmanager
async def frames_of(protect: ProtectClient, subscription: Subscription) -> AsyncIterator[object]:
    """A stream of frames, connected."""
    frames = protect.frames(subscription)
    try:
        assert await take(frames, 1) == [Connected()]
        yield frames
    finally:
        await frames.aclose()


@pytest.mark.parametrize(("subscription", "socket"), SOCKETS)
async def test_each_socket_is_asked_for_by_its_name(protect, console, subscription, socket):
    async with frames_of(protect, subscription):
        assert (console.protect.count_sockets(socket), console.protect.count_sockets()) == (1, 1)
    await eventually(lambda: console.protect.count_sockets() == 0)


async def test_a_socket_that_there_is_not_is_refused_before_anything_is_sent(protect, console):
    with pytest.raises(ConfigurationError, match="devices, events, not doors"):
        await take(protect.frames("doors"), 1)
    assert console.requests == []


async def test_what_becomes_of_a_device_is_told_with_the_names_of_the_wire(protect, console):
    light = console.protect.find_device("Driveway")
    async with frames_of(protect, "devices") as frames:
        light.change({"lightDeviceSettings": {"ledLevel": 6}})
        console.protect.remove_devices(light.id)
        changed, removed = await take(frames, 2)
    assert (changed.action, changed.id, changed.model_key) == (FrameAction.UPDATE, light.id, "light")
    assert changed.item == {"id": light.id, "modelKey": "light", "lightDeviceSettings": {"ledLevel": 6}}
    assert (removed.action, removed.item) == (FrameAction.REMOVE, {"id": light.id, "modelKey": "light"})


async def test_nothing_is_merged_or_left_out_of_events(protect, console):
    async with frames_of(protect, "events") as frames:
        event = console.protect.start_event("motion", "Yard")
        console.protect.end_event(event, full=False, times=2)
        told = await take(frames, 3)
    assert [frame.action for frame in told] == ["add", "update", "update"]
    assert [set(frame.item) for frame in told[1:]] == [{"id", "modelKey", "end"}] * 2


async def test_a_bulk_message_is_a_frame_for_each_device(protect, console):
    lights = list(console.protect.devices_of("light"))
    async with frames_of(protect, "devices") as frames:
        console.protect.change_devices(lights, {"isDark": True})
        told = await take(frames, 2)
    assert [(frame.id, frame.item["id"], frame.item["isDark"]) for frame in told] == [
        (name, name, True) for name in lights
    ]


async def test_what_is_no_frame_is_kept_and_a_lost_connection_is_a_gap(protect, console):
    async with frames_of(protect, "devices") as frames:
        console.protect.push("{")
        (raw,) = await take(frames, 1)
        console.protect.drop_sockets()
        gap, resynced = await take(frames, 2)
        console.protect.find_device("Yard").name = "Garden"
        (frame,) = await take(frames, 1)
    assert isinstance(raw, RawEvent)
    assert raw.raw == "{"
    assert (gap, resynced) == (Gap("connection lost"), Resynced())
    assert isinstance(frame, Frame)
