"""Schedules: the times at which policies let in."""

from __future__ import annotations

from unifi_sdk._core.model import UNSET, Model, Unset, model
from unifi_sdk.access.models.holiday_groups import HolidayGroup
from unifi_sdk.access.models.weeks import TimeRange, WeekSchedule

__all__ = ["Schedule", "ScheduleChanges", "ScheduleInput"]


@model
class Schedule(Model):
    """The times at which policies let in; lists leave the times and the holidays out."""

    id: str = ""
    name: str | None = None
    is_default: bool | None = None
    """Whether the console made it."""
    type: str | None = None
    """``access``."""
    status: int | None = None
    """Only lists tell it; the vendor doesn't say what it means."""
    weekly: WeekSchedule | None = None
    """The times of each weekday, sent back as ``week_schedule``; None in a list, and where every day is open."""
    holiday_group_id: str | None = None
    holiday_group: HolidayGroup | None = None
    holiday_schedule: tuple[TimeRange, ...] = ()
    """The times of each holiday in the group."""


@model
class ScheduleInput(Model):
    """A schedule to be."""

    name: str
    """Not that of another schedule."""
    week_schedule: WeekSchedule
    """Made with `unifi_sdk.access.Week`."""
    holiday_group_id: str | None = None
    """The console's own group without holidays when left out."""
    holiday_schedule: tuple[TimeRange, ...] | None = None
    """The times of each holiday in the group, made with `unifi_sdk.access.times_of_day`."""


@model
class ScheduleChanges(Model):
    """What is to change about a schedule; what is UNSET stays."""

    name: str | Unset = UNSET
    week_schedule: WeekSchedule | Unset = UNSET
    """All seven days."""
    holiday_group_id: str | Unset = UNSET
    """The reference doesn't say that the group stays when it is left out, as it does of the name and the week."""
    holiday_schedule: tuple[TimeRange, ...] | Unset = UNSET
    """Likewise."""
