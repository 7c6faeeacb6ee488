"""Made-up arguments for every operation, as they stand on the command line of `unifi call`."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Any, Final, Literal, get_args, get_origin

from tests.support.commands import Unifi
from unifi_sdk._core.model import Model
from unifi_sdk.cli.operations.documents import plain_type
from unifi_sdk.cli.operations.table import Argument, Call, calls

__all__ = ["document_of", "made_up", "read_arguments"]

_ID: Final = "3f1c9f0e-8a55-4d4e-9d0b-0c6a1f2e7d11"
_PLAIN: Final = ("--reveal", "--no-fence")
_TEXTS: Final[Mapping[str, str]] = {
    "mac": "74:ac:b9:10:00:99",
    "pin": "482915",
    "filter": "name.eq('lobby')",
    "endpoint": "https://hooks.test/unifi",
    "timezone": "Europe/Vienna",
    "content_type": "image/png",
    "count": "3",
    "slot": "1",
    "evacuation": "false",
}
_DOCUMENTS: Final[Mapping[str, Any]] = {
    "AccessPolicyInput": {"name": "Night", "schedule_id": _ID, "resources": [{"id": _ID, "type": "door"}]},
    "AccessPolicyChanges": {"name": "Night"},
    "AccessMethodChanges": {"nfc": True},
    "CardImport": {"nfc_id": "068E2836", "alias": "spare"},
    "HolidayGroupInput": {"name": "Winter"},
    "HolidayGroupChanges": {"name": "Winter", "description": "closed"},
    "Invitation": {"user_id": _ID, "email": "guest@example.test"},
    "ScheduleInput": {"name": "Day", "week_schedule": {}},
    "ScheduleChanges": {"name": "Day"},
    "VisitorInput": {
        "first_name": "Ada",
        "last_name": "Example",
        "start_time": "2027-03-01T09:00:00Z",
        "end_time": "2027-03-01T17:00:00+00:00",
        "visit_reason": "Business",
        "resources": [{"id": _ID, "type": "door"}],
    },
    "VisitorChanges": {"remarks": "late"},
    "ArmProfileInput": {"name": "Away"},
    "ArmProfileChanges": {"name": "Away"},
    "CameraChanges": {"name": "Yard"},
    "LightChanges": {"name": "Yard"},
    "SensorChanges": {"name": "Yard"},
    "LiveviewInput": {
        "name": "Entrances",
        "is_global": True,
        "layout": 1,
        "slots": [{"cameras": [_ID], "cycle_mode": "time", "cycle_interval": 10}],
    },
    "WebhookEndpoint": {
        "id": _ID,
        "name": "Hook",
        "endpoint": "https://hooks.test/unifi",
        "events": ["access.door.unlock"],
    },
    "PosTransaction": {"type": "sale", "external_id": "42", "amount": 12.5},
}


async def made_up(unifi: Unifi, call: Call, folder: Path) -> list[str]:
    """Something for every argument that a write needs; what it replaces is read from the console.

    Args:
        unifi: Runs commands.
        call: The operation.
        folder: Where files may be made.
    """
    options: list[str] = []
    for argument in [each for each in call.arguments if each.is_required]:
        model = plain_type(argument.hint)
        if isinstance(model, type) and issubclass(model, Model):
            options += [argument.option, json.dumps(await document_of(unifi, call, model))]
        else:
            options += [argument.option, _sample(argument, folder)]
    return options


async def read_arguments(unifi: Unifi, call: Call) -> list[str]:
    """What a read needs, found on the console.

    Args:
        unifi: Runs commands.
        call: The operation.
    """
    if call.method in _ARRANGED:
        return await _ARRANGED[call.method](unifi)
    needed = [argument for argument in call.arguments if argument.is_required and argument.name in call.ids.values()]
    return [part for each in needed for part in (each.option, await _id_of(unifi, call, each.name))]


async def document_of(unifi: Unifi, call: Call, model: type[Model]) -> Any:
    """What an operation takes for a model: as the console gives it, or made up where it never does.

    Args:
        unifi: Runs commands.
        call: The operation.
        model: The model.
    """
    if model.__name__ in _DOCUMENTS:
        return _DOCUMENTS[model.__name__]
    reads = [other for other in calls() if not other.is_write and other.application == call.application]
    one = next((read for read in reads if read.answer is model), None)
    listed = one or next(read for read in reads if read.item is model)
    ended = await unifi("call", listed.operation, *await read_arguments(unifi, listed), *_PLAIN)
    assert ended.code == 0, ended.err
    return ended.json if one else ended.json["items"][0]


async def _id_of(unifi: Unifi, call: Call, name: str) -> str:
    """The first item of the list whose path ends where the id stands."""
    places = {argument: place for place, argument in call.ids.items()}
    parent = call.operation.partition(" ")[2].partition(f"/{{{places[name]}}}")[0]
    ended = await unifi("call", f"GET {parent}", *_PLAIN)
    assert ended.code == 0, ended.err
    first = ended.json["items"][0]
    found: str = first[name] if name in first else first["id"]
    return found


async def _ordering(unifi: Unifi) -> list[str]:
    ended = await unifi("call", "GET /v1/sites/{site_id}/firewall/zones")
    zones = [zone["id"] for zone in ended.json["items"]]
    return ["--source-zone", zones[0], "--destination-zone", zones[1]]


async def _settings(unifi: Unifi) -> list[str]:
    devices = unifi.simulated.access.devices.values()
    return ["--device-id", next(device.id for device in devices if device.access_methods)]


async def _session(unifi: Unifi) -> list[str]:
    device = next(each.id for each in unifi.simulated.access.devices.values() if "nfc" in each.access_methods)
    begun = await unifi(
        "call", "POST /credentials/nfc_cards/sessions", "--device-id", device, "--allow-mutations", *_PLAIN
    )
    session: str = begun.json["result"]["session_id"]
    unifi.simulated.access.tap(session_id=session)
    return ["--session-id", session]


async def _qr_code(unifi: Unifi) -> list[str]:
    options = ["--visitor-id", next(iter(unifi.simulated.access.visitors))]
    assert (await unifi("call", "PUT /visitors/{visitor_id}/qr_codes", *options, "--allow-mutations")).code == 0
    return options


async def _resource(unifi: Unifi) -> list[str]:
    door = next(door.id for door in unifi.simulated.access.doors.values() if door.name == "Main Entrance")
    assert (await unifi("call", f"PUT /doors/{door}/unlock", "--allow-mutations")).code == 0
    (entry,) = (await unifi("call", "POST /system/logs", "--limit", "1", *_PLAIN)).json["items"]
    targets = entry["source"]["target"]
    return ["--resource-id", next(target["id"] for target in targets if target["type"] == "activities_resource")]


async def _file(unifi: Unifi) -> list[str]:
    options = await _resource(unifi)
    ended = await unifi("call", "GET /system/logs/resource/{resource_id}", *options, *_PLAIN)
    return ["--path", ended.json["video_record_thumbnail"]]


async def _condition(_: Unifi) -> list[str]:
    return ["--condition", "a"]


async def _thumbnail(unifi: Unifi) -> list[str]:
    cameras = unifi.simulated.protect.devices_of("camera").values()
    event = unifi.simulated.protect.start_event("motion", next(camera for camera in cameras if camera.is_connected))
    return ["--thumbnail-id", f"e-{event.id}"]


async def _range(unifi: Unifi) -> list[str]:
    end = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    camera = await _id_of(unifi, next(call for call in calls() if call.method == "legacy.cameras.get"), "camera_id")
    return ["--camera-id", camera, "--start", (end - timedelta(seconds=20)).isoformat(), "--end", end.isoformat()]


async def _export(_: Unifi) -> list[str]:
    now = datetime.now(UTC)
    times = ["--since", (now - timedelta(days=1)).isoformat(), "--until", now.isoformat()]
    return ["--topic", "all", *times, "--timezone", "Europe/Vienna"]


_ARRANGED: Final[Mapping[str, Callable[[Unifi], Awaitable[list[str]]]]] = {
    "network.firewall_policies.get_ordering": _ordering,
    "access.devices.get_settings": _settings,
    "": _session,
    "access.visitors.credentials.qr_code": _qr_code,
    "access.system_logs.get_resource": _resource,
    "access.system_logs.file": _file,
    "access.system_logs.export": _export,
    "access.touch_passes.search": _condition,
    "legacy.cameras.thumbnail": _thumbnail,
    "legacy.thumbnail_address": _thumbnail,
    "legacy.cameras.export.read": _range,
}
"""What a console has to be brought to first, or asked for otherwise, by the method."""


def _sample(argument: Argument, folder: Path) -> str:
    hint = plain_type(argument.hint)
    if argument.name in _TEXTS:
        return _TEXTS[argument.name]
    if get_origin(hint) is not None and get_args(hint):
        inner = get_args(hint)[0]
        return _list_of(inner) if get_origin(hint) is not Literal else str(inner)
    if hint is bytes:
        file, kind = folder / argument.name, "PRIVATE KEY" if argument.name == "key" else "CERTIFICATE"
        file.write_text(f"-----BEGIN {kind}-----\nfake\n-----END {kind}-----\n")
        return f"@{file}"
    if isinstance(hint, type) and issubclass(hint, Enum):
        return str(next(iter(hint)).value)
    return {str: _ID, int: "1", bool: "true", float: "1.5"}[hint]


def _list_of(item: Any) -> str:
    if isinstance(item, type) and issubclass(item, Model):
        return json.dumps([_DOCUMENTS[item.__name__]])
    return str(next(iter(item)).value) if isinstance(item, type) and issubclass(item, Enum) else _ID
