"""Clients in the simulated classic API: lists of them, and what can be done to one; it takes any text for a MAC address."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk.simulator.network.classic.networks import network_of
from unifi_sdk.simulator.network.classic.plugs import port_of
from unifi_sdk.simulator.network.classic.records import connected, new_record, records
from unifi_sdk.simulator.network.classic.state import hex_id
from unifi_sdk.simulator.network.classic.wire import Call, ClassicFailure, Handler
from unifi_sdk.simulator.network.hotspot import SimulatedClient
from unifi_sdk.simulator.network.state import Document

__all__ = ["HANDLERS", "V2_HANDLERS"]

_BANDS = {2.4: "ng", 5: "na", 6: "6e"}
_HOUR = 3600


def _list_records(call: Call) -> list[Document]:
    blocked = call.query.get("blocked")
    found = records(call.site, call.now).values()
    return [user for user in found if blocked is None or str(bool(user.get("blocked"))).lower() == blocked]


def _get_record_by_mac(call: Call) -> list[Document]:
    record = records(call.site, call.now).get(call.ids["mac"].lower())
    if record is None:
        raise ClassicFailure("UnknownUser")
    return [record]


def _list_connected(call: Call) -> list[Document]:
    return [_connection(call, client) for client in connected(call.site, call.now).values()]


def _get_connected(call: Call) -> list[Document]:
    client = connected(call.site, call.now).get(call.ids["mac"].lower())
    if client is None:
        raise ClassicFailure("UnknownStation")
    return [_connection(call, client)]


def _connection(call: Call, client: SimulatedClient) -> Document:
    site, mac = call.site, str(client.mac_address)
    record = records(site, call.now)[mac]
    since = int(client.connected_at or call.now)
    network = network_of(site, client.ip_address)
    document: Document = {
        "_id": hex_id(f"station {mac}"),
        "mac": mac,
        "user_id": record["_id"],
        "site_id": record["site_id"],
        "oui": "",
        "hostname": record.get("hostname", ""),
        "is_wired": client.type == "WIRED",
        "is_guest": client.guest,
        "authorized": not client.guest or client.active_authorization(call.now) is not None,
        "first_seen": record["first_seen"],
        "last_seen": int(call.now),
        "assoc_time": since,
        "latest_assoc_time": since,
        "uptime": int(call.now) - since,
        "satisfaction": 98,
    }
    document |= {name: record[name] for name in ("name", "noted", "usergroup_id") if name in record}
    if client.ip_address:
        document["ip"] = client.ip_address
    if network is not None:
        document |= {"network": network["name"], "network_id": network["_id"], "vlan": network["vlan"]}
    seconds = int(call.now) - since
    traffic = {"rx": seconds * client.tx_bytes_per_second, "tx": seconds * client.rx_bytes_per_second}
    return document | (_on_cable if client.type == "WIRED" else _in_the_air)(call, client, traffic)


def _on_cable(call: Call, client: SimulatedClient, traffic: Mapping[str, int]) -> Document:
    switch = call.site.devices.get(client.uplink_device_id or "")
    port = port_of(call.site, client)
    document: Document = {
        "wired_rate_mbps": 1000,
        "wired-rx_bytes": traffic["rx"],
        "wired-tx_bytes": traffic["tx"],
    }
    if switch is not None and port is not None:
        document |= {"sw_mac": switch.mac_address, "sw_port": port, "sw_depth": 1}
    return document


def _in_the_air(call: Call, client: SimulatedClient, traffic: Mapping[str, int]) -> Document:
    access_point = call.site.devices.get(client.uplink_device_id or "")
    if access_point is None or not access_point.radios:
        return {}
    radio = access_point.radios[sum(map(ord, str(client.mac_address))) % len(access_point.radios)]
    names = [str(broadcast["name"]) for broadcast in call.site.wifi_broadcasts.values()]
    return {
        "ap_mac": access_point.mac_address,
        "essid": (names[:1] if client.guest else names[-1:] or [""])[0] if names else "",
        "bssid": access_point.mac_address[:-1] + "f",
        "channel": radio.channel,
        "channel_width": radio.channel_width_mhz,
        "radio": _BANDS.get(radio.frequency_ghz, "ad"),
        "radio_proto": radio.wlan_standard.removeprefix("802.11"),
        "signal": -58,
        "noise": -96,
        "rssi": 38,
        "tx_rate": 866_700,
        "rx_rate": 780_000,
        "roam_count": 0,
        "rx_bytes": traffic["rx"],
        "tx_bytes": traffic["tx"],
        "rx_bytes-r": client.tx_bytes_per_second,
        "tx_bytes-r": client.rx_bytes_per_second,
    }


def _command(call: Call) -> list[Document]:
    command = _COMMANDS.get(call.text("cmd"))
    if command is None:
        raise ClassicFailure("InvalidCommand")
    return command(call)


def _block(call: Call) -> list[Document]:
    mac = call.text("mac").lower()
    if any(device.mac_address == mac for device in call.site.devices.values()):
        raise ClassicFailure("BlockUnifiDeviceForbidden", 403)
    record = _record(call, mac)
    record["blocked"] = True
    client = connected(call.site, call.now).get(mac)
    if client is not None:
        call.site.classic.barred[mac] = call.site.clients.pop(client.id)
    _note(call, record, "CLIENT_BLOCKED", "{CLIENT} was blocked by {ADMIN}.")
    return [record]


def _unblock(call: Call) -> list[Document]:
    mac = call.text("mac").lower()
    record = _record(call, mac)
    record["blocked"] = False
    _let_in(call, mac)
    _note(call, record, "CLIENT_UNBLOCKED", "{CLIENT} was unblocked by {ADMIN}.")
    return [record]


def _kick(call: Call) -> list[Document]:
    client = connected(call.site, call.now).get(call.text("mac").lower())
    if client is None or client.type != "WIRELESS":
        raise ClassicFailure("UnknownStation")
    client.connected_at = call.now
    return []


def _forget(call: Call) -> list[Document]:
    macs = call.body.get("macs")
    if not isinstance(macs, list):
        raise ClassicFailure("InvalidPayload")
    users = records(call.site, call.now)
    forgotten = [users.pop(str(mac).lower()) for mac in macs if str(mac).lower() in users]
    for record in forgotten:
        client = connected(call.site, call.now).get(str(record["mac"]))
        if client is not None and record.get("hostname"):
            client.name = str(record["hostname"])
        _let_in(call, str(record["mac"]))
    return forgotten


def _record(call: Call, mac: str) -> Document:
    """The record of whatever is sent for a MAC address; there is one from now on."""
    users = records(call.site, call.now)
    return users.setdefault(mac, new_record(call.site, mac, call.now))


def _note(call: Call, record: Document, key: str, message: str) -> None:
    client = {"id": record["mac"], "name": record.get("name", ""), "hostname": record.get("hostname", "")}
    call.site.classic.note(call.now, key, "CLIENT_DEVICES", message, CLIENT=client, ADMIN={"name": "API"})


def _let_in(call: Call, mac: str) -> None:
    client = call.site.classic.barred.pop(mac, None)
    if client is not None:
        client.connected_at = call.now
        call.site.clients[client.id] = client


def _list_history(call: Call) -> list[Document]:
    hours = int(call.query.get("withinHours", call.query.get("within_hours", 0)))
    only_free = call.query.get("onlyNonBlocked", call.query.get("only_non_blocked")) == "true"
    online = connected(call.site, call.now)
    return [
        _past(user)
        for mac, user in records(call.site, call.now).items()
        if mac not in online
        and not (only_free and user.get("blocked"))
        and (not hours or int(str(user["last_seen"])) >= call.now - hours * _HOUR)
    ]


def _past(user: Document) -> Document:
    mac = str(user["mac"])
    known = {name: value for name, value in user.items() if name != "_id"}
    called = user.get("name") or user.get("hostname") or f" {mac[-5:]}"
    kind = "WIRED" if user.get("is_wired") else "WIRELESS"
    return {**known, "id": mac, "display_name": called, "status": "offline", "type": kind, "unifi_device": False}


_COMMANDS = {"block-sta": _block, "unblock-sta": _unblock, "kick-sta": _kick, "forget-sta": _forget}

HANDLERS: Mapping[str, Handler] = {
    "GET /rest/user": _list_records,
    "GET /stat/user/{mac}": _get_record_by_mac,
    "GET /stat/sta": _list_connected,
    "GET /stat/sta/{mac}": _get_connected,
    "POST /cmd/stamgr": _command,
}
"""By the operation."""

V2_HANDLERS: Mapping[str, Handler] = {"GET /clients/history": _list_history}
"""By the operation."""
