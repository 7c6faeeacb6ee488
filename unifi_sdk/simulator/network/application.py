"""The simulated Network application: what stands in it, handles for tests, and the API in front of it."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from itertools import islice

from aiohttp import web

from unifi_sdk._facts import Operation, load, table, versions
from unifi_sdk._facts.expand import expand
from unifi_sdk.simulator.clock import Clock
from unifi_sdk.simulator.estates import Estate
from unifi_sdk.simulator.network.classic.application import classic_routes
from unifi_sdk.simulator.network.equipment import SimulatedDevice, SimulatedOutlet
from unifi_sdk.simulator.network.estate.campus import furnish_campus
from unifi_sdk.simulator.network.estate.devices import new_device, pending_devices
from unifi_sdk.simulator.network.estate.firewall import furnish_firewall, furnish_hotel_firewall
from unifi_sdk.simulator.network.estate.guests import fill_default_site, fill_warehouse, many_clients
from unifi_sdk.simulator.network.estate.ids import ACCESS_POINT_ID, SWITCH_ID, sample_id
from unifi_sdk.simulator.network.estate.remembered import furnish_traffic, remember, remember_guests
from unifi_sdk.simulator.network.estate.sites import furnish_basics, furnish_default_site, furnish_warehouse
from unifi_sdk.simulator.network.failures import GatewayFailure, NetworkFailure
from unifi_sdk.simulator.network.hotspot import SimulatedClient
from unifi_sdk.simulator.network.oddities import oddly_answered
from unifi_sdk.simulator.network.operations import all_handlers
from unifi_sdk.simulator.network.state import NetworkState, Refusal, SimulatedSite
from unifi_sdk.simulator.network.wire import Handler, no_endpoint, receive, refusal
from unifi_sdk.simulator.quirks import Quirk
from unifi_sdk.simulator.versions import cut_of

__all__ = ["SimulatedNetwork"]

_BASE = "/proxy/network/integration"
_SPECIFICATION = "/proxy/network/api-docs/integration.json"

_Responder = Callable[[web.Request], Awaitable[web.Response]]


class SimulatedNetwork(NetworkState):
    """The state of a Network application, and its API: every operation of the vendor's specification.

    What a request may hold is taken from the specification, and whatever else it holds is refused, as consoles do. Things
    that a caller creates are kept as they were written, and a replacement leaves nothing of what was there before.

    Args:
        clock: Where the time comes from.
        estate: What stands in it; nothing but what a console brings along if None.
        quirks: What it does otherwise than the documents say; `quirks` may be changed later.
        version: Of the application, which has what this version has; `version` may be changed later.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        estate: Estate | None = "hotel",
        quirks: Iterable[Quirk] = (),
        version: str = "10.5.66",
    ) -> None:
        super().__init__(clock, quirks=quirks, version=version)
        self._made = 0
        self._open_site(self.default_site)
        if estate:
            self._furnish(estate)

    def refuse(
        self,
        operation: str,
        status: int,
        code: str,
        message: str = "Refused by the test",
        *,
        about: str | None = None,
        times: int | None = None,
    ) -> Refusal:
        """Refuse an operation from now on, with the vendor's error body and without executing it.

        Consoles are known to fail for good with 500 and `api.unexpected-error` at the references of some networks.

        Args:
            operation: For instance `GET /v1/sites/{siteId}/networks/{networkId}/references`; ids may be called otherwise.
            status: HTTP status.
            code: The vendor's dotted code.
            message: The vendor's text.
            about: An id in the path; other paths are let through.
            times: For how many calls; without end if left out.

        Raises:
            KeyError: there is no such operation.
        """
        name = load("network", versions("network")[-1]).find(operation).name
        self.refusals.append(Refusal(name, status, code, message, about and about.lower(), times))
        return self.refusals[-1]

    def add_site(self, name: str, internal_reference: str | None = None) -> SimulatedSite:
        """Add a site that has only its default network, and the zones and policies of the system.

        Args:
            name: Its display name.
            internal_reference: Its name in older APIs and portal paths; 8 characters made from the name if left out.
        """
        site_id = sample_id(f"site {name} {len(self.sites)}")
        reference = internal_reference or site_id.replace("-", "")[:8]
        return self._open_site(SimulatedSite(id=site_id, internal_reference=reference, name=name))

    def add_device(
        self,
        name: str,
        *,
        model: str = "U7 Pro",
        mac: str | None = None,
        ports: int = 0,
        outlets: int = 0,
        pending: bool = False,
        site: SimulatedSite | None = None,
    ) -> SimulatedDevice:
        """Put up a device.

        Args:
            name: Its display name.
            model: Its model, as the API shows it.
            mac: Lower case with colons; made up if left out.
            ports: How many PoE ports it has, which makes it a switch; an access point with two radios if 0.
            outlets: How many outlets it has; the classic API alone shows them.
            pending: Whether it waits for adoption.
            site: Where it is adopted; the default site if left out.
        """
        device = new_device(name, model, mac or _random_mac(), ports, self._clock.now())
        device.outlets = [SimulatedOutlet(index=index, name=f"Outlet {index}") for index in range(1, outlets + 1)]
        if pending:
            device.become("PENDING_ADOPTION")
            self.pending_devices[device.mac_address] = device
        else:
            device.adopted_at = device.provisioned_at = self._clock.now()
            (site or self.default_site).devices[device.id] = device
        return device

    def add_client(
        self,
        name: str,
        *,
        mac: str | None = None,
        type: str = "WIRELESS",  # noqa: A002 - the field's own name
        guest: bool = False,
        site: SimulatedSite | None = None,
        appears_in: float = 0.0,
    ) -> SimulatedClient:
        """Connect one client.

        Args:
            name: Its display name.
            mac: Lower case with colons; made up for wired and wireless clients if left out.
            type: `WIRED`, `WIRELESS`, `VPN` or `TELEPORT`.
            guest: Whether it is in front of the captive portal.
            site: Where; the default site if left out.
            appears_in: For how many seconds the API doesn't show it yet.
        """
        local = type in ("WIRED", "WIRELESS")
        if mac is None and local:
            mac = _random_mac()
        client = SimulatedClient(
            id=str(uuid.uuid4()),
            type=type,
            name=name,
            connected_at=self._clock.now(),
            mac_address=mac,
            uplink_device_id=(SWITCH_ID if type == "WIRED" else ACCESS_POINT_ID) if local else None,
            guest=guest,
        )
        target = site or self.default_site
        target.clients[client.id] = client
        if appears_in > 0:
            target.hide(client.id, self._clock.now() + appears_in)
        return client

    def add_known_client(
        self, hostname: str, *, mac: str | None = None, seen_ago: float = 3_600.0, site: SimulatedSite | None = None
    ) -> str:
        """Have the site remember a client that is not connected; the classic API shows it.

        Args:
            hostname: What it called itself.
            mac: Lower case with colons; made up if left out.
            seen_ago: How many seconds ago it left.
            site: Where; the default site if left out.

        Returns:
            Its MAC address.
        """
        address = mac or _random_mac()
        remember(site or self.default_site, address, hostname, self._clock.now() - seen_ago)
        return address

    def add_clients(self, count: int, *, site: SimulatedSite | None = None) -> list[SimulatedClient]:
        """Connect many clients, every tenth of them a guest, always the same ones in the same order.

        Args:
            count: How many, at most 16 million in the life of the console.
            site: Where; the default site if left out.
        """
        made = list(islice(many_clients(self._clock.now(), self._made), count))
        self._made += count
        (site or self.default_site).clients.update((client.id, client) for client in made)
        return made

    async def close(self) -> None:
        """Nothing to end: this application keeps no connection of its own."""

    def routes(self) -> Iterable[web.RouteDef]:
        """Everything below `/proxy/network/integration`, the specification beside it, and the classic API."""
        newest = load("network", versions("network")[-1])
        handlers = all_handlers(newest)
        # "~" sorts behind every letter: what is written out comes before what any id would match.
        for operation in sorted(newest.operations.values(), key=lambda operation: operation.path.replace("{", "~")):
            answer = self._performing(operation.name, handlers[operation.name])
            route = web.get if operation.verb == "GET" else partial(web.route, operation.verb)
            yield route(_BASE + operation.path, answer)
        yield web.get(_SPECIFICATION, self._specification)
        yield web.route("*", f"{_BASE}/{{rest:.*}}", self._unknown)
        yield from classic_routes(self, self._clock)

    def _open_site(self, site: SimulatedSite) -> SimulatedSite:
        furnish_basics(site)
        furnish_firewall(site)
        self.sites[site.id] = site
        return site

    def _furnish(self, estate: Estate) -> None:
        now = self._clock.now()
        fill_default_site(self.default_site, now)
        furnish_hotel_firewall(self.default_site)
        furnish_default_site(self.default_site, now)
        remember_guests(self.default_site, now)
        furnish_traffic(self.default_site)
        if estate == "campus":
            furnish_campus(self.default_site, now)
        self._codes.update(voucher.code for voucher in self.default_site.vouchers.values())
        warehouse = self.add_site("Warehouse")
        fill_warehouse(warehouse, now)
        furnish_warehouse(warehouse, now)
        self.pending_devices.update((device.mac_address, device) for device in pending_devices())

    def _performing(self, name: str, handler: Handler) -> _Responder:
        async def answer(request: web.Request) -> web.Response:
            now = self._clock.now()
            operation = load("network", self.version).operations[name]
            try:
                self._check_key(request)
                if not operation.is_in(self.version):
                    raise no_endpoint(request)
                self._check_refusals(request, operation)
                result = handler(await receive(request, self, operation, now))
            except NetworkFailure as failure:
                return refusal(request, failure, now)
            if operation.answer is None:
                return web.Response(status=operation.status)
            shown = result if operation.element else cut_of("network", self.version, name)(result)
            return web.json_response(oddly_answered(self, operation, shown), status=operation.status)

        return answer

    async def _specification(self, request: web.Request) -> web.Response:
        try:
            self._check_key(request)
        except NetworkFailure as failure:
            return refusal(request, failure, self._clock.now())
        return web.json_response(expand(table("network", self.version), version=self.version))

    async def _unknown(self, request: web.Request) -> web.Response:
        try:
            self._check_key(request)
        except NetworkFailure as failure:
            return refusal(request, failure, self._clock.now())
        return refusal(request, no_endpoint(request), self._clock.now())

    def _check_key(self, request: web.Request) -> None:
        key = request.headers.get("X-API-KEY")
        if key not in self.api_keys and Quirk.GATEWAY_REFUSES_KEYS in self.quirks:
            raise GatewayFailure(401, "", "Unauthorized")
        if not key:
            raise NetworkFailure(401, "api.authentication.missing-credentials", "Missing credentials")
        if key not in self.api_keys:
            raise NetworkFailure(401, "api.authentication.invalid-credentials", "Invalid credentials")

    def _check_refusals(self, request: web.Request, operation: Operation) -> None:
        path = request.path.lower().split("/")
        for armed in self.refusals:
            meant = armed.operation == operation.name and (armed.about is None or armed.about in path)
            if meant and armed.times != 0:
                armed.times = None if armed.times is None else armed.times - 1
                raise NetworkFailure(armed.status, armed.code, armed.message)


def _random_mac() -> str:
    return "02:5f:" + ":".join(f"{octet:02x}" for octet in secrets.token_bytes(4))
