"""The simulated user operations of Access (reference 3.2 to 3.6, 3.20, 3.23, 3.24, 3.30)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unifi_sdk.simulator.access.access_policies import known_policies, policy_item
from unifi_sdk.simulator.access.holders import credentials_of, plates_of
from unifi_sdk.simulator.access.lookups import find_user
from unifi_sdk.simulator.access.people import User
from unifi_sdk.simulator.access.pictures import media_type
from unifi_sdk.simulator.access.touch_passes import touch_pass_item
from unifi_sdk.simulator.access.wire import (
    ABSENT,
    AccessRefusalError,
    Operation,
    Reply,
    new_id,
    page_of,
    query_flag,
    read_body,
    read_files,
)
from unifi_sdk.simulator.quirks import Quirk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aiohttp import web

    from unifi_sdk.simulator.access.people import UserGroup
    from unifi_sdk.simulator.access.running import RunningAccess


class UserOperations:
    """Users; their credentials are in `holders`.

    Args:
        access: What the operations read and change.
    """

    def __init__(self, access: RunningAccess) -> None:
        self._access = access

    def operations(self) -> Iterable[Operation]:
        """Every operation of this area."""
        view, edit = "view:user", "edit:user"
        yield Operation("POST", "/users", edit, self.create)
        yield Operation("GET", "/users", view, self.list_all)
        yield Operation("GET", "/users/search", view, self.search)
        yield Operation("GET", "/users/{id}", view, self.get)
        yield Operation("PUT", "/users/{id}", edit, self.update)
        yield Operation("DELETE", "/users/{id}", edit, self.delete)
        yield Operation("GET", "/users/{id}/access_policies", view, self.list_policies)
        yield Operation("PUT", "/users/{id}/access_policies", edit, self.assign_policies)
        yield Operation("POST", "/users/{id}/avatar", edit, self.upload_avatar)

    async def create(self, request: web.Request) -> Reply:
        """Reference 3.2: the answer is four fields, not a whole user."""
        body = await read_body(request)
        user = User(
            id=new_id(),
            first_name=body.required_name("first_name"),
            last_name=body.required_name("last_name"),
            email=body.email("user_email") or "",
            employee_number=body.text("employee_number") or "",
            onboard_time=body.integer("onboard_time") or 0,
        )
        self._access.users[user.id] = user
        answer = {"first_name": user.first_name, "last_name": user.last_name, "id": user.id, "user_email": user.email}
        return Reply(answer)

    async def list_all(self, request: web.Request) -> Reply:
        """Reference 3.5: ids of policies and plates come only with what `expand[]` asks for."""
        page, pagination = page_of(request, [*self._access.users.values()], self._access.largest_page)
        expanded = "access_policy" in request.query.getall("expand[]", [])
        held = credentials_of(self._access, page)
        items = [self._item(user, held[user.id], expanded) for user in page]
        hidden = () if expanded else ("access_policy_ids", "license_plates")
        return Reply([{key: value for key, value in item.items() if key not in hidden} for item in items], pagination)

    async def search(self, request: web.Request) -> Reply:
        """Reference 3.24: `user_id` and `status` may be repeated; the answer has no `pagination`."""
        ids, statuses = request.query.getall("user_id", []), request.query.getall("status", [])
        keyword = request.query.get("keyword", "").casefold()
        only_admin = query_flag(request, "only_admin")
        if not {"ACTIVE", "PENDING", "DEACTIVATED"}.issuperset(statuses):
            raise AccessRefusalError("CODE_PARAMS_INVALID")
        found = [
            user
            for user in self._access.users.values()
            if (not ids or user.id in ids)
            and (not statuses or user.status in statuses)
            and (user.is_admin or not only_admin)
            and keyword in f"{user.full_name}\n{user.alias}\n{user.email}\n{user.employee_number}".casefold()
        ]
        page, _ = page_of(request, found, self._access.largest_page)
        held = credentials_of(self._access, page)
        return Reply([{**user_summary(user), **held[user.id]} for user in page])

    async def get(self, request: web.Request) -> Reply:
        """Reference 3.4: an item of the list, and the fields that lists leave out."""
        user = find_user(self._access, request.match_info["id"])
        expanded = "access_policy" in request.query.getall("expand[]", [])
        held = credentials_of(self._access, [user])
        return Reply({**self._item(user, held[user.id], expanded), **_details(user)})

    async def update(self, request: web.Request) -> Reply:
        """Reference 3.3: absent fields stay as they are; unknown ones are ignored."""
        user, body = find_user(self._access, request.match_info["id"]), await read_body(request)
        status = body.text("status")
        if status not in (None, "ACTIVE", "DEACTIVATED"):
            raise AccessRefusalError("CODE_PARAMS_INVALID")
        changes = {
            "first_name": body.name("first_name"),
            "last_name": body.name("last_name"),
            "email": body.email("user_email"),
            "employee_number": body.text("employee_number"),
            "onboard_time": body.integer("onboard_time"),
            "status": status,
        }
        for name, value in changes.items():
            if value is not None:
                setattr(user, name, value)
        return Reply(None)

    async def delete(self, request: web.Request) -> Reply:
        """Reference 3.23: only a deactivated user can be deleted."""
        user = find_user(self._access, request.match_info["id"])
        if user.status != "DEACTIVATED":
            raise AccessRefusalError("CODE_OPERATION_FORBIDDEN")
        self._access.release(user)
        for group in self._access.user_groups.values():
            group.user_ids = [member for member in group.user_ids if member != user.id]
        del self._access.users[user.id]
        return Reply(ABSENT)

    async def assign_policies(self, request: web.Request) -> Reply:
        """Reference 3.6: the whole list; an empty one takes every policy away."""
        user, body = find_user(self._access, request.match_info["id"]), await read_body(request)
        user.access_policy_ids = known_policies(self._access, body)
        return Reply(ABSENT)

    async def list_policies(self, request: web.Request) -> Reply:
        """Reference 3.20: with those of the user's groups, unless `only_user_policies=true`."""
        user = find_user(self._access, request.match_info["id"])
        holders: list[User | UserGroup] = [user]
        if not query_flag(request, "only_user_policies"):
            holders += self._access.groups_of(user)
        ids = dict.fromkeys(key for holder in holders for key in holder.access_policy_ids)
        return Reply([policy_item(self._access.policies[key]) for key in ids if key in self._access.policies])

    async def upload_avatar(self, request: web.Request) -> Reply:
        """Reference 3.30: a PNG or JPEG, for local users only; the answered address lies on the console's port 443."""
        user = find_user(self._access, request.match_info["id"])
        (picture,) = await read_files(request, "file")
        if media_type(picture) is None:
            raise AccessRefusalError("CODE_PARAMS_INVALID")
        if not user.is_local:
            raise AccessRefusalError("CODE_OPERATION_FORBIDDEN")
        user.avatar = picture
        key = "url" if Quirk.AVATAR_URL in self._access.quirks else "avatar_url"
        return Reply({key: f"https://{request.url.host}/proxy/users/public/avatar/{user.id}"})

    def _item(self, user: User, held: Mapping[str, object], expanded: bool) -> dict[str, object]:
        item: dict[str, object] = {
            "access_policy_ids": [*user.access_policy_ids],
            "employee_number": user.employee_number,
            "first_name": user.first_name,
            "id": user.id,
            "last_name": user.last_name,
            "user_email": user.email,
            "onboard_time": user.onboard_time,
            "status": user.status,
            **held,
        }
        if expanded:
            policies = [self._access.policies[key] for key in user.access_policy_ids if key in self._access.policies]
            item["access_policies"] = [policy_item(policy) for policy in policies]
        if user.license_plates:
            item["license_plates"] = plates_of(user)
        touch_pass = self._access.touch_pass_of(user)
        if touch_pass is not None:
            item["touch_pass"] = touch_pass_item(self._access, touch_pass)
        return item


def user_summary(user: User) -> dict[str, object]:
    """A user as groups and searches show it."""
    return {
        **_details(user),
        "avatar_relative_path": f"/avatar/{user.id}" if user.avatar else "",
        "email": user.email,
        "employee_number": user.employee_number,
        "first_name": user.first_name,
        "id": user.id,
        "last_name": user.last_name,
        "onboard_time": user.onboard_time,
        "status": user.status,
        "user_email": user.email,
        "username": "",
    }


def _details(user: User) -> dict[str, object]:
    return {
        "alias": user.alias,
        "email_status": "UNVERIFIED" if user.email else "",
        "full_name": user.full_name,
        "phone": user.phone,
    }
