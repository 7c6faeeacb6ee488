"""Devices in the simulated classic API."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from unifi_sdk.simulator.network.classic.outlets import outlet_table, write_outlets
from unifi_sdk.simulator.network.classic.ports import port_table, write_overrides
from unifi_sdk.simulator.network.classic.speed_tests import begin, progress
from unifi_sdk.simulator.network.classic.state import Settings, hex_id
from unifi_sdk.simulator.network.classic.wire import Call, ClassicFailure, Handler
from unifi_sdk.simulator.network.equipment import SimulatedDevice
from unifi_sdk.simulator.network.state import Document

__all__ = ["HANDLERS", "STATES", "settings_of", "type_of"]

STATES = {"OFFLINE": 0, "ONLINE": 1, "PENDING_ADOPTION": 2, "UPDATING": 4, "GETTING_READY": 5, "ADOPTING": 7}
"""How the classic API counts what the documented one spells out."""
_NEWEST = "7.1.66"


def type_of(device: SimulatedDevice) -> str:
    """What kind of device it is: `udm`, `usw` or `uap`."""
    if device.radios:
        return "uap"
    return "usw" if device.model.startswith("USW") or device.outlets else "udm"


def _list_briefly(call: Call) -> list[Document]:
    return [
        {
            "mac": device.mac_address,
            "name": device.name,
            "type": type_of(device),
            "model": device.model,
            "adopted": True,
            "disabled": False,
            "state": STATES.get(device.state(call.now), 0),
        }
        for device in call.site.devices.values()
    ]


def _list_devices(call: Call) -> list[Document]:
    return [_document(call, device) for device in call.site.devices.values()]


def _get_device(call: Call) -> list[Document]:
    mac = call.ids["mac"].lower()
    found = [device for device in call.site.devices.values() if device.mac_address == mac]
    if not found:
        raise ClassicFailure("UnknownDevice")
    return [_document(call, found[0])]


def _change_device(call: Call) -> list[Document]:
    found = [device for device in call.site.devices.values() if hex_id(device.id) == call.ids["id"]]
    if not found:
        raise ClassicFailure("IdInvalid")
    device, body = found[0], deepcopy(call.body)
    settings = settings_of(call, device)
    if any(value is None for value in body.values()):
        raise ClassicFailure("InvalidPayload")
    if "port_overrides" in body:
        write_overrides(call, device, settings, body.pop("port_overrides"))
    if "outlet_overrides" in body:
        write_outlets(device, settings, body.pop("outlet_overrides"))
    device.name = str(body.pop("name", device.name))
    settings.fields.update(body)
    return [{**call.body, "_id": hex_id(device.id)}]


def settings_of(call: Call, device: SimulatedDevice) -> Settings:
    """What was written to a device."""
    return call.site.classic.devices.setdefault(device.id, Settings())


def _document(call: Call, device: SimulatedDevice) -> Document:
    settings, state = settings_of(call, device), device.state(call.now)
    overrides = settings.overrides(call.now)
    document: Document = {
        "_id": hex_id(device.id),
        "device_id": hex_id(device.id),
        "external_id": device.id,
        "mac": device.mac_address,
        "name": device.name,
        "type": type_of(device),
        "model": device.model,
        "version": device.firmware_version or "",
        "ip": device.ip_address,
        "serial": device.mac_address.replace(":", "").upper(),
        "site_id": hex_id(call.site.id),
        "adopted": True,
        "state": STATES.get(state, 0),
        "last_seen": int(call.now),
        "uptime": int(call.now - device.booted_at),
        "locating": False,
        "upgradable": device.firmware_updatable,
        "unsupported": not device.supported,
        "num_sta": 0,
        "user-num_sta": 0,
        "guest-num_sta": 0,
        "rx_bytes": 10_000_000,
        "tx_bytes": 40_000_000,
        "hw_caps": 2 if device.radios else 0,
        "config_network": {"type": "dhcp"},
        "sys_stats": {"loadavg_1": "0.31", "mem_total": 262_144, "mem_used": 111_411},
        "system-stats": {"cpu": "3.1", "mem": "42.5", "uptime": str(int(call.now - device.booted_at))},
        "x_authkey": "simulated-authkey",
        "x_vwirekey": "simulated-vwirekey",
        "led_override": "default",
        "port_table": port_table(call, device, overrides),
        "port_overrides": overrides,
    }
    if document["type"] == "udm":
        document |= _wans(call, device, is_online=state == "ONLINE")
    if device.firmware_updatable:
        document["upgrade_to_firmware"] = _NEWEST
    if any(port.poe_standard for port in device.ports):
        document["total_max_power"] = 400
    if device.outlets:
        document |= {"outlet_table": outlet_table(device), "outlet_overrides": settings.outlet_overrides}
        document["outlet_ac_power_budget"] = "1875.000"
        document["outlet_ac_power_consumption"] = (
            f"{sum(each.watts for each in device.outlets if each.relay_state):.3f}"
        )
    return document | settings.fields


def _wans(call: Call, gateway: SimulatedDevice, *, is_online: bool) -> Document:
    """The uplinks; a cable is in the first one alone."""
    links: Document = {}
    for number in range(1, len(call.site.wans) + 1):
        link: Document = {"name": f"eth{7 + number}", "up": is_online and number == 1, "speed": 0}
        if link["up"]:
            link |= {
                "ip": gateway.ip_address,
                "speed": 1000,
                "latency": 11,
                "rx_bytes-r": 250_000,
                "tx_bytes-r": 40_000,
            }
        links[f"wan{number}"] = link
    return links


def _command(call: Call) -> list[Document]:
    command = call.text("cmd")
    if command == "speedtest":
        return begin(call)
    if command == "speedtest-status":
        return progress(call)
    mac = call.text("mac").lower()
    found = [device for device in call.site.devices.values() if device.mac_address == mac]
    if command not in ("set-locate", "unset-locate", "upgrade", "upgrade-external"):
        raise ClassicFailure("InvalidCommand")
    if not found:
        raise ClassicFailure("UnknownDevice")
    device = found[0]
    if command.endswith("locate"):
        settings_of(call, device).fields["locating"] = command == "set-locate"
    elif command == "upgrade":
        device.upgrade(call.now, call.network.restart_seconds, _NEWEST)
    else:
        device.upgrade(call.now, call.network.restart_seconds, call.text("url").rpartition("/")[2])
    return []


HANDLERS: Mapping[str, Handler] = {
    "POST /cmd/devmgr": _command,
    "GET /stat/device-basic": _list_briefly,
    "GET /stat/device": _list_devices,
    "GET /stat/device/{mac}": _get_device,
    "PUT /rest/device/{id}": _change_device,
}
"""By the operation."""
