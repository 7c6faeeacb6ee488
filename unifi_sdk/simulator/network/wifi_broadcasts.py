"""WiFi broadcasts of the simulated Network API: what is special about them."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk._facts import Schema
from unifi_sdk.simulator.network.crud import Area
from unifi_sdk.simulator.network.failures import invalid
from unifi_sdk.simulator.network.references import preshared_keys
from unifi_sdk.simulator.network.state import Document, SimulatedSite
from unifi_sdk.simulator.schema import project

__all__ = ["WIFI_BROADCASTS"]

_NOT_FOR_IOT = frozenset({"groupRekeyIntervalSeconds", "fastRoamingEnabled", "pmfMode"})
_ALWAYS_WITH_PMF = ("WPA2_WPA3_PERSONAL", "WPA2_WPA3_ENTERPRISE")


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
    keys, security = preshared_keys(document), shown["securityConfiguration"]
    if keys and isinstance(security, Mapping):
        shown["securityConfiguration"] = {**security, "presharedKeyNetworkIds": [key["network"] for key in keys]}
    return shown


WIFI_BROADCASTS = Area(
    path="/v1/sites/{siteId}/wifi/broadcasts",
    kind="Wifi broadcast",
    shelf=lambda site: site.wifi_broadcasts,
    write=_write_broadcast,
    overview=_overview_of_broadcast,
)
"""WiFi broadcasts; the list shows no passphrase."""
