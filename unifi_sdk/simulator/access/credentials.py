"""Simulated PIN and NFC operations of Access (reference 6.1 to 6.10, 6.19), and the rules for assigning both."""

from __future__ import annotations

import csv
import enum
import re
import secrets
from typing import TYPE_CHECKING

from unifi_sdk.simulator.access.people import EnrolmentSession, NfcCard, Person
from unifi_sdk.simulator.access.wire import (
    ABSENT,
    AccessRefusalError,
    Body,
    Operation,
    Reply,
    new_id,
    page_of,
    read_body,
    read_files,
    read_texts,
    required,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aiohttp import web

    from unifi_sdk.simulator.access.state import AccessEstate

NFC_ID = re.compile(r"(?:[0-9A-F]{2}){4,10}")
"""The number of a third-party card: 4 to 10 bytes, in upper-case hexadecimal digits."""


class Tap(enum.Enum):
    """How a card is held to a reader, or what kind of card it is."""

    HELD = enum.auto()
    """A UA card, held long enough."""
    TOO_SHORT = enum.auto()
    """Taken away too early; the session goes on waiting for another try."""
    OTHER_SITE = enum.auto()
    """Enrolled at another site; works only in a session made with `reset_ua_card`."""
    UNSUPPORTED = enum.auto()
    """Not a UA card."""


class CredentialOperations:
    """PIN generation, enrolment sessions and the list of cards.

    Args:
        estate: The state that the operations read and change.
    """

    def __init__(self, estate: AccessEstate) -> None:
        self._estate = estate

    def operations(self) -> Iterable[Operation]:
        """Every operation of this area; two scopes are odd, as on a real console (6.1 and 6.3)."""
        view, edit = "view:credential", "edit:credential"
        yield Operation("POST", "/credentials/pin_codes", view, self.generate_pin)
        yield Operation("POST", "/credentials/nfc_cards/sessions", edit, self.open_session)
        yield Operation("GET", "/credentials/nfc_cards/sessions/{id}", edit, self.poll_session)
        yield Operation("DELETE", "/credentials/nfc_cards/sessions/{id}", edit, self.close_session)
        yield Operation("GET", "/credentials/nfc_cards/tokens", view, self.list_cards)
        yield Operation("GET", "/credentials/nfc_cards/tokens/{token}", view, self.get_card)
        yield Operation("PUT", "/credentials/nfc_cards/tokens/{token}", edit, self.update_card)
        yield Operation("DELETE", "/credentials/nfc_cards/tokens/{token}", edit, self.delete_card)
        yield Operation("POST", "/credentials/nfc_cards/import", edit, self.import_cards)

    async def generate_pin(self, request: web.Request) -> Reply:
        """Reference 6.1: a free PIN as a bare string; nothing is stored."""
        taken = {person.pin_code for person in self._estate.people()}
        while (pin := "".join(secrets.choice("0123456789") for _ in range(self._estate.pin_length))) in taken:
            continue
        return Reply(pin)

    async def open_session(self, request: web.Request) -> Reply:
        """Reference 6.2."""
        body = await read_body(request)
        device = self._estate.devices.get(body.required_name("device_id"))
        if device is None:
            raise AccessRefusalError("CODE_DEVICE_DEVICE_NOT_FOUND")
        if not device.is_online:
            raise AccessRefusalError("CODE_DEVICE_DEVICE_OFFLINE")
        if "nfc" not in device.capabilities:
            raise AccessRefusalError("CODE_DEVICE_API_NOT_SUPPORTED")
        session = EnrolmentSession(
            id=new_id(),
            device_id=device.id,
            expires_at=self._estate.clock.now() + self._estate.session_seconds,
            reset_ua_card=body.flag("reset_ua_card"),
        )
        self._estate.sessions[session.id] = session
        return Reply({"session_id": session.id})

    async def poll_session(self, request: web.Request) -> Reply:
        """Reference 6.3: a refusal until a card was read."""
        session = self._session(request)
        if session.failure is not None:
            raise AccessRefusalError(session.failure)
        if session.card is None:
            raise AccessRefusalError("CODE_CREDS_NFC_READ_POLL_TOKEN_EMPTY")
        return Reply({"card_id": session.card.display_id, "token": session.card.token})

    async def close_session(self, request: web.Request) -> Reply:
        """Reference 6.4."""
        del self._estate.sessions[self._session(request).id]
        return Reply("success")

    async def list_cards(self, request: web.Request) -> Reply:
        """Reference 6.8; `msg` is `succ` here."""
        page, pagination = page_of(request, [*self._estate.cards.values()])
        return Reply([self._card(card) for card in page], pagination, msg="succ")

    async def get_card(self, request: web.Request) -> Reply:
        """Reference 6.7."""
        return Reply(self._card(self._estate.card(request.match_info["token"])))

    async def update_card(self, request: web.Request) -> Reply:
        """Reference 6.10: the alias, and nothing else."""
        card, body = self._estate.card(request.match_info["token"]), await read_body(request)
        alias = body.text("alias")
        card.alias = card.alias if alias is None else alias
        return Reply("success")

    async def delete_card(self, request: web.Request) -> Reply:
        """Reference 6.9: an assigned card cannot be deleted."""
        card = self._estate.card(request.match_info["token"])
        if card.holder_id is not None:
            raise AccessRefusalError("CODE_CREDS_NFC_CARD_CANNOT_BE_DELETE")
        del self._estate.cards[card.token]
        return Reply("success")

    async def import_cards(self, request: web.Request) -> Reply:
        """Reference 6.19: lines of card number and alias, without a heading.

        An alias that is not unique fails the whole import. A number that is malformed or known already fails its line
        only, which is answered with an empty token.
        """
        (raw,) = await read_files(request, "file")
        try:
            lines = [line for line in csv.reader(raw.decode("utf-8-sig").splitlines(), strict=True) if line]
        except (UnicodeDecodeError, csv.Error):
            raise AccessRefusalError("CODE_PARAMS_INVALID") from None
        rows = [(line[0].strip(), line[1].strip() if len(line) > 1 else "") for line in lines]
        aliases = [alias for _, alias in rows if alias]
        aliases += [card.alias for card in self._estate.cards.values() if card.alias]
        if not rows or len(aliases) != len(set(aliases)):
            raise AccessRefusalError("CODE_PARAMS_INVALID")
        return Reply([self._import(nfc_id, alias) for nfc_id, alias in rows])

    def _import(self, nfc_id: str, alias: str) -> dict[str, str]:
        known = any(card.nfc_id == nfc_id for card in self._estate.cards.values())
        if known or not NFC_ID.fullmatch(nfc_id):
            return {"alias": alias, "nfc_id": nfc_id, "token": ""}
        card = NfcCard(token=secrets.token_hex(32), display_id=nfc_id, nfc_id=nfc_id, alias=alias)
        self._estate.cards[card.token] = card
        return {"alias": alias, "nfc_id": nfc_id, "token": card.token}

    def _session(self, request: web.Request) -> EnrolmentSession:
        session = self._estate.sessions.get(request.match_info["id"])
        if session is None:
            raise AccessRefusalError("CODE_CREDS_NFC_READ_SESSION_NOT_FOUND")
        return session

    def _card(self, card: NfcCard) -> dict[str, object]:
        holder = self._estate.holder(card)
        return {
            "alias": card.alias,
            "card_type": "ua_card",
            "display_id": card.display_id,
            "note": card.display_id,
            "status": "pending" if holder is None else "assigned",
            "token": card.token,
            "user": None if holder is None else _owner(holder),
            "user_id": "" if holder is None else holder.id,
            "user_type": "" if holder is None else holder.user_type,
        }


def hold_card(estate: AccessEstate, card_id: str | None, session_id: str | None, tap: Tap) -> str | None:
    """Hold a card to a reader that waits for one; `SimulatedAccess.tap` is the public face of this."""
    estate.settle()
    session = estate.sessions[session_id] if session_id is not None else _newest_waiting(estate)
    session.card, session.failure = None, _refusal(session, tap)
    if session.failure is not None:
        return None
    session.card = _known_card(estate, card_id) or _new_card(estate, card_id)
    estate.events.log("admin_activity", "access.nfc_card.enrolled", f"NFC card {session.card.display_id} enrolled")
    return session.card.token


def assign_pin(estate: AccessEstate, person: Person, body: Body) -> Reply:
    """Give somebody a PIN in place of the one they had (reference 3.9, 4.9).

    A PIN is unique over users and visitors. Assigning the PIN that the same person already has is refused with
    `CODE_SYSTEM_ERROR`, as observed on consoles.
    """
    pin = body.required_name("pin_code")
    if not (pin.isascii() and pin.isdigit()):
        raise AccessRefusalError("CODE_PARAMS_INVALID")
    if len(pin) != estate.pin_length:
        raise AccessRefusalError("CODE_CREDS_PIN_CODE_CREDS_LENGTH_INVALID")
    if person.pin_code == pin:
        raise AccessRefusalError("CODE_SYSTEM_ERROR")
    if any(other.pin_code == pin for other in estate.people()):
        raise AccessRefusalError("CODE_CREDS_PIN_CODE_CREDS_ALREADY_EXIST")
    person.pin_code = pin
    return Reply(ABSENT)


def assign_card(estate: AccessEstate, person: Person, body: Body) -> Reply:
    """Give somebody a card (reference 3.7, 4.7); `force_add` takes it from its holder."""
    force = body.flag("force_add")
    card = estate.card(body.required_name("token"))
    if card.holder_id not in (None, person.id):
        if not card.is_transferable:
            raise AccessRefusalError("CODE_CREDS_DISABLE_TRANSFER_UID_USER_NFC")
        if not force:
            raise AccessRefusalError("CODE_CREDS_NFC_HAS_BIND_USER")
    card.holder_id = person.id
    return Reply(ABSENT)


def unassign_card(estate: AccessEstate, person: Person, body: Body) -> Reply:
    """Take a card from somebody (reference 3.8, 4.8); a card of somebody else counts as unknown."""
    card = estate.card(body.required_name("token"))
    if card.holder_id != person.id:
        raise AccessRefusalError("CODE_RESOURCE_NOT_FOUND")
    card.holder_id = None
    return Reply(ABSENT)


async def assign_plates(estate: AccessEstate, person: Person, request: web.Request) -> Reply:
    """Give somebody licence plates (reference 3.28, 4.13): a bare array of texts.

    The documents don't say whether the array replaces the plates that are there: see `plates_replace`. A plate of
    somebody else is refused with `CODE_OPERATION_FORBIDDEN`.
    """
    plates = await read_texts(request)
    if not all(plate.strip() for plate in plates):
        raise AccessRefusalError("CODE_PARAMS_INVALID")
    taken = {plate for other in estate.people() if other is not person for plate in other.license_plates.values()}
    if taken.intersection(plates):
        raise AccessRefusalError("CODE_OPERATION_FORBIDDEN")
    kept = person.license_plates.items()
    person.license_plates = {key: plate for key, plate in kept if plate in plates or not estate.plates_replace}
    new = [plate for plate in dict.fromkeys(plates) if plate not in person.license_plates.values()]
    person.license_plates.update({new_id(): plate for plate in new})
    return Reply(None)


def unassign_plate(person: Person, request: web.Request) -> Reply:
    """Take a licence plate from somebody, by its id (reference 3.29, 4.14)."""
    plate = person.license_plates.pop(request.match_info["license_plate_id"], None)
    required(plate, "CODE_RESOURCE_NOT_FOUND")
    return Reply(None)


def _newest_waiting(estate: AccessEstate) -> EnrolmentSession:
    waiting = [session for session in estate.sessions.values() if session.card is None]
    if not waiting:
        raise LookupError("no reader waits for a card")
    return waiting[-1]


def _refusal(session: EnrolmentSession, tap: Tap) -> str | None:
    if tap is Tap.TOO_SHORT:
        return "CODE_CREDS_NFC_CARD_PROVISION_FAILED"
    if tap is Tap.UNSUPPORTED:
        return "CODE_CREDS_NFC_CARD_INVALID"
    if tap is Tap.OTHER_SITE and not session.reset_ua_card:
        return "CODE_CREDS_NFC_CARD_IS_PROVISION"
    return None


def _known_card(estate: AccessEstate, card_id: str | None) -> NfcCard | None:
    return next((card for card in estate.cards.values() if card.display_id == card_id), None)


def _new_card(estate: AccessEstate, card_id: str | None) -> NfcCard:
    card = NfcCard(token=secrets.token_hex(32), display_id=card_id or secrets.token_hex(4).upper())
    estate.cards[card.token] = card
    return card


def _owner(person: Person) -> dict[str, str]:
    return {
        "avatar": "",
        "first_name": person.first_name,
        "id": person.id,
        "last_name": person.last_name,
        "name": person.full_name,
    }
