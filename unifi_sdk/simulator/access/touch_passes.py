"""The simulated Touch Pass operations of Access (reference 3.27, 6.11 to 6.17)."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from unifi_sdk.simulator.access.lookups import find_touch_pass, find_user
from unifi_sdk.simulator.access.people import TouchPass, User
from unifi_sdk.simulator.access.wire import (
    EMAIL,
    AccessRefusalError,
    Body,
    Operation,
    Reply,
    iso_moment,
    new_id,
    page_of,
    read_body,
    required,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aiohttp import web

    from unifi_sdk.simulator.access.running import RunningAccess
    from unifi_sdk.simulator.access.state import AccessState

ASSIGNABLE = ("SUSPENDED", "INACTIVE")
LISTED = ("ACTIVE", "PENDING", *ASSIGNABLE)
"""What the list can be filtered by; `EXPIRED` is not among it."""


class TouchPassOperations:
    """Touch Passes: bought, assigned, suspended.

    Args:
        access: What the operations read and change.
    """

    def __init__(self, access: RunningAccess) -> None:
        self._access = access

    def operations(self) -> Iterable[Operation]:
        """Every operation of this area."""
        view, edit = "view:credential", "edit:credential"
        passes = "/credentials/touch_passes"
        yield Operation("PUT", "/users/touch_passes/assign", "edit:user", self.assign_many)
        yield Operation("GET", passes, view, self.list_all)
        yield Operation("POST", passes, edit, self.purchase)
        yield Operation("GET", f"{passes}/search", view, self.search)
        yield Operation("GET", f"{passes}/assignable", view, self.list_assignable)
        yield Operation("GET", passes + "/{id}", view, self.get)
        yield Operation("PUT", passes + "/{id}", edit, self.update)

    async def assign_many(self, request: web.Request) -> Reply:
        """Reference 3.27: any free passes, one for each user; all of them or none."""
        body = await read_body(request)
        users = [find_user(self._access, user_id) for user_id in dict.fromkeys(required(body.texts("ids")))]
        emails = Body(body.mapping("emails") or {})
        addresses = [emails.text(user.id) or user.email for user in users]
        if not all(EMAIL.fullmatch(address) for address in addresses):
            raise AccessRefusalError("CODE_USER_EMAIL_ERROR")
        free = assignable(self._access)
        if not users or len(free) < len(users) or any(self._access.touch_pass_of(user) for user in users):
            raise AccessRefusalError("CODE_OPERATION_FORBIDDEN" if users else "CODE_PARAMS_INVALID")
        given = free[: len(users)]
        for touch_pass, user, address in zip(given, users, addresses, strict=True):
            give(self._access, touch_pass, user, address)
        return Reply([{**self._item(touch_pass), "user_status": ""} for touch_pass in given])

    async def list_all(self, request: web.Request) -> Reply:
        """Reference 6.12; `msg` is `succ` here."""
        status = request.query.get("status")
        if status not in (None, *LISTED):
            raise AccessRefusalError("CODE_PARAMS_INVALID")
        found = [item for item in self._access.touch_passes.values() if status in (None, item.status)]
        page, pagination = page_of(request, found, self._access.largest_page)
        return Reply([self._item(item) for item in page], pagination, msg="succ")

    async def search(self, request: web.Request) -> Reply:
        """Reference 6.13: the beginning of a card id, or part of a user's name; all at once."""
        condition = request.query.get("condition", "").casefold()
        if not condition:
            raise AccessRefusalError("CODE_PARAMS_INVALID")
        items = [self._item(touch_pass) for touch_pass in self._access.touch_passes.values()]
        return Reply(
            [
                item
                for item in items
                if str(item["card_id"]).casefold().startswith(condition)
                or condition in str(item["user_name"]).casefold()
            ]
        )

    async def list_assignable(self, request: web.Request) -> Reply:
        """Reference 6.14: all at once."""
        return Reply([self._item(touch_pass) for touch_pass in assignable(self._access)])

    async def get(self, request: web.Request) -> Reply:
        """Reference 6.16."""
        return Reply(self._item(find_touch_pass(self._access, request.match_info["id"])))

    async def update(self, request: web.Request) -> Reply:
        """Reference 6.15: name, status, and phones to be unbound, which must be sent with the status `DISABLED`."""
        touch_pass, body = find_touch_pass(self._access, request.match_info["id"]), await read_body(request)
        name, status = body.text("card_name"), body.choice("status", ("ACTIVE", "SUSPENDED"))
        gone = {self._unbound(touch_pass, bundle) for bundle in body.bodies("bundles") or []}
        if status is not None and not touch_pass.user_id:
            raise AccessRefusalError("CODE_OPERATION_FORBIDDEN")
        touch_pass.card_name = touch_pass.card_name if name is None else name
        touch_pass.status = status or touch_pass.status
        touch_pass.was_activated |= status == "ACTIVE"
        touch_pass.bundles = [bundle for bundle in touch_pass.bundles if bundle["bundle_id"] not in gone]
        return Reply(self._item(touch_pass))

    async def purchase(self, request: web.Request) -> Reply:
        """Reference 6.17: the answer is one pass, however many were bought."""
        count = required((await read_body(request)).integer("count"))
        if not 1 <= count <= 1000:
            raise AccessRefusalError("CODE_PARAMS_INVALID")
        now = self._access.clock.now()
        bought = [TouchPass(id=new_id(), card_id=_card_id(), last_activity=now) for _ in range(count)]
        self._access.touch_passes.update({touch_pass.id: touch_pass for touch_pass in bought})
        self._access.touch_passes_purchased += count
        return Reply(self._item(bought[0]))

    def _unbound(self, touch_pass: TouchPass, bundle: Body) -> str:
        bundle_id = bundle.required_name("bundle_id")
        required(bundle.choice("bundle_status", ("DISABLED",)))
        if all(known["bundle_id"] != bundle_id for known in touch_pass.bundles):
            raise AccessRefusalError("CODE_RESOURCE_NOT_FOUND")
        return bundle_id

    def _item(self, touch_pass: TouchPass) -> dict[str, object]:
        return touch_pass_item(self._access, touch_pass)


def assignable(state: AccessState) -> list[TouchPass]:
    """The passes that can be given to somebody."""
    passes = state.touch_passes.values()
    return [touch_pass for touch_pass in passes if touch_pass.status in ASSIGNABLE and not touch_pass.user_id]


def give(state: AccessState, touch_pass: TouchPass, user: User, email: str) -> None:
    """Assign a pass; it is `PENDING` until a phone takes it."""
    touch_pass.status, touch_pass.user_id, touch_pass.user_email = "PENDING", user.id, email
    touch_pass.last_activity = state.clock.now()


def touch_pass_item(state: AccessState, touch_pass: TouchPass) -> dict[str, object]:
    """A pass as answers show it; a pass whose user was deleted is `UNLINK`."""
    user = state.users.get(touch_pass.user_id)
    status = "" if not touch_pass.user_id else "UNLINK" if user is None else user.status
    moments: dict[str, object] = {"activated_at": {}, "expired_at": {}} if touch_pass.was_activated else {}
    return {
        **moments,
        "bundles": [dict(bundle) for bundle in touch_pass.bundles],
        "card_id": touch_pass.card_id,
        "card_name": touch_pass.card_name,
        "id": touch_pass.id,
        "last_activity": iso_moment(touch_pass.last_activity),
        "status": touch_pass.status,
        "user_avatar": "",
        "user_email": touch_pass.user_email,
        "user_id": touch_pass.user_id,
        "user_name": "" if user is None else user.full_name,
        "user_status": status,
    }


def _card_id() -> str:
    return "-".join(secrets.token_hex(2).upper() for _ in range(4))
