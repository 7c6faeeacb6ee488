"""What one person opens doors with, in the same way for users and visitors: PIN, NFC cards and license plates."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from unifi_sdk._core.application import Application
from unifi_sdk._core.arguments import check_methods
from unifi_sdk._core.check import not_empty
from unifi_sdk.access._resource import check_pin, gone_if_resent, several
from unifi_sdk.access.models.files import StoredFile
from unifi_sdk.access.models.touch_passes import TouchPass
from unifi_sdk.access.touch_passes import TouchPasses
from unifi_sdk.errors import ConfigurationError, NotFoundError
from unifi_sdk.retry import Safety

__all__ = ["HolderCredentials", "UserCredentials", "VisitorCredentials"]


class HolderCredentials(Protocol):
    """PIN, NFC cards and license plates of one person.

    Giving is never sent twice by itself: the console refuses a PIN that its holder already has, and a card may have
    been given to somebody else in between. Taking away may be, it leaves the same state.
    """

    async def assign_pin(self, pin: str, *, timeout_seconds: float | None = None) -> None:
        """Give the person a PIN in place of the present one.

        Args:
            pin: Digits; how many is a setting of the console. ``access.credentials.generate_pin()`` makes one.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: it isn't made of digits.
            BadRequestError: it hasn't the length that is set on the console.
            CredentialInUseError: somebody has it already.
            ServerError: this very person has it already, as consoles were seen to answer.
            NotFoundError: there is no such person.
            OutcomeUnknownError: the answer was lost; a PIN can't be read back, so assign another one.
        """

    async def remove_pin(self, *, timeout_seconds: float | None = None) -> None:
        """Take the person's PIN away; nothing happens without one.

        Raises:
            NotFoundError: there is no such person.
        """

    async def assign_card(self, token: str, *, force: bool = False, timeout_seconds: float | None = None) -> None:
        """Give the person an NFC card, besides those already held.

        Args:
            token: The card's token, from an enrolment or ``access.credentials.list_cards()``; not the number on display.
            force: Take the card from whoever holds it.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: the token is empty.
            CredentialInUseError: somebody else holds the card, and ``force`` is not set.
            CardRejectedError: the card can't change hands.
            NotFoundError: there is no such person or card.
            OutcomeUnknownError: the answer was lost; ``access.credentials.get_card()`` tells who holds it.
        """

    async def remove_card(self, token: str, *, timeout_seconds: float | None = None) -> None:
        """Take an NFC card from the person; the console goes on knowing the card.

        Args:
            token: The card's token.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: the token is empty.
            NotFoundError: there is no such person, or the person has no such card.
        """

    async def assign_plates(self, plates: Iterable[str], *, timeout_seconds: float | None = None) -> None:
        """Give the person license plates; UniFi Access 3.3.10 or later.

        Whether they come besides the present ones or in their place is not documented: read the person afterwards.

        Args:
            plates: What the plates say; at least one.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: there is no plate, or one is empty.
            NotFoundError: there is no such person.
            OutcomeUnknownError: the answer was lost; the person's ``license_plates`` tell what is in force.
        """

    async def remove_plate(self, plate_id: str, *, timeout_seconds: float | None = None) -> None:
        """Take a license plate from the person; UniFi Access 3.3.10 or later.

        Args:
            plate_id: `LicensePlate.id`; not what the plate says.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: the id is empty.
            NotFoundError: there is no such person, or the person has no such plate.
        """


@check_methods
class UserCredentials(HolderCredentials):
    """The `HolderCredentials` of a user, and the Touch Pass.

    Args:
        application: What performs the operations.
        user_id: Whose they are.
    """

    def __init__(self, application: Application, user_id: str) -> None:
        self._app = application
        self._user_id = user_id

    async def assign_pin(self, pin: str, *, timeout_seconds: float | None = None) -> None:
        """See `HolderCredentials.assign_pin` (reference 3.9)."""
        check_pin(pin)
        await self._app.call(
            "PUT /users/{user_id}/pin_codes",
            None,
            body={"pin_code": pin},
            safety=Safety.UNSAFE,
            user_id=self._user_id,
            deadline_seconds=timeout_seconds,
        )

    async def remove_pin(self, *, timeout_seconds: float | None = None) -> None:
        """See `HolderCredentials.remove_pin` (reference 3.10)."""
        with gone_if_resent():
            await self._app.call(
                "DELETE /users/{user_id}/pin_codes", None, user_id=self._user_id, deadline_seconds=timeout_seconds
            )

    async def assign_card(self, token: str, *, force: bool = False, timeout_seconds: float | None = None) -> None:
        """See `HolderCredentials.assign_card` (reference 3.7)."""
        not_empty(token=token)
        await self._app.call(
            "PUT /users/{user_id}/nfc_cards",
            None,
            body={"token": token, "force_add": force},
            safety=Safety.UNSAFE,
            user_id=self._user_id,
            deadline_seconds=timeout_seconds,
        )

    async def remove_card(self, token: str, *, timeout_seconds: float | None = None) -> None:
        """See `HolderCredentials.remove_card` (reference 3.8)."""
        not_empty(token=token)
        with gone_if_resent():
            await self._app.call(
                "PUT /users/{user_id}/nfc_cards/delete",
                None,
                body={"token": token},
                user_id=self._user_id,
                deadline_seconds=timeout_seconds,
            )

    async def assign_plates(self, plates: Iterable[str], *, timeout_seconds: float | None = None) -> None:
        """See `HolderCredentials.assign_plates` (reference 3.28)."""
        body = _check_plates(plates)
        await self._app.call(
            "PUT /users/{user_id}/license_plates",
            None,
            body=body,
            safety=Safety.UNSAFE,
            user_id=self._user_id,
            deadline_seconds=timeout_seconds,
        )

    async def remove_plate(self, plate_id: str, *, timeout_seconds: float | None = None) -> None:
        """See `HolderCredentials.remove_plate` (reference 3.29)."""
        with gone_if_resent():
            await self._app.call(
                "DELETE /users/{user_id}/license_plates/{plate_id}",
                None,
                user_id=self._user_id,
                plate_id=plate_id,
                deadline_seconds=timeout_seconds,
            )

    async def assign_touch_pass(self, touch_pass_id: str, *, timeout_seconds: float | None = None) -> TouchPass:
        """Give the user a Touch Pass (reference 3.25; UniFi Access 3.2.20 or later).

        Args:
            touch_pass_id: One of ``access.touch_passes.list_assignable()``; a user can have one.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The pass, PENDING until the user has added it to a phone.

        Raises:
            ConfigurationError: the id is empty.
            NotFoundError: there is no such user or pass.
            OutcomeUnknownError: the answer was lost; ``access.touch_passes.get()`` tells who has it.
        """
        return await self._app.call(
            "PUT /users/{user_id}/touch_passes/{touch_pass_id}",
            TouchPass,
            safety=Safety.UNSAFE,
            user_id=self._user_id,
            touch_pass_id=touch_pass_id,
            deadline_seconds=timeout_seconds,
        )

    async def remove_touch_pass(self, touch_pass_id: str, *, timeout_seconds: float | None = None) -> TouchPass:
        """Take a Touch Pass from the user (reference 3.26; UniFi Access 3.2.20 or later).

        Args:
            touch_pass_id: The pass's id.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The pass, SUSPENDED or INACTIVE and assigned to nobody.

        Raises:
            ConfigurationError: the id is empty.
            NotFoundError: there is no such user, or the user has no such pass.
        """
        try:
            return await self._app.call(
                "DELETE /users/{user_id}/touch_passes/{touch_pass_id}",
                TouchPass,
                user_id=self._user_id,
                touch_pass_id=touch_pass_id,
                deadline_seconds=timeout_seconds,
            )
        except NotFoundError as error:
            if not error.resent:
                raise
        return await TouchPasses(self._app).get(touch_pass_id)  # the first of two attempts may well have done it


@check_methods
class VisitorCredentials(HolderCredentials):
    """The `HolderCredentials` of a visitor, and the QR code; the console takes them away when a visit ends or is cancelled.

    Args:
        application: What performs the operations.
        visitor_id: Whose they are.
    """

    def __init__(self, application: Application, visitor_id: str) -> None:
        self._app = application
        self._visitor_id = visitor_id

    async def assign_pin(self, pin: str, *, timeout_seconds: float | None = None) -> None:
        """See `HolderCredentials.assign_pin` (reference 4.9)."""
        check_pin(pin)
        await self._app.call(
            "PUT /visitors/{visitor_id}/pin_codes",
            None,
            body={"pin_code": pin},
            safety=Safety.UNSAFE,
            visitor_id=self._visitor_id,
            deadline_seconds=timeout_seconds,
        )

    async def remove_pin(self, *, timeout_seconds: float | None = None) -> None:
        """See `HolderCredentials.remove_pin` (reference 4.10)."""
        with gone_if_resent():
            await self._app.call(
                "DELETE /visitors/{visitor_id}/pin_codes",
                None,
                visitor_id=self._visitor_id,
                deadline_seconds=timeout_seconds,
            )

    async def assign_card(self, token: str, *, force: bool = False, timeout_seconds: float | None = None) -> None:
        """See `HolderCredentials.assign_card` (reference 4.7)."""
        not_empty(token=token)
        await self._app.call(
            "PUT /visitors/{visitor_id}/nfc_cards",
            None,
            body={"token": token, "force_add": force},
            safety=Safety.UNSAFE,
            visitor_id=self._visitor_id,
            deadline_seconds=timeout_seconds,
        )

    async def remove_card(self, token: str, *, timeout_seconds: float | None = None) -> None:
        """See `HolderCredentials.remove_card` (reference 4.8)."""
        not_empty(token=token)
        with gone_if_resent():
            await self._app.call(
                "PUT /visitors/{visitor_id}/nfc_cards/delete",
                None,
                body={"token": token},
                visitor_id=self._visitor_id,
                deadline_seconds=timeout_seconds,
            )

    async def assign_plates(self, plates: Iterable[str], *, timeout_seconds: float | None = None) -> None:
        """See `HolderCredentials.assign_plates` (reference 4.13)."""
        body = _check_plates(plates)
        await self._app.call(
            "PUT /visitors/{visitor_id}/license_plates",
            None,
            body=body,
            safety=Safety.UNSAFE,
            visitor_id=self._visitor_id,
            deadline_seconds=timeout_seconds,
        )

    async def remove_plate(self, plate_id: str, *, timeout_seconds: float | None = None) -> None:
        """See `HolderCredentials.remove_plate` (reference 4.14)."""
        with gone_if_resent():
            await self._app.call(
                "DELETE /visitors/{visitor_id}/license_plates/{plate_id}",
                None,
                visitor_id=self._visitor_id,
                plate_id=plate_id,
                deadline_seconds=timeout_seconds,
            )

    async def assign_qr_code(self, *, timeout_seconds: float | None = None) -> None:
        """Give the visitor a QR code, which `qr_code` shows (reference 4.11; UniFi Access 3.3.10 or later).

        Raises:
            NotFoundError: there is no such visitor.
            OutcomeUnknownError: the answer was lost; `qr_code` tells whether there is one.
        """
        await self._app.call(
            "PUT /visitors/{visitor_id}/qr_codes",
            None,
            safety=Safety.UNSAFE,
            visitor_id=self._visitor_id,
            deadline_seconds=timeout_seconds,
        )

    async def remove_qr_code(self, *, timeout_seconds: float | None = None) -> None:
        """Take the visitor's QR code away (reference 4.12; UniFi Access 3.3.10 or later).

        Raises:
            NotFoundError: there is no such visitor, or the visitor has no QR code.
        """
        with gone_if_resent():
            await self._app.call(
                "DELETE /visitors/{visitor_id}/qr_codes",
                None,
                visitor_id=self._visitor_id,
                deadline_seconds=timeout_seconds,
            )

    async def qr_code(self) -> StoredFile:
        """The picture of the visitor's QR code, usually a PNG (reference 6.18; UniFi Access 3.3.10 or later).

        The token needs ``view:credential`` besides what visitors need.

        Raises:
            NotFoundError: there is no such visitor, or the visitor has no QR code.
            UnexpectedContentError: something else than a picture came.
        """
        response = await self._app.read_bytes(
            "GET /credentials/qr_codes/download/{visitor_id}",
            content_type=("image/", "application/octet-stream"),
            visitor_id=self._visitor_id,
        )
        return StoredFile(response.body, response.content_type)


def _check_plates(plates: Iterable[str]) -> tuple[str, ...]:
    texts = several("plates", plates)
    if not texts:
        raise ConfigurationError("plates is empty: what that would do is not documented, remove_plate takes one away")
    return texts
