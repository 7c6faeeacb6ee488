"""WLANs in the simulated classic API: the WiFi broadcasts of the documented one; each write cuts Wi-Fi off for a while."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from unifi_sdk.simulator.network.classic.state import hex_id
from unifi_sdk.simulator.network.classic.wire import Call, ClassicFailure, Handler
from unifi_sdk.simulator.network.state import Document

__all__ = ["HANDLERS", "SECONDS_OFF"]

SECONDS_OFF = 20.0
"""How long whoever is on Wi-Fi is gone after a write."""

_KEPT_ELSEWHERE = ("name", "enabled", "hide_ssid", "x_passphrase")


def _list_wlans(call: Call) -> list[Document]:
    return [_document(call, broadcast) for broadcast in call.site.wifi_broadcasts.values()]


def _get_wlan(call: Call) -> list[Document]:
    return [_document(call, _by_id(call))]


def _change_wlan(call: Call) -> list[Document]:
    broadcast, body = _by_id(call), deepcopy(call.body)
    if any(value is None for value in body.values()):
        raise ClassicFailure("InvalidPayload")
    security = broadcast.get("securityConfiguration")
    if "x_passphrase" in body and isinstance(security, dict):
        security["passphrase"] = body["x_passphrase"]
    if "hide_ssid" in body:
        broadcast["hideName"] = body["hide_ssid"]
    broadcast.update({name: body[name] for name in ("name", "enabled") if name in body})
    rest = {name: value for name, value in body.items() if name not in _KEPT_ELSEWHERE}
    call.site.classic.wlans.setdefault(str(broadcast["id"]), {}).update(rest)
    for client in call.site.clients.values():
        if client.type == "WIRELESS":
            call.site.hide(client.id, call.now + SECONDS_OFF)
            client.connected_at = call.now + SECONDS_OFF
    return [{**call.body, "_id": call.ids["id"]}]


def _by_id(call: Call) -> Document:
    for broadcast in call.site.wifi_broadcasts.values():
        if hex_id(str(broadcast["id"])) == call.ids["id"]:
            return broadcast
    raise ClassicFailure("IdInvalid")


def _document(call: Call, broadcast: Document) -> Document:
    security = broadcast.get("securityConfiguration")
    passphrase = security.get("passphrase") if isinstance(security, dict) else None
    document: Document = {
        "_id": hex_id(str(broadcast["id"])),
        "external_id": broadcast["id"],
        "site_id": hex_id(call.site.id),
        "name": broadcast["name"],
        "enabled": broadcast.get("enabled", True),
        "security": "wpapsk" if passphrase else "open",
        "is_guest": "hotspotConfiguration" in broadcast,
        "hide_ssid": broadcast.get("hideName", False),
        "wlan_bands": ["2g", "5g"],
        "ap_group_ids": [hex_id("all access points")],
        "mac_filter_enabled": False,
        "mac_filter_list": [],
        "schedule_enabled": False,
        "schedule_with_duration": [],
        "x_iapp_key": "simulated-iapp-key",
    }
    if passphrase and not call.is_view_only:
        document["x_passphrase"] = passphrase
    return document | call.site.classic.wlans.get(str(broadcast["id"]), {})


HANDLERS: Mapping[str, Handler] = {
    "GET /rest/wlanconf": _list_wlans,
    "GET /rest/wlanconf/{id}": _get_wlan,
    "PUT /rest/wlanconf/{id}": _change_wlan,
}
"""By the operation."""
