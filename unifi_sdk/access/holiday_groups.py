"""Holiday groups."""

from __future__ import annotations

from collections.abc import Iterable

from unifi_sdk._core.check import not_empty
from unifi_sdk.access._dialect import list_whole
from unifi_sdk.access._resource import Resource, check_times, gone_if_resent, known
from unifi_sdk.access.models.holiday_groups import Holiday, HolidayGroup, HolidayGroupChanges, HolidayGroupInput
from unifi_sdk.pagination import Paginator
from unifi_sdk.retry import Safety

__all__ = ["HolidayGroups"]


class HolidayGroups(Resource):
    """Groups of holidays, for which schedules have times of their own."""

    def list(self) -> Paginator[HolidayGroup]:
        """Every group with the number of its holidays, which `get` tells (reference 5.12)."""
        return list_whole(self._app, "GET /access_policies/holiday_groups", HolidayGroup)

    async def get(self, group_id: str) -> HolidayGroup:
        """One group with its holidays (reference 5.11).

        Raises:
            NotFoundError: no group has this id.
        """
        return await self._app.call("GET /access_policies/holiday_groups/{group_id}", HolidayGroup, group_id=group_id)

    async def create(self, group: HolidayGroupInput, *, timeout_seconds: float | None = None) -> HolidayGroup:
        """Make a group (reference 5.8).

        Args:
            group: Its name, and its holidays such as ``Holiday.on("New Year", date(2027, 1, 1), repeat=True)``.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The group with its id, and its holidays with theirs.

        Raises:
            ConfigurationError: the name is empty, or a holiday doesn't end after its start, has no time zone, or has an empty
                id in place of none.
            AlreadyExistsError: another group, or another holiday, has the name.
            OutcomeUnknownError: the answer was lost; look for the name with `list` before trying again.
        """
        not_empty(name=group.name)
        _check(group.holidays)
        return await self._app.call(
            "POST /access_policies/holiday_groups", HolidayGroup, body=group, deadline_seconds=timeout_seconds
        )

    async def update(
        self, group_id: str, changes: HolidayGroupChanges, *, timeout_seconds: float | None = None
    ) -> HolidayGroup:
        """Change what is given and leave the rest (reference 5.9).

        Args:
            group_id: The group's id.
            changes: What is to be changed.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The group afterwards.

        Raises:
            ConfigurationError: as for `create`.
            AlreadyExistsError: likewise.
            InUseError: the group can't be changed while it is used.
            NotFoundError: there is no such group.
            OutcomeUnknownError: the answer was lost; `get` tells what is in force.
        """
        not_empty(name=changes.name)
        _check(known(changes.holidays))
        return await self._app.call(
            "PUT /access_policies/holiday_groups/{group_id}",
            HolidayGroup,
            body=changes,
            safety=Safety.UNSAFE,  # a second one would add the new holidays again
            group_id=group_id,
            deadline_seconds=timeout_seconds,
        )

    async def delete(self, group_id: str, *, timeout_seconds: float | None = None) -> None:
        """Delete a group (reference 5.10).

        Raises:
            InUseError: a schedule uses it.
            NotFoundError: no group has this id.
        """
        with gone_if_resent():
            await self._app.call(
                "DELETE /access_policies/holiday_groups/{group_id}",
                None,
                group_id=group_id,
                deadline_seconds=timeout_seconds,
            )


def _check(holidays: Iterable[Holiday] | None) -> None:
    for holiday in holidays or ():
        if holiday.id is not None:
            not_empty(**{"holidays: an id": holiday.id})
        check_times(start_time=holiday.start_time, end_time=holiday.end_time)
