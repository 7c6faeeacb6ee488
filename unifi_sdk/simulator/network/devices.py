"""Devices in the simulated Network API: adopted ones, those that wait for it, and what can be done to them."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk.simulator.network.equipment import SimulatedDevice
from unifi_sdk.simulator.network.failures import invalid, not_found
from unifi_sdk.simulator.network.state import Document, SimulatedSite
from unifi_sdk.simulator.network.wire import Call, Handler, page

__all__ = ["HANDLERS"]

_DEVICES = "/v1/sites/{siteId}/devices"


def _list_devices(call: Call) -> Document:
    return page(call, call.site.devices.values(), lambda device: device.to_wire(call.now))


def _get_device(call: Call) -> Document:
    return _details(call, _device(call))


def _get_statistics(call: Call) -> Document:
    return _device(call).statistics(call.now)


def _restart(call: Call) -> None:
    device = _device(call)
    _check_online(device, call.now)
    device.restart(call.now, call.network.restart_seconds)


def _power_cycle(call: Call) -> None:
    device, idx = _device(call), int(call.ids["portIdx"])
    port = device.port(idx)
    if port is None:
        raise not_found("Port", idx)
    if port.poe_standard is None:
        raise invalid(f"Port '{idx}' does not support PoE")
    _check_online(device, call.now)
    device.power_cycle(idx, call.now)


def _remove(call: Call) -> None:
    device = _device(call)
    del call.site.devices[device.id]
    _forget_in_tags(call.site, device.id)
    if device.state(call.now) == "ONLINE":
        device.reset(call.now, call.network.restart_seconds)
        call.network.pending_devices[device.mac_address] = device


def _adopt(call: Call) -> Document:
    mac, site = str(call.body["macAddress"]).lower(), call.site
    device = call.network.pending_devices.get(mac)
    if device is None or device.visible_from > call.now:
        raise not_found("Device", call.body["macAddress"])
    if not device.supported:
        raise invalid(f"Device '{mac}' is not supported")
    full = site.device_limit is not None and len(site.devices) >= site.device_limit
    if full and not call.body["ignoreDeviceLimit"]:
        raise invalid(f"Site '{site.id}' has reached its device limit")
    del call.network.pending_devices[mac]
    device.adopt(call.now, call.network.adoption_seconds)
    site.devices[device.id] = device
    return _details(call, device)


def _list_pending(call: Call) -> Document:
    waiting = [device for device in call.network.pending_devices.values() if device.visible_from <= call.now]
    return page(call, waiting, lambda device: device.to_pending_wire(list(call.network.sites)))


HANDLERS: Mapping[str, Handler] = {
    "GET /v1/pending-devices": _list_pending,
    f"GET {_DEVICES}": _list_devices,
    f"POST {_DEVICES}": _adopt,
    f"GET {_DEVICES}/{{deviceId}}": _get_device,
    f"DELETE {_DEVICES}/{{deviceId}}": _remove,
    f"POST {_DEVICES}/{{deviceId}}/actions": _restart,
    f"GET {_DEVICES}/{{deviceId}}/statistics/latest": _get_statistics,
    f"POST {_DEVICES}/{{deviceId}}/interfaces/ports/{{portIdx}}/actions": _power_cycle,
}
"""By the name of the operation."""


def _device(call: Call) -> SimulatedDevice:
    device = call.site.devices.get(call.ids["deviceId"])
    if device is None:
        raise not_found("Device", call.ids["deviceId"])
    return device


def _details(call: Call, device: SimulatedDevice) -> Document:
    return device.to_detailed_wire(call.now, _local_lags(call.site, device.id))


def _local_lags(site: SimulatedSite, device_id: str) -> list[Document]:
    found: list[Document] = []
    for lag in site.lags.values():
        members = lag["members"]
        if lag["type"] != "LOCAL" or not isinstance(members, list):
            continue
        found += [
            {"id": lag["id"], "portIdxs": member["portIdxs"], "metadata": lag["metadata"]}
            for member in members
            if member["deviceId"] == device_id
        ]
    return found


def _forget_in_tags(site: SimulatedSite, device_id: str) -> None:
    for key, tag in list(site.device_tags.items()):
        device_ids = tag["deviceIds"]
        left = [other for other in device_ids if other != device_id] if isinstance(device_ids, list) else []
        if left:
            tag["deviceIds"] = left
        else:
            del site.device_tags[key]


def _check_online(device: SimulatedDevice, now: float) -> None:
    if device.state(now) != "ONLINE":
        raise invalid(f"Device '{device.id}' is not online")
