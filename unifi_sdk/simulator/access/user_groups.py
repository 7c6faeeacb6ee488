"""The simulated user group operations of Access (reference 3.11 to 3.19, 3.21, 3.22)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unifi_sdk.simulator.access.access_policies import known_policies, policy_item
from unifi_sdk.simulator.access.crud import Shelf
from unifi_sdk.simulator.access.people import UserGroup
from unifi_sdk.simulator.access.users import user_summary
from unifi_sdk.simulator.access.wire import (
    ABSENT,
    AccessRefusalError,
    Body,
    Operation,
    Reply,
    new_id,
    read_body,
    read_texts,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aiohttp import web

    from unifi_sdk.simulator.access.running import RunningAccess


class UserGroupOperations:
    """Groups, who is in them, and the policies they carry.

    Args:
        access: What the operations read and change.
    """

    def __init__(self, access: RunningAccess) -> None:
        self._access = access
        self._shelf = Shelf(
            path="/user_groups",
            scope="user",
            items=access.user_groups,
            make=self._make,
            change=self._change,
            show=self._item,
            created=lambda group: ABSENT,
            deleted=ABSENT,
            remove=self._check_removal,
        )

    def operations(self) -> Iterable[Operation]:
        """Every operation of this area; who creates a group isn't told its id."""
        view, edit, one = "view:user", "edit:user", "/user_groups/{id}"
        yield from self._shelf.operations()
        yield Operation("GET", f"{one}/users", view, self.list_users)
        yield Operation("GET", f"{one}/users/all", view, self.list_all_users)
        yield Operation("POST", f"{one}/users", edit, self.add_users)
        yield Operation("POST", f"{one}/users/delete", edit, self.remove_users)
        yield Operation("GET", f"{one}/access_policies", view, self.list_policies)
        yield Operation("PUT", f"{one}/access_policies", edit, self.assign_policies)

    async def list_users(self, request: web.Request) -> Reply:
        """Reference 3.18: direct members, all at once."""
        return self._users(self._find(request).user_ids)

    async def list_all_users(self, request: web.Request) -> Reply:
        """Reference 3.19: with the members of the groups below, each once."""
        top = self._find(request)
        groups = [group for group in self._access.user_groups.values() if top.id in self._access.up_ids(group)]
        return self._users(dict.fromkeys(user_id for group in (top, *groups) for user_id in group.user_ids))

    async def add_users(self, request: web.Request) -> Reply:
        """Reference 3.16: a bare array of ids; who is in the group already stays in it."""
        group, ids = self._find(request), await self._ids(request)
        group.user_ids = list(dict.fromkeys((*group.user_ids, *ids)))
        return Reply(ABSENT)

    async def remove_users(self, request: web.Request) -> Reply:
        """Reference 3.17: a bare array of ids; who isn't in the group doesn't matter."""
        group, ids = self._find(request), await self._ids(request)
        group.user_ids = [user_id for user_id in group.user_ids if user_id not in ids]
        return Reply(ABSENT)

    async def list_policies(self, request: web.Request) -> Reply:
        """Reference 3.22."""
        ids, policies = self._find(request).access_policy_ids, self._access.policies
        return Reply([policy_item(policies[policy_id]) for policy_id in ids if policy_id in policies])

    async def assign_policies(self, request: web.Request) -> Reply:
        """Reference 3.21: the whole list; the answer is null, where that for a user has no data."""
        group, body = self._find(request), await read_body(request)
        group.access_policy_ids = known_policies(self._access, body)
        return Reply(None)

    def _find(self, request: web.Request) -> UserGroup:
        return self._shelf.find(request.match_info["id"])

    async def _ids(self, request: web.Request) -> list[str]:
        ids = await read_texts(request)
        if not self._access.users.keys() >= set(ids):
            raise AccessRefusalError("CODE_USER_WORKER_NOT_EXISTS")
        return ids

    def _users(self, ids: Iterable[str]) -> Reply:
        users = self._access.users
        return Reply([user_summary(users[user_id]) for user_id in ids if user_id in users])

    def _make(self, body: Body) -> UserGroup:
        group = UserGroup(id=new_id(), name=body.required_name("name"))
        self._change(group, body)
        return group

    def _change(self, group: UserGroup, body: Body) -> None:
        name, up_id = body.required_name("name"), body.text("up_id")
        up_id = group.up_id if up_id is None else up_id
        above = self._shelf.find(up_id) if up_id else None
        if above is not None and group.id in (above.id, *self._access.up_ids(above)):
            raise AccessRefusalError("CODE_PARAMS_INVALID")
        groups = self._access.user_groups.values()
        if any(other.name == name and other.up_id == up_id and other.id != group.id for other in groups):
            raise AccessRefusalError("CODE_USER_NAME_DUPLICATED")
        group.name, group.up_id = name, up_id

    def _check_removal(self, group: UserGroup) -> None:
        """A group with groups in it is refused; the documents don't say what a console does."""
        if any(other.up_id == group.id for other in self._access.user_groups.values()):
            raise AccessRefusalError("CODE_OPERATION_FORBIDDEN")

    def _item(self, group: UserGroup) -> dict[str, object]:
        above = self._access.up_ids(group)
        names = [self._access.user_groups[up_id].name for up_id in above[1:]]
        return {
            "full_name": "/".join([*names, group.name]),
            "id": group.id,
            "name": group.name,
            "up_id": group.up_id,
            "up_ids": above,
        }
