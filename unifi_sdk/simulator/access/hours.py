"""Hours of the day as schedules and visits of the simulated Access application take and tell them."""

from __future__ import annotations

import re

from unifi_sdk.simulator.access.wire import AccessRefusalError, Body

DAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
TIME_OF_DAY = re.compile(r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d")


def week_of(body: Body, key: str) -> dict[str, object] | None:
    """The `weekly` of answers made from the `week_schedule` of a request: always seven days, None when absent."""
    week = body.mapping(key)
    if week is None:
        return None
    days = Body(week)
    if not set(DAYS).issuperset(week):
        raise AccessRefusalError("CODE_PARAMS_INVALID")
    return {day: ranges_of(days, day) or [] for day in DAYS}


def ranges_of(body: Body, key: str) -> list[dict[str, str]] | None:
    """Time ranges of one day, each `HH:MM:SS` to a later `HH:MM:SS`; None when absent."""
    items = body.bodies(key)
    return None if items is None else [_range(item) for item in items]


def _range(item: Body) -> dict[str, str]:
    start, end = item.required_name("start_time"), item.required_name("end_time")
    if not (TIME_OF_DAY.fullmatch(start) and TIME_OF_DAY.fullmatch(end) and start < end):
        raise AccessRefusalError("CODE_PARAMS_INVALID")
    return {"start_time": start, "end_time": end}
