"""Sites of the consoles that run UniFi Network, as the cloud lists them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from aiohttp import web

from unifi_sdk.simulator.cloud.behind import SiteBehind
from unifi_sdk.simulator.cloud.state import CloudHost, CloudState, Document
from unifi_sdk.simulator.cloud.wire import Call, page

__all__ = ["list_sites", "site_id", "sites_of"]


async def list_sites(call: Call) -> web.StreamResponse:
    """`GET /v1/sites`."""
    hosts = [host for host in call.cloud.hosts.values() if host.is_seen_by(call.key)]
    items = [_site(call, host, site) for host in hosts for site in sites_of(host)]
    return page(call, items, nulls=call.cloud.null_items)


def site_id(host: CloudHost, site: SiteBehind) -> str:
    """The cloud's own id of a site: 24 hexadecimal digits that stand nowhere on the console."""
    return hashlib.sha256(f"{host.id} {site.id}".encode()).hexdigest()[:24]


def sites_of(host: CloudHost) -> list[SiteBehind]:
    """The sites that the cloud knows of a host."""
    if host.console is None or "network" not in host.applications:
        return []
    return list(host.console.network.sites.values())


def all_sites(cloud: CloudState) -> Iterator[tuple[CloudHost, SiteBehind]]:
    """Every site of every host."""
    return ((host, site) for host in cloud.hosts.values() for site in sites_of(host))


def _site(call: Call, host: CloudHost, site: SiteBehind) -> Document:
    now = call.cloud.clock.now()
    offline = sum(device.state(now) != "ONLINE" for device in site.devices.values())
    waiting = sum(device.firmware_updatable for device in site.devices.values())
    counts = {
        "criticalNotification": 0,
        "gatewayDevice": 1,
        "guestClient": 0,
        "lanConfiguration": len(site.networks),
        "offlineDevice": offline,
        "offlineGatewayDevice": 0,
        "offlineWifiDevice": offline,
        "offlineWiredDevice": 0,
        "pendingUpdateDevice": waiting,
        "totalDevice": len(site.devices),
        "wanConfiguration": len(site.wans),
        "wifiClient": len(site.clients),
        "wifiConfiguration": len(site.wifi_broadcasts),
        "wifiDevice": sum(bool(device.radios) for device in site.devices.values()),
        "wiredClient": 0,
        "wiredDevice": sum(not device.radios for device in site.devices.values()),
    }
    isp = {"name": "Example Telecom", "organization": "Example Telecom AG"}
    return {
        "siteId": site_id(host, site),
        "hostId": host.id,
        "meta": {
            "desc": site.name,
            "gatewayMac": ":".join(host.mac.lower()[i : i + 2] for i in range(0, 12, 2)),
            "name": site.internal_reference,
            "timezone": "Europe/Vienna",
        },
        "statistics": {
            "counts": counts,
            "gateway": {
                "hardwareId": host.hardware_id,
                "inspectionState": "off",
                "ipsMode": "disabled",
                "ipsSignature": {"rulesCount": 53031, "type": "ET"},
                "shortname": "UDMPROSE",
            },
            "internetIssues": [],
            "ispInfo": isp,
            "percentages": {"txRetry": 1.5, "wanUptime": 100},
            "wanMagic": {"available": True, "enabled": False, "subscribed": False},
            "wans": {"WAN": {"externalIp": "203.0.113.7", "ispInfo": isp, "wanIssues": [], "wanUptime": 100}},
        },
        "permission": "admin",
        "isOwner": host.owner is call.key.account,
    }
