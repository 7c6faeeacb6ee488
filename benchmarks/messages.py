"""What consoles say over their sockets: changes of devices, events, notifications."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.devices import make_messages
from benchmarks.places import LAST

__all__ = ["make_changes", "make_events", "make_notifications"]

_OPEN_AT_ONCE = 10
_BEGAN = 1_767_225_600_000


def make_changes(ids: Sequence[str], count: int) -> Iterator[dict[str, Any]]:
    """Updates of cameras in turn, and a last one.

    Args:
        ids: The cameras.
        count: How many.
    """
    yield from make_messages(count - 1, ids)
    yield {"type": "update", "item": {"id": ids[0], "modelKey": "camera", "name": LAST}}


def make_events(count: int) -> Iterator[dict[str, Any]]:
    """Events that begin and end, some at a time.

    Args:
        count: How many messages.
    """
    events = count // 2
    for number in range(events + _OPEN_AT_ONCE):
        if number < events:
            item = {
                "id": f"{number:024x}",
                "modelKey": "event",
                "type": "smartDetectZone",
                "start": _BEGAN + number * 1000,
                "device": f"{number % 50:024x}",
                "smartDetectTypes": ["person"],
            }
            yield {"type": "add", "item": item}
        if number >= _OPEN_AT_ONCE:
            ended = {"id": f"{number - _OPEN_AT_ONCE:024x}", "modelKey": "event", "end": _BEGAN + number * 1000}
            yield {"type": "update", "item": ended}


def make_notifications(count: int) -> Iterator[dict[str, Any]]:
    """Locations and doorbells of UniFi Access in turn.

    Args:
        count: How many.
    """
    for number in range(count):
        name = LAST if number == count - 1 else f"Door {number % 50}"
        yield _location(number, name) if number % 4 or name == LAST else _ring(number, name)


def _location(number: int, name: str) -> dict[str, Any]:
    door = f"6164ca73-4481-5dc2-ade3-{number % 50:012x}"
    state = {"lock": ("locked", "unlocked")[number % 2], "dps": "close", "dps_connected": True, "is_unavailable": False}
    data = {"id": door, "location_type": "door", "name": name, "up_id": "", "extras": {}, "state": state}
    return _notification("access.data.v2.location.update", door, data)


def _ring(number: int, name: str) -> dict[str, Any]:
    data = {
        "connected_uah_id": "74acb9100001",
        "device_id": "74acb9100002",
        "device_type": "UA-G2-PRO",
        "device_name": "Intercom",
        "door_name": name,
        "controller_id": "74acb9100003",
        "floor_name": "Ground floor",
        "request_id": f"{number:024x}",
        "in_or_out": "in",
        "create_time": _BEGAN // 1000 + number,
        "reason_code": 0,
        "door_guard_ids": [],
        "host_device_mac": "",
        "clear_request_id": "",
    }
    return _notification("access.remote_view", data["request_id"], data)


def _notification(event: str, name: object, data: dict[str, Any]) -> dict[str, Any]:
    return {"event": event, "receiver_id": "", "event_object_id": name, "save_to_history": False, "data": data}
