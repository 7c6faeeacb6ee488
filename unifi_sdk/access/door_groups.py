"""Groups of doors, and where doors are."""

from __future__ import annotations

from collections.abc import Iterable

from unifi_sdk._core.check import not_empty
from unifi_sdk._core.codec import changes
from unifi_sdk._core.model import UNSET, Unset
from unifi_sdk.access._dialect import list_whole
from unifi_sdk.access._resource import Resource, gone_if_resent, named, several
from unifi_sdk.access.models.door_groups import DoorGroup, DoorGroupTopology
from unifi_sdk.pagination import Paginator

__all__ = ["DoorGroups"]


class DoorGroups(Resource):
    """Groups of doors that policies and visitors refer to, and where doors are."""

    def list(self) -> Paginator[DoorGroup]:
        """The groups of admins, without the console's own group of all doors (reference 7.5)."""
        return list_whole(self._app, "GET /door_groups", DoorGroup)

    def topology(self) -> Paginator[DoorGroupTopology]:
        """Every group floor by floor, the console's own group of all doors among them (reference 7.1)."""
        return list_whole(self._app, "GET /door_groups/topology", DoorGroupTopology)

    async def get(self, group_id: str) -> DoorGroup:
        """One group with its doors (reference 7.3).

        Raises:
            NotFoundError: no group has this id.
        """
        return await self._app.call("GET /door_groups/{group_id}", DoorGroup, group_id=group_id)

    async def create(self, *, name: str, door_ids: Iterable[str], timeout_seconds: float | None = None) -> DoorGroup:
        """Make a group (reference 7.2).

        Args:
            name: Not that of another group.
            door_ids: Its doors; none is possible.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The group with its id.

        Raises:
            ConfigurationError: the name or an id is empty.
            AlreadyExistsError: another group has the name.
            NotFoundError: there is no such door.
            OutcomeUnknownError: the answer was lost; look for the name with `list` before trying again.
        """
        not_empty(name=name)
        body = {"group_name": name, "resources": several("door_ids", door_ids)}
        return await self._app.call("POST /door_groups", DoorGroup, body=body, deadline_seconds=timeout_seconds)

    async def update(
        self,
        group_id: str,
        *,
        name: str | Unset = UNSET,
        door_ids: Iterable[str] | Unset = UNSET,
        timeout_seconds: float | None = None,
    ) -> DoorGroup:
        """Change what is given and leave the rest (reference 7.4).

        Args:
            group_id: The group's id; not that of the console's own group.
            name: Not that of another group.
            door_ids: All of its doors; whatever is not among them is taken out.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The group afterwards.

        Raises:
            ConfigurationError: the name or an id is empty.
            AlreadyExistsError: another group has the name.
            NotFoundError: there is no such group or door.
        """
        not_empty(**named(name=name))
        doors = door_ids if isinstance(door_ids, Unset) else several("door_ids", door_ids)
        body = changes(group_name=name, resources=doors)
        return await self._app.call(
            "PUT /door_groups/{group_id}", DoorGroup, body=body, group_id=group_id, deadline_seconds=timeout_seconds
        )

    async def delete(self, group_id: str, *, timeout_seconds: float | None = None) -> None:
        """Delete a group of an admin; its doors stay (reference 7.6).

        Raises:
            NotFoundError: no group has this id.
        """
        with gone_if_resent():
            await self._app.call(
                "DELETE /door_groups/{group_id}", None, group_id=group_id, deadline_seconds=timeout_seconds
            )
