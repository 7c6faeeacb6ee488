"""The days of a week and the times in them."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from unifi_sdk._core.model import Model, model

__all__ = ["EVERY_DAY", "WEEKEND", "WORKDAYS", "Day", "TimeRange", "WeekSchedule"]


class Day(StrEnum):
    """A day of the week."""

    SUNDAY = "sunday"
    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"


EVERY_DAY: Final = tuple(Day)
"""Sunday to Saturday."""

WORKDAYS: Final = (Day.MONDAY, Day.TUESDAY, Day.WEDNESDAY, Day.THURSDAY, Day.FRIDAY)
"""Monday to Friday."""

WEEKEND: Final = (Day.SATURDAY, Day.SUNDAY)
"""Saturday and Sunday."""


@model
class TimeRange(Model):
    """A part of a day, in the console's own time zone."""

    start_time: str = ""
    """``HH:MM:SS``."""
    end_time: str = ""
    """``HH:MM:SS``, this second included; ``23:59:59`` is the end of the day."""


@model
class WeekSchedule(Model):
    """The times of each weekday; a day without any is closed. `unifi_sdk.access.Week` makes one."""

    sunday: tuple[TimeRange, ...] = ()
    monday: tuple[TimeRange, ...] = ()
    tuesday: tuple[TimeRange, ...] = ()
    wednesday: tuple[TimeRange, ...] = ()
    thursday: tuple[TimeRange, ...] = ()
    friday: tuple[TimeRange, ...] = ()
    saturday: tuple[TimeRange, ...] = ()
