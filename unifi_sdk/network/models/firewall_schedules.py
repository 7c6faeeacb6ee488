"""When a firewall policy applies."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, model

__all__ = [
    "CustomSchedule",
    "DailySchedule",
    "FirewallSchedule",
    "OneTimeSchedule",
    "ScheduleMode",
    "ScheduleTime",
    "Weekday",
    "WeeklySchedule",
]


class ScheduleMode(OpenEnum):
    """How a schedule repeats."""

    EVERY_DAY = "EVERY_DAY"
    EVERY_WEEK = "EVERY_WEEK"
    ONE_TIME_ONLY = "ONE_TIME_ONLY"
    CUSTOM = "CUSTOM"


class Weekday(OpenEnum):
    """A day of the week."""

    MONDAY = "MONDAY"
    TUESDAY = "TUESDAY"
    WEDNESDAY = "WEDNESDAY"
    THURSDAY = "THURSDAY"
    FRIDAY = "FRIDAY"
    SATURDAY = "SATURDAY"
    SUNDAY = "SUNDAY"


@model
class ScheduleTime(Model):
    """A part of the day; 24 hours and minutes."""

    start_time: str
    """Such as ``21:37``."""
    stop_time: str
    """Such as ``23:00``."""


@model(tag="mode")
class FirewallSchedule(Model):
    """When a policy applies; a mode that the SDK doesn't know is of this class."""

    mode: ScheduleMode
    time_filter: ScheduleTime | None = None
    """None for the whole day."""


@model
class DailySchedule(FirewallSchedule):
    """Every day, for a part of it."""

    mode: ScheduleMode = ScheduleMode.EVERY_DAY
    time_filter: ScheduleTime


@model
class WeeklySchedule(FirewallSchedule):
    """On days of the week."""

    mode: ScheduleMode = ScheduleMode.EVERY_WEEK
    repeat_on_days: tuple[Weekday, ...]
    """At least one."""


@model
class OneTimeSchedule(FirewallSchedule):
    """On one day, for a part of it."""

    mode: ScheduleMode = ScheduleMode.ONE_TIME_ONLY
    date: str
    """Such as ``2026-12-31``."""
    time_filter: ScheduleTime


@model
class CustomSchedule(FirewallSchedule):
    """On days of the week, from one date to another."""

    mode: ScheduleMode = ScheduleMode.CUSTOM
    repeat_on_days: tuple[Weekday, ...]
    """At least one."""
    start_date: str
    """Such as ``2026-12-01``."""
    stop_date: str
    """Such as ``2026-12-31``."""
