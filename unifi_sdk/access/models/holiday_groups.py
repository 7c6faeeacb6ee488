"""Holidays, and the groups that schedules refer to."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Self

from unifi_sdk._core.arguments import checked
from unifi_sdk._core.model import UNSET, IsoTime, Model, Unset, model

__all__ = ["Holiday", "HolidayGroup", "HolidayGroupChanges", "HolidayGroupInput"]


@model
class Holiday(Model):
    """A holiday; `on` makes one from dates."""

    id: str | None = None
    """None for one that the console doesn't have yet."""
    name: str | None = None
    description: str | None = None
    repeat: bool | None = None
    """Whether it comes every year."""
    is_template: bool | None = None
    """Whether it comes from a template of holidays."""
    start_time: IsoTime | None = None
    """Midnight UTC of its first day."""
    end_time: IsoTime | None = None
    """Midnight UTC after its last day, which is no holiday any more."""

    @classmethod
    @checked
    def on(cls, name: str, first: date, last: date | None = None, *, repeat: bool = False) -> Self:
        """A holiday of whole days.

        Args:
            name: What it is called.
            first: Its first day.
            last: Its last day; the first when left out.
            repeat: Whether it comes every year.

        Raises:
            ConfigurationError: an argument is of another type.
        """
        start, end = (datetime.combine(day, time(), UTC) for day in (first, last or first))
        return cls(name=name, repeat=repeat, start_time=start, end_time=end + timedelta(days=1))


@model
class HolidayGroup(Model):
    """A group of holidays."""

    id: str = ""
    name: str | None = None
    description: str | None = None
    is_default: bool | None = None
    """Whether the console made it."""
    is_private: bool | None = None
    """Only newer consoles tell it; the vendor doesn't say what it means."""
    template_name: str | None = None
    holidays: tuple[Holiday, ...] = ()
    """Empty in a list, where `count` tells how many there are."""
    count: int | None = None
    """How many holidays there are; only lists tell it."""


@model
class HolidayGroupInput(Model):
    """A group to be."""

    name: str
    description: str | None = None
    holidays: tuple[Holiday, ...] | None = None


@model
class HolidayGroupChanges(Model):
    """What is to change about a group; what is UNSET stays."""

    name: str
    """Asked for, the present one too."""
    description: str | Unset = UNSET
    holidays: tuple[Holiday, ...] | Unset = UNSET
    """Those with an id are changed, those without are added. Send all: what becomes of others is not documented."""
