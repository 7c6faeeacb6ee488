"""What a simulated Access application opens, and by which rules: devices, doors, groups, policies, schedules, rings."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import datetime

from attrs import Factory, define, field

FOREVER = 1_893_456_000
"""Seconds from now to the `ended_time` of a rule that has no end; the console answers a time some 60 years ahead."""


@define(kw_only=True)
class Device:
    """A hub, reader or gate hub."""

    id: str
    """Twelve lower-case hexadecimal digits."""
    name: str
    type: str
    alias: str = ""
    location_id: str = ""
    """The door it is bound to."""
    hub_id: str = ""
    """The hub it is connected to; empty for a hub."""
    capabilities: list[str] = field(default=Factory(list))
    access_methods: dict[str, dict[str, str]] = field(default=Factory(dict))
    """Access method to its settings; empty for a device without a reader."""
    rooms: list[str] = field(default=Factory(list))
    """The directory of an intercom."""
    firmware: str = "v2.4.1.0"
    ip: str = "192.0.2.30"
    start_time: int = 0
    """Unix seconds of its last start."""
    is_online: bool = True


@define(kw_only=True)
class LockRule:
    """A temporary rule of one door; over at `ended_time`."""

    type: str
    ended_time: int
    """Unix seconds."""


@define(kw_only=True)
class Door:
    """A door and what moves its lock."""

    id: str
    name: str
    full_name: str
    floor_id: str
    hub_id: str | None = None
    """The device that drives the lock; without one the door cannot be unlocked."""
    position: str | None = None
    """What the position sensor says: `open`, `close`, `none`, an empty text or None."""
    live_fields: Mapping[str, object] = field(default=Factory(dict))
    """Fields that real consoles add to the documented ones."""
    is_gate: bool = False
    has_lock_rules: bool = True
    """False for hubs that cannot take temporary rules."""
    schedule_until: float = 0.0
    """End of the unlock schedule's current window, unix seconds; in the past when there is none."""
    pulse_until: float = 0.0
    """End of the last remote unlock, unix seconds."""
    rule: LockRule | None = None
    early_end: LockRule | None = None
    """Set when the schedule's current window was ended before its time."""

    def current_rule(self, now: float) -> LockRule | None:
        """The rule in force at a time: a temporary one, else the schedule's window or its early end, else None."""
        if self.rule is not None and now < self.rule.ended_time:
            return self.rule
        if self.early_end is not None and now < self.early_end.ended_time:
            return self.early_end
        if now < self.schedule_until:
            return LockRule(type="schedule", ended_time=int(self.schedule_until))
        return None


@define(kw_only=True)
class UnlockRecord:
    """One remote unlock that the console accepted."""

    door_id: str
    time: float
    """Unix seconds."""
    actor_id: str | None = None
    """None when the caller named nobody: the console then logs the token's own name."""
    actor_name: str | None = None
    extra: Mapping[str, object] | None = None
    reader_id: str | None = None
    entry_method: str | None = None
    control_cmd: str | None = None


@define(kw_only=True)
class DoorGroup:
    """Doors under one name."""

    id: str
    name: str
    door_ids: list[str] = field(default=Factory(list))
    type: str = "access"
    """`access`, or `building` for the one group of all doors."""
    is_private: bool = False
    """Made by the console for one visitor; in no list of groups."""


@define(kw_only=True)
class AccessPolicy:
    """Which doors somebody may open, and when."""

    id: str
    name: str
    schedule_id: str
    resources: list[dict[str, str]]


@define(kw_only=True)
class Schedule:
    """The hours of each day at which a policy holds."""

    id: str
    name: str
    weekly: Mapping[str, object]
    """Seven days of time ranges."""
    holiday_group_id: str
    holiday_schedule: list[dict[str, str]] = field(default=Factory(list))
    """The time ranges of every holiday."""
    is_default: bool = False


@define(kw_only=True)
class Holiday:
    """A day or more on which other hours hold."""

    id: str
    name: str
    start_time: datetime
    end_time: datetime
    """The first moment after it."""
    description: str = ""
    repeat: bool = False
    """Whether it comes again every year."""
    is_template: bool = False


@define(kw_only=True)
class HolidayGroup:
    """Holidays under one name."""

    id: str
    name: str
    description: str = ""
    holidays: list[Holiday] = field(default=Factory(list))
    is_default: bool = False
    is_private: bool = False
    template_name: str = ""


class DoorbellReason(enum.IntEnum):
    """Why a doorbell stopped (reference 11.1)."""

    TIMED_OUT = 105
    REJECTED = 106
    UNLOCKED = 107
    CANCELLED = 108
    ANSWERED_ELSEWHERE = 400


@define(kw_only=True)
class Ring:
    """A doorbell that rings."""

    request_id: str
    device_id: str
    room_name: str = ""
    """The entry of the intercom's directory; empty for the default doorbell."""
    started_at: float
    """Unix seconds."""
    ends_at: float
    """When it times out, unix seconds."""
