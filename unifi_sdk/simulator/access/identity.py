"""The simulated UniFi Identity operations of Access (reference chapter 10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unifi_sdk.simulator.access.people import IdentityResource, User, UserGroup
from unifi_sdk.simulator.access.wire import (
    EMAIL,
    AccessRefusalError,
    Operation,
    Reply,
    read_bodies,
    read_body,
    required,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aiohttp import web

    from unifi_sdk.simulator.access.running import RunningAccess

ASSIGNABLE = ("ev_station", "vpn", "wifi")
TYPES = (*ASSIGNABLE, "camera")


class IdentityOperations:
    """Invitations to UniFi Identity, and what it gives to users and groups.

    Args:
        access: What the operations read and change.
    """

    def __init__(self, access: RunningAccess) -> None:
        self._access = access

    def operations(self) -> Iterable[Operation]:
        """Every operation of this area."""
        view, edit = "view:user", "edit:user"
        yield Operation("POST", "/users/identity/invitations", edit, self.invite)
        yield Operation("GET", "/users/identity/assignments", view, self.list_resources)
        for holder in ("/users/{id}", "/user_groups/{id}"):
            yield Operation("GET", f"{holder}/identity/assignments", view, self.list_assigned)
            yield Operation("POST", f"{holder}/identity/assignments", edit, self.assign)

    async def invite(self, request: web.Request) -> Reply:
        """Reference 10.1: whom it doesn't work for is in the data of a success."""
        items = await read_bodies(request)
        wishes = [(item.required_name("user_id"), item.text("email")) for item in items]
        return Reply([failure for wish in wishes for failure in self._invite(*wish)])

    async def list_resources(self, request: web.Request) -> Reply:
        """Reference 10.2: `resource_type` is one text with commas; without it every type is shown."""
        wanted = [kind for kind in request.query.get("resource_type", "").split(",") if kind]
        if not set(TYPES).issuperset(wanted):
            raise AccessRefusalError("CODE_PARAMS_INVALID")
        resources = self._access.identity_resources
        return Reply(
            {
                kind: [{**_item(item), "metadata": None} for item in items]
                for kind, items in resources.items()
                if not wanted or kind in wanted
            }
        )

    async def list_assigned(self, request: web.Request) -> Reply:
        """Reference 10.4 and 10.6."""
        assigned = self._holder(request).identity
        resources = self._access.identity_resources
        return Reply(
            {
                kind: [_item(item) for item in resources.get(kind, []) if item.id in assigned.get(kind, [])]
                for kind in (*ASSIGNABLE, *(["camera"] if "camera" in assigned else []))
            }
        )

    async def assign(self, request: web.Request) -> Reply:
        """Reference 10.3 and 10.5: what of one type the holder has from now on."""
        holder, body = self._holder(request), await read_body(request)
        kind, ids = required(body.choice("resource_type", ASSIGNABLE)), required(body.texts("resource_ids"))
        if not {item.id for item in self._access.identity_resources.get(kind, [])}.issuperset(ids):
            raise AccessRefusalError("CODE_RESOURCE_NOT_FOUND")
        holder.identity[kind] = ids
        return Reply(None)

    def _holder(self, request: web.Request) -> User | UserGroup:
        holder_id, below = request.match_info["id"], request.path.rpartition("/identity/")[0]
        if below.endswith(f"/user_groups/{holder_id}"):
            return required(self._access.user_groups.get(holder_id), "CODE_RESOURCE_NOT_FOUND")
        return required(self._access.users.get(holder_id), "CODE_USER_WORKER_NOT_EXISTS")

    def _invite(self, user_id: str, email: str | None) -> list[dict[str, str]]:
        """Invite one user and keep the address; the failure, if there is one."""
        user = self._access.users.get(user_id)
        address = email or ("" if user is None else user.email)
        reason = "unknown user" if user is None else "" if EMAIL.fullmatch(address) else "invalid email"
        if user is None or reason:
            return [{"error_code": "", "error_msg": reason, "user_email": address, "user_id": user_id}]
        user.email = address
        self._access.invitations.append((user_id, address))
        return []


def _item(resource: IdentityResource) -> dict[str, object]:
    return {
        "deleted": resource.deleted,
        "id": resource.id,
        "metadata": resource.metadata,
        "name": resource.name,
        "short_name": resource.short_name,
    }
