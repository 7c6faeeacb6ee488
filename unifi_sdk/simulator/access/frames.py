"""How the simulated Access application describes doors, devices and people on its sockets and to its webhooks."""

from __future__ import annotations

import secrets
import string
import unicodedata
import uuid
from typing import TYPE_CHECKING

from unifi_sdk.simulator.access.wire import new_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unifi_sdk.simulator.access.people import User
    from unifi_sdk.simulator.access.places import Device, Door, LockRule, Ring
    from unifi_sdk.simulator.access.state import AccessState

CONSOLE_MAC = "00005E005300"
WIRING = {"uah-input_state_dps": "off", "uah-wiring_state_dps-neg": "off", "uah-wiring_state_dps-pos": "off"}
KEPT = {"keep_lock": "remain_lock", "keep_unlock": "remain_unlock", "custom": "remain_unlock"}
"""Type of a temporary rule to the field that tells of it."""
LETTERS = string.ascii_letters + string.digits


def notification(event: str, object_id: str, data: Mapping[str, object]) -> dict[str, object]:
    """The frame of everything on the sockets (reference 11.1)."""
    return {
        "event": event,
        "receiver_id": "",
        "event_object_id": object_id,
        "save_to_history": False,
        "data": data,
    }


def decomposed(frame: dict[str, object]) -> dict[str, object]:
    """A frame whose texts have each accent beside its letter."""
    return {key: _decomposed(value) for key, value in frame.items()}


def webhook(event: str, **data: object) -> dict[str, object]:
    """The frame of everything that endpoints get (reference 11.7)."""
    return {"event": event, "event_object_id": new_id(), "data": data}


def location(door: Door) -> dict[str, object]:
    """The `location` of a webhook."""
    return {
        "id": door.id,
        "location_type": "door",
        "name": door.name,
        "up_id": door.floor_id,
        "extras": _extras(door),
        "device_ids": None,
    }


def device(item: Device | None, now: float) -> dict[str, object] | None:
    """The `device` of a webhook; null where there is none."""
    if item is None:
        return None
    return {
        "name": item.name,
        "alias": item.alias,
        "id": item.id,
        "ip": item.ip,
        "mac": ":".join(item.id[place : place + 2] for place in range(0, len(item.id), 2)),
        "online": item.is_online,
        "adopting": False,
        "device_type": item.type,
        "connected_hub_id": item.hub_id,
        "location_id": item.location_id,
        "firmware": item.firmware,
        "version": item.firmware,
        "guid": str(uuid.uuid5(uuid.NAMESPACE_URL, item.id)),
        "start_time": item.start_time,
        "hw_type": "",
        "revision": str(int(now * 1_000_000_000)),
        "cap": None,
        "category": None,
    }


def door_update(state: AccessState, door: Door) -> dict[str, object]:
    """The `data` of `access.data.v2.location.update`, the steady report of a door's state."""
    now = state.clock.now()
    has_sensor = door.position in ("open", "close")
    hub = state.devices.get(door.hub_id or "")
    emergency = "lockdown" if state.is_locked_down else "evacuation" if state.evacuation else "none"
    told: dict[str, object] = {
        "lock": "unlocked" if state.is_unlocked(door) else "locked",
        "dps": door.position if has_sensor else "none",
        "dps_connected": has_sensor,
        "emergency": {"software": emergency, "hardware": "none"},
        "is_unavailable": hub is None or not hub.is_online,
        "alarms": [],
        **_remaining(door.current_rule(now)),
    }
    picture = _extras(door).get("door_thumbnail", "")
    return {
        "id": door.id,
        "location_type": "door",
        "name": door.name,
        "up_id": door.floor_id,
        "extras": _extras(door),
        "device_ids": [item.id for item in state.devices.values() if item.location_id == door.id],
        "state": told,
        "thumbnail": {"type": "thumbnail", "url": picture, "door_thumbnail_last_update": int(now)},
        "last_activity": int(now),
    }


def device_update(item: Device, door: Door | None, is_unlocked: bool) -> dict[str, object]:
    """The `data` of `access.data.v2.device.update`."""
    states = [] if door is None else [{"location_id": door.id, "lock": "unlocked" if is_unlocked else "locked"}]
    return {
        "id": item.id,
        "name": item.name,
        "alias": item.alias,
        "device_type": item.type,
        "location_id": item.location_id,
        "firmware": item.firmware,
        "online": item.is_online,
        "location_states": states,
        "cap": None,
        "category": None,
    }


def remote_unlock(door: Door) -> dict[str, object]:
    """The `data` of `access.data.device.remote_unlock`."""
    return {
        "unique_id": door.id,
        "name": door.name,
        "up_id": door.floor_id,
        "timezone": "",
        "location_type": "door",
        "extra_type": "",
        "full_name": door.full_name,
        "level": 0,
        "work_time": "[]",
        "work_time_id": "",
        "extras": WIRING,
    }


def remote_view(state: AccessState, ring: Ring, item: Device, door: Door | None) -> dict[str, object]:
    """The `data` of `access.remote_view`, a doorbell that begins to ring; it names the door, but no door id."""
    guards: list[User] = [user for user in state.users.values() if user.is_admin]
    return {
        "channel": new_id(),
        "token": new_id(),
        "device_id": item.id,
        "device_type": item.type,
        "device_name": item.name,
        "door_name": "" if door is None else door.name,
        "controller_id": CONSOLE_MAC.lower(),
        "floor_name": "" if door is None else state.floors.get(door.floor_id, ""),
        "request_id": ring.request_id,
        "clear_request_id": "",
        "in_or_out": "in",
        "create_time": int(ring.started_at),
        "reason_code": 0,
        "door_guard_ids": [user.id for user in guards],
        "connected_uah_id": item.hub_id,
        "room_id": f"WR-{item.id}-{random_key()}",
        "host_device_mac": CONSOLE_MAC,
    }


def random_key() -> str:
    """32 letters and digits, the form of doorbell requests."""
    return "".join(secrets.choice(LETTERS) for _ in range(32))


def _decomposed(value: object) -> object:
    if isinstance(value, str):
        return unicodedata.normalize("NFD", value)
    if isinstance(value, dict):
        return decomposed(value)
    return [_decomposed(item) for item in value] if isinstance(value, (list, tuple)) else value


def _extras(door: Door) -> dict[str, object]:
    extras = door.live_fields.get("extras")
    return {**WIRING, **extras} if isinstance(extras, dict) else {**WIRING}


def _remaining(rule: LockRule | None) -> dict[str, object]:
    """Until when a temporary rule holds; absent without one."""
    if rule is None or rule.type not in KEPT:
        return {}
    return {KEPT[rule.type]: {"type": rule.type, "until": rule.ended_time, "state": KEPT[rule.type][7:]}}
