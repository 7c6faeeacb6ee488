"""What the clients of the three applications have in common: how they are opened, closed and stand alone."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import Self, TypeAlias

import aiohttp

from unifi_sdk._core.address import parse_host
from unifi_sdk._core.application import Application
from unifi_sdk._core.arguments import check_methods
from unifi_sdk._core.connector import ROUTE, console_of, pace_to_console
from unifi_sdk._core.dialect import Dialect
from unifi_sdk._core.exchange import DIRECT
from unifi_sdk._core.pace import Pace, shared_pace
from unifi_sdk._core.transport import Endpoint, Transport
from unifi_sdk._version import __version__
from unifi_sdk.auth import Credential
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.trust import SystemTrust, Trust

__all__ = ["ApplicationClient", "TrustByPort", "make_application", "trust_for"]

TrustByPort: TypeAlias = Trust | Mapping[int, Trust] | None
"""One way to judge every certificate, or one for each port; None is the system's."""


class ApplicationClient:
    """The entry to one application.

    Args:
        application: What performs its operations.
        owns_transport: Whether leaving this client's ``async with`` closes the transport.
    """

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        check_methods(cls, constructor=True)

    def __init__(self, application: Application, *, owns_transport: bool) -> None:
        self._app = application
        self._owns_transport = owns_transport

    @property
    def address(self) -> str:
        """``host:port`` of the application."""
        return str(self._app.endpoint.address)

    @property
    def host(self) -> str:
        """The name or address by which this program reaches the console, without a port."""
        return self._app.endpoint.address.host

    async def __aenter__(self) -> Self:
        await self._app.transport.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """End what is under way, and close the session if it was made here; twice does no harm."""
        if self._owns_transport:
            await self._app.transport.close()

    def __repr__(self) -> str:
        address = self.address if hasattr(self, "_app") else ""  # a traceback may show one that could not be made
        return f"{type(self).__name__}({address!r})"


def make_application(
    dialect: Dialect,
    transport: Transport,
    *,
    host: str,
    port: int,
    base_path: str,
    credential: Credential | None,
    tls: TrustByPort = None,
    per_second: float | None = None,
) -> Application:
    """An application at an address; one behind Site Manager's connector, when the path leads there.

    Args:
        dialect: How it speaks.
        transport: What sends.
        host: The console; ``host:port`` overrides the port.
        port: Where the application listens.
        base_path: What stands before the path of every operation.
        credential: What proves who is asking; None before a login.
        tls: How certificates are judged.
        per_second: Requests a second until the console tells its own limit; None for no limit.

    Raises:
        ConfigurationError: the host, the port or the path can't be.
    """
    address = parse_host(host, port)
    if not base_path.startswith("/") or base_path.endswith("/"):
        raise ConfigurationError(f"base_path must begin with a slash and not end with one, unlike {base_path!r}")
    console_id = console_of(base_path)
    if credential is None:
        pace = Pace(transport.clock, per_second)
    elif console_id:
        pace = pace_to_console(transport.clock, address.origin, credential, console_id)
    else:
        pace = shared_pace(transport.clock, per_second, dialect.application, address.origin, credential.header()[1])
    endpoint = Endpoint(
        application=dialect.application,
        address=address,
        base_path=base_path,
        headers=standard_headers(credential),
        trust=trust_for(tls, address.port),
        pace=pace,
        route=ROUTE if console_id else DIRECT,
    )
    return Application(transport, endpoint, dialect)


def standard_headers(credential: Credential | None) -> dict[str, str]:
    """The headers of every request, the credential's among them."""
    headers = {"Accept": "application/json, */*;q=0.5", "User-Agent": f"unifi-sdk/{__version__}"}
    if credential is not None:
        name, value = credential.header()
        headers[name] = value
    return headers


def trust_for(tls: TrustByPort, port: int) -> Trust:
    """How the certificate on a port is judged; the system's way where nothing is said.

    Raises:
        ConfigurationError: ``tls`` is neither a `Trust` nor a mapping of ports to them.
    """
    chosen = tls.get(port) if isinstance(tls, Mapping) else tls
    chosen = SystemTrust() if chosen is None else chosen
    if not isinstance(chosen, Trust):
        raise ConfigurationError('tls takes SystemTrust(), CustomCA(...), Pinned("...") or Insecure(reason="...")')
    return chosen


def check_session(session: aiohttp.ClientSession | None) -> aiohttp.ClientSession | None:
    """The caller's session, when it can be used.

    Raises:
        ConfigurationError: it is closed, or no session.
    """
    if session is not None and not isinstance(session, aiohttp.ClientSession):
        raise ConfigurationError(f"session must be an aiohttp.ClientSession, not {type(session).__name__}")
    if session is not None and session.closed:
        raise ConfigurationError("session is closed: pass an open aiohttp.ClientSession, or none")
    return session
