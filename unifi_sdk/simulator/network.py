"""The simulated Network application: its sites, clients and vouchers, and the API in front of them."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Awaitable, Callable, Iterable
from itertools import islice

from aiohttp import web

from unifi_sdk.simulator.clock import Clock
from unifi_sdk.simulator.network_properties import CLIENT_PROPERTIES, SITE_PROPERTIES, VOUCHER_PROPERTIES
from unifi_sdk.simulator.network_sample import (
    ACCESS_POINT_ID,
    SWITCH_ID,
    fill_default_site,
    fill_warehouse,
    many_clients,
    sample_id,
)
from unifi_sdk.simulator.network_state import Limits, SimulatedClient, SimulatedSite, SimulatedVoucher
from unifi_sdk.simulator.network_wire import (
    NetworkFailure,
    PageSize,
    choose,
    invalid,
    page,
    read_integer,
    read_object,
    refusal,
    uuid_argument,
)

__all__ = ["DEFAULT_SITE_ID", "SimulatedNetwork"]

DEFAULT_SITE_ID = "88f7af54-98f8-306a-a1c7-c9349722b1f6"
"""The id of the default site: the same on every console."""

_BASE = "/proxy/network/integration"
_VOUCHER_PAGES = PageSize(default=100, maximum=1000)


class SimulatedNetwork:
    """The state of a Network application, and its API.

    Args:
        clock: Where the time comes from.
        seed: Start with the sample estate: guests and vouchers on the default site, and a second site, "Warehouse".
    """

    def __init__(self, clock: Clock, *, seed: bool = True) -> None:
        self.api_keys: set[str] = set()
        """The keys that are let in."""
        self.version = "10.5.66"
        """What the application says its version is."""
        self.sites: dict[str, SimulatedSite] = {}
        """By id; there is always the default one."""
        self._clock = clock
        self._made = 0
        self._codes: set[str] = set()
        self.default_site = SimulatedSite(id=DEFAULT_SITE_ID, internal_reference="default", name="Default")
        self.sites[DEFAULT_SITE_ID] = self.default_site
        if seed:
            self._furnish()

    def add_site(self, name: str, internal_reference: str | None = None) -> SimulatedSite:
        """Add an empty site.

        Args:
            name: Its display name.
            internal_reference: Its name in older APIs and portal paths; 8 characters made from the name if left out.
        """
        site_id = sample_id(f"site {name} {len(self.sites)}")
        reference = internal_reference or site_id.replace("-", "")[:8]
        self.sites[site_id] = SimulatedSite(id=site_id, internal_reference=reference, name=name)
        return self.sites[site_id]

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
            mac = "02:5f:" + ":".join(f"{octet:02x}" for octet in secrets.token_bytes(4))
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

    def add_vouchers(
        self, count: int, *, name: str = "batch", minutes: int = 1440, site: SimulatedSite | None = None
    ) -> list[SimulatedVoucher]:
        """Create many vouchers with new codes.

        Args:
            count: How many.
            name: Their note.
            minutes: Their time limit, from the first guest on.
            site: Where; the default site if left out.
        """
        return [self._create_voucher(site or self.default_site, name, minutes) for _ in range(count)]

    def find_client(self, mac: str) -> SimulatedClient:
        """The client with this MAC address on any site, whether the API shows it or not.

        Args:
            mac: In any case, with colons.

        Raises:
            KeyError: no client has it.
        """
        for site in self.sites.values():
            for client in site.clients.values():
                if client.mac_address == mac.lower():
                    return client
        raise KeyError(mac)

    def hide_client(self, mac: str, seconds: float) -> None:
        """Keep a client out of the API for a time, as consoles do with one that has only just connected.

        Args:
            mac: In any case, with colons.
            seconds: For how long, by the console's clock.

        Raises:
            KeyError: no client has this address.
        """
        client = self.find_client(mac)
        for site in self.sites.values():
            if client.id in site.clients:
                site.hide(client.id, self._clock.now() + seconds)

    def redeem(self, code: str, client_id: str, *, site: SimulatedSite | None = None) -> SimulatedVoucher:
        """Let a guest type a voucher code into the portal: the guest is authorized, the voucher counts it.

        Args:
            code: 10 digits; hyphens are ignored.
            client_id: The guest's id.
            site: Whose portal; the default site's if left out.

        Raises:
            VoucherRefusedError: the portal would turn the code down; the text says why.
        """
        return (site or self.default_site).redeem(code, client_id, self._clock.now())

    async def close(self) -> None:
        """Nothing to end: this application keeps no connection of its own."""

    def routes(self) -> Iterable[web.RouteDef]:
        """Everything below `/proxy/network/integration`."""
        site = f"{_BASE}/v1/sites/{{site_id}}"
        return [
            web.get(f"{_BASE}/v1/info", self._open(self._info)),
            web.get(f"{_BASE}/v1/sites", self._open(self._list_sites)),
            web.get(f"{site}/clients", self._open(self._list_clients)),
            web.get(f"{site}/clients/{{client_id}}", self._open(self._get_client)),
            web.post(f"{site}/clients/{{client_id}}/actions", self._open(self._act_on_client)),
            web.get(f"{site}/hotspot/vouchers", self._open(self._list_vouchers)),
            web.post(f"{site}/hotspot/vouchers", self._open(self._create_vouchers)),
            web.delete(f"{site}/hotspot/vouchers", self._open(self._delete_vouchers)),
            web.get(f"{site}/hotspot/vouchers/{{voucher_id}}", self._open(self._get_voucher)),
            web.delete(f"{site}/hotspot/vouchers/{{voucher_id}}", self._open(self._delete_voucher)),
            web.route("*", f"{_BASE}/{{rest:.*}}", self._open(self._unknown)),
        ]

    def _furnish(self) -> None:
        fill_default_site(self.default_site, self._clock.now())
        self._codes.update(voucher.code for voucher in self.default_site.vouchers.values())
        fill_warehouse(self.add_site("Warehouse"), self._clock.now())

    def _open(
        self, handler: Callable[[web.Request, float], Awaitable[web.Response]]
    ) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def answer(request: web.Request) -> web.Response:
            now = self._clock.now()
            try:
                self._check_key(request)
                return await handler(request, now)
            except NetworkFailure as failure:
                return refusal(request, failure, now)

        return answer

    def _check_key(self, request: web.Request) -> None:
        key = request.headers.get("X-API-KEY")
        if not key:
            raise NetworkFailure(401, "api.authentication.missing-credentials", "Missing credentials")
        if key not in self.api_keys:
            raise NetworkFailure(401, "api.authentication.invalid-credentials", "Invalid credentials")

    async def _info(self, request: web.Request, now: float) -> web.Response:
        return web.json_response({"applicationVersion": self.version})

    async def _list_sites(self, request: web.Request, now: float) -> web.Response:
        envelope, sites = page(request, self.sites.values(), SITE_PROPERTIES, now, PageSize())
        return web.json_response({**envelope, "data": [site.to_wire() for site in sites]})

    async def _list_clients(self, request: web.Request, now: float) -> web.Response:
        visible = self._site(request).visible_clients(now)
        envelope, clients = page(request, visible, CLIENT_PROPERTIES, now, PageSize())
        return web.json_response({**envelope, "data": [client.to_wire(now) for client in clients]})

    async def _get_client(self, request: web.Request, now: float) -> web.Response:
        return web.json_response(self._client(request, now).to_wire(now, detailed=True))

    async def _act_on_client(self, request: web.Request, now: float) -> web.Response:
        site, client = self._site(request), self._client(request, now)
        body = await read_object(request)
        action = body.get("action")
        if action not in ("AUTHORIZE_GUEST_ACCESS", "UNAUTHORIZE_GUEST_ACCESS"):
            raise invalid(f"'{action}' is not a valid 'action' value")
        minutes = read_integer(body, "timeLimitMinutes", 1, 1_000_000)
        limits = _read_limits(body)
        if not client.guest:
            raise invalid(f"Client '{client.id}' is not a guest")
        revoked = client.active_authorization(now)
        answer: dict[str, object] = {"action": action}
        if revoked is not None:
            answer["revokedAuthorization"] = revoked.to_wire(now)
        if action == "AUTHORIZE_GUEST_ACCESS":
            expires_at = now + (minutes or site.default_time_limit_minutes) * 60
            answer["grantedAuthorization"] = client.authorize(now, expires_at, limits).to_wire(now)
        elif revoked is None:
            raise invalid(f"Client '{client.id}' is not authorized")
        else:
            client.authorization, client.connected_at = None, now  # it is thrown out, and comes back as a stranger
        return web.json_response(answer)

    async def _list_vouchers(self, request: web.Request, now: float) -> web.Response:
        stored = self._site(request).vouchers.values()
        envelope, vouchers = page(request, stored, VOUCHER_PROPERTIES, now, _VOUCHER_PAGES)
        return web.json_response({**envelope, "data": [voucher.to_wire(now) for voucher in vouchers]})

    async def _create_vouchers(self, request: web.Request, now: float) -> web.Response:
        site = self._site(request)
        body = await read_object(request)
        name, minutes = body.get("name"), read_integer(body, "timeLimitMinutes", 1, 1_000_000)
        if not isinstance(name, str) or not name:
            raise invalid("'name' must not be empty")
        if minutes is None:
            raise invalid("'timeLimitMinutes' must not be null")
        count = read_integer(body, "count", 1, 1000) or 1
        guests, limits = read_integer(body, "authorizedGuestLimit", 1, None), _read_limits(body)
        vouchers = [self._create_voucher(site, name, minutes, guests, limits) for _ in range(count)]
        return web.json_response({"vouchers": [voucher.to_wire(now) for voucher in vouchers]}, status=201)

    async def _get_voucher(self, request: web.Request, now: float) -> web.Response:
        return web.json_response(self._voucher(request).to_wire(now))

    async def _delete_voucher(self, request: web.Request, now: float) -> web.Response:
        del self._site(request).vouchers[self._voucher(request).id]
        return web.json_response({"vouchersDeleted": 1})

    async def _delete_vouchers(self, request: web.Request, now: float) -> web.Response:
        site = self._site(request)
        if "filter" not in request.query:
            raise invalid("Required parameter 'filter' is not present")
        doomed = choose(request, site.vouchers.values(), VOUCHER_PROPERTIES, now)
        for voucher in doomed:
            del site.vouchers[voucher.id]
        return web.json_response({"vouchersDeleted": len(doomed)})

    async def _unknown(self, request: web.Request, now: float) -> web.Response:
        path = request.path.removeprefix("/proxy/network")
        raise NetworkFailure(404, "api.request.error", f"No endpoint {request.method} {path}.")

    def _site(self, request: web.Request) -> SimulatedSite:
        site_id = uuid_argument(request, "site_id", "siteId")
        if site_id not in self.sites:
            raise _not_found("Site", site_id)
        return self.sites[site_id]

    def _client(self, request: web.Request, now: float) -> SimulatedClient:
        site, client_id = self._site(request), uuid_argument(request, "client_id", "clientId")
        client = site.visible_client(client_id, now)
        if client is None:
            raise _not_found("Client", client_id)
        return client

    def _voucher(self, request: web.Request) -> SimulatedVoucher:
        site, voucher_id = self._site(request), uuid_argument(request, "voucher_id", "voucherId")
        if voucher_id not in site.vouchers:
            raise _not_found("Voucher", voucher_id)
        return site.vouchers[voucher_id]

    def _create_voucher(
        self, site: SimulatedSite, name: str, minutes: int, guests: int | None = None, limits: Limits | None = None
    ) -> SimulatedVoucher:
        voucher = SimulatedVoucher(
            id=str(uuid.uuid4()),
            code=self._unused_code(),
            name=name,
            created_at=self._clock.now(),
            time_limit_minutes=minutes,
            authorized_guest_limit=guests,
            limits=limits or Limits(),
        )
        site.vouchers[voucher.id] = voucher
        return voucher

    def _unused_code(self) -> str:
        while (code := f"{secrets.randbelow(10**10):010}") in self._codes:
            pass
        self._codes.add(code)
        return code


def _read_limits(body: dict[str, object]) -> Limits:
    return Limits(
        data_usage_mbytes=read_integer(body, "dataUsageLimitMBytes", 1, 1_048_576),
        rx_rate_kbps=read_integer(body, "rxRateLimitKbps", 2, 100_000),
        tx_rate_kbps=read_integer(body, "txRateLimitKbps", 2, 100_000),
    )


def _not_found(kind: str, identifier: str) -> NetworkFailure:
    return NetworkFailure(404, "api.request.error", f"{kind} '{identifier}' was not found")
