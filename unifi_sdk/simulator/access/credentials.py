"""Simulated PINs and NFC cards of Access (reference 6.1, 6.6 to 6.10, 6.19)."""

from __future__ import annotations

import csv
import re
import secrets
from typing import TYPE_CHECKING

from unifi_sdk.simulator.access.lookups import find_card
from unifi_sdk.simulator.access.people import NfcCard, Person
from unifi_sdk.simulator.access.wire import AccessRefusalError, Operation, Reply, page_of, read_body, read_files

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aiohttp import web

    from unifi_sdk.simulator.access.running import RunningAccess

NFC_ID = re.compile(r"(?:[0-9A-F]{2}){4,10}")
"""The number of a third-party card: 4 to 10 bytes, in upper-case hexadecimal digits."""


class CredentialOperations:
    """PIN generation and the list of cards.

    Args:
        access: What the operations read and change.
    """

    def __init__(self, access: RunningAccess) -> None:
        self._access = access

    def operations(self) -> Iterable[Operation]:
        """Every operation of this area; the scope of 6.1 is odd, as on a real console."""
        view, edit = "view:credential", "edit:credential"
        yield Operation("POST", "/credentials/pin_codes", view, self.generate_pin)
        yield Operation("GET", "/credentials/nfc_cards/tokens", view, self.list_cards)
        yield Operation("GET", "/credentials/nfc_cards/tokens/{token}", view, self.get_card)
        yield Operation("PUT", "/credentials/nfc_cards/tokens/{token}", edit, self.update_card)
        yield Operation("DELETE", "/credentials/nfc_cards/tokens/{token}", edit, self.delete_card)
        yield Operation("POST", "/credentials/nfc_cards/import", edit, self.import_cards)

    async def generate_pin(self, request: web.Request) -> Reply:
        """Reference 6.1: a free PIN as a bare string; nothing is stored."""
        taken = {person.pin_code for person in self._access.people()}
        while (pin := "".join(secrets.choice("0123456789") for _ in range(self._access.pin_length))) in taken:
            continue
        return Reply(pin)

    async def list_cards(self, request: web.Request) -> Reply:
        """Reference 6.8; `msg` is `succ` here."""
        page, pagination = page_of(request, [*self._access.cards.values()], self._access.largest_page)
        return Reply([self._card(card) for card in page], pagination, msg="succ")

    async def get_card(self, request: web.Request) -> Reply:
        """Reference 6.7."""
        return Reply(self._card(find_card(self._access, request.match_info["token"])))

    async def update_card(self, request: web.Request) -> Reply:
        """Reference 6.10: the alias, and nothing else."""
        card, body = find_card(self._access, request.match_info["token"]), await read_body(request)
        alias = body.text("alias")
        card.alias = card.alias if alias is None else alias
        return Reply("success")

    async def delete_card(self, request: web.Request) -> Reply:
        """Reference 6.9: an assigned card cannot be deleted."""
        card = find_card(self._access, request.match_info["token"])
        if card.holder_id is not None:
            raise AccessRefusalError("CODE_CREDS_NFC_CARD_CANNOT_BE_DELETE")
        del self._access.cards[card.token]
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
        aliases += [card.alias for card in self._access.cards.values() if card.alias]
        if not rows or len(aliases) != len(set(aliases)):
            raise AccessRefusalError("CODE_PARAMS_INVALID")
        return Reply([self._import(nfc_id, alias) for nfc_id, alias in rows])

    def _import(self, nfc_id: str, alias: str) -> dict[str, str]:
        known = any(card.nfc_id == nfc_id for card in self._access.cards.values())
        if known or not NFC_ID.fullmatch(nfc_id):
            return {"alias": alias, "nfc_id": nfc_id, "token": ""}
        card = NfcCard(token=secrets.token_hex(32), display_id=nfc_id, nfc_id=nfc_id, alias=alias)
        self._access.cards[card.token] = card
        return {"alias": alias, "nfc_id": nfc_id, "token": card.token}

    def _card(self, card: NfcCard) -> dict[str, object]:
        holder = self._access.holder(card)
        return {
            "alias": card.alias,
            "card_type": "ua_card",
            "display_id": card.display_id,
            "nfc_id": card.nfc_id,
            "note": card.display_id,
            "status": "pending" if holder is None else "assigned",
            "token": card.token,
            "user": None if holder is None else _owner(holder),
            "user_id": "" if holder is None else holder.id,
            "user_type": "" if holder is None else holder.user_type,
        }


def _owner(person: Person) -> dict[str, str]:
    return {
        "avatar": "",
        "first_name": person.first_name,
        "id": person.id,
        "last_name": person.last_name,
        "name": person.full_name,
    }
