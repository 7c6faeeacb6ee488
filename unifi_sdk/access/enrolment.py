"""Taking in an NFC card at a reader: a session that waits for somebody to hold one there."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Final, Self

from unifi_sdk._core.application import Application
from unifi_sdk._core.arguments import check_methods
from unifi_sdk._core.check import at_least
from unifi_sdk.access.errors import NoCardYetError
from unifi_sdk.access.models.credentials import EnrolledCard, EnrolmentSession
from unifi_sdk.errors import NotFoundError, UniFiError

__all__ = ["CardEnrolment"]

_POLL_SECONDS: Final = 1.0
_END_SECONDS: Final = 5.0


@check_methods
class CardEnrolment:
    """A reader that waits for a card, from entering ``async with`` to leaving it (reference 6.2 to 6.5).

    Leaving always ends the session on the console, after an error and a cancellation too; it takes five seconds at most.
    When that fails, the session ends by itself after a while: an error of the body is raised as it is, with a note;
    without one the failure is raised.

    Args:
        application: What performs the operations.
        device_id: The reader.
        reset: Take over a card that is registered at another site.

    Raises:
        NotFoundError: on entering, there is no such reader.
        DeviceUnavailableError: on entering, the reader is offline.
        NotSupportedError: on entering, the device reads no cards.
    """

    def __init__(self, application: Application, device_id: str, *, reset: bool) -> None:
        self._app = application
        self._device_id = device_id
        self._reset = reset
        self._session_id = ""

    async def __aenter__(self) -> Self:
        session = await self._app.call(
            "POST /credentials/nfc_cards/sessions",
            EnrolmentSession,
            body={"device_id": self._device_id, "reset_ua_card": self._reset},
        )
        self._session_id = session.session_id
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        ending = self._app.transport.spawn(self._end())
        try:
            await asyncio.wait({ending})
        except asyncio.CancelledError:
            await asyncio.wait({ending})
            raise
        failure = None if ending.cancelled() else ending.result()  # cancelled with the client, which was closed
        if failure is None:
            return
        if error is None:
            raise failure
        error.add_note(f"The enrolment session could not be ended either: {failure}")

    async def card(self, *, timeout_seconds: float = 60.0) -> EnrolledCard:
        """Wait until somebody has held a card to the reader; the console is asked once a second.

        Args:
            timeout_seconds: How long to wait, from 0, which asks once.

        Returns:
            The card, whose token is what `HolderCredentials.assign_card` takes.

        Raises:
            ConfigurationError: the time is negative, or this was not entered with ``async with``.
            NoCardYetError: nobody has held a card there in time; the session goes on, and this may be called again.
            CardRejectedError: the card can't be taken in; its code tells why.
            EnrolmentExpiredError: the session is over.
        """
        at_least(0, timeout_seconds=timeout_seconds)
        clock = self._app.transport.clock
        deadline = clock.monotonic() + timeout_seconds
        while True:
            try:
                return await self._poll()
            except NoCardYetError:
                left = deadline - clock.monotonic()
                if left <= 0:
                    raise
            await clock.sleep(min(left, _POLL_SECONDS))

    async def _poll(self) -> EnrolledCard:
        operation = "GET /credentials/nfc_cards/sessions/{session_id}"
        card = await self._app.call(operation, EnrolledCard, session_id=self._session_id)
        if not card.token:
            raise NoCardYetError(f"{operation}: the card has no token yet", application="access", operation=operation)
        return card

    async def _end(self) -> Exception | None:
        """End the session, and give back why that failed."""
        try:
            async with asyncio.timeout(_END_SECONDS):
                await self._app.call(
                    "DELETE /credentials/nfc_cards/sessions/{session_id}", None, session_id=self._session_id
                )
        except NotFoundError:
            return None
        except (UniFiError, TimeoutError) as failure:
            return failure
        return None
