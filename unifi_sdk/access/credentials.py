"""Making PINs, and the NFC cards that the console knows."""

from __future__ import annotations

from unifi_sdk._core.check import not_empty
from unifi_sdk.access._dialect import list_pages
from unifi_sdk.access._resource import Resource, gone_if_resent
from unifi_sdk.access.enrolment import CardEnrolment
from unifi_sdk.access.models.credentials import NfcCard
from unifi_sdk.pagination import Paginator
from unifi_sdk.retry import Safety

__all__ = ["Credentials"]


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
        return list_pages(self._app, "GET /credentials/nfc_cards/tokens", NfcCard)

    async def get_card(self, token: str) -> NfcCard:
        """One NFC card (reference 6.7; UniFi Access 1.22.16 or later).

        Args:
            token: The card's token; not the number on display.

        Raises:
            NotFoundError: no card has this token.
        """
        return await self._app.call("GET /credentials/nfc_cards/tokens/{token}", NfcCard, token=token)

    async def delete_card(self, token: str) -> None:
        """Forget an NFC card that nobody holds (reference 6.9; UniFi Access 1.22.16 or later).

        Args:
            token: The card's token; not the number on display.

        Raises:
            InUseError: somebody holds the card.
            NotFoundError: no card has this token.
        """
        with gone_if_resent():
            await self._app.call("DELETE /credentials/nfc_cards/tokens/{token}", None, token=token)

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
