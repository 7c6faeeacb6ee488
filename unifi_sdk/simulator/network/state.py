"""What the simulated Network application remembers: sites with all that stands in them, and how it is to behave."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import TypeAlias

from attrs import define, field

from unifi_sdk.simulator.clock import Clock
from unifi_sdk.simulator.network.classic.state import ClassicSide
from unifi_sdk.simulator.network.equipment import SimulatedDevice
from unifi_sdk.simulator.network.estate.countries import countries
from unifi_sdk.simulator.network.estate.dpi import dpi_applications, dpi_categories
from unifi_sdk.simulator.network.hotspot import Limits, SimulatedClient, SimulatedVoucher, VoucherRefusedError
from unifi_sdk.simulator.quirks import Quirk

__all__ = ["DEFAULT_SITE_ID", "Document", "NetworkState", "Refusal", "Shelf", "SimulatedSite"]

DEFAULT_SITE_ID = "88f7af54-98f8-306a-a1c7-c9349722b1f6"
"""The id of the default site: the same on every console."""

Document: TypeAlias = dict[str, object]
"""A JSON object, as it stands on the wire."""

Shelf: TypeAlias = dict[str, Document]
"""Things of one kind by id, in the order of the list; what the API shows without an id has one here all the same."""


@define(eq=False)
class Refusal:
    """An order to refuse an operation, made with `SimulatedNetwork.refuse`."""

    operation: str
    status: int
    code: str
    message: str
    about: str | None
    times: int | None
    """For how many calls more; None without end."""


@define(kw_only=True)
class SimulatedSite:
    """A site with all that stands in it; the shelves hold whole documents, which a test may read and change."""

    id: str
    internal_reference: str
    """The name in the path of a captive portal: `default`."""
    name: str
    default_time_limit_minutes: int = 480
    """How long an authorization without a time limit lasts."""
    zone_based_firewall: bool = True
    """Whether the site has moved to zones and policies; without, whatever is about them is refused."""
    device_limit: int | None = None
    """How many devices it may have unless the limit is ignored."""
    clients: dict[str, SimulatedClient] = field(factory=dict)
    """By id, in the order of the list."""
    vouchers: dict[str, SimulatedVoucher] = field(factory=dict)
    """By id, in the order of the list."""
    devices: dict[str, SimulatedDevice] = field(factory=dict)
    """The adopted ones by id, in the order of the list."""
    networks: Shelf = field(factory=dict)
    wifi_broadcasts: Shelf = field(factory=dict)
    firewall_zones: Shelf = field(factory=dict)
    """Which networks are in a zone follows from the `zoneId` of the networks."""
    firewall_policies: Shelf = field(factory=dict)
    policies_after_system: set[str] = field(factory=set)
    """Ids of the user-defined policies that come after those of the system; all others come before."""
    acl_rules: Shelf = field(factory=dict)
    migrated: set[str] = field(factory=set)
    """Ids of the user-defined policies and rules that are older than the zones; consoles with quirks don't tell them."""
    dns_policies: Shelf = field(factory=dict)
    traffic_matching_lists: Shelf = field(factory=dict)
    vpn_servers: Shelf = field(factory=dict)
    site_to_site_tunnels: Shelf = field(factory=dict)
    wans: Shelf = field(factory=dict)
    radius_profiles: Shelf = field(factory=dict)
    device_tags: Shelf = field(factory=dict)
    switch_stacks: Shelf = field(factory=dict)
    mc_lag_domains: Shelf = field(factory=dict)
    lags: Shelf = field(factory=dict)
    network_uses: dict[str, list[tuple[str, str | None]]] = field(factory=dict)
    """What else uses a network, by its id: the vendor's `resourceType` (`STATIC_ROUTE`) and an id, if it has one."""
    classic: ClassicSide = field(factory=ClassicSide)
    """What the classic API alone shows: records of clients, settings of ports, port forwards."""
    _hidden: dict[str, float] = field(factory=dict)

    def to_wire(self) -> dict[str, object]:
        """The vendor's "Site overview"."""
        return {"id": self.id, "internalReference": self.internal_reference, "name": self.name}

    def add(
        self,
        shelf: Shelf,
        document: Mapping[str, object],
        *,
        origin: str | None = "USER_DEFINED",
        shows_id: bool = True,
    ) -> str:
        """Put a thing on one of the site's shelves without asking the API, so nothing is checked.

        Args:
            shelf: For instance `site.dns_policies`.
            document: What the API shows of it; without `id`, it gets a new one.
            origin: The `origin` in its `metadata`, unless the document has metadata; None for a kind without.
            shows_id: Whether the API shows its id; real consoles show some firewall policies without.

        Returns:
            The id, by which it stands on the shelf.
        """
        key = str(document.get("id") or uuid.uuid4())
        metadata: Document = {} if origin is None else {"metadata": {"origin": origin}}
        shelf[key] = {**({"id": key} if shows_id else {}), **metadata, **document}
        if not shows_id:
            shelf[key].pop("id", None)
        return key

    def hide(self, client_id: str, until: float) -> None:
        """Keep a client out of the API until a time (unix seconds), as one that has only just connected."""
        self._hidden[client_id] = until

    def visible_client(self, client_id: str, now: float) -> SimulatedClient | None:
        """The client that the API shows at `now` under this id."""
        return None if self._hidden.get(client_id, now) > now else self.clients.get(client_id)

    def visible_clients(self, now: float) -> Collection[SimulatedClient]:
        """The clients that the API shows at `now`, in their order."""
        if self._hidden:
            self._hidden = {client_id: until for client_id, until in self._hidden.items() if until > now}
        if not self._hidden:
            return self.clients.values()
        return [client for client in self.clients.values() if client.id not in self._hidden]

    def redeem(self, code: str, client_id: str, now: float) -> SimulatedVoucher:
        """Let a guest in who types a voucher code into the portal.

        Raises:
            VoucherRefusedError: no such code or guest, the voucher is expired, or it has no guest left.
        """
        wanted = code.replace("-", "").strip()
        voucher = next((voucher for voucher in self.vouchers.values() if voucher.code == wanted), None)
        client = self.visible_client(client_id, now)
        if voucher is None:
            raise VoucherRefusedError("no voucher has this code")
        if client is None or not client.guest:
            raise VoucherRefusedError("the client is not a guest of this site")
        if voucher.is_expired(now):
            raise VoucherRefusedError("the voucher is expired")
        limit = voucher.authorized_guest_limit
        if limit is not None and client_id not in voucher.guests and len(voucher.guests) >= limit:
            raise VoucherRefusedError("the voucher has reached its guest limit")
        voucher.admit(client, now)
        self.classic.redeemed.insert(0, voucher)
        return voucher


class NetworkState:
    """Sites, keys and settings of a Network application.

    Args:
        clock: Where the time comes from.
        quirks: What it does otherwise than the documents say.
        version: Of the application.
    """

    def __init__(self, clock: Clock, *, quirks: Iterable[Quirk] = (), version: str = "10.5.66") -> None:
        self.api_keys: set[str] = set()
        """The keys that are let in."""
        self.view_only_keys: set[str] = set()
        """The keys of admins who may only look; the classic API alone takes them."""
        self.quirks: set[Quirk] = set(quirks)
        """What it does otherwise than the documents say; may be changed at any time."""
        self.version = version
        """What the application says its version is; it lacks what came later, and what had gone before. May be changed."""
        self.default_site = SimulatedSite(id=DEFAULT_SITE_ID, internal_reference="default", name="Default")
        self.sites: dict[str, SimulatedSite] = {}
        """By id; there is always the default one."""
        self.pending_devices: dict[str, SimulatedDevice] = {}
        """Devices that wait for adoption, by MAC address in lower case."""
        self.restart_seconds = 60.0
        """How long a device takes to restart: it is `OFFLINE`, then `GETTING_READY`, half of the time each."""
        self.adoption_seconds = 30.0
        """How long a device is `ADOPTING`."""
        self.newer_fields: dict[str, dict[str, object]] = {}
        """What a newer console adds to its answers and refuses in a body: by area, a value for each JSON path.

        `network.newer_fields["firewall/policies"] = {"$.lastHitAt": "2026-01-01T00:00:00Z"}`; an area is called as in the
        path behind the site. Where a path leads through a list, every element has the field.
        """
        self.newer_settings: dict[str, set[str]] = {}
        """What a newer console takes in a body beyond the specification: by area, JSON paths; `[*]` is any element."""
        self.refusals: list[Refusal] = []
        """What `SimulatedNetwork.refuse` was told; may be cleared."""
        self._clock = clock
        self._codes: set[str] = set()

    @cached_property
    def countries(self) -> list[Document]:
        """What `/v1/countries` shows; this and the next two may be changed."""
        return countries()

    @cached_property
    def dpi_applications(self) -> list[Document]:
        """What `/v1/dpi/applications` shows."""
        return dpi_applications()

    @cached_property
    def dpi_categories(self) -> list[Document]:
        """What `/v1/dpi/categories` shows."""
        return dpi_categories()

    def add_vouchers(
        self,
        count: int,
        *,
        name: str = "batch",
        minutes: int = 1440,
        guests: int | None = None,
        limits: Limits | None = None,
        site: SimulatedSite | None = None,
    ) -> list[SimulatedVoucher]:
        """Create many vouchers with new codes.

        Args:
            count: How many.
            name: Their note.
            minutes: Their time limit, from the first guest on.
            guests: How many guests each lets in; any number if left out.
            limits: What a guest may use.
            site: Where; the default site if left out.
        """
        made = [
            SimulatedVoucher(
                id=str(uuid.uuid4()),
                code=self._unused_code(),
                name=name,
                created_at=self._clock.now(),
                time_limit_minutes=minutes,
                authorized_guest_limit=guests,
                limits=limits or Limits(),
            )
            for _ in range(count)
        ]
        (site or self.default_site).vouchers.update((voucher.id, voucher) for voucher in made)
        return made

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

    def _unused_code(self) -> str:
        while (code := f"{secrets.randbelow(10**10):010}") in self._codes:
            pass
        self._codes.add(code)
        return code
