"""What a cloud may have besides consoles that answer: a recorder, silence, a server, an SD-WAN, mobile routers."""

from __future__ import annotations

import secrets
import uuid

from unifi_sdk.simulator.cloud.state import CloudAccount, CloudHost, CloudState, CloudWorkspace, Document

__all__ = ["furnish", "mobile_client", "mobile_device"]

_SD_WAN = "9304163b-680d-4de8-a7a0-7617e328911d"
_MOMENT = 1_767_225_600_000


def furnish(cloud: CloudState, owner: CloudAccount) -> None:
    """Put the samples there.

    Args:
        cloud: Where.
        owner: Whose they are.
    """
    for host in (
        CloudHost(_id(), owner, "Recorder", applications=("protect",)),
        CloudHost(_id(), owner, "Silent", type="ucore", reports=False),
        CloudHost(str(uuid.uuid4()), owner, "Self-Hosted", type="network-server", version="8.3.11"),
    ):
        cloud.hosts[host.id] = host
    hub, spoke = _id(), _id()
    cloud.sd_wan_configs[_SD_WAN] = _config(hub, spoke)
    cloud.sd_wan_statuses[_SD_WAN] = _status(hub, spoke)
    workspace = CloudWorkspace("Field service", owner)
    cloud.workspaces[workspace.id] = workspace
    for name, has_fix in (("Van 1", True), ("Van 2", False)):
        device = mobile_device(name, has_fix=has_fix)
        workspace.devices[str(device["id"])] = device
        workspace.clients[str(device["id"])] = [mobile_client("Tablet", "WIRELESS"), mobile_client("Till", "WIRED")]


def mobile_device(name: str, *, has_fix: bool = True) -> Document:
    """A mobile router as the API shows it.

    Args:
        name: What it is called.
        has_fix: Whether it knows where it is; without, the location is missing.
    """
    location = {"latitude": 48.2082, "longitude": 16.3738, "last_updated": _MOMENT}
    return {
        "id": str(uuid.uuid4()),
        "name": name,
        "model": "UMR",
        "state": "CONNECTED",
        "firmware_version": "3.1.14",
        "mac_address": _mac(),
        "wan_source": "LTE",
        "wan_ip": "203.0.113.42",
        "enabled_wans": ["LTE", "WAN"],
        "isp": "Example Mobile",
        "lte_signal_level": "FAIR",
        "cellular_data_usage_bytes": 524_288_000,
        "cellular_data_limit_bytes": -1,
        "memory_usage_percent": 42,
        "uptime_seconds": 86_400,
        "client_count": 2,
        "host_address": "192.168.1.1",
        "poe_passthrough": False,
        "device_mode": "ROUTER",
        "wifi_enabled": True,
        "wifi_ssid": "Van",
        "tx_power_level": "HIGH",
        "vpn_profile_name": "",
        "vpn_status": "",
        "firewall_rule_names": [],
        "routing_rule_names": [],
        "ddns_profile_names": [],
        "subscription_plan": "5GB",
        "subscription_status": "ACTIVE",
        **({"location": location} if has_fix else {}),
    }


def mobile_client(name: str, kind: str) -> Document:
    """A client of a mobile router.

    Args:
        name: What it is called.
        kind: `WIRED` or `WIRELESS`.
    """
    return {
        "mac": _mac(),
        "name": name,
        "type": kind,
        "connection_status": "ONLINE",
        "ip_address": "192.168.1.100",
        "is_blocked": False,
        **({"wifi_experience": 85} if kind == "WIRELESS" else {}),
    }


def _id() -> str:
    return f"{secrets.token_hex(32).upper()}:{secrets.randbelow(10**10):010}"


def _mac() -> str:
    return secrets.token_bytes(6).hex(":").upper()


def _end(host: str, network: str, route: str) -> Document:
    site = secrets.token_hex(12)
    return {
        "id": f"{host}_{site}",
        "hostId": host,
        "siteId": site,
        "networkIds": [network] if network else [],
        "routes": [route] if route else [],
        "primaryWan": "WAN",
        "wanFailover": False,
    }


def _config(hub: str, spoke: str) -> Document:
    return {
        "id": _SD_WAN,
        "name": "Headquarters and shops",
        "type": "sdwan-hbsp",
        "variant": "single",
        "settings": {
            "hubsInterconnect": None,
            "spokeToHubTunnelsMode": "scalable",
            "spokesAutoScaleAndNatEnabled": True,
            "spokesAutoScaleAndNatRange": "172.16.0.0/12",
            "spokesIsolate": True,
            "spokeStandardSettingsEnabled": False,
            "spokeStandardSettingsValues": None,
            "spokeToHubRouting": "geo",
        },
        "hubs": [_end(hub, "670d14deb4e979611b761880", "")],
        "spokes": [{**_end(spoke, "", "172.16.1.0/24"), "hubsPriority": None}],
    }


def _progress(host: str, name: str) -> Document:
    return {
        "id": host,
        "hostId": host,
        "siteId": secrets.token_hex(12),
        "name": name,
        "primaryWanStatus": {"ip": "203.0.113.9", "latency": 1, "internetIssues": [], "wanId": "WAN"},
        "secondaryWanStatus": {"ip": "", "latency": None, "internetIssues": None, "wanId": ""},
        "errors": [],
        "warnings": [],
        "numberOfTunnelsUsedByOtherFeatures": 0,
        "networks": [{"networkId": "670d14deb4e979611b761880", "name": "Default", "errors": [], "warnings": []}],
        "routes": [{"routeValue": "172.16.1.0/24", "errors": [], "warnings": []}],
        "applyStatus": "OK",  # the vendor's example, where its document says ok
    }


def _status(hub: str, spoke: str) -> Document:
    tunnel = {"spokeWanId": "WAN", "hubWanId": "WAN", "status": "connected"}
    return {
        "id": "",
        "fingerprint": "85d521a1b3c8992f",
        "updatedAt": _MOMENT,
        "hubs": [_progress(hub, "Headquarters")],
        "spokes": [{**_progress(spoke, "Shop"), "connections": [{"hubId": hub, "tunnels": [tunnel]}]}],
        "lastGeneratedAt": _MOMENT,
        "generateStatus": "OK",
        "errors": [],
        "warnings": [],
    }
