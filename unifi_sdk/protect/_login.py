"""An application that is asked with a token from a login, which is made when it is needed and renewed when it is refused."""

from __future__ import annotations

import copy
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import aclosing
from functools import partial
from typing import Final

import attrs

from unifi_sdk._core.application import Application, Id, Query
from unifi_sdk._core.client import standard_headers
from unifi_sdk._core.codec import given
from unifi_sdk._core.loops import LoopLock
from unifi_sdk._core.model import Json
from unifi_sdk._core.transport import Request, Response
from unifi_sdk.auth import BearerToken, Login
from unifi_sdk.errors import (
    ApiError,
    AuthenticationError,
    ConfigurationError,
    NotFoundError,
    NotSupportedError,
    PermissionDeniedError,
    UnexpectedContentError,
    UniFiError,
)
from unifi_sdk.protect.models.legacy import LegacyUser
from unifi_sdk.retry import Safety

__all__ = ["LoginApplication"]

_LOGIN: Final = "POST /auth"
_FINAL: Final = (AuthenticationError, PermissionDeniedError, NotSupportedError)
_FRUITLESS_SECONDS: Final = 60


class LoginApplication(Application):
    """Performs operations with a token that a login gives.

    1. The first call logs in. Calls that need a login at the same time share one, and its failure.
    2. A call that is answered with 401 gets one new login and is sent once more. If that is answered with 401 too, the login
       was not the reason: for a minute there is no other.
    3. A login that was refused for good (wrong password, no permission, no such API) is not tried again by itself: every
       call raises the same until `login` is called.

    Args:
        application: The application without a credential.
        user: Who logs in.
    """

    def __init__(self, application: Application, user: Login) -> None:
        super().__init__(application.transport, application.endpoint, application.dialect)
        self._entrance = copy.copy(application.endpoint)  # never carries a token; the pace is the same
        self._entrance.conceal(user.password)
        self._user = user
        self._lock = LoopLock()
        self._logins = 0
        self._failures = 0
        self._failure: UniFiError | None = None
        self._fruitless_until = float("-inf")

    async def login(self) -> LegacyUser:
        """Log in, whatever has been before.

        Raises:
            UniFiError: as `unifi_sdk.protect.legacy.LegacyProtectClient.login` tells.
        """
        async with self._lock:
            return await self._log_in()

    async def exchange(self, operation: str) -> tuple[Json, Mapping[str, str]]:
        """Perform an operation that takes no body and changes nothing worth guarding.

        Args:
            operation: What to call; it has no ids.

        Returns:
            The decoded body and the response headers.
        """
        response = await self.send(self.request(operation, {}, safety=Safety.READ))
        return self.answers.document(operation, response), response.headers

    async def download(
        self,
        operation: str,
        *,
        content_type: str | tuple[str, ...],
        query: Query | None = None,
        is_nothing: Callable[[ApiError], bool] = lambda error: False,
        first_byte_seconds: float | None = None,
        **ids: Id,
    ) -> AsyncGenerator[bytes, None]:
        """As `Application.download`, after a login if there was none; a refused token raises."""
        if not self._logins:
            await self._renew(0)
        download = super().download(
            operation,
            content_type=content_type,
            query=query,
            is_nothing=is_nothing,
            first_byte_seconds=first_byte_seconds,
            **ids,
        )
        async with aclosing(download) as pieces:
            async for piece in pieces:
                yield piece

    async def send(self, request: Request) -> Response:
        """Send one request with the token of a login."""
        return await self._send_logged_in(partial(super().send, request))

    async def _send_logged_in(self, send: Callable[[], Awaitable[Response]]) -> Response:
        used = self._logins
        if not used:
            await self._renew(used)
        response = await send()
        if response.status != 401:
            return response
        if used:
            if used == self._logins and self.transport.clock.monotonic() < self._fruitless_until:
                return response
            await self._renew(used)
            response = await send()
        if response.status == 401:
            self._fruitless_until = self.transport.clock.monotonic() + _FRUITLESS_SECONDS
        return response

    async def _renew(self, used: int) -> None:
        """Have a later login than the one that was used; raise what another call met while this one waited for it."""
        failures = self._failures
        async with self._lock:
            if self._logins != used:
                return
            if self._failure is not None and (self._failures != failures or isinstance(self._failure, _FINAL)):
                raise copy.copy(self._failure)
            await self._log_in()

    async def _log_in(self) -> LegacyUser:
        try:
            user, token = await self._ask_for_token()
        except UniFiError as error:
            self._failures += 1
            self._failure = copy.copy(error)
            raise
        self._logins += 1
        self._failure = None
        self.endpoint.set_headers(standard_headers(token))
        return user

    async def _ask_for_token(self) -> tuple[LegacyUser, BearerToken]:
        response = await self.transport.send(self._login_request())
        try:
            document = self.answers.document(_LOGIN, response)
        except (NotFoundError, NotSupportedError) as error:
            refused = error
        else:
            token = _read_token(response)
            return self.dialect.codec.decode(LegacyUser, document, operation=_LOGIN), token
        raise _no_such_login(refused)

    def _login_request(self) -> Request:
        """Made in a frame of its own, so that the password stands in none that an exception could show."""
        body = given(username=self._user.name, password=self._user.password.reveal())
        return attrs.evolve(self.request(_LOGIN, {}, body=body, safety=Safety.READ), endpoint=self._entrance)


def _read_token(response: Response) -> BearerToken:
    """The token of a login; the word Bearer is not among what consoles send, and harmless."""
    header = response.headers.get("Authorization", "").strip()
    scheme, _, rest = header.partition(" ")
    try:
        return BearerToken(rest.strip() if scheme.lower() == "bearer" else header)
    except ConfigurationError:
        pass
    raise UnexpectedContentError(
        f"{_LOGIN}: the console took the password and gave no token: check that the host is a Cloud Key with the API of "
        "port 7443",
        operation=_LOGIN,
        status=response.status,
        content_type=response.content_type,
    )


def _no_such_login(error: NotFoundError | NotSupportedError) -> NotSupportedError:
    return NotSupportedError(
        f"{_LOGIN}: this console does not have the login of port 7443, as consoles with UniFi OS don't: use ProtectClient "
        "with an API key (Settings > Control Plane > Integrations)",
        application=error.application,
        operation=_LOGIN,
        status=error.status,
        code=error.code,
        request_id=error.request_id,
        known=error.known,
    )
