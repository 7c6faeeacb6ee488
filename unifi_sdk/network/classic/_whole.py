"""Things that the newer half replaces whole: found in their list, for there is no other way to read one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Protocol, TypeVar

from unifi_sdk.errors import ConfigurationError, NotFoundError
from unifi_sdk.network.classic._dialect import APPLICATION
from unifi_sdk.network.classic.models.traffic import RuleSchedule, ScheduleMode

__all__ = ["check_schedule", "pick"]

_TIME: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_DAYS: Final = frozenset({"mon", "tue", "wed", "thu", "fri", "sat", "sun"})


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_HasId)


def pick(things: Sequence[T], thing_id: str, what: str) -> T:
    """The thing with an id.

    Raises:
        NotFoundError: none has it.
    """
    found = next((thing for thing in things if thing.id == thing_id), None)
    if found is None:
        raise NotFoundError(f"no {what} of this site has this id", application=APPLICATION)
    return found


def check_schedule(schedule: RuleSchedule) -> None:
    """Refuse a schedule that can't be: the console stores it without a word.

    Raises:
        ConfigurationError: it has no mode, a time or a day is none, or a week has no days.
    """
    if schedule.mode is None:
        raise ConfigurationError("schedule needs a mode: ScheduleMode.ALWAYS, for example")
    for name in ("time_range_start", "time_range_end"):
        text = getattr(schedule, name)
        if text is not None and not _TIME.fullmatch(text):
            raise ConfigurationError(f"schedule: {name} must read like 20:30")
    if not _DAYS.issuperset(schedule.repeat_on_days or ()):
        raise ConfigurationError("schedule: repeat_on_days must be among mon, tue, wed, thu, fri, sat, sun")
    if schedule.mode is ScheduleMode.EVERY_WEEK and not schedule.repeat_on_days:
        raise ConfigurationError("schedule: EVERY_WEEK needs repeat_on_days")
