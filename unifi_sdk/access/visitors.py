"""Visitors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from unifi_sdk._core.check import not_empty
from unifi_sdk.access._dialect import list_pages
from unifi_sdk.access._resource import (
    Resource,
    check_resources,
    check_times,
    check_week,
    gone_if_resent,
    known,
    named,
    the_one,
)
from unifi_sdk.access.holders import VisitorCredentials
from unifi_sdk.access.models.door_groups import ResourceRef
from unifi_sdk.access.models.visitors import (
    Visitor,
    VisitorChanges,
    VisitorExpand,
    VisitorInput,
    VisitorStatus,
)
from unifi_sdk.access.models.weeks import WeekSchedule
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.pagination import Paginator
from unifi_sdk.retry import Safety

__all__ = ["Visitors"]


class Visitors(Resource):
    """Everybody who comes for a time."""

    def list(
        self,
        *,
        status: VisitorStatus | None = None,
        keyword: str | None = None,
        expand: Iterable[VisitorExpand] | None = None,
    ) -> Paginator[Visitor]:
        """Every visitor, or those with a status or a name, in the console's order (reference 4.4).

        Args:
            status: This status only.
            keyword: How the first or last name begins; not together with a status, which the console would ignore.
            expand: What each visitor carries along, with UniFi Access 1.22.16 or later; nothing when it is empty, what the
                console thinks right when it is left out.

        Raises:
            ConfigurationError: the keyword is empty or comes with a status, or the console has no number for the status.
        """
        if status is not None and keyword is not None:
            raise ConfigurationError(
                "status and keyword exclude each other: the console ignores a status beside a keyword"
            )
        if keyword is not None:
            not_empty(keyword=keyword)
        query = {
            "status": None if status is None else _status_number(status),
            "keyword": keyword,
            "expand[]": None if expand is None else tuple(expand) or ("none",),
        }
        return list_pages(self._app, "GET /visitors", Visitor, query=query)

    async def get(self, visitor_id: str) -> Visitor:
        """One visitor (reference 4.3).

        Raises:
            NotFoundError: no visitor has this id.
        """
        return await self._app.call("GET /visitors/{visitor_id}", Visitor, visitor_id=visitor_id)

    async def find(self, *, name: str) -> Visitor:
        """The one visitor who is called so; reads the whole list.

        Args:
            name: First and last name with a blank between them, compared exactly.

        Raises:
            ConfigurationError: the name is empty.
            NotFoundError: no visitor is called so.
            ConflictError: several visitors are called so.
        """
        not_empty(name=name)
        found = [
            each async for each in self.list() if name == f"{each.first_name or ''} {each.last_name or ''}".strip()
        ]
        return the_one(found, f"visitor is called {name!r}")

    async def create(self, visitor: VisitorInput, *, timeout_seconds: float | None = None) -> Visitor:
        """Announce a visitor (reference 4.2).

        Args:
            visitor: Who comes, when, and where to.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: a name is empty, a time has no time zone, the end is not after the start, a resource has
                no type, or a time of the week is none.
            NotFoundError: there is no such door or group.
            OutcomeUnknownError: the answer was lost; look for the name with `list` before trying again.
        """
        not_empty(first_name=visitor.first_name, last_name=visitor.last_name)
        _check(visitor.start_time, visitor.end_time, visitor.resources, visitor.week_schedule)
        return await self._app.call("POST /visitors", Visitor, body=visitor, deadline_seconds=timeout_seconds)

    async def update(
        self, visitor_id: str, changes: VisitorChanges, *, timeout_seconds: float | None = None
    ) -> Visitor:
        """Change what is given and leave the rest; the status can't be set (reference 4.5).

        It is never sent twice by itself: the console makes a door group and a schedule for the visitor with it. A visit
        that had ended has lost its credentials, and they do not come back with a later end.

        Args:
            visitor_id: The visitor's id.
            changes: What is to be changed.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The visitor afterwards.

        Raises:
            ConfigurationError: as for `create`.
            NotFoundError: there is no such visitor, door or group.
            OutcomeUnknownError: the answer was lost; `get` tells what is in force.
        """
        not_empty(**named(first_name=changes.first_name, last_name=changes.last_name))
        _check(
            known(changes.start_time),
            known(changes.end_time),
            known(changes.resources),
            known(changes.week_schedule),
        )
        return await self._app.call(
            "PUT /visitors/{visitor_id}",
            Visitor,
            body=changes,
            safety=Safety.UNSAFE,
            visitor_id=visitor_id,
            deadline_seconds=timeout_seconds,
        )

    async def cancel(self, visitor_id: str, *, timeout_seconds: float | None = None) -> None:
        """Call a visit off: the visitor stays in the list as CANCELLED, without credentials (reference 4.6).

        Raises:
            NotFoundError: no visitor has this id.
        """
        await self._remove(visitor_id, timeout_seconds=timeout_seconds)

    async def delete(self, visitor_id: str, *, timeout_seconds: float | None = None) -> None:
        """Delete a visitor for good (reference 4.6).

        Raises:
            NotFoundError: no visitor has this id.
        """
        with gone_if_resent():
            await self._remove(visitor_id, is_force=True, timeout_seconds=timeout_seconds)

    def credentials(self, visitor_id: str) -> VisitorCredentials:
        """PIN, cards, plates and QR code of a visitor, to give and to take away; without asking the console."""
        return VisitorCredentials(self._app, visitor_id)

    async def _remove(
        self, visitor_id: str, *, is_force: bool | None = None, timeout_seconds: float | None = None
    ) -> None:
        await self._app.call(
            "DELETE /visitors/{visitor_id}",
            None,
            query={"is_force": is_force},
            visitor_id=visitor_id,
            deadline_seconds=timeout_seconds,
        )


def _status_number(status: VisitorStatus) -> int:
    number = VisitorStatus(status).number
    if number is None:
        raise ConfigurationError(f"status can't be {str(status)!r}: the list knows {', '.join(VisitorStatus)}")
    return number


def _check(
    start_time: datetime | None,
    end_time: datetime | None,
    resources: Sequence[ResourceRef] | None,
    week_schedule: WeekSchedule | None,
) -> None:
    check_times(start_time=start_time, end_time=end_time)
    check_resources(resources)
    if week_schedule is not None:
        check_week(week_schedule)
