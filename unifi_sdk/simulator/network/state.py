"""What the simulated Network application remembers: sites with all that stands in them, guests and vouchers."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from typing import TypeAlias

from attrs import define, field, frozen

from unifi_sdk.simulator.clock import iso_time
from unifi_sdk.simulator.network.equipment import SimulatedDevice

__all__ = [
    "Authorization",
    "Document",
    "Limits",
    "Shelf",
    "SimulatedClient",
    "SimulatedSite",
    "SimulatedVoucher",
    "VoucherRefusedError",
]

Document: TypeAlias = dict[str, object]
"""A JSON object, as it stands on the wire."""

Shelf: TypeAlias = dict[str, Document]
"""Things of one kind by id, in the order of the list; what the API shows without an id has one here all the same."""

_MEGABYTE = 1024 * 1024
_BYTES_PER_SECOND_AND_KBPS = 125


class VoucherRefusedError(Exception):
    """The portal turns a guest's voucher code down; the text says why."""


@frozen(kw_only=True)
class Limits:
    """What a guest may use at most; `None` is without limit."""

    data_usage_mbytes: int | None = None
    rx_rate_kbps: int | None = None
    tx_rate_kbps: int | None = None

    def to_wire(self) -> dict[str, object]:
        """The vendor's three fields, each absent if there is no limit."""
        return _present(
            dataUsageLimitMBytes=self.data_usage_mbytes,
            rxRateLimitKbps=self.rx_rate_kbps,
            txRateLimitKbps=self.tx_rate_kbps,
        )


@frozen(kw_only=True)
class Authorization:
    """A guest's right to use the network for a time; its counters run with the clock."""

    authorized_at: float
    """Unix seconds, as every time here."""
    expires_at: float
    method: str = "API"
    """`API`, `VOUCHER` or `OTHER`."""
    limits: Limits = Limits()
    rx_bytes_per_second: float = 0
    """How fast its counter of downloaded bytes runs."""
    tx_bytes_per_second: float = 0

    @property
    def ends_at(self) -> float:
        """When it is over: at its expiry, or earlier when the data is used up."""
        speed = self.rx_bytes_per_second + self.tx_bytes_per_second
        if self.limits.data_usage_mbytes is None or not speed:
            return self.expires_at
        return min(self.expires_at, self.authorized_at + self.limits.data_usage_mbytes * _MEGABYTE / speed)

    def to_wire(self, now: float) -> dict[str, object]:
        """The vendor's "Guest authorization details" as they stand at `now`."""
        seconds = max(0.0, min(now, self.ends_at) - self.authorized_at)
        rx_bytes, tx_bytes = int(seconds * self.rx_bytes_per_second), int(seconds * self.tx_bytes_per_second)
        usage = {"durationSec": int(seconds), "rxBytes": rx_bytes, "txBytes": tx_bytes, "bytes": rx_bytes + tx_bytes}
        return {
            "authorizedAt": iso_time(self.authorized_at),
            "authorizationMethod": self.method,
            "expiresAt": iso_time(self.expires_at),
            **self.limits.to_wire(),
            "usage": usage,
        }


@define(kw_only=True)
class SimulatedClient:
    """A device or a VPN connection on a site."""

    id: str
    type: str
    """`WIRED`, `WIRELESS`, `VPN` or `TELEPORT`."""
    name: str
    connected_at: float | None = None
    ip_address: str | None = None
    mac_address: str | None = None
    """Lower case with colons; VPN and Teleport clients have none."""
    uplink_device_id: str | None = None
    guest: bool = False
    rx_bytes_per_second: int = 24_000
    """How fast a guest's counter of downloaded bytes runs while authorized."""
    tx_bytes_per_second: int = 3_000
    authorization: Authorization | None = None
    """The last one that was given; it may be over."""

    def active_authorization(self, now: float) -> Authorization | None:
        """The authorization that holds at `now`, if any."""
        if self.authorization is not None and now < self.authorization.ends_at:
            return self.authorization
        return None

    def authorize(
        self, now: float, expires_at: float, limits: Limits | None = None, method: str = "API"
    ) -> Authorization:
        """Let a guest in from `now` on, instead of what held before; the counters begin at zero."""
        limits = limits or Limits()
        self.authorization = Authorization(
            authorized_at=now,
            expires_at=expires_at,
            method=method,
            limits=limits,
            rx_bytes_per_second=_limited(self.rx_bytes_per_second, limits.rx_rate_kbps),
            tx_bytes_per_second=_limited(self.tx_bytes_per_second, limits.tx_rate_kbps),
        )
        return self.authorization

    def to_wire(self, now: float, *, detailed: bool = False) -> dict[str, object]:
        """The vendor's "Client overview", or "Client details" with the guest's authorization."""
        return {
            "type": self.type,
            "id": self.id,
            "name": self.name,
            **_present(
                connectedAt=None if self.connected_at is None else iso_time(self.connected_at),
                ipAddress=self.ip_address,
                macAddress=self.mac_address,
                uplinkDeviceId=self.uplink_device_id,
            ),
            "access": self._access(now, detailed=detailed),
        }

    def _access(self, now: float, *, detailed: bool) -> dict[str, object]:
        if not self.guest:
            return {"type": "DEFAULT"}
        active = self.active_authorization(now)
        access: dict[str, object] = {"type": "GUEST", "authorized": active is not None}
        if active is not None and detailed:
            access["authorization"] = active.to_wire(now)
        return access


@define(kw_only=True)
class SimulatedVoucher:
    """A hotspot code."""

    id: str
    code: str
    """10 digits."""
    name: str
    created_at: float
    time_limit_minutes: int
    """Counted from the first guest's authorization."""
    authorized_guest_limit: int | None = None
    limits: Limits = Limits()
    activated_at: float | None = None
    guests: set[str] = field(factory=set)
    """Ids of the clients that have used it."""

    @property
    def expires_at(self) -> float | None:
        """When it ends for all of its guests; `None` until the first of them."""
        return None if self.activated_at is None else self.activated_at + self.time_limit_minutes * 60

    def is_expired(self, now: float) -> bool:
        """Whether its time is over at `now`."""
        return self.expires_at is not None and now >= self.expires_at

    def admit(self, client: SimulatedClient, now: float) -> None:
        """Let a guest in; the first one starts the time that all of them share."""
        if self.activated_at is None:
            self.activated_at = now
        self.guests.add(client.id)
        client.authorize(now, self.activated_at + self.time_limit_minutes * 60, self.limits, "VOUCHER")

    def to_wire(self, now: float) -> dict[str, object]:
        """The vendor's "Hotspot voucher details"; a limit that isn't set is absent."""
        return {
            "id": self.id,
            "createdAt": iso_time(self.created_at),
            "name": self.name,
            "code": self.code,
            **_present(authorizedGuestLimit=self.authorized_guest_limit),
            "authorizedGuestCount": len(self.guests),
            **_present(
                activatedAt=None if self.activated_at is None else iso_time(self.activated_at),
                expiresAt=None if self.expires_at is None else iso_time(self.expires_at),
            ),
            "expired": self.is_expired(now),
            "timeLimitMinutes": self.time_limit_minutes,
            **self.limits.to_wire(),
        }


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
        return voucher


def _present(**values: object) -> dict[str, object]:
    return {name: value for name, value in values.items() if value is not None}


def _limited(bytes_per_second: int, kbps: int | None) -> float:
    return bytes_per_second if kbps is None else min(bytes_per_second, kbps * _BYTES_PER_SECOND_AND_KBPS)
