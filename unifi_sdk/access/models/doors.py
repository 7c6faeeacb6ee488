"""Doors, their locks, and the rules in force."""

from __future__ import annotations

from typing import Self

from unifi_sdk._core.model import Model, Name, OpenEnum, UnixSeconds, model

__all__ = [
    "Door",
    "DoorPosition",
    "EntryMethod",
    "GateCommand",
    "LockRelay",
    "LockRule",
    "LockRuleChange",
    "LockRuleType",
]


class LockRelay(OpenEnum):
    """What the relay of a door's lock does."""

    LOCK = "lock"
    UNLOCK = "unlock"


class DoorPosition(OpenEnum):
    """What the position sensor of a door says."""

    OPEN = "open"
    CLOSE = "close"
    NONE = "none"
    """There is no sensor."""
    UNKNOWN = ""
    """The sensor says nothing."""


class LockRuleType(OpenEnum):
    """Which rule is in force at a door."""

    SCHEDULE = "schedule"
    """The door's unlock schedule is in one of its windows."""
    KEEP_LOCK = "keep_lock"
    KEEP_UNLOCK = "keep_unlock"
    CUSTOM = "custom"
    """Unlocked for a number of minutes."""
    LOCK_EARLY = "lock_early"
    """The current window of the unlock schedule was ended before its time."""
    LOCK_NOW = "lock_now"
    NONE = ""
    """There is no rule."""


class LockRuleChange(OpenEnum):
    """What can be done to the rule of a door."""

    KEEP_LOCK = "keep_lock"
    """Lock until this is reset."""
    KEEP_UNLOCK = "keep_unlock"
    """Unlock until this is reset."""
    CUSTOM = "custom"
    """Unlock for a number of minutes."""
    RESET = "reset"
    """End a temporary rule; does not undo LOCK_EARLY."""
    LOCK_EARLY = "lock_early"
    """End the current window of the unlock schedule."""
    LOCK_NOW = "lock_now"
    """End the current window of the unlock schedule and any temporary unlock."""


class EntryMethod(OpenEnum):
    """Which side of a gate with two lanes is meant."""

    IN = "in"
    OUT = "out"


class GateCommand(OpenEnum):
    """What a gate hub in three-button mode can be told."""

    OPEN = "open"
    CLOSE = "close"
    STOP = "stop"


@model
class Door(Model):
    """A door."""

    id: str = ""
    name: Name | None = None
    full_name: Name | None = None
    """With the building and the floor before it."""
    floor_id: str | None = None
    type: str | None = None
    is_bind_hub: bool | None = None
    """Whether a hub drives the lock; a door without one can't be unlocked from afar."""
    door_lock_relay_status: LockRelay | None = None
    door_position_status: DoorPosition | None = None
    """None when no device is connected; see `is_open`."""

    @property
    def is_locked(self) -> bool | None:
        """Whether the lock is locked; None when the console doesn't say."""
        return is_first(self.door_lock_relay_status, LockRelay.LOCK, LockRelay.UNLOCK)

    @property
    def is_open(self) -> bool | None:
        """Whether the door stands open; None without a sensor that knows."""
        return is_first(self.door_position_status, DoorPosition.OPEN, DoorPosition.CLOSE)

    def out_of_reach(self) -> Self:
        """The door while its hub is offline: nobody knows its lock or its position, whatever the console last heard."""
        has_sensor = self.door_position_status not in (None, DoorPosition.NONE)
        position = DoorPosition.UNKNOWN if has_sensor else self.door_position_status
        return self.evolve(door_lock_relay_status=None, door_position_status=position)


@model
class LockRule(Model):
    """The rule in force at a door."""

    type: LockRuleType | None = None
    ended_time: UnixSeconds | None = None
    """When it ends; decades ahead for a rule without an end, None without a rule."""


def is_first(value: OpenEnum | None, first: OpenEnum, second: OpenEnum) -> bool | None:
    """Whether a value is the first of the only two that are certain; None when it is neither."""
    return value == first if value in (first, second) else None
