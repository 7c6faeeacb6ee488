"""What people open doors with, simulated: PINs, cards, plates, Touch Passes and QR codes, given and taken.

Reference 3.7 to 3.10, 3.25, 3.26, 3.28 and 3.29 for users, 4.7 to 4.14 and 6.18 for visitors.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING

from aiohttp import web
from attrs import frozen

from unifi_sdk.simulator.access.lookups import find_card, find_touch_pass, find_user, find_visitor
from unifi_sdk.simulator.access.people import Person, Visitor
from unifi_sdk.simulator.access.pictures import qr_picture
from unifi_sdk.simulator.access.state import AccessState
from unifi_sdk.simulator.access.touch_passes import assignable, give, touch_pass_item
from unifi_sdk.simulator.access.wire import (
    ABSENT,
    AccessRefusalError,
    Body,
    Operation,
    Reply,
    new_id,
    read_body,
    read_texts,
    required,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from unifi_sdk.simulator.access.running import RunningAccess


class HolderOperations:
    """The credentials of users and visitors.

    Args:
        access: What the operations read and change.
    """

    def __init__(self, access: RunningAccess) -> None:
        self._access = access

    def operations(self) -> Iterable[Operation]:
        """Every operation of this area."""
        edit, one, code = "edit:visitor", "/users/{user_id}/touch_passes/{touch_pass_id}", "/visitors/{id}/qr_codes"
        download = "/credentials/qr_codes/download/{visitor_id}"
        yield from _Holders(self._access, "user", find_user, find_user).operations()
        yield from _Holders(self._access, "visitor", find_visitor, _expected).operations()
        yield Operation("PUT", one, "edit:user", self.assign_touch_pass)
        yield Operation("DELETE", one, "edit:user", self.unassign_touch_pass)
        yield Operation("PUT", code, edit, self.assign_qr_code)
        yield Operation("DELETE", code, edit, self.unassign_qr_code)
        yield Operation("GET", download, "view:credential", self.download_qr_code)

    async def assign_touch_pass(self, request: web.Request) -> Reply:
        """Reference 3.25: a pass that nobody has, for a user who has none; `PENDING` until a phone takes it."""
        user = find_user(self._access, request.match_info["user_id"])
        touch_pass = find_touch_pass(self._access, request.match_info["touch_pass_id"])
        if touch_pass not in assignable(self._access) or self._access.touch_pass_of(user) is not None:
            raise AccessRefusalError("CODE_OPERATION_FORBIDDEN")
        give(self._access, touch_pass, user, user.email)
        return Reply({**touch_pass_item(self._access, touch_pass), "user_status": ""})

    async def unassign_touch_pass(self, request: web.Request) -> Reply:
        """Reference 3.26: suspended when a phone has ever had it, else inactive; tells the former user's status."""
        user = find_user(self._access, request.match_info["user_id"])
        touch_pass = find_touch_pass(self._access, request.match_info["touch_pass_id"])
        if touch_pass.user_id != user.id:
            raise AccessRefusalError("CODE_RESOURCE_NOT_FOUND")
        touch_pass.status = "SUSPENDED" if touch_pass.was_activated else "INACTIVE"
        touch_pass.user_id, touch_pass.user_email, touch_pass.bundles = "", "", []
        touch_pass.last_activity = self._access.clock.now()
        return Reply({**touch_pass_item(self._access, touch_pass), "user_status": user.status})

    async def assign_qr_code(self, request: web.Request) -> Reply:
        """Reference 4.11: no body; a visitor who has a code gets a new one."""
        _expected(self._access, request.match_info["id"]).qr_code = secrets.token_urlsafe(24)
        return Reply(None)

    async def unassign_qr_code(self, request: web.Request) -> Reply:
        """Reference 4.12."""
        find_visitor(self._access, request.match_info["id"]).qr_code = None
        return Reply(None)

    async def download_qr_code(self, request: web.Request) -> web.Response:
        """Reference 6.18: a PNG that a phone can read."""
        visitor = find_visitor(self._access, request.match_info["visitor_id"])
        picture = qr_picture(required(visitor.qr_code, "CODE_RESOURCE_NOT_FOUND"))
        return web.Response(body=picture, content_type="image/png")


@frozen
class _Holders:
    """What users and visitors have in common."""

    access: RunningAccess
    kind: str
    """`user` or `visitor`."""
    find: Callable[[AccessState, str], Person]
    """Somebody, to take a credential from."""
    expect: Callable[[AccessState, str], Person]
    """Somebody who may be given one."""

    def operations(self) -> Iterable[Operation]:
        one, edit = f"/{self.kind}s/{{id}}", f"edit:{self.kind}"
        plate = f"/{self.kind}s/{{{self.kind}_id}}/license_plates/{{license_plate_id}}"
        yield Operation("PUT", f"{one}/nfc_cards", edit, self.assign_card)
        yield Operation("PUT", f"{one}/nfc_cards/delete", edit, self.unassign_card)
        yield Operation("PUT", f"{one}/pin_codes", edit, self.assign_pin)
        yield Operation("DELETE", f"{one}/pin_codes", edit, self.unassign_pin)
        yield Operation("PUT", f"{one}/license_plates", edit, self.assign_plates)
        yield Operation("DELETE", plate, edit, self.unassign_plate)

    async def assign_card(self, request: web.Request) -> Reply:
        person, body = self.expect(self.access, request.match_info["id"]), await read_body(request)
        return _assign_card(self.access, person, body)

    async def unassign_card(self, request: web.Request) -> Reply:
        """PUT, although the reference's sample shows DELETE."""
        person, body = self.find(self.access, request.match_info["id"]), await read_body(request)
        return _unassign_card(self.access, person, body)

    async def assign_pin(self, request: web.Request) -> Reply:
        person, body = self.expect(self.access, request.match_info["id"]), await read_body(request)
        return _assign_pin(self.access, person, body)

    async def unassign_pin(self, request: web.Request) -> Reply:
        self.find(self.access, request.match_info["id"]).pin_code = None
        return Reply(ABSENT)

    async def assign_plates(self, request: web.Request) -> Reply:
        person, plates = self.expect(self.access, request.match_info["id"]), await read_texts(request)
        return _assign_plates(self.access, person, plates)

    async def unassign_plate(self, request: web.Request) -> Reply:
        person = self.find(self.access, request.match_info[f"{self.kind}_id"])
        return _unassign_plate(person, request)


def credentials_of(state: AccessState, people: Collection[Person]) -> dict[str, dict[str, object]]:
    """The cards and the PINs of people, by their ids, as answers tell them.

    A PIN is told as a keyed hash that tells nothing about it.
    """
    cards: dict[str, list[dict[str, str]]] = {person.id: [] for person in people}
    pins = {person.id: person.pin_code for person in people}
    for card in state.cards.values():
        if card.holder_id in cards:
            cards[card.holder_id].append({"id": card.display_id, "token": card.token, "type": "ua_card"})
    return {
        person_id: {"nfc_cards": cards[person_id], "pin_code": None if pin is None else _pin_hash(state, pin)}
        for person_id, pin in pins.items()
    }


def plates_of(person: Person) -> list[dict[str, str]]:
    """The `license_plates` of somebody, as answers tell them."""
    return [
        {"id": plate_id, "credential": plate, "credential_type": "license", "credential_status": "active"}
        for plate_id, plate in person.license_plates.items()
    ]


def _pin_hash(state: AccessState, pin: str) -> dict[str, str]:
    return {"token": hmac.new(state.hash_key, pin.encode(), hashlib.sha256).hexdigest()}


def _expected(state: AccessState, visitor_id: str) -> Visitor:
    """A visitor who is yet to come or on site: nobody else can be given a credential."""
    visitor = find_visitor(state, visitor_id)
    if visitor.is_over(state.clock.now()):
        raise AccessRefusalError("CODE_OPERATION_FORBIDDEN")
    return visitor


def _assign_pin(state: AccessState, person: Person, body: Body) -> Reply:
    """Give somebody a PIN in place of the one they had (reference 3.9, 4.9).

    A PIN is unique over users and visitors. Assigning the PIN that the same person already has is refused with
    `CODE_SYSTEM_ERROR`, as observed on consoles.
    """
    pin = body.required_name("pin_code")
    if not (pin.isascii() and pin.isdigit()):
        raise AccessRefusalError("CODE_PARAMS_INVALID")
    if len(pin) != state.pin_length:
        raise AccessRefusalError("CODE_CREDS_PIN_CODE_CREDS_LENGTH_INVALID")
    if person.pin_code == pin:
        raise AccessRefusalError("CODE_SYSTEM_ERROR")
    if any(other.pin_code == pin for other in state.people()):
        raise AccessRefusalError("CODE_CREDS_PIN_CODE_CREDS_ALREADY_EXIST")
    person.pin_code = pin
    return Reply(ABSENT)


def _assign_card(state: AccessState, person: Person, body: Body) -> Reply:
    """Give somebody a card (reference 3.7, 4.7); `force_add` takes it from its holder."""
    force = body.flag("force_add")
    card = find_card(state, body.required_name("token"))
    if card.holder_id not in (None, person.id):
        if not card.is_transferable:
            raise AccessRefusalError("CODE_CREDS_DISABLE_TRANSFER_UID_USER_NFC")
        if not force:
            raise AccessRefusalError("CODE_CREDS_NFC_HAS_BIND_USER")
    card.holder_id = person.id
    return Reply(ABSENT)


def _unassign_card(state: AccessState, person: Person, body: Body) -> Reply:
    """Take a card from somebody (reference 3.8, 4.8); a card of somebody else counts as unknown."""
    card = find_card(state, body.required_name("token"))
    if card.holder_id != person.id:
        raise AccessRefusalError("CODE_RESOURCE_NOT_FOUND")
    card.holder_id = None
    return Reply(ABSENT)


def _assign_plates(state: AccessState, person: Person, plates: list[str]) -> Reply:
    """Give somebody licence plates (reference 3.28, 4.13): a bare array of texts.

    The documents don't say whether the array replaces the plates that are there: see `plates_replace`. A plate of
    somebody else is refused with `CODE_OPERATION_FORBIDDEN`.
    """
    if not all(plate.strip() for plate in plates):
        raise AccessRefusalError("CODE_PARAMS_INVALID")
    taken = {plate for other in state.people() if other is not person for plate in other.license_plates.values()}
    if taken.intersection(plates):
        raise AccessRefusalError("CODE_OPERATION_FORBIDDEN")
    kept = person.license_plates.items()
    person.license_plates = {key: plate for key, plate in kept if plate in plates or not state.plates_replace}
    new = [plate for plate in dict.fromkeys(plates) if plate not in person.license_plates.values()]
    person.license_plates.update({new_id(): plate for plate in new})
    return Reply(None)


def _unassign_plate(person: Person, request: web.Request) -> Reply:
    """Take a licence plate from somebody, by its id (reference 3.29, 4.14)."""
    plate = person.license_plates.pop(request.match_info["license_plate_id"], None)
    required(plate, "CODE_RESOURCE_NOT_FOUND")
    return Reply(None)
