"""Firewall zones of the simulated Network API: which networks are in them, and what goes with them."""

from __future__ import annotations

from typing import cast

from unifi_sdk.simulator.network.crud import Area
from unifi_sdk.simulator.network.failures import NetworkFailure, invalid
from unifi_sdk.simulator.network.references import origin_of
from unifi_sdk.simulator.network.state import Document, SimulatedSite
from unifi_sdk.simulator.network.wire import Call

__all__ = ["ZONES", "need_zones", "settle_zones", "zones_of"]


def settle_zones(site: SimulatedSite) -> None:
    """Put every network of a gateway into a zone, the internal one if it has none, and tell the zones."""
    zones = site.firewall_zones
    built_in = [
        key for key, zone in zones.items() if zone["name"] == "Internal" and origin_of(zone) == "SYSTEM_DEFINED"
    ]
    for network in site.networks.values():
        if built_in and network.get("management") == "GATEWAY" and network.get("zoneId") not in zones:
            network["zoneId"] = built_in[0]
    members: dict[object, list[str]] = {}
    for name, network in site.networks.items():
        members.setdefault(network.get("zoneId"), []).append(name)
    for key, zone in zones.items():
        zone["networkIds"] = members.get(key, [])


def need_zones(site: SimulatedSite) -> None:
    """Refuse whatever is about zones at a site that has none.

    Raises:
        NetworkFailure: 400, with the vendor's code for it.
    """
    if not site.zone_based_firewall:
        code = "api.firewall.zone-based-firewall-not-configured"
        raise NetworkFailure(400, code, "Zone Based Firewall is not configured")


def _write_zone(site: SimulatedSite, new: Document, old: Document | None) -> None:
    if old is not None and origin_of(old) != "USER_DEFINED" and new["name"] != old["name"]:
        raise invalid(f"Only the networks of firewall zone '{old['id']}' can be modified")
    members = cast("list[str]", new["networkIds"])
    for member in members:
        if site.networks[member].get("management") != "GATEWAY":
            raise invalid(f"Network '{member}' is not managed by a gateway")
    for key, network in site.networks.items():
        if key in members:
            network["zoneId"] = new["id"]
        elif network.get("zoneId") == new["id"]:
            del network["zoneId"]


def _remove_zone(call: Call, zone: Document) -> None:
    policies = call.site.firewall_policies
    for key in [key for key, policy in policies.items() if zone["id"] in zones_of(policy)]:
        del policies[key]


def zones_of(policy: Document) -> tuple[object, object]:
    """The ids of the zones between which a policy lies."""
    source, destination = (policy[name] for name in ("source", "destination"))
    return cast("Document", source)["zoneId"], cast("Document", destination)["zoneId"]


ZONES = Area(
    path="/v1/sites/{siteId}/firewall/zones",
    kind="Firewall zone",
    shelf=lambda site: site.firewall_zones,
    gate=need_zones,
    settle=settle_zones,
    write=_write_zone,
    remove=_remove_zone,
)
"""Zones; with a zone go its policies, and its networks become internal."""
