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
from unifi_sdk.simulator import SimulatedConsole
from unifi_sdk.simulator.network.classic.state import hex_id
from unifi_sdk.simulator.network.references import origin_of

__all__ = ["CLASSIC_WRITES", "classic_arguments", "document_of", "furnish_classic", "made_up", "read_arguments"]

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
_ONE_OF: Final[Mapping[str, tuple[str, ...]]] = {"network.firewall_policies.update": ("logging_enabled",)}
"""What is given of arguments none of which is required, although one of them is."""
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

CLASSIC_WRITES: Final[Mapping[str, Mapping[str, str]]] = {
    "network.classic.": {"name": "sample", "note": "sample", "ip": "192.168.1.77", "network_id": "sample"},
    "network.classic.clients.": {"mac": "a4:83:e7:10:20:30", "macs": "a4:83:e7:10:20:30"},
    "network.classic.reservations.": {"mac": "a4:83:e7:10:20:30", "group_id": "sample"},
    "network.classic.devices.": {"mac": "74:ac:b9:10:00:02", "url": "https://firmware.test/image.bin"},
    "network.classic.devices.set_led": {"state": "on"},
    "network.classic.devices.upgrade": {"mac": "74:ac:b9:10:00:03"},
    "network.classic.devices.ports.set": {"port_idx": "3", "name": "sample"},
    "network.classic.devices.outlets.set": {"mac": "74:ac:b9:40:00:01", "index": "1", "on": "false"},
    "network.classic.port_forwards.update": {"enabled": "false"},
    "network.classic.port_forwards.create": {
        "forward": '{"name": "Web", "dst_port": "443", "fwd": "192.168.1.20", "fwd_port": "443"}'
    },
    "network.classic.port_profiles.create": {"profile": '{"name": "Cameras"}'},
    "network.classic.policies.set_schedule": {"schedule": '{"mode": "EVERY_DAY", "time_range_start": "07:00"}'},
    "network.classic.traffic_rules.set_schedule": {"schedule": '{"mode": "ALWAYS"}'},
    "network.classic.wlans.set_passphrase": {"secret": "another passphrase"},
    "network.classic.wlans.set_schedule": {"times": '{"start_days_of_week": ["mon"], "start_hour": 7}'},
}
"""What is given of arguments of the classic API, by what the method begins with; the longest beginning counts."""


def furnish_classic(console: SimulatedConsole) -> None:
    """Put into the default site what the sample estate lacks: outlets, a forward, and of each rule its opposite."""
    site = console.network.default_site
    console.network.add_device("Rack", model="USP PDU Pro", mac="74:ac:b9:40:00:01", outlets=4)
    side, forward, profile = site.classic, hex_id("forward"), hex_id("profile")
    web = {"name": "Web", "enabled": True, "dst_port": "443", "fwd": "192.168.1.20", "fwd_port": "443"}
    side.port_forwards[forward] = {"_id": forward, **web}
    side.port_profiles[profile] = {"_id": profile, "name": "Cameras", "forward": "native"}
    side.speed_tests.append(
        {"id": "1", "time": 1_790_000_000_000, "download_mbps": 940.0, "upload_mbps": 95.0, "latency_ms": 9}
    )
    for shelf in (side.traffic_rules, side.traffic_routes):
        (thing,) = shelf.values()
        shelf[hex_id("opposite")] = {**thing, "_id": hex_id("opposite"), "enabled": not thing["enabled"]}
    first, second, *_ = [key for key, policy in site.firewall_policies.items() if origin_of(policy) == "USER_DEFINED"]
    site.firewall_policies[first]["enabled"], site.firewall_policies[second]["enabled"] = True, False
    wlan = list(site.wifi_broadcasts.values())[-1]
    wlan |= {"enabled": False, "hideName": True}
    side.wlans[str(wlan["id"])] = {"schedule_enabled": True}


async def classic_arguments(unifi: Unifi, call: Call) -> list[str]:
    """What an operation of the classic API takes; what it is about is made ready on the console.

    Args:
        unifi: Runs commands.
        call: The operation.
    """
    given: dict[str, str] = {}
    for beginning in sorted(CLASSIC_WRITES, key=len):
        if call.method.startswith(beginning):
            given |= CLASSIC_WRITES[beginning]
    its_own = CLASSIC_WRITES.get(call.method, {})
    options: list[str] = []
    for argument in call.arguments:
        if argument.name in call.ids.values() and argument.name.endswith("_id") and argument.is_required:
            options += [argument.option, (await _classic_thing(unifi, call))["id"]]
        elif argument.is_required and argument.name not in given:
            options += [argument.option, json.dumps(await _classic_thing(unifi, call))]
        elif argument.is_required or argument.name in its_own:
            options += [argument.option, given[argument.name]]
    return options


_AFTERWARDS: Final[Mapping[str, tuple[str, object]]] = {
    "enable": ("enabled", True),
    "disable": ("enabled", False),
    "hide": ("hide_ssid", True),
    "show": ("hide_ssid", False),
    "clear_schedule": ("schedule_enabled", False),
}
"""What a thing is after a method: one that is so already isn't written."""


async def _classic_thing(unifi: Unifi, call: Call) -> Any:
    """A thing that the call changes: one that is not the console's own, and isn't yet as it would be."""
    parent = call.operation.partition(" ")[2].partition("/{")[0]
    ended = await unifi("call", f"GET {parent}", *_PLAIN)
    assert ended.code == 0, (call.method, ended.err)
    function = call.method.rpartition(".")[2]
    name, wanted = _AFTERWARDS.get(function, ("id", ""))
    for item in ended.json["items"]:
        is_own = item.get("predefined") or item.get("name") in ("All", "Disabled")
        if not is_own and item.get(name) != wanted:
            return item
    raise AssertionError(f"the sample estate has nothing for {call.method}")


async def made_up(unifi: Unifi, call: Call, folder: Path) -> list[str]:
    """Something for every argument that a write needs; what it replaces is read from the console.

    Args:
        unifi: Runs commands.
        call: The operation.
        folder: Where files may be made.
    """
    if call.report:
        return await classic_arguments(unifi, call)
    options: list[str] = []
    for argument in [each for each in call.arguments if each.is_required or each.name in _ONE_OF.get(call.method, ())]:
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
    if call.report:
        return await classic_arguments(unifi, call)
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
