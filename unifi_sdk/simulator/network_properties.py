"""What the lists of the Network API can be filtered by: one table per list, as its documentation gives it."""

from __future__ import annotations

from unifi_sdk.simulator.network_filters import FilterType, Property
from unifi_sdk.simulator.network_state import SimulatedClient, SimulatedSite, SimulatedVoucher

__all__ = ["CLIENT_PROPERTIES", "SITE_PROPERTIES", "VOUCHER_PROPERTIES"]

_EQUALITY = frozenset({"eq", "ne"})
_NULLABLE = frozenset({"isNull", "isNotNull"})
_ONE_OF = _EQUALITY | {"in", "notIn"}
_ORDER = _EQUALITY | {"gt", "ge", "lt", "le"}

SITE_PROPERTIES: dict[str, Property[SimulatedSite]] = {
    "id": Property(FilterType.UUID, _ONE_OF, lambda site, now: site.id),
    "internalReference": Property(FilterType.STRING, _ONE_OF, lambda site, now: site.internal_reference),
    "name": Property(FilterType.STRING, _ONE_OF, lambda site, now: site.name),
}

CLIENT_PROPERTIES: dict[str, Property[SimulatedClient]] = {
    "id": Property(FilterType.UUID, _ONE_OF, lambda client, now: client.id),
    "type": Property(FilterType.STRING, _ONE_OF, lambda client, now: client.type),
    "macAddress": Property(FilterType.STRING, _NULLABLE | _ONE_OF, lambda client, now: client.mac_address),
    "ipAddress": Property(FilterType.STRING, _NULLABLE | _ONE_OF, lambda client, now: client.ip_address),
    "connectedAt": Property(FilterType.TIMESTAMP, _NULLABLE | _ORDER, lambda client, now: client.connected_at),
    "access.type": Property(FilterType.STRING, _ONE_OF, lambda client, now: "GUEST" if client.guest else "DEFAULT"),
    "access.authorized": Property(
        FilterType.BOOLEAN,
        _NULLABLE | _EQUALITY,
        lambda client, now: client.active_authorization(now) is not None if client.guest else None,
    ),
}

VOUCHER_PROPERTIES: dict[str, Property[SimulatedVoucher]] = {
    "id": Property(FilterType.UUID, _ONE_OF, lambda voucher, now: voucher.id),
    "createdAt": Property(FilterType.TIMESTAMP, _ORDER, lambda voucher, now: voucher.created_at),
    "name": Property(FilterType.STRING, _ONE_OF | {"like"}, lambda voucher, now: voucher.name),
    "code": Property(FilterType.STRING, _ONE_OF, lambda voucher, now: voucher.code),
    "authorizedGuestLimit": Property(
        FilterType.INTEGER, _NULLABLE | _ORDER, lambda voucher, now: voucher.authorized_guest_limit
    ),
    "authorizedGuestCount": Property(FilterType.INTEGER, _ORDER, lambda voucher, now: len(voucher.guests)),
    "activatedAt": Property(FilterType.TIMESTAMP, _ORDER, lambda voucher, now: voucher.activated_at),
    "expiresAt": Property(FilterType.TIMESTAMP, _ORDER, lambda voucher, now: voucher.expires_at),
    "expired": Property(FilterType.BOOLEAN, _EQUALITY, lambda voucher, now: voucher.is_expired(now)),
    "timeLimitMinutes": Property(FilterType.INTEGER, _ORDER, lambda voucher, now: voucher.time_limit_minutes),
    "dataUsageLimitMBytes": Property(
        FilterType.INTEGER, _NULLABLE | _ORDER, lambda voucher, now: voucher.limits.data_usage_mbytes
    ),
    "rxRateLimitKbps": Property(
        FilterType.INTEGER, _NULLABLE | _ORDER, lambda voucher, now: voucher.limits.rx_rate_kbps
    ),
    "txRateLimitKbps": Property(
        FilterType.INTEGER, _NULLABLE | _ORDER, lambda voucher, now: voucher.limits.tx_rate_kbps
    ),
}
