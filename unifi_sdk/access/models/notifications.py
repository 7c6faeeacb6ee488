"""What UniFi Access pushes over its notification stream; beyond the kind of a notification nothing is certain to be there.

Source: reference, chapter on notifications, for doorbells and remote unlocks; the other kinds are undocumented, consoles
send them all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from unifi_sdk._core.model import (
    Json,
    Model,
    Name,
    OpenEnum,
    UnixMilliseconds,
    UnixSeconds,
    model,
    one_or_many,
    secret,
    untrusted,
)
from unifi_sdk.access.models.doors import Door, DoorPosition, LockRelay, is_first
from unifi_sdk.access.models.system_logs import LogEntry, LogTarget

__all__ = [
    "BaseInfo",
    "BaseInfoNotification",
    "DeviceDeletedNotification",
    "DeviceUpdate",
    "DeviceUpdateNotification",
    "DoorLock",
    "DoorbellChange",
    "DoorbellChangeNotification",
    "DoorbellNotification",
    "DoorbellRing",
    "EmergencyState",
    "HardwareDoorbell",
    "HardwareDoorbellNotification",
    "InsightEntry",
    "InsightEntryNotification",
    "InsightMetadata",
    "LegacyDeviceUpdateNotification",
    "LegacyLocationUpdateNotification",
    "LegacyPositionNotification",
    "LocationState",
    "LocationUpdate",
    "LocationUpdateNotification",
    "LockTimer",
    "LogEntryNotification",
    "Notification",
    "OlderLocationUpdateNotification",
    "RemoteUnlock",
    "RemoteUnlockNotification",
    "SettingUpdate",
    "SettingUpdateNotification",
    "Thumbnail",
]


class DoorLock(OpenEnum):
    """What the lock of a location does."""

    LOCKED = "locked"
    UNLOCKED = "unlocked"


@model(tag="event")
class Notification(Model):
    """One notification; a kind that the SDK doesn't know is of this class."""

    event: str
    receiver_id: str | None = None
    event_object_id: str | None = None
    """What the notification is about: a ring, a device, a door."""
    save_to_history: bool | None = None

    @property
    def data(self) -> Model | Mapping[str, Json] | None:
        """What it says, in the form of its kind; None for a kind that the SDK doesn't know, whose ``extra`` has it."""
        return None


@model
class DoorbellRing(Model):
    """Somebody rings. It has no id of a door: `Doors.of_notification` finds the door."""

    request_id: str | None = None
    """What a later `DoorbellChange` refers to."""
    clear_request_id: str | None = None
    device_id: str | None = None
    device_type: str | None = None
    device_name: str | None = None
    door_name: Name | None = None
    floor_name: Name | None = None
    controller_id: str | None = None
    connected_uah_id: str | None = None
    host_device_mac: str | None = None
    room_id: str | None = None
    channel: str | None = None
    token: str | None = secret(default=None)
    """For the video call."""
    in_or_out: str | None = None
    create_time: UnixSeconds | None = None
    reason_code: int | None = None
    door_guard_ids: tuple[str, ...] = ()
    """The users that may answer."""


@model
class DoorbellNotification(Notification):
    """``access.remote_view``: somebody rings."""

    event: str = "access.remote_view"
    data: DoorbellRing | None = None


@model
class DoorbellChange(Model):
    """A ring has ended."""

    remote_call_request_id: str | None = None
    """The ``request_id`` of the ring."""
    reason_code: int | None = None
    """105 timed out, 106 rejected, 107 unlocked by an admin, 108 cancelled by the visitor, 400 answered by another admin."""


@model
class DoorbellChangeNotification(Notification):
    """``access.remote_view.change``: a ring has ended."""

    event: str = "access.remote_view.change"
    data: DoorbellChange | None = None


@model
class RemoteUnlock(Model):
    """The door that was unlocked from afar."""

    unique_id: str | None = None
    """The door's id."""
    name: Name | None = None
    full_name: Name | None = None
    up_id: str | None = None
    """The floor's id."""
    location_type: str | None = None
    timezone: str | None = None
    extra_type: str | None = None
    level: int | None = None
    work_time: str | None = None
    work_time_id: str | None = None
    extras: Mapping[str, Json] | None = None
    """What its hub says of its wiring, by the name of the input."""


@model
class RemoteUnlockNotification(Notification):
    """``access.data.device.remote_unlock``: a door was unlocked from afar."""

    event: str = "access.data.device.remote_unlock"
    data: RemoteUnlock | None = None


_RELAYS: Final = {DoorLock.LOCKED: LockRelay.LOCK, DoorLock.UNLOCKED: LockRelay.UNLOCK}


@model
class LockTimer(Model):
    """A lock state that ends by itself."""

    type: str | None = None
    until: UnixSeconds | None = None
    state: str | None = None


@model
class EmergencyState(Model):
    """Which emergency a location is in."""

    software: str | None = None
    hardware: str | None = None


@model
class LocationState(Model):
    """The state of a door."""

    lock: DoorLock | None = None
    dps: DoorPosition | None = None
    """The position sensor; see `is_open`."""
    dps_connected: bool | None = None
    """Whether there is a sensor."""
    emergency: EmergencyState | None = None
    is_unavailable: bool | None = None
    alarms: tuple[Json, ...] = ()
    remain_lock: LockTimer | None = None
    remain_unlock: LockTimer | None = None

    @property
    def is_locked(self) -> bool | None:
        """Whether the lock is locked; None when the console doesn't say."""
        return is_first(self.lock, DoorLock.LOCKED, DoorLock.UNLOCKED)

    @property
    def is_open(self) -> bool | None:
        """Whether the door stands open; None without a sensor that knows."""
        return None if self.dps_connected is False else is_first(self.dps, DoorPosition.OPEN, DoorPosition.CLOSE)


@model
class Thumbnail(Model):
    """The last picture from a door."""

    type: str | None = None
    url: str | None = None
    door_thumbnail_last_update: UnixSeconds | None = None


@model
class LocationUpdate(Model):
    """A door, and what has become of it."""

    id: str | None = None
    location_type: str | None = None
    name: Name | None = None
    up_id: str | None = None
    extras: Mapping[str, Json] | None = None
    device_ids: tuple[str, ...] = ()
    state: LocationState | None = None
    thumbnail: Thumbnail | None = None

    def applied_to(self, door: Door) -> Door:
        """A door as it is after this; what isn't told stays as it was, and a door that is unavailable is `Door.out_of_reach`.

        Args:
            door: As it was read, or came out of the last update.
        """
        state = self.state or LocationState()
        if state.is_unavailable:
            return door.out_of_reach()
        lock = door.door_lock_relay_status if state.lock is None else _RELAYS.get(state.lock)
        position = door.door_position_status if state.dps is None else state.dps
        if state.dps_connected is False:
            position = DoorPosition.NONE
        return door.evolve(door_lock_relay_status=lock, door_position_status=position)


@model
class LocationUpdateNotification(Notification):
    """``access.data.v2.location.update``: the state of a door has changed; the main source of what doors do."""

    event: str = "access.data.v2.location.update"
    data: LocationUpdate | None = None


@model
class OlderLocationUpdateNotification(Notification):
    """``access.data.device.location_update_v2``: the same from older consoles."""

    event: str = "access.data.device.location_update_v2"
    data: LocationUpdate | None = None


@model
class LegacyLocationUpdateNotification(Notification):
    """``access.data.location.update``: the record of a door, from the oldest consoles."""

    event: str = "access.data.location.update"
    data: Mapping[str, Json] | None = None


@model
class LegacyPositionNotification(Notification):
    """``access.dps_change``: a door was opened or closed, from the oldest consoles."""

    event: str = "access.dps_change"
    data: Mapping[str, Json] | None = None


@model
class DeviceUpdate(Model):
    """A device, and what has become of it."""

    id: str | None = None
    device_type: str | None = None
    online: bool | None = None
    location_states: tuple[Mapping[str, Json], ...] = ()


@model
class DeviceUpdateNotification(Notification):
    """``access.data.v2.device.update``: the state of a device has changed."""

    event: str = "access.data.v2.device.update"
    data: DeviceUpdate | None = None


@model
class LegacyDeviceUpdateNotification(Notification):
    """``access.data.device.update``: the record of a device with its settings, from older consoles."""

    event: str = "access.data.device.update"
    data: Mapping[str, Json] | None = None


@model
class DeviceDeletedNotification(Notification):
    """``access.data.device.delete``: a device was removed."""

    event: str = "access.data.device.delete"
    data: Mapping[str, Json] | None = None


@model
class SettingUpdate(Model):
    """The emergency in force at all doors."""

    lockdown: bool | None = None
    evacuation: bool | None = None


@model
class SettingUpdateNotification(Notification):
    """``access.data.setting.update``: an emergency began or ended."""

    event: str = "access.data.setting.update"
    data: SettingUpdate | None = None


@model
class LogEntryNotification(Notification):
    """``access.logs.add``: the system log has a new entry, such as somebody with a card at a door."""

    event: str = "access.logs.add"
    data: LogEntry | None = None


@model
class InsightMetadata(Model):
    """Who and what an entry is about; consoles send each alone or in a list."""

    actor: tuple[LogTarget, ...] = one_or_many()
    authentication: tuple[LogTarget, ...] = one_or_many()
    """What somebody came in with, by its ``display_name``."""
    door: tuple[LogTarget, ...] = one_or_many()
    opened_direction: tuple[LogTarget, ...] = one_or_many()


@model
class InsightEntry(Model):
    """An entry of the newer log; it comes besides the `LogEntry` for the same thing."""

    log_key: str | None = None
    event_type: str | None = None
    message: str | None = untrusted(default=None)
    published: UnixMilliseconds | None = None
    result: str | None = None
    metadata: InsightMetadata | None = None


@model
class InsightEntryNotification(Notification):
    """``access.logs.insights.add``: the newer log has a new entry."""

    event: str = "access.logs.insights.add"
    data: InsightEntry | None = None


@model
class HardwareDoorbell(Model):
    """A button at a door; nothing is sent when the ring ends."""

    door_id: str | None = None
    door_name: Name | None = None
    request_id: str | None = None


@model
class HardwareDoorbellNotification(Notification):
    """``access.hw.door_bell``: somebody pressed a button at a door."""

    event: str = "access.hw.door_bell"
    data: HardwareDoorbell | None = None


@model
class BaseInfo(Model):
    """The first thing that is sent."""

    top_log_count: int | None = None


@model
class BaseInfoNotification(Notification):
    """``access.base.info``: the first notification of a connection."""

    event: str = "access.base.info"
    data: BaseInfo | None = None
