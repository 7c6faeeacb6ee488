"""Devices of the consoles that an account owns, as the cloud lists them."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from aiohttp import web

from unifi_sdk.simulator.clock import iso_time
from unifi_sdk.simulator.cloud.behind import DeviceBehind
from unifi_sdk.simulator.cloud.sites import sites_of
from unifi_sdk.simulator.cloud.state import CloudHost, Document
from unifi_sdk.simulator.cloud.wire import Call, bad_parameter, page

__all__ = ["list_devices", "read_moment"]

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


async def list_devices(call: Call) -> web.StreamResponse:
    """`GET /v1/devices`; `hostIds` without its brackets is not known, and so ignored."""
    query = call.request.query
    if "time" in query:
        read_moment("time", query["time"])
    wanted = set(query.getall("hostIds[]", []))
    hosts = [
        host for host in call.cloud.hosts.values() if host.is_reached_by(call.key) and (not wanted or host.id in wanted)
    ]
    items = [_host_devices(call, host) for host in hosts]
    return page(call, items, nulls=call.cloud.null_items)


def read_moment(name: str, text: str) -> datetime:
    """A time of RFC 3339.

    Raises:
        CloudFailure: 400, it is none.
    """
    if not _MOMENT.fullmatch(text):
        raise bad_parameter(f"invalid {name} format: {text}")
    return datetime.fromisoformat(text).astimezone(UTC)


def _host_devices(call: Call, host: CloudHost) -> Document:
    now = call.cloud.clock.now()
    below = [_device(device, now) for site in sites_of(host) for device in site.devices.values()]
    return {
        "hostId": host.id,
        "hostName": host.name,
        "devices": [_console(host), *below],
        "updatedAt": iso_time(now),
    }


def _console(host: CloudHost) -> Document:
    return {
        "id": host.mac,
        "mac": host.mac,
        "name": host.name,
        "model": "UDM SE",
        "shortname": "UDMPROSE",
        "ip": "192.168.1.1",
        "productLine": "network",
        "status": "online" if host.is_online else "offline",
        "version": host.version,
        "firmwareStatus": "upToDate",
        "updateAvailable": None,
        "isConsole": True,
        "isManaged": True,
        "startupTime": "2025-12-19T13:41:43Z",
        "adoptionTime": None,
        "note": None,
        "uidb": {"guid": host.hardware_id, "id": host.hardware_id, "images": {"default": "3008400039c4"}},
    }


def _device(device: DeviceBehind, now: float) -> Document:
    digits = device.mac_address.replace(":", "").upper()
    return {
        "id": digits,
        "mac": digits,
        "name": device.name,
        "model": device.model,
        "shortname": device.model.replace(" ", "").upper(),
        "ip": device.ip_address,
        "productLine": "network",
        "status": "online" if device.state(now) == "ONLINE" else "offline",
        "version": device.firmware_version or "",
        "firmwareStatus": "updateAvailable" if device.firmware_updatable else "upToDate",
        "updateAvailable": "7.2.99" if device.firmware_updatable else None,
        "isConsole": False,
        "isManaged": True,
        "startupTime": iso_time(device.booted_at),
        "adoptionTime": None if device.adopted_at is None else iso_time(device.adopted_at),
        "note": None,
        "uidb": {"id": digits, "images": {}},
    }
