"""The simulated device operations of Access: list, access methods, doorbell (reference chapter 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unifi_sdk.simulator.access.lookups import find_device
from unifi_sdk.simulator.access.places import Device
from unifi_sdk.simulator.access.wire import (
    AccessRefusalError,
    Body,
    Operation,
    Reply,
    query_flag,
    read_body,
    required,
)
from unifi_sdk.simulator.quirks import Quirk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aiohttp import web

    from unifi_sdk.simulator.access.running import RunningAccess

METHODS = (
    "bt_button",
    "bt_shake",
    "bt_tap",
    "face",
    "mobile_wave",
    "nfc",
    "pin_code",
    "qr_code",
    "touch_pass",
    "wave",
)
YES_NO = {"yes": "yes", "no": "no", "true": "yes", "false": "no"}
"""Both spellings are taken, one is told."""
FACE_PAIRS = {("no", "far"), ("no", "medium"), ("medium", "near"), ("high", "near")}
"""Anti-spoofing level and detection distance that go together."""
FACE_VALUES = {"anti_spoofing_level": ("high", "medium", "no"), "detect_distance": ("near", "medium", "far")}


class DeviceOperations:
    """Hubs, readers and intercoms.

    Args:
        access: What the operations read and change.
    """

    def __init__(self, access: RunningAccess) -> None:
        self._access = access

    def operations(self) -> Iterable[Operation]:
        """Every operation of this area but the socket."""
        view, edit, one = "view:device", "edit:device", "/devices/{device_id}"
        yield Operation("GET", "/devices", view, self.list_all)
        yield Operation("GET", f"{one}/settings", view, self.get_settings)
        yield Operation("PUT", f"{one}/settings", edit, self.set_settings)
        yield Operation("POST", f"{one}/doorbell", edit, self.ring_doorbell)

    async def list_all(self, request: web.Request) -> Reply:
        """Reference 8.1: a list for each door, and one of the devices that are at none."""
        query_flag(request, "refresh")
        places: dict[str, list[object]] = {door_id: [] for door_id in (*self._access.doors, "")}
        for item in self._access.devices.values():
            place = item.location_id if item.location_id in self._access.doors else ""
            places[place].append(_bare(item) if Quirk.BARE_DEVICES in self._access.quirks else _item(item))
        lists = [devices for devices in places.values() if devices]
        return Reply([item for devices in lists for item in devices] if self._access.devices_are_flat else lists)

    async def get_settings(self, request: web.Request) -> Reply:
        """Reference 8.2: methods that the hardware doesn't have are told too."""
        item = self._reader(request)
        methods = {name: dict(settings) for name, settings in sorted(item.access_methods.items())}
        return Reply({"access_methods": methods, "device_id": item.id})

    async def set_settings(self, request: web.Request) -> Reply:
        """Reference 8.3: under the key `access_methods`.

        A pair of face settings that don't go together has no effect, nor has what belongs to a method that is off.
        """
        item, body = self._reader(request), await read_body(request)
        methods = Body(required(body.mapping("access_methods")))
        if not set(METHODS).issuperset(methods.values):
            raise AccessRefusalError("CODE_PARAMS_INVALID")
        changes = {name: _settings(name, Body(required(methods.mapping(name)))) for name in methods.values}
        if not item.is_online:
            raise AccessRefusalError("CODE_DEVICE_DEVICE_OFFLINE")
        for name, settings in changes.items():
            item.access_methods[name] = _merged(name, item.access_methods.get(name, {}), settings)
        return Reply("success")

    async def ring_doorbell(self, request: web.Request) -> Reply:
        """Reference 8.4: `room_name` must be there, if empty; a new ring at a device takes the place of its last one."""
        item, body = find_device(self._access, request.match_info["device_id"]), await read_body(request, optional=True)
        room_name, cancel = required(body.text("room_name")), body.flag("cancel")
        if room_name and room_name not in item.rooms:
            raise AccessRefusalError("CODE_RESOURCE_NOT_FOUND")
        if not item.is_online:
            raise AccessRefusalError("CODE_DEVICE_DEVICE_OFFLINE")
        if "remote_call" not in item.capabilities:
            raise AccessRefusalError("CODE_DEVICE_API_NOT_SUPPORTED")
        if cancel and not self._access.cancel_rings_again:
            self._access.silence(item)
        else:
            self._access.start_ringing(item, room_name)
        return Reply("success")

    def _reader(self, request: web.Request) -> Device:
        item = find_device(self._access, request.match_info["device_id"])
        if not item.access_methods:
            raise AccessRefusalError("CODE_DEVICE_API_NOT_SUPPORTED")
        return item


def _bare(item: Device) -> dict[str, object]:
    return {"alias": item.alias, "id": item.id, "name": item.name, "type": item.type}


def _item(item: Device) -> dict[str, object]:
    return {
        "alias": item.alias,
        "capabilities": [*item.capabilities],
        "connected_uah_id": item.hub_id,
        "id": item.id,
        "is_adopted": True,
        "is_connected": item.is_online,
        "is_managed": True,
        "is_online": item.is_online,
        "location_id": item.location_id,
        "name": item.name,
        "type": item.type,
    }


def _settings(name: str, body: Body) -> dict[str, str]:
    """The settings of one method in a request."""
    choices: dict[str, Iterable[str]] = {"enabled": YES_NO}
    if name == "pin_code":
        choices["pin_code_shuffle"] = YES_NO
    if name == "face":
        choices.update(FACE_VALUES)
    if not choices.keys() >= body.values.keys():
        raise AccessRefusalError("CODE_PARAMS_INVALID")
    texts = {key: required(body.choice(key, tuple(choices[key]))) for key in body.values}
    return {key: YES_NO[text] if choices[key] is YES_NO else text for key, text in texts.items()}


def _merged(name: str, old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    merged = {**old, **new}
    if name == "pin_code" and merged.get("enabled") == "no":
        merged.update({key: value for key, value in old.items() if key != "enabled"})
    if name == "face" and merged.get("enabled") == "no":
        merged.update({key: value for key, value in old.items() if key in FACE_VALUES})
    pair = (merged.get("anti_spoofing_level", "no"), merged.get("detect_distance", "far"))
    if name == "face" and pair not in FACE_PAIRS:
        return {**merged, **{key: value for key, value in old.items() if key in FACE_VALUES}}
    return merged
