"""Schedules."""

from __future__ import annotations

from unifi_sdk._core.check import not_empty
from unifi_sdk.access._dialect import list_whole
from unifi_sdk.access._resource import Resource, check_ranges, check_week, gone_if_resent, known, named
from unifi_sdk.access.models.schedules import Schedule, ScheduleChanges, ScheduleInput
from unifi_sdk.pagination import Paginator

__all__ = ["Schedules"]


class Schedules(Resource):
    """The times at which policies let in."""

    def list(self) -> Paginator[Schedule]:
        """Every schedule without its times, which `get` tells (reference 5.17)."""
        return list_whole(self._app, "GET /access_policies/schedules", Schedule)

    async def get(self, schedule_id: str) -> Schedule:
        """One schedule with its times and holidays (reference 5.16).

        Raises:
            NotFoundError: no schedule has this id.
        """
        return await self._app.call("GET /access_policies/schedules/{schedule_id}", Schedule, schedule_id=schedule_id)

    async def create(self, schedule: ScheduleInput, *, timeout_seconds: float | None = None) -> Schedule:
        """Make a schedule (reference 5.14).

        Args:
            schedule: Its name and its times, such as ``Week().on(WORKDAYS, "09:00-17:00").schedule``.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The schedule with its id.

        Raises:
            ConfigurationError: the name or the holiday group is empty, or a time is none.
            AlreadyExistsError: another schedule has the name.
            NotFoundError: there is no such holiday group.
            OutcomeUnknownError: the answer was lost; look for the name with `list` before trying again.
        """
        not_empty(name=schedule.name)
        if schedule.holiday_group_id is not None:
            not_empty(holiday_group_id=schedule.holiday_group_id)
        check_week(schedule.week_schedule)
        check_ranges(schedule.holiday_schedule or (), "holiday_schedule")
        return await self._app.call(
            "POST /access_policies/schedules", Schedule, body=schedule, deadline_seconds=timeout_seconds
        )

    async def update(self, schedule_id: str, changes: ScheduleChanges, *, timeout_seconds: float | None = None) -> None:
        """Change what is given; `get` tells the outcome, the console doesn't (reference 5.15).

        Args:
            schedule_id: The schedule's id.
            changes: What is to be changed.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: the name is empty, or a time is none.
            AlreadyExistsError: another schedule has the name.
            NotFoundError: there is no such schedule or holiday group.
        """
        not_empty(**named(name=changes.name))
        week = known(changes.week_schedule)
        if week is not None:
            check_week(week)
        check_ranges(known(changes.holiday_schedule) or (), "holiday_schedule")
        await self._app.call(
            "PUT /access_policies/schedules/{schedule_id}",
            None,
            body=changes,
            schedule_id=schedule_id,
            deadline_seconds=timeout_seconds,
        )

    async def delete(self, schedule_id: str, *, timeout_seconds: float | None = None) -> None:
        """Delete a schedule (reference 5.18).

        Raises:
            InUseError: a policy uses it.
            NotFoundError: no schedule has this id.
        """
        with gone_if_resent():
            await self._app.call(
                "DELETE /access_policies/schedules/{schedule_id}",
                None,
                schedule_id=schedule_id,
                deadline_seconds=timeout_seconds,
            )
