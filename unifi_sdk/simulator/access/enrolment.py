"""Simulated enrolment of NFC cards at a reader of Access (reference 6.2 to 6.4)."""

from __future__ import annotations

import enum
import secrets
from typing import TYPE_CHECKING

from unifi_sdk.simulator.access.lookups import find_device
from unifi_sdk.simulator.access.people import EnrolmentSession, NfcCard
from unifi_sdk.simulator.access.wire import AccessRefusalError, Operation, Reply, new_id, read_body

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aiohttp import web

    from unifi_sdk.simulator.access.running import RunningAccess
    from unifi_sdk.simulator.access.state import AccessState


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


class EnrolmentOperations:
    """Sessions in which a reader waits for a card.

    Args:
        access: What the operations read and change.
    """

    def __init__(self, access: RunningAccess) -> None:
        self._access = access

    def operations(self) -> Iterable[Operation]:
        """Every operation of this area; the scope of 6.3 is odd, as on a real console."""
        edit, one = "edit:credential", "/credentials/nfc_cards/sessions/{id}"
        yield Operation("POST", "/credentials/nfc_cards/sessions", edit, self.open_session)
        yield Operation("GET", one, edit, self.poll_session)
        yield Operation("DELETE", one, edit, self.close_session)

    async def open_session(self, request: web.Request) -> Reply:
        """Reference 6.2."""
        body = await read_body(request)
        reset_ua_card = body.flag("reset_ua_card")
        device = find_device(self._access, body.required_name("device_id"))
        if not device.is_online:
            raise AccessRefusalError("CODE_DEVICE_DEVICE_OFFLINE")
        if "nfc" not in device.capabilities:
            raise AccessRefusalError("CODE_DEVICE_API_NOT_SUPPORTED")
        session = EnrolmentSession(
            id=new_id(),
            device_id=device.id,
            expires_at=self._access.clock.now() + self._access.session_seconds,
            reset_ua_card=reset_ua_card,
        )
        self._access.sessions[session.id] = session
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
        del self._access.sessions[self._session(request).id]
        return Reply("success")

    def _session(self, request: web.Request) -> EnrolmentSession:
        session = self._access.sessions.get(request.match_info["id"])
        if session is None:
            raise AccessRefusalError("CODE_CREDS_NFC_READ_SESSION_NOT_FOUND")
        return session


def hold_card(access: RunningAccess, card_id: str | None, session_id: str | None, tap: Tap) -> str | None:
    """Hold a card to a reader that waits for one; `SimulatedAccess.tap` is the public face of this."""
    access.settle()
    session = access.sessions[session_id] if session_id is not None else _newest_waiting(access)
    session.card, session.failure = None, _refusal(session, tap)
    if session.failure is not None:
        return None
    session.card = _known_card(access, card_id) or _new_card(access, card_id)
    access.events.log("admin_activity", "access.nfc_card.enrolled", f"NFC card {session.card.display_id} enrolled")
    return session.card.token


def _newest_waiting(state: AccessState) -> EnrolmentSession:
    waiting = [session for session in state.sessions.values() if session.card is None]
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


def _known_card(state: AccessState, card_id: str | None) -> NfcCard | None:
    return next((card for card in state.cards.values() if card.display_id == card_id), None)


def _new_card(state: AccessState, card_id: str | None) -> NfcCard:
    card = NfcCard(token=secrets.token_hex(32), display_id=card_id or secrets.token_hex(4).upper())
    state.cards[card.token] = card
    return card
