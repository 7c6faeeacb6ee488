"""The simulated cloud: who is let in, what stands behind it, and the handles that a test needs."""

from __future__ import annotations

import asyncio
import secrets
import uuid
from collections.abc import Iterable, Mapping
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Self

import aiohttp
from aiohttp import web

from unifi_sdk.simulator.certificates import Certificate, CertificatePool, make_certificate
from unifi_sdk.simulator.clock import Clock, SystemClock
from unifi_sdk.simulator.cloud import devices, hosts, isp_metrics, mobility, sd_wan_configs, sites
from unifi_sdk.simulator.cloud.behind import ConsoleBehind
from unifi_sdk.simulator.cloud.connector import Connector
from unifi_sdk.simulator.cloud.sample import furnish
from unifi_sdk.simulator.cloud.state import CloudAccount, CloudHost, CloudState, CloudWorkspace
from unifi_sdk.simulator.cloud.wire import Call, CloudFailure, Handler, rate_limited, refusal, trace_id
from unifi_sdk.simulator.faults import Fault, Faults
from unifi_sdk.simulator.faults import Handler as Answers
from unifi_sdk.simulator.listener import Listener
from unifi_sdk.simulator.recorder import RecordedRequest, Recorder

if TYPE_CHECKING:
    from unifi_sdk.calls import OnCall
    from unifi_sdk.cloud.client import CloudClient
    from unifi_sdk.retry import RetryPolicy

__all__ = ["SimulatedCloud"]

_NAME = "api.ui.com"
_POOL = CertificatePool(partial(make_certificate, _NAME))
_CONNECTOR = "/v1/connector/consoles/{id}/{path:.*}"
_HANDLERS: Mapping[tuple[str, str], Handler] = {
    ("GET", "/v1/hosts"): hosts.list_hosts,
    ("GET", "/v1/hosts/{id}"): hosts.get_host,
    ("GET", "/v1/sites"): sites.list_sites,
    ("GET", "/v1/devices"): devices.list_devices,
    ("GET", "/v1/isp-metrics/{type}"): isp_metrics.list_metrics,
    ("POST", "/v1/isp-metrics/{type}/query"): isp_metrics.query_metrics,
    ("GET", "/v1/sd-wan-configs"): sd_wan_configs.list_sd_wan_configs,
    ("GET", "/v1/sd-wan-configs/{id}"): sd_wan_configs.get_sd_wan_config,
    ("GET", "/v1/sd-wan-configs/{id}/status"): sd_wan_configs.get_sd_wan_status,
    ("GET", "/v1/mobility/workspaces"): mobility.list_workspaces,
    ("GET", "/v1/mobility/workspaces/{workspaceID}/admins"): mobility.list_admins,
    ("GET", "/v1/mobility/workspaces/{workspaceID}/devices"): mobility.list_mobile_devices,
    ("GET", "/v1/mobility/workspaces/{workspaceID}/devices/{deviceID}"): mobility.get_device,
    ("PUT", "/v1/mobility/workspaces/{workspaceID}/devices/{deviceID}"): mobility.rename_device,
    ("GET", "/v1/mobility/workspaces/{workspaceID}/devices/{deviceID}/clients"): mobility.list_clients,
    ("PUT", "/v1/mobility/workspaces/{workspaceID}/devices/{deviceID}/network"): mobility.set_network,
    ("PUT", "/v1/mobility/workspaces/{workspaceID}/devices/{deviceID}/wireless"): mobility.set_wireless,
}


class SimulatedCloud(CloudState):
    """The vendor's cloud on loopback: Site Manager, Mobility, and the connector to simulated consoles.

        async with SimulatedConsole() as console, SimulatedCloud(consoles=[console]) as simulated:
            async with simulated.connect() as cloud:
                print(await cloud.hosts.list())

    There is one account with one key; `add_account`, `add_key` and `add_host` make others. What it remembers, and what a
    test may change, stands in `CloudState`.

    Args:
        consoles: What stands behind the connector, each a host of the account.
        clock: Where every timestamp and limit comes from; the system's clock if left out.
        host: Loopback address to bind.
        port: Port to bind; 0 for any free one.
        api_key: The key of the account.
        seed: Whether there is more than the consoles: a recorder without Network, a console that tells nothing of itself, a
            network server, an SD-WAN, and a workspace with two mobile routers.
    """

    def __init__(
        self,
        *,
        consoles: Iterable[ConsoleBehind] = (),
        clock: Clock | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        api_key: str = "simulated-cloud-key",
        seed: bool = False,
    ) -> None:
        super().__init__(clock or SystemClock())
        self.host = host
        self.port = port
        self.api_key = api_key
        self.faults = Faults()
        self.account: CloudAccount = self.add_account("owner@example.com", full_name="Olga Owner")
        """Whose the key is, and who owns the consoles."""
        self.add_key(self.account, api_key)
        for number, console in enumerate(consoles, 1):
            self.add_host(console, name=f"Console {number}")
        if seed:
            furnish(self, self.account)
        self._recorder = Recorder()
        self._recorder.conceal((api_key,))
        self._listener: Listener | None = None
        self._session: aiohttp.ClientSession | None = None
        self._certificate: Certificate | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.stop()

    @property
    def address(self) -> str:
        """Host and port."""
        return f"{self.host}:{self.port}"

    @property
    def requests(self) -> list[RecordedRequest]:
        """Every request whose headers arrived, in order; may be cleared."""
        return self._recorder.requests

    @property
    def ca_pem(self) -> bytes:
        """The certificate, which is its own issuer: with it a client can verify the name `api.ui.com`.

        Raises:
            RuntimeError: the cloud is not running.
        """
        if self._certificate is None:
            raise RuntimeError("the cloud is not running")
        return self._certificate.ca_pem

    def add_host(
        self,
        console: ConsoleBehind | None = None,
        *,
        name: str = "Console",
        owner: CloudAccount | None = None,
        type: str = "console",  # noqa: A002 - the vendor's word
        applications: Iterable[str] = ("network", "protect"),
    ) -> CloudHost:
        """Register a console or a network server; everything else about it may be changed later.

        Args:
            console: What answers behind the connector.
            name: What it calls itself.
            owner: Whose it is; the account's if left out.
            type: `console`, `network-server` or `ucore`.
            applications: What runs on it.
        """
        is_server = type == "network-server"
        key = str(uuid.uuid4()) if is_server else f"{secrets.token_hex(32).upper()}:{secrets.randbelow(10**10):010}"
        host = CloudHost(
            id=key,
            owner=owner or self.account,
            name=name,
            console=console,
            type=type,
            applications=tuple(applications),
            version="8.3.11" if is_server else "5.1.9",
        )
        self.hosts[host.id] = host
        return host

    def add_workspace(self, name: str, *, owner: CloudAccount | None = None) -> CloudWorkspace:
        """Make a workspace of Mobility.

        Args:
            name: What it is called.
            owner: Whose it is; the account's if left out.
        """
        workspace = CloudWorkspace(name, owner or self.account)
        self.workspaces[workspace.id] = workspace
        return workspace

    @staticmethod
    def device_timeout(*, carried_out: bool) -> Fault:
        """The connector's answer for a console that did not answer in time, at once.

        Args:
            carried_out: Whether the console does what was asked before the time is over.
        """
        body = {"code": "DeviceTimeout", "httpStatusCode": 408, "message": "Device connection timeout"}
        body["traceId"] = secrets.token_hex(16)
        return Fault.answer_instead(408, body) if carried_out else Fault.status(408, body)

    def connect(
        self,
        *,
        session: aiohttp.ClientSession | None = None,
        read_only: bool = False,
        retry: RetryPolicy | None = None,
        on_call: OnCall | None = None,
        api_key: str = "",
    ) -> CloudClient:
        """A client of this cloud.

        Args:
            session: A session of yours, which is not closed by the client.
            read_only: Whether the client refuses every write.
            retry: How often and how long the client tries.
            on_call: Told of each call of the client; see `unifi_sdk.calls`.
            api_key: Another key than that of the account.
        """
        from unifi_sdk.cloud.client import CloudClient
        from unifi_sdk.trust import CustomCA

        return CloudClient(
            api_key=api_key or self.api_key,
            host=self.address,
            tls=CustomCA(self.ca_pem, server_hostname=_NAME),
            session=session,
            read_only=read_only,
            retry=retry,
            on_call=on_call,
        )

    async def start(self) -> None:
        """Begin to listen; a cloud that runs already is left alone."""
        if self._listener is not None:
            return
        self._certificate = await asyncio.to_thread(_POOL.take)
        self._session = aiohttp.ClientSession(
            cookie_jar=aiohttp.DummyCookieJar(), connector=aiohttp.TCPConnector(limit=0)
        )
        self._listener = Listener(
            "cloud", self._routes(Connector(self._session)), self._recorder, self.faults, shell=False
        )
        try:
            self.port = await self._listener.start(self.host, self.port, self._certificate)
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """Close every connection and the port at once; no task stays behind. The state stays, and `start` works again."""
        listener, self._listener = self._listener, None
        if listener is not None:
            await listener.stop()
        if self._session is not None:
            await self._session.close()
        if self._certificate is not None:
            _POOL.give_back(self._certificate)
        self._session = self._certificate = None

    def _routes(self, connector: Connector) -> list[web.RouteDef]:
        routes = [web.route(verb, path, self._entrance(handler)) for (verb, path), handler in _HANDLERS.items()]
        verbs = ("GET", "POST", "PUT", "PATCH", "DELETE")
        routes += [web.route(verb, _CONNECTOR, self._entrance(connector.forward)) for verb in verbs]
        return [*routes, web.route("*", "/{path:.*}", self._entrance(_no_operation))]

    def _entrance(self, handler: Handler) -> Answers:
        async def enter(request: web.Request) -> web.StreamResponse:
            trace = trace_id(request)
            try:
                return await handler(self._admit(request, trace))
            except CloudFailure as failure:
                return refusal(failure, trace)

        return enter

    def _admit(self, request: web.Request, trace: str) -> Call:
        """Let somebody in.

        Raises:
            CloudFailure: 401, the key is none of these; 429, there were too many requests.
        """
        key = self.keys.get(request.headers.get("X-API-KEY", ""))
        if key is None:
            raise CloudFailure(401, "unauthorized", "unauthorized")
        is_mobility = request.path.startswith("/v1/mobility/")
        wait = (
            self.take_turn("mobility", key.text, self.mobility_requests_a_minute)
            if is_mobility
            else self.take_turn("key", key.text, self.requests_a_minute)
        )
        if wait is not None:
            raise rate_limited(wait)
        return Call(cloud=self, key=key, request=request, trace_id=trace)


async def _no_operation(call: Call) -> web.StreamResponse:
    raise CloudFailure(404, "NOT_FOUND", f"thing not found: {call.request.path}")
