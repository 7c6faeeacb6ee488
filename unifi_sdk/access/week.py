"""Putting together the times of a week."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import attrs

from unifi_sdk._core.arguments import checked
from unifi_sdk.access._resource import check_ranges
from unifi_sdk.access.models.weeks import Day, TimeRange, WeekSchedule
from unifi_sdk.errors import ConfigurationError

__all__ = ["Week", "times_of_day"]

_END_OF_DAY: Final = "23:59:59"


def _or_closed(schedule: WeekSchedule | None) -> WeekSchedule:
    if schedule is not None and not isinstance(schedule, WeekSchedule):
        raise ConfigurationError(f"schedule must be a WeekSchedule, not {type(schedule).__name__}")
    return schedule or WeekSchedule()


@attrs.frozen
class Week:
    """Times of a week, put together day by day.

    ::

        office = Week().on(WORKDAYS, "09:00-12:00", "13:00-17:00").on(Day.SATURDAY, "10:00-12:00")
        await access.schedules.create(ScheduleInput(name="Office", week_schedule=office.schedule))

    Args:
        schedule: To begin with, such as `Schedule.weekly`; no time at all when left out or None.
    """

    schedule: WeekSchedule = attrs.field(default=None, converter=_or_closed)

    @checked
    def on(self, days: Day | Iterable[Day], *ranges: str) -> Week:
        """This week with more times.

        Args:
            days: One day or several, such as `WORKDAYS`.
            ranges: As for `times_of_day`; what touches or overlaps times that a day has already becomes one with them.

        Raises:
            ConfigurationError: a range is none, or a day.
        """
        times = times_of_day(*ranges)
        chosen = (days,) if isinstance(days, str) else tuple(days)
        return Week(self.schedule.evolve(**{day: _merge((*getattr(self.schedule, day), *times)) for day in chosen}))


@checked
def times_of_day(*ranges: str) -> tuple[TimeRange, ...]:
    """Times of one day, as the console wants them: in order, and with the closing second.

    Args:
        ranges: Each such as ``"09:00-17:00"``, which becomes 09:00:00 to 17:00:59 as in the vendor's own application;
            ``24:00`` is the end of the day. With seconds, such as ``"09:00:00-17:00:00"``, they are taken as they are.

    Raises:
        ConfigurationError: a range is none.
    """
    return _merge(tuple(_read_range(text) for text in ranges))


def _read_range(text: str) -> TimeRange:
    start, _, end = (part.strip() for part in text.partition("-"))
    if end in ("24:00", "24:00:00"):
        end = _END_OF_DAY
    times = TimeRange(start_time=_with_seconds(start, "00"), end_time=_with_seconds(end, "59"))
    check_ranges([times], "ranges")
    return times


def _with_seconds(time: str, seconds: str) -> str:
    return f"{time}:{seconds}" if time.count(":") == 1 else time


def _merge(ranges: Iterable[TimeRange]) -> tuple[TimeRange, ...]:
    merged: list[TimeRange] = []
    for times in sorted(ranges, key=lambda times: times.start_time):
        if merged and times.start_time <= merged[-1].end_time:
            later = max(merged[-1].end_time, times.end_time)
            merged[-1] = merged[-1].evolve(end_time=later)
        else:
            merged.append(times)
    return tuple(merged)
