"""DHCP leases in the simulated classic API."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk.simulator.network.classic.records import connected, records
from unifi_sdk.simulator.network.classic.wire import Call, Handler
from unifi_sdk.simulator.network.state import Document

__all__ = ["V2_HANDLERS"]

_LEASE_SECONDS = 86_400


def _list_leases(call: Call) -> Document:
    online, leases = connected(call.site, call.now), list[Document]()
    for mac, record in records(call.site, call.now).items():
        client = online.get(mac)
        address = record.get("fixed_ip") if record.get("use_fixedip") else record.get("last_ip")
        if address is None:
            continue
        leases.append(
            {
                "mac": mac,
                "ip": address,
                "hostname": record.get("hostname", ""),
                "name": record.get("name", ""),
                "display_name": record.get("name") or record.get("hostname") or f" {mac[-5:]}",
                "network_id": record.get("network_id", ""),
                "status": "offline" if client is None else "online",
                "client_type": "WIRED" if record.get("is_wired") else "WIRELESS",
                "use_fixedip": record.get("use_fixedip", False),
                "lease_expiration_time": 0 if client is None else call.now + _LEASE_SECONDS + 0.5,
            }
        )
    return {"dhcp_lease_info": leases}


V2_HANDLERS: Mapping[str, Handler] = {"GET /active-leases": _list_leases}
"""By the operation."""
