"""One console with its applications, over one session."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Generic, NoReturn, Protocol, Self, TypeVar

import aiohttp
import attrs

from unifi_sdk._core.address import check_port, parse_host
from unifi_sdk._core.arguments import checked
from unifi_sdk._core.client import TrustByPort, check_session, trust_for
from unifi_sdk._core.connector import CLOUD_HOST, CloudAccess, cloud_key, connector_path, console_of, no_access
from unifi_sdk._core.profiles import profile_variables, read_lock
from unifi_sdk._core.transport import Transport
from unifi_sdk.auth import Login, Secret, hidden
from unifi_sdk.calls import OnCall
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.retry import RetryPolicy
from unifi_sdk.trust import Trust, trust_from_env

if TYPE_CHECKING:
    from unifi_sdk.access.client import AccessClient
    from unifi_sdk.innerspace.client import InnerspaceClient
    from unifi_sdk.network.client import NetworkClient
    from unifi_sdk.protect.client import ProtectClient
    from unifi_sdk.protect.legacy import LegacyProtectClient

__all__ = ["Console"]

C = TypeVar("C", Secret, Login)


class SiteManager(Protocol):
    """What `Console.through` goes through: a `CloudClient`, which knows this module and is not known by it."""

    _access: CloudAccess


@attrs.frozen
class _Way(Generic[C]):
    """What the client of an application is made of when it is asked for, checked beforehand."""

    proof: C
    port: int
    trust: Trust


class Console:
    """One console: its Network, Access and Protect applications, over one session.

    ::

        async with Console("192.168.1.1", api_key=KEY, access_token=TOKEN, tls=Pinned("…")) as console:
            site = await console.network.default_site()
            doors = await console.access.doors.list()
            cameras = await console.protect.cameras.list()

    ``from unifi_sdk import Console`` imports the three applications along with it, so that nothing is imported in a running
    event loop. A program for which every tenth of a second counts at its start takes it from `unifi_sdk.console`; then each
    application is imported when it is first asked for.

    Args:
        host: Its name or address, ``host`` or ``host:port`` (UniFi OS Server listens on 11443).
        api_key: A key for Network and Protect, made in Network > Settings > Control Plane > Integrations.
        network_api_key: A key for Network alone, in place of ``api_key``.
        protect_api_key: A key for Protect alone, in place of ``api_key``.
        access_token: A token for Access, made in Access > Settings > General > Advanced; other keys don't work there.
        username: A local user, for the API of an old Cloud Key on port 7443.
        password: Its password.
        tls: How certificates are judged: one `Trust` for all ports, or a mapping of ports to them. None trusts what this
            machine trusts, which a console's certificate isn't: see `unifi_sdk.trust`.
        session: A session of yours, which is not closed here.
        read_only: Refuse every write with `MutationBlockedError`.
        retry: How often and how long to try.
        on_call: Told of each call when it has ended; see `unifi_sdk.calls`.
        port: Where Network and Protect listen, unless the host says it.
        access_port: Where Access listens.
        legacy_port: Where the API of an old Cloud Key listens.
        base_path: What stands before ``/proxy`` where the console is behind a gateway; for one behind the vendor's cloud,
            `through` knows it.

    Raises:
        ConfigurationError: an argument can't be. No I/O is done here.
    """

    @checked
    def __init__(
        self,
        host: str,
        *,
        api_key: str | None = None,
        network_api_key: str | None = None,
        protect_api_key: str | None = None,
        access_token: str | None = None,
        username: str | None = None,
        password: str | None = None,
        tls: TrustByPort = None,
        session: aiohttp.ClientSession | None = None,
        read_only: bool = False,
        retry: RetryPolicy | None = None,
        on_call: OnCall | None = None,
        port: int = 443,
        access_port: int = 12445,
        legacy_port: int = 7443,
        base_path: str = "",
        _transport: Transport | None = None,
    ) -> None:
        address = parse_host(host, port)
        self.address = str(address)
        """``host:port`` of the console."""
        self._host = f"[{address.host}]" if ":" in address.host else address.host
        self._base_path = _checked_base_path(base_path)
        self._transport = _transport or Transport(
            session=check_session(session), retry=retry, read_only=read_only, on_call=on_call
        )
        self._network_way: _Way[Secret] | None = None
        self._protect_way: _Way[Secret] | None = None
        self._access_way: _Way[Secret] | None = None
        self._legacy_way: _Way[Login] | None = None
        network_key = api_key if network_api_key is None else network_api_key
        protect_key = api_key if protect_api_key is None else protect_api_key
        if network_key is not None:
            self._network_way = _way(Secret(network_key, "api_key"), self._host, address.port, tls)
        if protect_key is not None:
            self._protect_way = _way(Secret(protect_key, "api_key"), self._host, address.port, tls)
        if access_token is not None:
            self._access_way = _way(Secret(access_token, "access_token"), self._host, access_port, tls)
        if username is not None or password is not None:
            self._legacy_way = _way(Login(username or "", password or ""), self._host, legacy_port, tls)

    @classmethod
    @checked
    def through(
        cls,
        cloud: SiteManager,
        console_id: str,
        *,
        read_only: bool = True,
        retry: RetryPolicy | None = None,
        on_call: OnCall | None = None,
        _name: str = "",
    ) -> Self:
        """A console behind the vendor's cloud, over its connector: the same Network and Protect, without sockets and Access.

        It takes 100 requests a minute, 25 seconds for each and answers of 10 MB, needs UniFi OS 5.0.3, and works while the
        client of the cloud is open.

        Args:
            cloud: A `CloudClient`, whose key and session are used.
            console_id: `Host.id`, with its colon.
            read_only: Refuse every write with `MutationBlockedError`; on unless switched off, since one key reaches every
                console of an account.
            retry: How often and how long to try; as the cloud's client when left out.
            on_call: Told of each call when it has ended; what the cloud's client tells when left out.

        Raises:
            ConfigurationError: the id can't be, or this is no client of the cloud.
        """
        access = getattr(cloud, "_access", None)
        if not isinstance(access, CloudAccess):
            raise ConfigurationError(f"cloud must be a CloudClient, not {type(cloud).__name__}")
        return cls(
            str(access.address),
            api_key=access.key.reveal(),
            tls=access.trust,
            base_path=connector_path(console_id),
            _transport=access.transport.beside(read_only=read_only, retry=retry, on_call=on_call, console=_name),
        )

    @classmethod
    @checked
    def from_env(
        cls,
        environ: Mapping[str, str] | None = None,
        *,
        tls: TrustByPort = None,
        session: aiohttp.ClientSession | None = None,
        read_only: bool | None = None,
        retry: RetryPolicy | None = None,
        on_call: OnCall | None = None,
    ) -> Self:
        """The console that environment variables name, for scripts; nothing secret stands in a process list.

        ``UNIFI_HOST`` is required. ``UNIFI_API_KEY``, ``UNIFI_ACCESS_TOKEN``, ``UNIFI_USERNAME`` and ``UNIFI_PASSWORD`` are
        the credentials. ``UNIFI_FINGERPRINTS`` holds one or more SHA-256 fingerprints to pin, with commas between them;
        without it, what `unifi trust` has kept for this host counts, on the port that it was kept for (`known_pins`).
        ``UNIFI_ACCESS_PORT`` and ``UNIFI_LEGACY_PORT`` are the ports where they are not the usual ones.

        ``UNIFI_PROFILE`` names a table of ``profiles.toml`` in the folder of `unifi trust`, whose values come before these
        variables. ``UNIFI_READ_ONLY=1`` makes the console read-only.

        Without a host, ``UNIFI_CONSOLE_ID`` and ``UNIFI_CLOUD_API_KEY`` name a console behind the vendor's cloud, which is
        reached as by `through`; ``UNIFI_CLOUD_HOST`` is where that is, for a proxy of yours.

        Args:
            environ: The variables; the process's own when left out.
            tls: How certificates are judged, in place of all that.
            session: A session of yours, which is not closed here.
            read_only: Refuse every write with `MutationBlockedError`; when left out, behind the cloud, and where
                ``UNIFI_READ_ONLY`` or the profile says so.
            retry: How often and how long to try.
            on_call: Told of each call when it has ended; see `unifi_sdk.calls`.

        Raises:
            KnownConsolesError: what `unifi trust` has kept can't be used.
            ConfigurationError: the host is missing, or a value can't be.
        """
        env = hidden(os.environ if environ is None else environ)
        env = hidden({**env, **profile_variables(env)})
        is_locked = read_lock(env)
        if not env.get("UNIFI_HOST"):
            if not env.get("UNIFI_CONSOLE_ID"):
                raise ConfigurationError("UNIFI_HOST is not set: it names the console, such as 192.168.1.1")
            return cls(
                env.get("UNIFI_CLOUD_HOST") or CLOUD_HOST,
                api_key=cloud_key(env),
                base_path=connector_path(env["UNIFI_CONSOLE_ID"]),
                tls=tls,
                session=session,
                read_only=is_locked or read_only is not False,
                retry=retry,
                on_call=on_call,
            )
        return cls(
            env["UNIFI_HOST"],
            api_key=env.get("UNIFI_API_KEY") or None,
            access_token=env.get("UNIFI_ACCESS_TOKEN") or None,
            username=env.get("UNIFI_USERNAME") or None,
            password=env.get("UNIFI_PASSWORD") or None,
            tls=trust_from_env(env["UNIFI_HOST"], env) if tls is None else tls,
            session=session,
            read_only=is_locked or bool(read_only),
            retry=retry,
            on_call=on_call,
            access_port=_port(env, "UNIFI_ACCESS_PORT", 12445),
            legacy_port=_port(env, "UNIFI_LEGACY_PORT", 7443),
        )

    @cached_property
    def network(self) -> NetworkClient:
        """UniFi Network.

        Raises:
            ConfigurationError: no key for it was given.
        """
        way = _present(self._network_way, "UniFi Network", "api_key=", "UNIFI_API_KEY")
        from unifi_sdk.network._dialect import BASE_PATH
        from unifi_sdk.network.client import NetworkClient

        return NetworkClient(
            self._host,
            api_key=way.proof.reveal(),
            tls=way.trust,
            port=way.port,
            base_path=self._base_path + BASE_PATH,
            _transport=self._transport,
        )

    @cached_property
    def access(self) -> AccessClient:
        """UniFi Access.

        Raises:
            ConfigurationError: no token for it was given.
            NotSupportedError: the console is reached through the cloud, which does not lead to it.
        """
        if console_of(self._base_path):
            raise no_access("access")
        way = _present(self._access_way, "UniFi Access", "access_token=", "UNIFI_ACCESS_TOKEN")
        from unifi_sdk.access.client import AccessClient

        return AccessClient(
            self._host, token=way.proof.reveal(), tls=way.trust, port=way.port, _transport=self._transport
        )

    @cached_property
    def protect(self) -> ProtectClient:
        """UniFi Protect.

        Raises:
            ConfigurationError: no key for it was given.
        """
        way = _present(self._protect_way, "UniFi Protect", "api_key=", "UNIFI_API_KEY")
        from unifi_sdk.protect._dialect import BASE_PATH
        from unifi_sdk.protect.client import ProtectClient

        return ProtectClient(
            self._host,
            api_key=way.proof.reveal(),
            tls=way.trust,
            port=way.port,
            base_path=self._base_path + BASE_PATH,
            _transport=self._transport,
        )

    @cached_property
    def innerspace(self) -> InnerspaceClient:
        """UniFi InnerSpace: floor plans, and what stands where on them.

        Raises:
            ConfigurationError: no key for Network, whose key it takes, was given.
        """
        way = _present(self._network_way, "UniFi InnerSpace", "api_key=", "UNIFI_API_KEY")
        from unifi_sdk.innerspace._dialect import BASE_PATH
        from unifi_sdk.innerspace.client import InnerspaceClient

        return InnerspaceClient(
            self._host,
            api_key=way.proof.reveal(),
            tls=way.trust,
            port=way.port,
            base_path=self._base_path + BASE_PATH,
            _transport=self._transport,
        )

    @cached_property
    def legacy_protect(self) -> LegacyProtectClient:
        """Protect on an old Cloud Key, port 7443.

        Raises:
            ConfigurationError: no user was given.
            NotSupportedError: the console is reached through the cloud, which does not lead to it.
        """
        if console_of(self._base_path):
            raise no_access("protect-legacy")
        way = _present(self._legacy_way, "port 7443", "username= and password=", "UNIFI_USERNAME and UNIFI_PASSWORD")
        from unifi_sdk.protect.legacy import LegacyProtectClient

        return LegacyProtectClient(
            self._host,
            username=way.proof.name,
            password=way.proof.password.reveal(),
            tls=way.trust,
            port=way.port,
            _transport=self._transport,
        )

    async def __aenter__(self) -> Self:
        await self._transport.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """End what is under way, and close the session if it was made here; twice does no harm."""
        await self._transport.close()

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError(
            "a Console holds secrets and a session, and is never pickled: pickle its ConsoleReference (unifi_sdk.fleet), "
            "which has the names of the secrets, and open that where the work is done"
        )

    def __repr__(self) -> str:
        address, base_path = getattr(self, "address", ""), getattr(self, "_base_path", "")
        behind = f", base_path={base_path!r}" if base_path else ""
        return f"Console({address!r}{behind})"  # a traceback may show one that could not be made


def _way(proof: C, host: str, port: int, tls: TrustByPort) -> _Way[C]:
    return _Way(proof, port, trust_for(tls, parse_host(host, port).port))


def _checked_base_path(base_path: str) -> str:
    if base_path and (not base_path.startswith("/") or base_path.endswith("/")):
        raise ConfigurationError(f"base_path must begin with a slash and not end with one, unlike {base_path!r}")
    if base_path.endswith("/proxy") or "/proxy/" in base_path:
        raise ConfigurationError("base_path is what stands before /proxy: leave out that and what is behind it")
    return base_path


def _port(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name) or str(default)
    if not text.isascii() or not text.isdigit():
        raise ConfigurationError(f"{name} is no port number")
    return check_port(int(text), name)


def _present(way: _Way[C] | None, name: str, arguments: str, variables: str) -> _Way[C]:
    if way is None:
        raise ConfigurationError(
            f"no credential for {name} was given: pass {arguments}, or set {variables} for from_env"
        )
    return way
