"""Networks of the simulated Network API: what is special about them, and what uses them."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk.simulator.network.addresses import check_address_lists
from unifi_sdk.simulator.network.crud import Area, find
from unifi_sdk.simulator.network.failures import NetworkFailure, invalid
from unifi_sdk.simulator.network.firewall_zones import settle_zones
from unifi_sdk.simulator.network.references import preshared_keys
from unifi_sdk.simulator.network.state import Document, SimulatedSite
from unifi_sdk.simulator.network.wire import Call, Handler

__all__ = ["HANDLERS", "NETWORKS"]

_WITHOUT_MODEL = frozenset({"STATIC_ROUTE", "OSPF_ROUTE", "NEXT_AI", "NAT_RULE", "SD_WAN"})


def _write_network(site: SimulatedSite, new: Document, old: Document | None) -> None:
    if site.zone_based_firewall and new["management"] == "GATEWAY" and "zoneId" not in new:
        raise NetworkFailure(400, "api.network.validation.missing-zone-id", "zoneId must not be null")
    check_address_lists(new)
    vlan, default = new["vlanId"], new.get("default") is True
    if default != (vlan == 1):
        raise invalid("'vlanId' must be 1 for the default network and greater than 1 for all others")
    taken = {network["vlanId"] for network in site.networks.values() if network["id"] != new["id"]}
    if vlan in taken:
        raise invalid(f"'vlanId' {vlan} is used by another network")


def _remove_network(call: Call, network: Document) -> None:
    site, identifier = call.site, str(network["id"])
    if call.query["force"] is not True and _uses(site, identifier):
        raise invalid(f"Network '{identifier}' is in use")
    site.network_uses.pop(identifier, None)
    for broadcast in site.wifi_broadcasts.values():
        _leave(broadcast, identifier)


def _get_references(call: Call) -> Document:
    network = find(NETWORKS, call)
    resources = []
    for kind, identifiers in _uses(call.site, str(network["id"])).items():
        resource: Document = {"resourceType": kind, "referenceCount": len(identifiers)}
        if kind not in _WITHOUT_MODEL:
            resource["references"] = [{"referenceId": identifier} for identifier in identifiers if identifier]
        resources.append(resource)
    return {"referenceResources": resources}


NETWORKS = Area(
    path="/v1/sites/{siteId}/networks",
    kind="Network",
    shelf=lambda site: site.networks,
    settle=settle_zones,
    write=_write_network,
    remove=_remove_network,
    read_only=frozenset({"id", "metadata", "default"}),
)
"""Networks; their zone is kept together with the firewall's zones."""

HANDLERS: Mapping[str, Handler] = {f"GET {NETWORKS.path}/{{networkId}}/references": _get_references}
"""What only networks have, by the name of the operation."""


def _uses(site: SimulatedSite, network_id: str) -> dict[str, list[str | None]]:
    """What uses a network: ids, as far as there are any, by the vendor's type."""
    found: dict[str, list[str | None]] = {}
    for key, broadcast in site.wifi_broadcasts.items():
        if network_id in _networks_of(broadcast):
            found.setdefault("WIFI", []).append(key)
    for kind, identifier in site.network_uses.get(network_id, ()):
        found.setdefault(kind, []).append(identifier)
    return found


def _networks_of(broadcast: Document) -> list[object]:
    references = [broadcast.get("network"), *(key.get("network") for key in preshared_keys(broadcast))]
    return [reference.get("networkId") for reference in references if isinstance(reference, Mapping)]


def _leave(broadcast: Document, network_id: str) -> None:
    """Take a broadcast off a network that goes away: it falls back to the native one."""
    native = {"type": "NATIVE"}
    for holder in (broadcast, *preshared_keys(broadcast)):
        reference = holder.get("network")
        if isinstance(reference, Mapping) and reference.get("networkId") == network_id:
            holder["network"] = dict(native)
