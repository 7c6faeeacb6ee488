"""The simulated console: three listeners, the applications behind them, and the handles that a test needs."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

from unifi_sdk.simulator.access.application import SimulatedAccess
from unifi_sdk.simulator.certificates import ACCESS_POOL, CONSOLE_POOL, Certificate, CertificatePool
from unifi_sdk.simulator.clock import Clock, SystemClock
from unifi_sdk.simulator.estates import Estate, known_estate
from unifi_sdk.simulator.faults import Faults
from unifi_sdk.simulator.innerspace.application import SimulatedInnerspace
from unifi_sdk.simulator.listener import Listener
from unifi_sdk.simulator.network.application import SimulatedNetwork
from unifi_sdk.simulator.protect.application import SimulatedProtect
from unifi_sdk.simulator.protect.legacy import SimulatedLegacy
from unifi_sdk.simulator.quirks import Quirk, known_quirks
from unifi_sdk.simulator.recorder import RecordedRequest, Recorder
from unifi_sdk.simulator.versions import known_version

if TYPE_CHECKING:
    import aiohttp

    from unifi_sdk.calls import OnCall
    from unifi_sdk.console import Console
    from unifi_sdk.retry import RetryPolicy

__all__ = ["SimulatedConsole"]

ListenerName = Literal["unifi", "access", "legacy"]


class SimulatedConsole:
    """A console with Network, Access and Protect, on loopback.

        async with SimulatedConsole() as console:
            async with session.get(f"https://{console.address}/proxy/network/integration/v1/sites", ...): ...

    It keeps state: what you write you read back, guests expire by `clock`. Its certificates are self-signed and valid for
    `unifi.local` only, as on a real console: pin one of `fingerprints`, or verify with `ca_pem()` and that name.

    As many as you like can run side by side, on one loop or on several: each has its own ports, state and certificates.

    Args:
        clock: Where every timestamp and expiry comes from; the system's clock if left out.
        host: Loopback address to bind, as a literal.
        unifi_port: Port of UniFi OS (443 on a real console), for Network and Protect; 0 for any free one.
        access_port: Port of the Access API (12445 on a real console).
        legacy_port: Port of the older API (7443 on a real console).
        api_key: The key that Network and Protect accept.
        access_token: The token that Access accepts, with every scope.
        username: Login of the older API.
        password: Its password.
        estate: What stands in it: `hotel` is small and has a bit of everything, `campus` is large; None is an empty console.
        seed: False is the same as `estate=None`.
        quirks: What it does otherwise than the vendor's documents say, as some live consoles do: members of `Quirk` or
            their texts, `Quirk` itself for all of them. `network.quirks`, `access.quirks` and `protect.quirks` can be
            changed while it runs.
        network_version: Which UniFi Network it has: what came later is not there, and what is gone since is. Specifications
            are known of 10.5.66 and 11.0.81; any other version has of what lies between them what it is known to have.
        protect_version: Which UniFi Protect it has; specifications are known of 7.2.84 and 7.3.70.

    Raises:
        ConfigurationError: there is no such estate or quirk, or a version is no number.
    """

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        host: str = "127.0.0.1",
        unifi_port: int = 0,
        access_port: int = 0,
        legacy_port: int = 0,
        api_key: str = "simulated-api-key",
        access_token: str = "simulated-access-token",  # noqa: S107 - opens nothing but the simulator
        username: str = "simulated-admin",
        password: str = "simulated-password",  # noqa: S107 - opens nothing but the simulator
        estate: Estate | None = "hotel",
        seed: bool = True,
        quirks: Iterable[Quirk | str] = (),
        network_version: str = "10.5.66",
        protect_version: str = "7.2.84",
    ) -> None:
        known_version(network_version=network_version, protect_version=protect_version)
        furnished, switched_on = known_estate(estate), known_quirks(quirks)
        if not seed:
            furnished = None
        self.clock: Clock = clock or SystemClock()
        self.host = host
        self.unifi_port = unifi_port
        self.access_port = access_port
        self.legacy_port = legacy_port
        self.api_key = api_key
        self.access_token = access_token
        self.username = username
        self.password = password
        self.faults = Faults()
        self.network = SimulatedNetwork(self.clock, estate=furnished, quirks=switched_on, version=network_version)
        self.access = SimulatedAccess(self.clock, estate=furnished, quirks=switched_on)
        self.protect = SimulatedProtect(self.clock, estate=furnished, quirks=switched_on, version=protect_version)
        self.innerspace = SimulatedInnerspace(seed=furnished is not None)
        self.legacy = SimulatedLegacy(self.clock, self.protect)
        self._admit()
        self._recorder = Recorder()
        self._recorder.conceal((api_key, access_token, password))
        self._listeners: dict[str, Listener] = {}
        self._borrowed: list[tuple[CertificatePool, Certificate]] = []

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.stop()

    @property
    def address(self) -> str:
        """Host and port of UniFi OS, as one writes them in an address."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.unifi_port}"

    def connect(
        self,
        *,
        session: aiohttp.ClientSession | None = None,
        read_only: bool = False,
        retry: RetryPolicy | None = None,
        on_call: OnCall | None = None,
    ) -> Console:
        """A client of this console, with every credential it takes and its certificates pinned.

        Args:
            session: A session of yours, which is not closed by the client.
            read_only: Whether the client refuses every write.
            retry: How often and how long the client tries.
            on_call: Told of each call of the client; see `unifi_sdk.calls`.
        """
        from unifi_sdk.console import Console
        from unifi_sdk.trust import Pinned

        return Console(
            self.address,
            api_key=self.api_key,
            access_token=self.access_token,
            username=self.username,
            password=self.password,
            tls=Pinned(*self.fingerprints),
            session=session,
            read_only=read_only,
            retry=retry,
            on_call=on_call,
            access_port=self.access_port,
            legacy_port=self.legacy_port,
        )

    def environment(self) -> dict[str, str]:
        """The variables by which `Console.from_env` and the `unifi` command reach this console with every credential."""
        return {
            "UNIFI_HOST": self.address,
            "UNIFI_ACCESS_PORT": str(self.access_port),
            "UNIFI_LEGACY_PORT": str(self.legacy_port),
            "UNIFI_API_KEY": self.api_key,
            "UNIFI_ACCESS_TOKEN": self.access_token,
            "UNIFI_USERNAME": self.username,
            "UNIFI_PASSWORD": self.password,
            "UNIFI_FINGERPRINTS": ",".join(self.fingerprints),
        }

    @property
    def requests(self) -> list[RecordedRequest]:
        """Every request whose headers arrived, in order, the last 10,000 of them; may be cleared."""
        return self._recorder.requests

    @property
    def fingerprints(self) -> tuple[str, ...]:
        """SHA-256 of every certificate in use, each once, in lower-case hex; UniFi OS comes first."""
        return tuple(dict.fromkeys(listener.certificate.fingerprint for listener in self._listeners.values()))

    def fingerprint(self, listener: ListenerName) -> str:
        """SHA-256 of the certificate that a listener shows, in lower-case hex.

        Args:
            listener: `unifi`, `access` or `legacy`.

        Raises:
            RuntimeError: the console is not running.
        """
        return self._listener(listener).certificate.fingerprint

    def ca_pem(self, listener: ListenerName) -> bytes:
        """The certificate of a listener, which is its own issuer: with it a client can verify the name `unifi.local`.

        Args:
            listener: `unifi`, `access` or `legacy`.

        Raises:
            RuntimeError: the console is not running.
        """
        return self._listener(listener).certificate.ca_pem

    async def start(self) -> None:
        """Begin to listen on the three ports; a console that runs already is left alone."""
        if self._listeners:
            return
        unifi_certificate = await self._borrow_certificate("unifi")
        access_certificate = await self._borrow_certificate("access")
        unifi = self._open("unifi", self.innerspace, self.network, self.protect)
        access = self._open("access", self.access)
        legacy = self._open("legacy", self.legacy)
        try:
            self.unifi_port = await unifi.start(self.host, self.unifi_port, unifi_certificate)
            self.access_port = await access.start(self.host, self.access_port, access_certificate)
            self.legacy_port = await legacy.start(self.host, self.legacy_port, unifi_certificate)
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """Close every connection and port at once; no task stays behind. The state stays, and `start` works again."""
        await asyncio.gather(*(app.close() for app in (self.network, self.access, self.protect, self.legacy)))
        await asyncio.gather(*(listener.stop() for listener in self._listeners.values()))
        self._listeners.clear()
        while self._borrowed:
            pool, certificate = self._borrowed.pop()
            pool.give_back(certificate)

    async def replace_certificate(self, listener: ListenerName, certificate: Certificate | None = None) -> str:
        """Show another certificate to new connections, as after a firmware update or on another machine.

        Args:
            listener: `unifi`, `access` or `legacy`; the others keep theirs.
            certificate: What is shown from now on; another one of the usual kind if left out. `make_certificate` makes
                one that has expired, is not valid yet, or names somebody else.

        Returns:
            The new certificate's SHA-256, in lower-case hex.

        Raises:
            RuntimeError: the console is not running.
        """
        target = self._listener(listener)
        certificate = certificate or await self._borrow_certificate(listener)
        await target.present(certificate)
        return certificate.fingerprint

    def drop_connections(self, listener: ListenerName) -> None:
        """Cut every open connection of a listener, as a reboot would; it goes on listening.

        Args:
            listener: `unifi`, `access` or `legacy`.

        Raises:
            RuntimeError: the console is not running.
        """
        self._listener(listener).drop_connections()

    def _admit(self) -> None:
        self.network.api_keys = {self.api_key}
        self.protect.api_keys = {self.api_key}
        self.innerspace.api_keys = {self.api_key}
        self.access.tokens = {self.access_token: None}
        self.legacy.users = {self.username: self.password}

    def _open(
        self,
        name: ListenerName,
        *apps: SimulatedNetwork | SimulatedAccess | SimulatedProtect | SimulatedInnerspace | SimulatedLegacy,
    ) -> Listener:
        routes = [route for app in apps for route in app.routes()]
        listener = Listener(name, routes, self._recorder, self.faults, shell=name == "unifi")
        self._listeners[name] = listener
        return listener

    def _listener(self, name: ListenerName) -> Listener:
        if name not in self._listeners:
            raise RuntimeError(f"the console is not running, or has no listener {name!r}")
        return self._listeners[name]

    async def _borrow_certificate(self, listener: ListenerName) -> Certificate:
        pool = ACCESS_POOL if listener == "access" else CONSOLE_POOL
        certificate = await asyncio.to_thread(pool.take)
        self._borrowed.append((pool, certificate))
        return certificate
