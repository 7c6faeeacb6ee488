"""Networks and WiFi broadcasts of the simulated Network API: what is special about them."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk._facts import Schema
from unifi_sdk.simulator.network.crud import Area, find
from unifi_sdk.simulator.network.firewall import settle_zones
from unifi_sdk.simulator.network.state import Document, SimulatedSite
from unifi_sdk.simulator.network.wire import Call, Handler, invalid
from unifi_sdk.simulator.schema import project

__all__ = ["HANDLERS", "NETWORKS", "WIFI_BROADCASTS"]

_NOT_FOR_IOT = frozenset({"groupRekeyIntervalSeconds", "fastRoamingEnabled", "pmfMode"})
_ALWAYS_WITH_PMF = ("WPA2_WPA3_PERSONAL", "WPA2_WPA3_ENTERPRISE")
_WITHOUT_MODEL = frozenset({"STATIC_ROUTE", "OSPF_ROUTE", "NEXT_AI", "NAT_RULE", "SD_WAN"})


def _write_network(site: SimulatedSite, new: Document, old: Document | None) -> None:
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


def _write_broadcast(site: SimulatedSite, new: Document, old: Document | None) -> None:
    security = new["securityConfiguration"]
    if not isinstance(security, dict):
        return
    if new["type"] == "IOT_OPTIMIZED":
        dropped = _NOT_FOR_IOT - ({"pmfMode"} if security["type"] in _ALWAYS_WITH_PMF else set())
        new["securityConfiguration"] = {name: value for name, value in security.items() if name not in dropped}
    if security["type"] != "WPA2_PERSONAL":
        return
    if ("passphrase" in security) == ("presharedKeys" in security):
        raise invalid("Either 'securityConfiguration.passphrase' or 'securityConfiguration.presharedKeys' must be set")
    if "presharedKeys" in security and "network" in new:
        raise invalid("'network' must be null with 'securityConfiguration.presharedKeys'")


def _overview_of_broadcast(document: Document, overview: Schema, details: Schema) -> Document:
    shown = project(document, overview, details)
    keys, security = _preshared_keys(document), shown["securityConfiguration"]
    if keys and isinstance(security, Mapping):
        shown["securityConfiguration"] = {**security, "presharedKeyNetworkIds": [key["network"] for key in keys]}
    return shown


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

WIFI_BROADCASTS = Area(
    path="/v1/sites/{siteId}/wifi/broadcasts",
    kind="Wifi broadcast",
    shelf=lambda site: site.wifi_broadcasts,
    write=_write_broadcast,
    overview=_overview_of_broadcast,
)
"""WiFi broadcasts; the list shows no passphrase."""

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
    references = [broadcast.get("network"), *(key.get("network") for key in _preshared_keys(broadcast))]
    return [reference.get("networkId") for reference in references if isinstance(reference, Mapping)]


def _leave(broadcast: Document, network_id: str) -> None:
    """Take a broadcast off a network that goes away: it falls back to the native one."""
    native = {"type": "NATIVE"}
    for holder in (broadcast, *_preshared_keys(broadcast)):
        reference = holder.get("network")
        if isinstance(reference, Mapping) and reference.get("networkId") == network_id:
            holder["network"] = dict(native)


def _preshared_keys(broadcast: Document) -> list[Document]:
    security = broadcast.get("securityConfiguration")
    keys = security.get("presharedKeys") if isinstance(security, Mapping) else None
    return keys if isinstance(keys, list) else []
