"""The PIN and the NFC cards of one person, in the same way for users and visitors."""

from __future__ import annotations

from typing import Protocol

from unifi_sdk._core.application import Application
from unifi_sdk._core.check import not_empty
from unifi_sdk.access._resource import check_pin, gone_if_resent
from unifi_sdk.retry import Safety

__all__ = ["HolderCredentials", "UserCredentials", "VisitorCredentials"]


class HolderCredentials(Protocol):
    """The PIN and the NFC cards of one person.

    Giving is never sent twice by itself: the console refuses a PIN that its holder already has, and a card may have
    been given to somebody else in between. Taking away may be, it leaves the same state.
    """

    async def assign_pin(self, pin: str) -> None:
        """Give the person a PIN in place of the present one.

        Args:
            pin: Digits; how many is a setting of the console. ``access.credentials.generate_pin()`` makes one.

        Raises:
            ConfigurationError: it isn't made of digits.
            BadRequestError: it hasn't the length that is set on the console.
            CredentialInUseError: somebody has it already.
            ServerError: this very person has it already, as consoles were seen to answer.
            NotFoundError: there is no such person.
            OutcomeUnknownError: the answer was lost; a PIN can't be read back, so assign another one.
        """

    async def remove_pin(self) -> None:
        """Take the person's PIN away; nothing happens without one.

        Raises:
            NotFoundError: there is no such person.
        """

    async def assign_card(self, token: str, *, force: bool = False) -> None:
        """Give the person an NFC card, besides those already held.

        Args:
            token: The card's token, from an enrolment or ``access.credentials.list_cards()``; not the number on display.
            force: Take the card from whoever holds it.

        Raises:
            ConfigurationError: the token is empty.
            CredentialInUseError: somebody else holds the card, and ``force`` is not set.
            CardRejectedError: the card can't change hands.
            NotFoundError: there is no such person or card.
            OutcomeUnknownError: the answer was lost; ``access.credentials.get_card()`` tells who holds it.
        """

    async def remove_card(self, token: str) -> None:
        """Take an NFC card from the person; the console goes on knowing the card.

        Args:
            token: The card's token.

        Raises:
            ConfigurationError: the token is empty.
            NotFoundError: there is no such person, or the person has no such card.
        """


class UserCredentials(HolderCredentials):
    """The `HolderCredentials` of a user.

    Args:
        application: What performs the operations.
        user_id: Whose they are.
    """

    def __init__(self, application: Application, user_id: str) -> None:
        self._app = application
        self._user_id = user_id

    async def assign_pin(self, pin: str) -> None:
        """See `HolderCredentials.assign_pin` (reference 3.9)."""
        check_pin(pin)
        await self._app.call(
            "PUT /users/{user_id}/pin_codes",
            None,
            body={"pin_code": pin},
            safety=Safety.UNSAFE,
            user_id=self._user_id,
        )

    async def remove_pin(self) -> None:
        """See `HolderCredentials.remove_pin` (reference 3.10)."""
        with gone_if_resent():
            await self._app.call("DELETE /users/{user_id}/pin_codes", None, user_id=self._user_id)

    async def assign_card(self, token: str, *, force: bool = False) -> None:
        """See `HolderCredentials.assign_card` (reference 3.7)."""
        not_empty(token=token)
        await self._app.call(
            "PUT /users/{user_id}/nfc_cards",
            None,
            body={"token": token, "force_add": force},
            safety=Safety.UNSAFE,
            user_id=self._user_id,
        )

    async def remove_card(self, token: str) -> None:
        """See `HolderCredentials.remove_card` (reference 3.8)."""
        not_empty(token=token)
        with gone_if_resent():
            await self._app.call(
                "PUT /users/{user_id}/nfc_cards/delete", None, body={"token": token}, user_id=self._user_id
            )


class VisitorCredentials(HolderCredentials):
    """The `HolderCredentials` of a visitor; the console takes them away when the visit ends or is cancelled.

    Args:
        application: What performs the operations.
        visitor_id: Whose they are.
    """

    def __init__(self, application: Application, visitor_id: str) -> None:
        self._app = application
        self._visitor_id = visitor_id

    async def assign_pin(self, pin: str) -> None:
        """See `HolderCredentials.assign_pin` (reference 4.9)."""
        check_pin(pin)
        await self._app.call(
            "PUT /visitors/{visitor_id}/pin_codes",
            None,
            body={"pin_code": pin},
            safety=Safety.UNSAFE,
            visitor_id=self._visitor_id,
        )

    async def remove_pin(self) -> None:
        """See `HolderCredentials.remove_pin` (reference 4.10)."""
        with gone_if_resent():
            await self._app.call("DELETE /visitors/{visitor_id}/pin_codes", None, visitor_id=self._visitor_id)

    async def assign_card(self, token: str, *, force: bool = False) -> None:
        """See `HolderCredentials.assign_card` (reference 4.7)."""
        not_empty(token=token)
        await self._app.call(
            "PUT /visitors/{visitor_id}/nfc_cards",
            None,
            body={"token": token, "force_add": force},
            safety=Safety.UNSAFE,
            visitor_id=self._visitor_id,
        )

    async def remove_card(self, token: str) -> None:
        """See `HolderCredentials.remove_card` (reference 4.8)."""
        not_empty(token=token)
        with gone_if_resent():
            await self._app.call(
                "PUT /visitors/{visitor_id}/nfc_cards/delete", None, body={"token": token}, visitor_id=self._visitor_id
            )
