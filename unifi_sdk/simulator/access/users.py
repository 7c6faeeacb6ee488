"""The simulated user operations of Access (reference 3.2 to 3.10, 3.20, 3.23, 3.24, 3.28 to 3.30)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unifi_sdk.simulator.access.access_policies import known_policies, policy_item
from unifi_sdk.simulator.access.credentials import (
    assign_card,
    assign_pin,
    assign_plates,
    unassign_card,
    unassign_plate,
)
from unifi_sdk.simulator.access.people import EMAIL, User
from unifi_sdk.simulator.access.pictures import is_picture
from unifi_sdk.simulator.access.state import AccessEstate, card_refs, plate_refs
from unifi_sdk.simulator.access.touch_passes import touch_pass_item
from unifi_sdk.simulator.access.wire import (
    ABSENT,
    AccessRefusalError,
    Body,
    Operation,
    Reply,
    new_id,
    page_of,
    query_flag,
    read_body,
    read_files,
    required,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aiohttp import web

    from unifi_sdk.simulator.access.people import UserGroup


class UserOperations:
    """Users and their credentials.

    Args:
        estate: The state that the operations read and change.
    """

    def __init__(self, estate: AccessEstate) -> None:
        self._estate = estate

    def operations(self) -> Iterable[Operation]:
        """Every operation of this area."""
        view, edit = "view:user", "edit:user"
        yield Operation("POST", "/users", edit, self.create)
        yield Operation("GET", "/users", view, self.list_all)
        yield Operation("GET", "/users/search", view, self.search)
        yield Operation("GET", "/users/{id}", view, self.get)
        yield Operation("PUT", "/users/{id}", edit, self.update)
        yield Operation("DELETE", "/users/{id}", edit, self.delete)
        yield Operation("PUT", "/users/{id}/nfc_cards", edit, self.assign_nfc_card)
        yield Operation("PUT", "/users/{id}/nfc_cards/delete", edit, self.unassign_nfc_card)
        yield Operation("PUT", "/users/{id}/pin_codes", edit, self.assign_pin_code)
        yield Operation("DELETE", "/users/{id}/pin_codes", edit, self.unassign_pin_code)
        yield Operation("GET", "/users/{id}/access_policies", view, self.list_policies)
        yield Operation("PUT", "/users/{id}/access_policies", edit, self.assign_policies)
        yield Operation("PUT", "/users/{id}/license_plates", edit, self.assign_license_plates)
        plate = "/users/{user_id}/license_plates/{license_plate_id}"
        yield Operation("DELETE", plate, edit, self.unassign_license_plate)
        yield Operation("POST", "/users/{id}/avatar", edit, self.upload_avatar)

    async def create(self, request: web.Request) -> Reply:
        """Reference 3.2: the answer is four fields, not a whole user."""
        body = await read_body(request)
        user = User(
            id=new_id(),
            first_name=body.required_name("first_name"),
            last_name=body.required_name("last_name"),
            email=_email(body) or "",
            employee_number=body.text("employee_number") or "",
            onboard_time=body.integer("onboard_time") or 0,
        )
        self._estate.users[user.id] = user
        answer = {"first_name": user.first_name, "last_name": user.last_name, "id": user.id, "user_email": user.email}
        return Reply(answer)

    async def list_all(self, request: web.Request) -> Reply:
        """Reference 3.5."""
        page, pagination = page_of(request, [*self._estate.users.values()])
        expanded = "access_policy" in request.query.getall("expand[]", [])
        return Reply([self._item(user, expanded) for user in page], pagination)

    async def search(self, request: web.Request) -> Reply:
        """Reference 3.24: `user_id` and `status` may be repeated; the answer has no `pagination`."""
        ids, statuses = request.query.getall("user_id", []), request.query.getall("status", [])
        keyword = request.query.get("keyword", "").casefold()
        only_admin = query_flag(request, "only_admin")
        found = [
            user
            for user in self._estate.users.values()
            if (not ids or user.id in ids)
            and (not statuses or user.status in statuses)
            and (user.is_admin or not only_admin)
            and keyword in f"{user.full_name}\n{user.alias}\n{user.email}\n{user.employee_number}".casefold()
        ]
        page, _ = page_of(request, found)
        return Reply([self._found(user) for user in page])

    async def get(self, request: web.Request) -> Reply:
        """Reference 3.4: an item of the list, and the fields that lists leave out."""
        user = self._user(request)
        expanded = "access_policy" in request.query.getall("expand[]", [])
        return Reply({**self._item(user, expanded), **_details(user)})

    async def update(self, request: web.Request) -> Reply:
        """Reference 3.3: absent fields stay as they are; unknown ones are ignored."""
        user, body = self._user(request), await read_body(request)
        status = body.text("status")
        if status not in (None, "ACTIVE", "DEACTIVATED"):
            raise AccessRefusalError("CODE_PARAMS_INVALID")
        changes = {
            "first_name": body.name("first_name"),
            "last_name": body.name("last_name"),
            "email": _email(body),
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
        user = self._user(request)
        if user.status != "DEACTIVATED":
            raise AccessRefusalError("CODE_OPERATION_FORBIDDEN")
        self._estate.release(user)
        for group in self._estate.user_groups.values():
            group.user_ids = [member for member in group.user_ids if member != user.id]
        del self._estate.users[user.id]
        return Reply(ABSENT)

    async def assign_nfc_card(self, request: web.Request) -> Reply:
        """Reference 3.7."""
        user, body = self._user(request), await read_body(request)
        return assign_card(self._estate, user, body)

    async def unassign_nfc_card(self, request: web.Request) -> Reply:
        """Reference 3.8; PUT, although the reference's sample shows DELETE."""
        user, body = self._user(request), await read_body(request)
        return unassign_card(self._estate, user, body)

    async def assign_pin_code(self, request: web.Request) -> Reply:
        """Reference 3.9."""
        user, body = self._user(request), await read_body(request)
        return assign_pin(self._estate, user, body)

    async def unassign_pin_code(self, request: web.Request) -> Reply:
        """Reference 3.10."""
        self._user(request).pin_code = None
        return Reply(ABSENT)

    async def assign_policies(self, request: web.Request) -> Reply:
        """Reference 3.6: the whole list; an empty one takes every policy away."""
        user, body = self._user(request), await read_body(request)
        user.access_policy_ids = known_policies(self._estate, body)
        return Reply(ABSENT)

    async def list_policies(self, request: web.Request) -> Reply:
        """Reference 3.20: with those of the user's groups, unless `only_user_policies=true`."""
        user = self._user(request)
        holders: list[User | UserGroup] = [user]
        if not query_flag(request, "only_user_policies"):
            holders += self._estate.groups_of(user)
        ids = dict.fromkeys(key for holder in holders for key in holder.access_policy_ids)
        return Reply([policy_item(self._estate.policies[key]) for key in ids if key in self._estate.policies])

    async def assign_license_plates(self, request: web.Request) -> Reply:
        """Reference 3.28."""
        return await assign_plates(self._estate, self._user(request), request)

    async def unassign_license_plate(self, request: web.Request) -> Reply:
        """Reference 3.29."""
        return unassign_plate(self._user(request, "user_id"), request)

    async def upload_avatar(self, request: web.Request) -> Reply:
        """Reference 3.30: a PNG or JPEG, for local users only; the answered address lies on the console's port 443."""
        user = self._user(request)
        (picture,) = await read_files(request, "file")
        if not is_picture(picture):
            raise AccessRefusalError("CODE_PARAMS_INVALID")
        if not user.is_local:
            raise AccessRefusalError("CODE_OPERATION_FORBIDDEN")
        user.avatar = picture
        return Reply({"avatar_url": f"https://{request.url.host}/proxy/users/public/avatar/{user.id}"})

    def _user(self, request: web.Request, name: str = "id") -> User:
        return required(self._estate.users.get(request.match_info[name]), "CODE_USER_WORKER_NOT_EXISTS")

    def _item(self, user: User, expanded: bool) -> dict[str, object]:
        item: dict[str, object] = {
            "access_policy_ids": [*user.access_policy_ids],
            "employee_number": user.employee_number,
            "first_name": user.first_name,
            "id": user.id,
            "last_name": user.last_name,
            "user_email": user.email,
            "nfc_cards": card_refs(self._estate.cards_of(user)),
            "onboard_time": user.onboard_time,
            "pin_code": self._estate.pin_hash(user),
            "status": user.status,
        }
        if expanded:
            policies = [self._estate.policies[key] for key in user.access_policy_ids if key in self._estate.policies]
            item["access_policies"] = [policy_item(policy) for policy in policies]
        if user.license_plates:
            item["license_plates"] = plate_refs(user)
        touch_pass = self._estate.touch_pass_of(user)
        if touch_pass is not None:
            item["touch_pass"] = touch_pass_item(self._estate, touch_pass)
        return item

    def _found(self, user: User) -> dict[str, object]:
        cards = {"nfc_cards": card_refs(self._estate.cards_of(user)), "pin_code": self._estate.pin_hash(user)}
        return {**user_summary(user), **cards}


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


def _email(body: Body) -> str | None:
    email = body.text("user_email")
    if email and not EMAIL.fullmatch(email):
        raise AccessRefusalError("CODE_USER_EMAIL_ERROR")
    return email
