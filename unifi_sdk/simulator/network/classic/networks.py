"""Networks in the simulated classic API: those of the documented one, in other words."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping

from unifi_sdk.simulator.network.classic.state import hex_id
from unifi_sdk.simulator.network.classic.wire import Call, Handler
from unifi_sdk.simulator.network.state import Document, SimulatedSite

__all__ = ["HANDLERS", "network_documents", "network_of"]


def network_documents(site: SimulatedSite) -> list[Document]:
    """Every network of a site, its uplinks included."""
    found: list[Document] = []
    for network in site.networks.values():
        document: Document = {
            "_id": hex_id(str(network["id"])),
            "site_id": hex_id(site.id),
            "external_id": network["id"],
            "name": network["name"],
            "enabled": network.get("enabled", True),
            "purpose": "corporate" if network.get("ipv4Configuration") else "vlan-only",
            "networkgroup": "LAN",
            "vlan": network.get("vlanId", 1),
            "vlan_enabled": not network.get("default", False),
        }
        addresses = network.get("ipv4Configuration")
        if isinstance(addresses, dict):
            document["ip_subnet"] = f"{addresses['hostIpAddress']}/{addresses['prefixLength']}"
        found.append(document)
    for number, wan in enumerate(site.wans.values(), 1):
        group = "WAN" if number == 1 else f"WAN{number}"
        uplink = {"name": wan["name"], "purpose": "wan", "wan_networkgroup": group}
        found.append({"_id": hex_id(str(wan["id"])), "site_id": hex_id(site.id), **uplink})
    return found


def network_of(site: SimulatedSite, address: str | None) -> Document | None:
    """The network in which an address lies."""
    for network in network_documents(site):
        subnet = network.get("ip_subnet")
        if address and subnet and ipaddress.ip_address(address) in ipaddress.ip_network(str(subnet), strict=False):
            return network
    return None


def _list_networks(call: Call) -> list[Document]:
    return network_documents(call.site)


HANDLERS: Mapping[str, Handler] = {"GET /rest/networkconf": _list_networks}
"""By the operation."""
