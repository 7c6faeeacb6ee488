"""UniFi Protect: every device as the mirror has it, and what cameras and sensors notice."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, Collection, Mapping
from contextlib import aclosing, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, NamedTuple

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.device_registry import DeviceInfo, format_mac

from unifi_sdk import Connected, Console, NotFoundError, NotSupportedError, UniFiError
from unifi_sdk.protect import (
    Added,
    Changed,
    EventEnded,
    EventStarted,
    EventUpdated,
    GlobalAlarmManagerError,
    Mirror,
    MirrorItem,
)
from unifi_sdk.protect.models import (
    AdoptedDevice,
    ArmMode,
    ArmProfile,
    Camera,
    Chime,
    Device,
    Event,
    Light,
    Nvr,
    Ring,
    Sensor,
    Siren,
    SmartAudioDetection,
    SmartDetection,
)

from .entity import attached_device
from .stream import StreamCoordinator

RANG: Final = "ring"
_READ_AGAIN: Final = timedelta(minutes=1)
"""Arm profiles are read again now and then: no stream tells of them."""
_SILENT_AFTER_SECONDS: Final = 0.5
"""So long after its time a siren is silent for certain."""


class Watcher[T: AdoptedDevice](NamedTuple):
    """A device that notices things, and what it notices at this moment."""

    device: T
    noticed: frozenset[str]
    """What cameras tell apart, in the vendor's words such as ``person`` and ``alrmBark``; otherwise the type of the event."""

    @property
    def is_connected(self) -> bool:
        """Whether the device can be reached."""
        return self.device.is_connected


class Alarm(NamedTuple):
    """The alarm of a recorder, and what it can be armed with."""

    mode: ArmMode
    profiles: Mapping[str, ArmProfile]
    """By id."""


@dataclass(frozen=True, kw_only=True)
class ProtectData:
    """The devices at one moment, by id."""

    recorders: Mapping[str, Nvr]
    alarms: Mapping[str, Alarm]
    """By the recorder's id; none where there are no arm profiles, or the alarm manager is in global mode."""
    cameras: Mapping[str, Watcher[Camera]]
    doorbells: Mapping[str, Watcher[Camera]]
    """The cameras that somebody can ring: they have a display, or a chime rings for them."""
    sensors: Mapping[str, Watcher[Sensor]]
    lights: Mapping[str, Light]
    chimes: Mapping[str, Chime]
    sirens: Mapping[str, Siren]


class ProtectCoordinator(StreamCoordinator[ProtectData]):
    """Keeps the devices of UniFi Protect current.

    Args:
        hass: Home Assistant.
        entry: The entry of the console.
        console: The console.
    """

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry, console: Console) -> None:
        super().__init__(hass, entry, console, "Protect", _READ_AGAIN)
        self.protect = console.protect
        self._home: Mirror
        self._profiles: Mapping[str, ArmProfile] = {}
        self._open_events: dict[str, Event] = {}
        self._is_due = False

    @property
    def device_ids(self) -> Collection[str]:
        """Every device with a page."""
        data = self.data
        return data.cameras.keys() | data.sensors.keys() | data.lights.keys() | data.chimes.keys() | data.sirens.keys()

    async def begin(self) -> None:
        """Follow the devices and the events."""
        await self.follow("devices", self._changes, self._take_change)
        await self.follow("events", self.protect.events, self._take_event)

    async def fetch(self) -> ProtectData:
        """What the mirror has, and the arm profiles, of which no stream tells."""
        try:
            self._profiles = {profile.id: profile for profile in await self.protect.arm_profiles.list()}
        except (GlobalAlarmManagerError, NotFoundError, NotSupportedError):
            self._profiles = {}
        for siren in self._home.all(Siren):
            self._await_silence(siren)
        return self._look()

    async def _changes(self) -> AsyncGenerator[MirrorItem | Connected]:
        self._home = self.protect.mirror()
        async with self._home, aclosing(aiter(self._home)) as changes:
            yield Connected()
            async for change in changes:
                yield change

    async def _take_change(self, change: object) -> None:
        match change:
            case Added(device=Siren() as siren) | Changed(new=Siren() as siren):
                self._await_silence(siren)
        if not self._is_due:  # changes that come together are shown together
            self._is_due = True
            self.hass.loop.call_soon(self._show)

    async def _take_event(self, change: object) -> None:
        match change:
            case EventStarted(event=event):
                self._open_events[event.id] = event
                if isinstance(event, Ring) and event.device:
                    self.tell(event.device, RANG, {})
            case EventUpdated(event=event) if event.id in self._open_events:
                self._open_events[event.id] = event
            case EventEnded(event=event):
                self._open_events.pop(event.id, None)
        self._show()

    @callback
    def _show(self) -> None:
        self._is_due = False
        self.publish(self._look())

    def _look(self) -> ProtectData:
        noticed: defaultdict[str, set[str]] = defaultdict(set)
        for event in self._open_events.values():
            noticed[event.device or ""].update(_kinds(event))

        def watchers[T: AdoptedDevice](devices: Mapping[str, T]) -> Mapping[str, Watcher[T]]:
            return {name: Watcher(device, frozenset(noticed.get(name, ()))) for name, device in devices.items()}

        recorders, cameras, chimes = self._all(Nvr), watchers(self._all(Camera)), self._all(Chime)
        rung = {camera_id for chime in chimes.values() for camera_id in chime.camera_ids or ()}
        return ProtectData(
            recorders=recorders,
            alarms={
                recorder.id: Alarm(recorder.arm_mode, self._profiles)
                for recorder in recorders.values()
                if recorder.arm_mode and self._profiles
            },
            cameras=cameras,
            doorbells={
                name: camera
                for name, camera in cameras.items()
                if name in rung or camera.device.lcd_message is not None
            },
            sensors=watchers(self._all(Sensor)),
            lights=self._all(Light),
            chimes=chimes,
            sirens=self._all(Siren),
        )

    def _all[T: Device](self, kind: type[T]) -> Mapping[str, T]:
        return {device.id: device for device in self._home.all(kind)}

    def _await_silence(self, siren: Siren) -> None:
        """Look at a siren when its time is over: no stream tells that it has fallen silent."""
        status = siren.siren_status
        if status and status.is_active and status.duration:
            seconds = status.duration / 1000 + _SILENT_AFTER_SECONDS
            self.config_entry.async_create_background_task(
                self.hass, self._look_again(seconds), f"{self.name} silence of {siren.id}"
            )

    async def _look_again(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        with suppress(UniFiError):
            await self._home.refresh()


def device_page(protect: ProtectCoordinator, device: AdoptedDevice) -> DeviceInfo:
    """The page of a device."""
    mac = format_mac(device.mac) if device.mac else None
    return attached_device(protect, device.id, name=device.name or device.type, model=device.type, mac=mac)


def watcher_page[T: AdoptedDevice](protect: ProtectCoordinator, watcher: Watcher[T]) -> DeviceInfo:
    """The page of a device that notices things."""
    return device_page(protect, watcher.device)


def is_connected[T: AdoptedDevice](thing: T | Watcher[T]) -> bool:
    """Whether the console reaches a device."""
    return thing.is_connected


def _kinds(event: Event) -> tuple[str, ...]:
    if isinstance(event, SmartDetection | SmartAudioDetection):
        return tuple(str(kind) for kind in event.smart_detect_types or ())
    return (str(event.type),)
