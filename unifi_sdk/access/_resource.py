"""What the resources of UniFi Access have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Final, TypeVar

from unifi_sdk._core.application import Application
from unifi_sdk._core.arguments import check_methods
from unifi_sdk._core.check import aware, not_empty
from unifi_sdk._core.found import the_one as found_one
from unifi_sdk._core.model import Unset
from unifi_sdk._core.resent import gone_if_resent
from unifi_sdk.access.models.door_groups import ResourceRef
from unifi_sdk.access.models.weeks import Day, TimeRange, WeekSchedule
from unifi_sdk.errors import ConfigurationError

__all__ = [
    "Resource",
    "check_pin",
    "check_ranges",
    "check_resources",
    "check_times",
    "check_week",
    "gone_if_resent",
    "known",
    "named",
    "several",
    "the_one",
    "unix_seconds",
]

T = TypeVar("T")

_TIME_OF_DAY: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?")


class Resource:
    """A resource of the whole application."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        check_methods(cls)

    def __init__(self, application: Application) -> None:
        self._app = application


def check_pin(pin: str) -> None:
    """Refuse what can't be a PIN; how long one has to be is a setting of the console.

    Raises:
        ConfigurationError: it isn't made of digits; the message doesn't repeat it.
    """
    if not (pin.isascii() and pin.isdigit()):
        raise ConfigurationError("pin must be made of the digits 0 to 9 and nothing else")


def check_ranges(ranges: Iterable[TimeRange], name: str) -> None:
    """Refuse times of a day that are none; arguments and errors as for `check_week`."""
    for times in ranges:
        start, end = times.start_time, times.end_time
        if not (_TIME_OF_DAY.fullmatch(start) and _TIME_OF_DAY.fullmatch(end) and start < end):
            raise ConfigurationError(f"{name}: {start!r} to {end!r} is no part of a day, as 09:00:00 to 17:00:59 is")


def check_resources(resources: Sequence[ResourceRef] | None) -> None:
    """Refuse doors and groups without an id, or that don't say which of the two they are.

    Raises:
        ConfigurationError: one has no id or no type.
    """
    for resource in resources or ():
        not_empty(**{"resources: an id": resource.id})
    if any(resource.type is None for resource in resources or ()):
        raise ConfigurationError("resources: each needs a type, ResourceType.DOOR or ResourceType.DOOR_GROUP")


def check_times(**times: datetime | None) -> None:
    """Refuse two times that have no time zone or don't follow each other; None is no time.

    Args:
        times: The earlier one, then the later one, by the names of their arguments.

    Raises:
        ConfigurationError: naming the argument.
    """
    aware(**times)
    (_, earlier), (name, later) = times.items()
    if earlier is not None and later is not None and later <= earlier:
        raise ConfigurationError(f"{name} must be after {next(iter(times))}")


def check_week(week: WeekSchedule, name: str = "week_schedule") -> None:
    """Refuse a week with a time that is none.

    Args:
        week: The week.
        name: The argument that it came from, for the error.

    Raises:
        ConfigurationError: naming the time.
    """
    for day in Day:
        check_ranges(getattr(week, day), name)


def known(value: T | Unset) -> T | None:
    """The value, or None for one that is to stay as it is."""
    return None if isinstance(value, Unset) else value


def named(**values: str | Unset) -> dict[str, str]:
    """The texts that are not to stay as they are, for `not_empty`."""
    return {name: value for name, value in values.items() if not isinstance(value, Unset)}


def several(name: str, values: Iterable[str]) -> tuple[str, ...]:
    """Texts, none of which is empty.

    Args:
        name: The argument that they came from, for the error.
        values: The texts; not one text, whose characters they would be.

    Raises:
        ConfigurationError: naming the argument.
    """
    if isinstance(values, str):
        raise ConfigurationError(f"{name} takes several: pass [{name}] for one")
    texts = tuple(values)
    for text in texts:
        not_empty(**{name: text})
    return texts


def the_one(found: Sequence[T], what: str) -> T:
    """The only item that a search found; see `unifi_sdk._core.found.the_one`."""
    return found_one(found, what, "access")


def unix_seconds(moment: datetime) -> int:
    """Whole unix seconds of an aware time."""
    return int(moment.astimezone(UTC).timestamp())
