"""Addresses that the site's DHCP servers have given out."""

from __future__ import annotations

from unifi_sdk._core.model import Model, UnixSeconds, model, untrusted
from unifi_sdk.network.classic.models.clients import ConnectionType

__all__ = ["DhcpLease"]


@model
class DhcpLease(Model):
    """An address that a client has or is to get."""

    mac: str
    ip: str | None = None
    hostname: str | None = untrusted(default=None)
    name: str | None = untrusted(default=None)
    display_name: str | None = untrusted(default=None)
    oui: str | None = None
    network_id: str | None = None
    status: str | None = None
    """``online`` or ``offline``."""
    client_type: ConnectionType | None = None
    use_fixedip: bool | None = None
    fixed_ip: str | None = None
    local_dns_record: str | None = None
    lease_expiration_time: UnixSeconds | None = None
    """None where it isn't known."""
