"""UniFi Access: its doors as the notifications tell, and what happens at them."""

from __future__ import annotations

from asyncio import Lock
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers.device_registry import DeviceInfo

from unifi_sdk import Console, NotFoundError, NotSupportedError, UniFiError
from unifi_sdk.access.models import (
    Device,
    DeviceCapability,
    DeviceUpdateNotification,
    Door,
    DoorbellNotification,
    EmergencyStatus,
    HardwareDoorbellNotification,
    LocationUpdate,
    LocationUpdateNotification,
    LogEntry,
    LogEntryNotification,
    LogResult,
    Notification,
    OlderLocationUpdateNotification,
    SettingUpdate,
    SettingUpdateNotification,
)

from .const import CONF_ACCESS_PORT
from .entity import attached_device
from .stream import StreamCoordinator

RANG: Final = "ring"
BUTTON_PRESSED: Final = "button_pressed"
ACCESS_GRANTED: Final = "access_granted"
ACCESS_DENIED: Final = "access_denied"

_READ_AGAIN: Final = timedelta(minutes=1)
"""Doors are read again now and then: the vendor documents few of the notifications."""
_DOOR_OPENINGS: Final = "access.door.unlock"


@dataclass(frozen=True, kw_only=True)
class AccessData:
    """The doors at one moment, by id."""

    doors: Mapping[str, Door]
    """A door whose hub is offline is out of reach: the console goes on telling what its lock and its position last were."""
    emergency: EmergencyStatus | None
    """None on a console that knows no emergencies."""


class AccessCoordinator(StreamCoordinator[AccessData]):
    """Keeps the doors of UniFi Access current.

    Args:
        hass: Home Assistant.
        entry: The entry of the console.
        console: The console.
    """

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry, console: Console) -> None:
        super().__init__(hass, entry, console, "Access", _READ_AGAIN)
        self.access = console.access
        self._reading = Lock()
        self.data = AccessData(doors={}, emergency=None)  # what is told before the first fetch is about no door

    @property
    def port(self) -> str:
        """Where UniFi Access listens."""
        return str(self.config_entry.data[CONF_ACCESS_PORT])

    @property
    def device_ids(self) -> Collection[str]:
        """Every door."""
        return self.data.doors.keys()

    async def begin(self) -> None:
        """Follow the notifications."""
        await self.follow("notifications", self.access.notifications, self._take)

    async def fetch(self) -> AccessData:
        """The doors, whether their hubs are there, and the emergency; what is told meanwhile waits."""
        async with self._reading:
            doors = await self.access.doors.list()
            offline = {device.location_id for device in await self.access.devices.list() if _is_lost_hub(device)}
            try:
                emergency = await self.access.emergency.get()
            except (NotFoundError, NotSupportedError):
                emergency = None
        return AccessData(
            doors={door.id: door.out_of_reach() if door.id in offline else door for door in doors}, emergency=emergency
        )

    async def _take(self, notification: object) -> None:
        match notification:
            case (
                LocationUpdateNotification(data=LocationUpdate() as update)
                | OlderLocationUpdateNotification(data=LocationUpdate() as update)
            ):
                await self._update(update)
            case SettingUpdateNotification(data=SettingUpdate() as told):
                async with self._reading:
                    emergency = EmergencyStatus(lockdown=told.lockdown, evacuation=told.evacuation)
                    self.publish(replace(self.data, emergency=emergency))
            case DeviceUpdateNotification():
                await self.async_refresh()
            case DoorbellNotification():
                await self._tell(notification, RANG)
            case HardwareDoorbellNotification():
                await self._tell(notification, BUTTON_PRESSED)
            case LogEntryNotification(data=LogEntry() as entry) if _is_entry(entry):
                kind = ACCESS_GRANTED if entry.result == LogResult.ACCESS else ACCESS_DENIED
                await self._tell(notification, kind, who=entry.actor_name, method=entry.credential_provider)

    async def _update(self, update: LocationUpdate) -> None:
        async with self._reading:
            door = self.data.doors.get(update.id or "")
            if door is not None:
                doors = {**self.data.doors, door.id: update.applied_to(door)}
                self.publish(replace(self.data, doors=doors))

    async def _tell(self, notification: Notification, kind: str, **details: str | None) -> None:
        """Tell the door at which something has happened; a notification that leads to none is passed over."""
        try:
            door = await self.access.doors.of_notification(notification)
        except UniFiError as error:
            self.logger.debug("%s: no door for %s: %s", self.name, notification.event, error)
        else:
            self.tell(door.id, kind, {name: text for name, text in details.items() if text})


def door_page(access: AccessCoordinator, door: Door) -> DeviceInfo:
    """The page of a door."""
    return attached_device(access, door.id, name=door.name)


def _is_entry(entry: LogEntry) -> bool:
    event = entry.source.event if entry.source else None
    return event is not None and event.type == _DOOR_OPENINGS


def _is_lost_hub(device: Device) -> bool:
    return device.is_online is False and bool(device.has(DeviceCapability.IS_HUB))
