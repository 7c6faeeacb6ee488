"""Making PINs, and the NFC cards that the console knows, or shall know."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from unifi_sdk._core.application import FilePart
from unifi_sdk._core.check import not_empty
from unifi_sdk.access._dialect import list_pages, read_list
from unifi_sdk.access._resource import Resource, gone_if_resent
from unifi_sdk.access.enrolment import CardEnrolment
from unifi_sdk.access.models.credentials import CardImport, ImportedCard, NfcCard
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.pagination import Listing, Paginator
from unifi_sdk.retry import Safety

__all__ = ["Credentials"]

_IMPORT_SECONDS: Final = 120.0
_HEX: Final = re.compile(r"[0-9A-F]+")
_NO_CSV: Final = re.compile(r"[,\"\x00-\x1f\x7f\x85\u2028\u2029]")


class Credentials(Resource):
    """PINs and NFC cards, whoever holds them; ``users.credentials()`` and ``visitors.credentials()`` hand them out."""

    async def generate_pin(self) -> str:
        """A PIN that nobody has and that is as long as the console wants it; it is nobody's yet (reference 6.1)."""
        return await self._app.call(
            "POST /credentials/pin_codes",
            str,
            safety=Safety.READ,  # it needs no more than view:credential: nothing is kept
        )

    def list_cards(self) -> Paginator[NfcCard]:
        """Every NFC card, in the console's order (reference 6.8; UniFi Access 1.22.16 or later)."""
        return list_pages(self._app, "GET /credentials/nfc_cards/tokens", NfcCard, key="token")

    async def get_card(self, token: str) -> NfcCard:
        """One NFC card (reference 6.7; UniFi Access 1.22.16 or later).

        Args:
            token: The card's token; not the number on display.

        Raises:
            NotFoundError: no card has this token.
        """
        return await self._app.call("GET /credentials/nfc_cards/tokens/{token}", NfcCard, token=token)

    async def update_card(self, token: str, *, alias: str, timeout_seconds: float | None = None) -> None:
        """Give an NFC card another name (reference 6.10; UniFi Access 3.1.30 or later).

        Args:
            token: The card's token; not the number on display.
            alias: Any text; an empty one takes the name away.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            NotFoundError: no card has this token.
        """
        await self._app.call(
            "PUT /credentials/nfc_cards/tokens/{token}",
            None,
            body={"alias": alias},
            token=token,
            deadline_seconds=timeout_seconds,
        )

    async def import_cards(
        self, cards: Iterable[CardImport], *, timeout_seconds: float | None = None
    ) -> Listing[ImportedCard]:
        """Have the console know NFC cards of other makers (reference 6.19; UniFi Access 3.3.10 or later).

        Args:
            cards: At least one, such as ``CardImport(nfc_id="068E2836", alias="Cleaner 1")``.
            timeout_seconds: For this call in all; 120 when left out.

        Returns:
            What became of each: `ImportedCard.is_imported` is False where the console did not take one in.

        Raises:
            ConfigurationError: there is no card, an id isn't made of hexadecimal digits, an id or an alias comes twice, or an
                alias can't stand in the file.
            BadRequestError: the console takes none of them, because a card that it knows has one of the aliases for example.
            OutcomeUnknownError: the answer was lost; `list_cards` tells which cards the console knows.
        """
        file = FilePart(_write_csv(tuple(cards)), "cards.csv", "text/csv")
        operation = "POST /credentials/nfc_cards/import"
        deadline = _IMPORT_SECONDS if timeout_seconds is None else timeout_seconds
        answer = await self._app.upload(operation, object, {"file": file}, deadline_seconds=deadline)
        return read_list(self._app, operation, ImportedCard, answer)

    async def delete_card(self, token: str, *, timeout_seconds: float | None = None) -> None:
        """Forget an NFC card that nobody holds (reference 6.9; UniFi Access 1.22.16 or later).

        Args:
            token: The card's token; not the number on display.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            InUseError: somebody holds the card.
            NotFoundError: no card has this token.
        """
        with gone_if_resent():
            await self._app.call(
                "DELETE /credentials/nfc_cards/tokens/{token}", None, token=token, deadline_seconds=timeout_seconds
            )

    def enrol_card(self, device_id: str, *, reset: bool = False) -> CardEnrolment:
        """Let a reader take in an NFC card.

        ::

            async with access.credentials.enrol_card(reader_id) as enrolment:
                card = await enrolment.card(timeout_seconds=30)
            await access.users.credentials(user_id).assign_card(card.token)

        Args:
            device_id: The reader: 12 hexadecimal digits, as devices have it.
            reset: Take over a card that is registered at another site.

        Returns:
            What to enter with ``async with``; nothing is sent before.

        Raises:
            ConfigurationError: the id is empty.
        """
        not_empty(device_id=device_id)
        return CardEnrolment(self._app, device_id, reset=reset)


def _write_csv(cards: tuple[CardImport, ...]) -> bytes:
    """A line for each card; the vendor's file knows no quotes."""
    if not cards:
        raise ConfigurationError("cards is empty")
    ids = [card.nfc_id.strip().upper() for card in cards]
    aliases = [(card.alias or "").strip() for card in cards]
    for nfc_id in ids:
        if not _HEX.fullmatch(nfc_id):
            raise ConfigurationError("nfc_id must be made of hexadecimal digits, such as 068E2836")
    for alias in aliases:
        if _NO_CSV.search(alias):
            raise ConfigurationError(f"alias can't hold a comma, a quote or a line end, unlike {alias!r}")
    _check_unique("nfc_id", ids)
    _check_unique("alias", [alias for alias in aliases if alias])
    lines = (f"{nfc_id},{alias}" if alias else nfc_id for nfc_id, alias in zip(ids, aliases, strict=True))
    return "".join(f"{line}\n" for line in lines).encode()


def _check_unique(name: str, values: list[str]) -> None:
    if len(set(values)) < len(values):
        raise ConfigurationError(f"{name}: two cards have the same, which fails the whole import")
