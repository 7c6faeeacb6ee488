"""The simulated user operations of Access (reference 3.2 to 3.5, 3.7 to 3.10, 3.23, 3.24)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from unifi_sdk.simulator.access_credentials import assign_card, assign_pin, unassign_card
from unifi_sdk.simulator.access_state import AccessEstate, User, card_refs, new_id, plate_refs
from unifi_sdk.simulator.access_wire import (
    ABSENT,
    AccessRefusalError,
    Body,
    Operation,
    Reply,
    page_of,
    query_flag,
    read_body,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aiohttp import web

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


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
        return Reply([self._summary(user) for user in page])

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

    def _user(self, request: web.Request) -> User:
        user = self._estate.users.get(request.match_info["id"])
        if user is None:
            raise AccessRefusalError("CODE_USER_WORKER_NOT_EXISTS")
        return user

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
            item["access_policies"] = self._policies(user)
        if user.license_plates:
            item["license_plates"] = plate_refs(user)
        if user.touch_pass is not None:
            item["touch_pass"] = dict(user.touch_pass)
        return item

    def _policies(self, user: User) -> list[dict[str, object]]:
        policies = [self._estate.policies[key] for key in user.access_policy_ids if key in self._estate.policies]
        return [
            {
                "id": policy.id,
                "name": policy.name,
                "resources": [*policy.resources],
                "schedule_id": policy.schedule_id,
            }
            for policy in policies
        ]

    def _summary(self, user: User) -> dict[str, object]:
        return {
            **_details(user),
            "avatar_relative_path": f"/avatar/{user.id}",
            "email": user.email,
            "employee_number": user.employee_number,
            "first_name": user.first_name,
            "id": user.id,
            "last_name": user.last_name,
            "nfc_cards": card_refs(self._estate.cards_of(user)),
            "onboard_time": user.onboard_time,
            "pin_code": self._estate.pin_hash(user),
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
