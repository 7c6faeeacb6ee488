"""Guests and vouchers as the simulated Network application remembers them: their rights end by the clock."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from attrs import define, field, frozen

from unifi_sdk.simulator.clock import iso_time

__all__ = ["Authorization", "Limits", "SimulatedClient", "SimulatedVoucher", "VoucherRefusedError", "number_in"]

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

    @classmethod
    def of(cls, body: Mapping[str, object]) -> Self:
        """The limits that a request asks for, by the vendor's names."""
        return cls(
            data_usage_mbytes=number_in(body, "dataUsageLimitMBytes"),
            rx_rate_kbps=number_in(body, "rxRateLimitKbps"),
            tx_rate_kbps=number_in(body, "txRateLimitKbps"),
        )

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


def number_in(body: Mapping[str, object], name: str) -> int | None:
    """An integer of a request, None if it isn't there."""
    value = body.get(name)
    return value if isinstance(value, int) else None


def _present(**values: object) -> dict[str, object]:
    return {name: value for name, value in values.items() if value is not None}


def _limited(bytes_per_second: int, kbps: int | None) -> float:
    return bytes_per_second if kbps is None else min(bytes_per_second, kbps * _BYTES_PER_SECOND_AND_KBPS)
