"""What in a notification leads to the door that it is about."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

import attrs

from unifi_sdk.access.models.devices import Device
from unifi_sdk.access.models.doors import Door
from unifi_sdk.access.models.notifications import (
    DeviceUpdate,
    DeviceUpdateNotification,
    DoorbellNotification,
    DoorbellRing,
    HardwareDoorbell,
    HardwareDoorbellNotification,
    InsightEntry,
    InsightEntryNotification,
    InsightMetadata,
    LocationUpdate,
    LocationUpdateNotification,
    LogEntryNotification,
    Notification,
    OlderLocationUpdateNotification,
    RemoteUnlock,
    RemoteUnlockNotification,
)
from unifi_sdk.access.models.system_logs import LogEntry, LogTarget

__all__ = ["Clues", "clues_in"]

_SEPARATORS: Final = str.maketrans("", "", ":-")


@attrs.frozen
class Clues:
    """Ids and names, each kind in the order in which they are to be believed.

    Args:
        doors: Ids of doors.
        devices: Ids of devices at the door.
        names: What the door is called; ids come first.
    """

    doors: Sequence[str] = ()
    devices: Sequence[str] = ()
    names: Sequence[str] = ()

    def door_by_id(self, doors: Iterable[Door]) -> Door | None:
        """The door with one of the ids."""
        by_id = {door.id: door for door in doors}
        return next((by_id[door_id] for door_id in self.doors if door_id in by_id), None)

    def door_by_device(self, doors: Iterable[Door], devices: Iterable[Device]) -> Door | None:
        """The door at which one of the devices is."""
        places = {_plain(device.id): device.location_id or "" for device in devices}
        return Clues([places.get(_plain(device_id), "") for device_id in self.devices]).door_by_id(doors)

    def doors_by_name(self, doors: Iterable[Door]) -> list[Door]:
        """Every door that is called so, in whatever Unicode form."""
        names = {unicodedata.normalize("NFC", name) for name in self.names}
        return [door for door in doors if names.intersection((door.name, door.full_name))]


def clues_in(notification: Notification) -> Clues:
    """What a notification tells of its door.

    Args:
        notification: Of any kind; of one that the SDK doesn't know more about, the id of what it is about.
    """
    match notification:
        case DoorbellNotification(data=DoorbellRing() as ring):
            return Clues(devices=_told(ring.device_id, ring.connected_uah_id), names=_told(ring.door_name))
        case HardwareDoorbellNotification(data=HardwareDoorbell() as pressed):
            return Clues(_told(pressed.door_id), names=() if pressed.door_id else _told(pressed.door_name))
        case RemoteUnlockNotification(data=RemoteUnlock() as unlocked):
            return Clues(
                _told(unlocked.unique_id),
                names=() if unlocked.unique_id else _told(unlocked.full_name or unlocked.name),
            )
        case (
            LocationUpdateNotification(data=LocationUpdate() as place)
            | OlderLocationUpdateNotification(data=LocationUpdate() as place)
        ):
            return Clues(_told(place.id))
        case LogEntryNotification(data=LogEntry() as entry):
            return _targeted(entry.targets("door"))
        case InsightEntryNotification(data=InsightEntry(metadata=InsightMetadata() as about)):
            return _targeted(about.door)
        case DeviceUpdateNotification(data=DeviceUpdate() as device):
            return Clues(devices=_told(device.id))
        case _:
            about_what = _told(notification.event_object_id)
            return Clues(about_what, about_what)


def _targeted(targets: Sequence[LogTarget]) -> Clues:
    """Some consoles write the id of the hub where that of the door belongs."""
    ids = _told(*(target.id for target in targets))
    return Clues(ids, ids, _told(*(target.display_name for target in targets)))


def _told(*texts: str | None) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


def _plain(device_id: str) -> str:
    return device_id.translate(_SEPARATORS).lower()
