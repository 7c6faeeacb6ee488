"""The places of the sample estate of the simulated Access application: devices of every capability, doors, groups."""

from __future__ import annotations

import functools
import hashlib
import uuid
from typing import TYPE_CHECKING

from unifi_sdk.simulator.access.places import Device, Door, DoorGroup

if TYPE_CHECKING:
    from unifi_sdk.simulator.access.state import AccessState

BUILDING = "Harbour House"
HOUR = 3600
METHODS = ("bt_button", "bt_tap", "nfc", "pin_code", "qr_code", "touch_pass")
"""Access methods that every reader tells of, whether its hardware has them or not."""


FACE_READER_METHODS = ("bt_shake", "mobile_wave", "wave")


@functools.cache
def sample_id(name: str) -> str:
    """The UUID of a thing of the sample estate; the same for the same name in every run."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"simulator:{name}"))


def sample_token(display_id: str) -> str:
    """The NFC token of a card of the sample estate."""
    return hashlib.sha256(f"simulator:{display_id}".encode()).hexdigest()


def add_devices(state: AccessState) -> None:
    """Hubs and readers at the doors, an intercom, a face reader, and a hub that is nowhere yet and offline."""
    hub = ["is_hub", "emergency_settings", "unlock_failure_limit"]
    plain, reader = (
        ["is_reader", "nfc", "support_reboot"],
        ["is_reader", "nfc", "pin_code", "remote_call", "support_reboot"],
    )
    devices = [
        ("00005e005301", "UA-HUB-5301", "UAH", "main-entrance", "", hub),
        ("00005e005302", "UA-G2-PRO-5302", "UA-G2-PRO", "main-entrance", "00005e005301", reader),
        ("00005e005303", "UA-HUB-5303", "UAH", "lobby", "", hub),
        ("00005e005304", "UA-LITE-5304", "UDA-LITE", "lobby", "00005e005303", plain),
        ("00005e005305", "UA-HUB-GATE-5305", "UGT", "car-gate", "", hub),
        ("00005e005306", "UA-G2-5306", "UA-G2", "car-gate", "00005e005305", [*plain, "pin_code"]),
        ("00005e005307", "UA-ULTRA-5307", "UA-ULTRA", "workshop", "", ["is_hub", *plain]),
        ("00005e005308", "UA-INTERCOM-5308", "UA-INTERCOM", "car-gate", "00005e005305", [*reader, "qr_code"]),
        ("00005e005309", "UA-G3-PRO-5309", "UA-G3-PRO", "lobby", "00005e005303", [*reader, "face", "qr_code"]),
        ("00005e00530a", "UA-HUB-8-530A", "EAH8", "", "", hub),
    ]
    for device_id, name, kind, door, hub_id, capabilities in devices:
        state.devices[device_id] = Device(
            id=device_id,
            name=name,
            type=kind,
            alias=f"{BUILDING} - {door.replace('-', ' ').title()}" if door else "",
            location_id=sample_id(door) if door else "",
            hub_id=hub_id,
            capabilities=[*capabilities],
            access_methods=_access_methods(capabilities) if "is_reader" in capabilities else {},
            ip=f"192.0.2.{int(device_id[-2:], 16)}",
            start_time=int(state.clock.now()) - 40 * HOUR,
        )
    state.devices["00005e005308"].rooms = ["Reception", "Workshop"]
    state.devices["00005e00530a"].is_online = False


def add_doors(state: AccessState) -> None:
    """Doors in every state that consoles tell of, on one floor, and two groups of them."""
    now = state.clock.now()
    state.floors[sample_id("floor-1")] = "1F"
    extras: dict[str, object] = {"door_thumbnail_last_update": int(now), "uah-input_state_dps": "on"}
    live: dict[str, object] = {
        "camera_resource_ids": [],
        "location_type": "door",
        "timezone": "",
    }
    doors = [
        _door("main-entrance", "Main Entrance", "00005e005301", "close"),
        _door("lobby", "Lobby", "00005e005303", "open"),
        _door("car-gate", "Car Gate", "00005e005305", "none"),
        _door("workshop", "Workshop", "00005e005307", ""),
        _door("store-room", "Store Room", None, None),
    ]
    main_entrance, lobby, car_gate, workshop, _ = doors
    preview = f"/preview/reader_00005e005302_{main_entrance.id}_{int(now)}.jpg"
    main_entrance.live_fields = {**live, "extras": {**extras, "door_thumbnail": preview}}
    car_gate.live_fields = {**live, "extras": {}}
    car_gate.is_gate = True
    workshop.has_lock_rules = False
    lobby.schedule_until = now + 8 * HOUR
    state.doors.update({door.id: door for door in doors})
    everything = DoorGroup(
        id=sample_id("building"), name=BUILDING, door_ids=[door.id for door in doors], type="building"
    )
    public = DoorGroup(id=sample_id("public-doors"), name="Public Doors", door_ids=[main_entrance.id, lobby.id])
    state.door_groups.update({group.id: group for group in (everything, public)})


def _door(key: str, name: str, hub_id: str | None, position: str | None) -> Door:
    return Door(
        id=sample_id(key),
        name=name,
        full_name=f"{BUILDING} - 1F - {name}",
        floor_id=sample_id("floor-1"),
        hub_id=hub_id,
        position=position,
    )


def _access_methods(capabilities: list[str]) -> dict[str, dict[str, str]]:
    """The ways in at a reader, with those that its hardware lacks; only a reader of faces tells all ten."""
    more = FACE_READER_METHODS if "face" in capabilities else ()
    methods = {name: {"enabled": "yes"} for name in (*METHODS, *more)}
    methods["pin_code"]["pin_code_shuffle"] = "no"
    methods["face"] = {"anti_spoofing_level": "no", "detect_distance": "far"}
    return methods
