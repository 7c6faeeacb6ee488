"""How a site is doing, in the simulated classic API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from unifi_sdk.simulator.network.classic.devices import type_of
from unifi_sdk.simulator.network.classic.records import connected
from unifi_sdk.simulator.network.classic.wire import Call, Handler
from unifi_sdk.simulator.network.hotspot import SimulatedClient
from unifi_sdk.simulator.network.state import Document

__all__ = ["HANDLERS"]


def _list_health(call: Call) -> list[Document]:
    kinds: dict[str, list[str]] = {"uap": [], "usw": [], "udm": []}
    for device in call.site.devices.values():
        kinds[type_of(device)].append(device.state(call.now))
    clients = connected(call.site, call.now).values()
    wireless = [client for client in clients if client.type == "WIRELESS"]
    wired = [client for client in clients if client.type == "WIRED"]
    gateway = next((device for device in call.site.devices.values() if type_of(device) == "udm"), None)
    wlan: Document = {"subsystem": "wlan", "num_ap": len(kinds["uap"]), **_counts(kinds["uap"]), **_people(wireless)}
    lan: Document = {"subsystem": "lan", "num_sw": len(kinds["usw"]), **_counts(kinds["usw"]), **_people(wired)}
    wan: Document = {"subsystem": "wan", "num_gw": len(kinds["udm"]), **_counts(kinds["udm"])}
    if gateway is not None:
        wan |= {"wan_ip": gateway.ip_address, "gw_mac": gateway.mac_address, "gw_name": gateway.name}
        wan |= {"isp_name": "Example Telecom", "asn": "64500"}
    www: Document = {"subsystem": "www", "status": "ok", "latency": 11, "uptime": 3_456_000, "drops": 0}
    results = call.site.classic.speed_tests
    if results:
        www |= {"xput_down": results[-1]["download_mbps"], "xput_up": results[-1]["upload_mbps"]}
    return [wlan, wan, www, lan, {"subsystem": "vpn", "status": "unknown"}]


def _counts(states: list[str]) -> Document:
    gone = sum(state == "OFFLINE" for state in states)
    status = "unknown" if not states else "error" if gone == len(states) else "warning" if gone else "ok"
    return {"status": status, "num_adopted": len(states), "num_disconnected": gone, "num_pending": 0}


def _people(clients: Sequence[SimulatedClient]) -> Document:
    guests = sum(client.guest for client in clients)
    return {"num_user": len(clients) - guests, "num_guest": guests}


def _get_system(call: Call) -> list[Document]:
    return [
        {
            "version": call.network.version,
            "build": f"atag_{call.network.version}_1",
            "hostname": "Console",
            "name": "Console",
            "timezone": "Europe/Lisbon",
            "uptime": 3_456_000,
            "update_available": False,
            "ubnt_device_type": "UDMPRO",
            "ip_addrs": ["192.168.1.1"],
            "unsupported_device_count": 0,
            "sso_app_sec": "simulated-sso-secret",
        }
    ]


HANDLERS: Mapping[str, Handler] = {"GET /stat/health": _list_health, "GET /stat/sysinfo": _get_system}
"""By the operation."""
