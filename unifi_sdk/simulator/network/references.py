"""Ids that one thing of a site has of another: which shelf they lead to, and whether anything stands there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from unifi_sdk.simulator.network.failures import invalid
from unifi_sdk.simulator.network.state import Document, Shelf, SimulatedSite

__all__ = ["check_references", "is_used", "origin_of", "preshared_keys"]

_TARGETS: Mapping[str, Callable[[SimulatedSite], Collection[str]]] = {
    "bridgingNetworkIds": lambda site: site.networks,
    "networkId": lambda site: site.networks,
    "networkIdFilter": lambda site: site.networks,
    "networkIds": lambda site: site.networks,
    "zoneId": lambda site: site.firewall_zones,
    "deviceId": lambda site: site.devices,
    "deviceIds": lambda site: site.devices,
    "deviceTagIds": lambda site: site.device_tags,
    "profileId": lambda site: site.radius_profiles,
    "trafficMatchingListId": lambda site: site.traffic_matching_lists,
    "vpnServerIds": lambda site: site.vpn_servers,
    "siteToSiteVpnTunnelId": lambda site: site.site_to_site_tunnels,
    "wanInterfaceId": lambda site: site.wans,
    "prefixDelegationWanInterfaceId": lambda site: site.wans,
}


def check_references(site: SimulatedSite, document: Document) -> None:
    """Refuse ids of things that the site doesn't have.

    Args:
        site: The site.
        document: What somebody wants to write.

    Raises:
        NetworkFailure: 400, there is no such thing; the message names the field.
    """
    for path, name, value in _ids(document, ""):
        if value not in _TARGETS[name](site):
            raise invalid(f"'{path}' refers to '{value}', which was not found")


def is_used(shelf: Shelf, identifier: str) -> bool:
    """Whether any document on a shelf has this id as one of its references."""
    return any(value == identifier for document in shelf.values() for _, _, value in _ids(document, ""))


def origin_of(document: Document) -> object:
    """Who made a thing: `USER_DEFINED`, `SYSTEM_DEFINED`..., None if it isn't told."""
    metadata = document.get("metadata")
    return metadata.get("origin") if isinstance(metadata, Mapping) else None


def preshared_keys(broadcast: Document) -> list[Document]:
    """The private keys of a WiFi broadcast; each leads into a network of its own."""
    security = broadcast.get("securityConfiguration")
    keys = security.get("presharedKeys") if isinstance(security, Mapping) else None
    return keys if isinstance(keys, list) else []


def _ids(value: object, path: str) -> Iterator[tuple[str, str, str]]:
    """Every reference in a document: where it stands, the name of its field, and the id."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            inner = f"{path}.{name}" if path else name
            if name in _TARGETS:
                listed = part if isinstance(part, list) else [part]
                yield from ((inner, name, one) for one in listed if isinstance(one, str))
            else:
                yield from _ids(part, inner)
    if isinstance(value, list):
        for number, part in enumerate(value):
            yield from _ids(part, f"{path}[{number}]")
