"""User groups: who is in them, and which policies they give."""

from __future__ import annotations

from collections.abc import Iterable

from unifi_sdk._core.check import not_empty
from unifi_sdk._core.codec import changes, given
from unifi_sdk._core.model import UNSET, Unset
from unifi_sdk.access._dialect import list_whole
from unifi_sdk.access._resource import Resource, gone_if_resent, several, the_one
from unifi_sdk.access.models.access_policies import AccessPolicy
from unifi_sdk.access.models.user_groups import UserGroup
from unifi_sdk.access.models.users import User
from unifi_sdk.pagination import Paginator

__all__ = ["UserGroups"]


class UserGroups(Resource):
    """Groups of users, which can stand in one another; UniFi Access 2.2.6 or later."""

    def list(self) -> Paginator[UserGroup]:
        """Every group, in one request (reference 3.12)."""
        return list_whole(self._app, "GET /user_groups", UserGroup)

    async def get(self, group_id: str) -> UserGroup:
        """One group (reference 3.13).

        Raises:
            NotFoundError: no group has this id.
        """
        return await self._app.call("GET /user_groups/{group_id}", UserGroup, group_id=group_id)

    async def find(self, *, name: str, up_id: str | None = None) -> UserGroup:
        """One group by its name, from the list.

        Args:
            name: Compared exactly.
            up_id: Only directly in this group.

        Raises:
            ConfigurationError: the name is empty.
            NotFoundError: no group has this name.
            ConflictError: several groups have it.
        """
        not_empty(name=name)
        groups = [g for g in await self.list() if g.name == name and (up_id is None or g.up_id == up_id)]
        return the_one(groups, f"user group is called {name!r}")

    async def create(self, *, name: str, up_id: str | None = None, timeout_seconds: float | None = None) -> None:
        """Make a group; the console doesn't tell its id, `find` does (reference 3.11).

        Args:
            name: Not empty.
            up_id: The group that it is to stand in.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: a text is empty.
            NotFoundError: there is no such group to stand in.
            OutcomeUnknownError: the answer was lost; look for the name with `find` before trying again.
        """
        body = given(name=name, up_id=up_id)
        not_empty(**{argument: str(text) for argument, text in body.items()})
        await self._app.call("POST /user_groups", None, body=body, deadline_seconds=timeout_seconds)

    async def update(
        self, group_id: str, *, name: str, up_id: str | Unset = UNSET, timeout_seconds: float | None = None
    ) -> None:
        """Rename a group, or move it into another (reference 3.14).

        Args:
            group_id: The group's id.
            name: Asked for, the present one too.
            up_id: The group that it is to stand in; not sent when left out.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: the name is empty.
            NotFoundError: there is no such group.
        """
        not_empty(name=name)
        body = changes(name=name, up_id=up_id)
        await self._app.call(
            "PUT /user_groups/{group_id}", None, body=body, group_id=group_id, deadline_seconds=timeout_seconds
        )

    async def delete(self, group_id: str, *, timeout_seconds: float | None = None) -> None:
        """Delete a group (reference 3.15).

        Raises:
            NotFoundError: no group has this id.
        """
        with gone_if_resent():
            await self._app.call(
                "DELETE /user_groups/{group_id}", None, group_id=group_id, deadline_seconds=timeout_seconds
            )

    def list_users(self, group_id: str) -> Paginator[User]:
        """The users directly in a group, in one request and without their credentials (reference 3.18).

        Raises:
            ConfigurationError: the id is empty.
        """
        return list_whole(self._app, "GET /user_groups/{group_id}/users", User, group_id=group_id)

    def list_all_users(self, group_id: str) -> Paginator[User]:
        """The users in a group and in the groups within it, as `list_users` has them (reference 3.19).

        Raises:
            ConfigurationError: the id is empty.
        """
        return list_whole(self._app, "GET /user_groups/{group_id}/users/all", User, group_id=group_id)

    async def add_users(self, group_id: str, user_ids: Iterable[str], *, timeout_seconds: float | None = None) -> None:
        """Take users into a group, besides those in it (reference 3.16).

        Args:
            group_id: The group's id.
            user_ids: The users' ids.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: an id is empty.
            NotFoundError: there is no such group or user.
            OutcomeUnknownError: the answer was lost; `list_users` tells who is in the group.
        """
        body = several("user_ids", user_ids)
        await self._app.call(
            "POST /user_groups/{group_id}/users", None, body=body, group_id=group_id, deadline_seconds=timeout_seconds
        )

    async def remove_users(
        self, group_id: str, user_ids: Iterable[str], *, timeout_seconds: float | None = None
    ) -> None:
        """Take users out of a group (reference 3.17); arguments and errors as for `add_users`."""
        body = several("user_ids", user_ids)
        await self._app.call(
            "POST /user_groups/{group_id}/users/delete",
            None,
            body=body,
            group_id=group_id,
            deadline_seconds=timeout_seconds,
        )

    def list_access_policies(self, group_id: str) -> Paginator[AccessPolicy]:
        """The policies that a group gives to its users (reference 3.22).

        Raises:
            ConfigurationError: the id is empty.
        """
        return list_whole(self._app, "GET /user_groups/{group_id}/access_policies", AccessPolicy, group_id=group_id)

    async def replace_access_policies(
        self, group_id: str, policy_ids: Iterable[str], *, timeout_seconds: float | None = None
    ) -> None:
        """Let a group give exactly these policies (reference 3.21).

        Args:
            group_id: The group's id.
            policy_ids: All of them; whatever is not among them is taken away.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: an id is empty.
            NotFoundError: there is no such group or policy.
        """
        body = {"access_policy_ids": several("policy_ids", policy_ids)}
        await self._app.call(
            "PUT /user_groups/{group_id}/access_policies",
            None,
            body=body,
            group_id=group_id,
            deadline_seconds=timeout_seconds,
        )
