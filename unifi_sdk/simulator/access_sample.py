"""A small invented estate for the simulated Access application: people, cards, doors and the devices at them."""

from __future__ import annotations

import hashlib
import uuid
from typing import TYPE_CHECKING

from unifi_sdk.simulator.access_state import AccessPolicy, Device, Door, DoorGroup, NfcCard, User, Visitor

if TYPE_CHECKING:
    from unifi_sdk.simulator.access_state import AccessEstate

BUILDING = "Harbour House"
HOUR = 3600


def sample_id(name: str) -> str:
    """The UUID of a thing of the sample estate; the same for the same name in every run."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"simulator:{name}"))


def sample_token(display_id: str) -> str:
    """The NFC token of a card of the sample estate."""
    return hashlib.sha256(f"simulator:{display_id}".encode()).hexdigest()


def furnish(estate: AccessEstate) -> None:
    """Fill an empty estate; visits and the lobby's unlock schedule are laid around the clock's present."""
    _add_devices(estate)
    _add_doors(estate)
    _add_policies(estate)
    _add_users(estate)
    _add_visitors(estate)
    _add_cards(estate)


def _add_devices(estate: AccessEstate) -> None:
    reader, hub = ["nfc", "pin_code", "remote_call"], ["relay_output"]
    devices = [
        ("00005e005301", "UA-HUB-5301", "UAH", "main-entrance", hub),
        ("00005e005302", "UA-G2-PRO-5302", "UA-G2-PRO", "main-entrance", reader),
        ("00005e005303", "UA-HUB-5303", "UAH", "lobby", hub),
        ("00005e005304", "UA-LITE-5304", "UDA-LITE", "lobby", ["nfc"]),
        ("00005e005305", "UA-HUB-GATE-5305", "UGT", "car-gate", hub),
        ("00005e005306", "UA-G2-5306", "UA-G2", "car-gate", ["nfc", "pin_code"]),
        ("00005e005307", "UA-ULTRA-5307", "UA-ULTRA", "workshop", ["nfc", "relay_output"]),
    ]
    for device_id, name, kind, door, capabilities in devices:
        estate.devices[device_id] = Device(
            id=device_id,
            name=name,
            type=kind,
            alias=f"{BUILDING} - {door.replace('-', ' ').title()}",
            location_id=sample_id(door),
            capabilities=[*capabilities],
        )


def _add_doors(estate: AccessEstate) -> None:
    now = estate.clock.now()
    live = {
        "camera_resource_ids": [],
        "extras": {"door_thumbnail": "", "door_thumbnail_last_update": int(now), "uah-input_state_dps": "on"},
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
    main_entrance.live_fields = live
    car_gate.live_fields = {**live, "extras": {}}
    car_gate.is_gate = True
    workshop.has_lock_rules = False
    lobby.schedule_until = now + 8 * HOUR
    estate.doors.update({door.id: door for door in doors})
    everything = DoorGroup(id=sample_id("building"), name=BUILDING, door_ids=[door.id for door in doors])
    public = DoorGroup(id=sample_id("public-doors"), name="Public Doors", door_ids=[main_entrance.id, lobby.id])
    estate.door_groups.update({group.id: group for group in (everything, public)})


def _door(key: str, name: str, hub_id: str | None, position: str | None) -> Door:
    return Door(
        id=sample_id(key),
        name=name,
        full_name=f"{BUILDING} - 1F - {name}",
        floor_id=sample_id("floor-1"),
        hub_id=hub_id,
        position=position,
    )


def _add_policies(estate: AccessEstate) -> None:
    policies = [
        ("everywhere", "Everywhere", [{"id": sample_id("building"), "type": "door_group"}]),
        (
            "office-hours",
            "Office Hours",
            [
                {"id": sample_id("public-doors"), "type": "door_group"},
                {"id": sample_id("workshop"), "type": "door"},
            ],
        ),
    ]
    for key, name, resources in policies:
        policy = AccessPolicy(
            id=sample_id(key), name=name, schedule_id=sample_id(f"{key}-schedule"), resources=[*resources]
        )
        estate.policies[policy.id] = policy


def _add_users(estate: AccessEstate) -> None:
    now = int(estate.clock.now())
    everywhere, office_hours = sample_id("everywhere"), sample_id("office-hours")
    users = [
        User(
            id=sample_id("ada"),
            first_name="Ada",
            last_name="Example",
            email="ada@example.com",
            employee_number="1001",
            onboard_time=now - 400 * 24 * HOUR,
            is_admin=True,
            pin_code="10012001",
            access_policy_ids=[everywhere],
            license_plates={sample_id("ada-plate"): "EX 1001"},
            touch_pass=_touch_pass(),
        ),
        User(
            id=sample_id("bruno"),
            first_name="Bruno",
            last_name="Sample",
            email="bruno@example.com",
            employee_number="1002",
            onboard_time=now - 30 * 24 * HOUR,
            access_policy_ids=[office_hours],
        ),
        User(id=sample_id("chloe"), first_name="Chloë", last_name="Placeholder", status="PENDING", is_admin=True),
        User(
            id=sample_id("dmitri"),
            first_name="Dmitri",
            last_name="Former",
            employee_number="0903",
            status="DEACTIVATED",
        ),
        User(id=sample_id("elif"), first_name="Elif", last_name="Test", phone="+1 555 0100", alias="Night shift"),
    ]
    estate.users.update({user.id: user for user in users})


def _touch_pass() -> dict[str, object]:
    return {
        "activated_at": {},
        "bundles": [
            {
                "bundle_id": sample_id("ada-bundle"),
                "bundle_status": "ACTIVE",
                "device_id": "phone-1",
                "device_name": "Example Phone",
                "device_type": 20,
                "source": "google",
            }
        ],
        "card_id": "0000-1111-2222-3333",
        "card_name": "Example Pass",
        "expired_at": {},
        "id": sample_id("ada-touch-pass"),
        "last_activity": "2026-01-05T09:30:00+01:00",
        "status": "ACTIVE",
        "user_avatar": "",
        "user_email": "ada@example.com",
        "user_id": sample_id("ada"),
        "user_name": "Ada Example",
        "user_status": "ACTIVE",
    }


def _add_visitors(estate: AccessEstate) -> None:
    now = int(estate.clock.now())
    on_site = _visitor("fay", "Fay", "Visitor", now - HOUR, now + 3 * HOUR)
    on_site.visit_reason, on_site.visitor_company, on_site.has_arrived = "Business", "Example Works", True
    on_site.inviter_id, on_site.inviter_name = sample_id("ada"), "Ada Example"
    weekly = _visitor("hana", "Hana", "Weekly", now - 24 * HOUR, now + 30 * 24 * HOUR)
    workday = [{"start_time": "09:00:00", "end_time": "17:00:59"}]
    weekly.weekly = {
        "sunday": [],
        "monday": workday,
        "tuesday": workday,
        "wednesday": [],
        "thursday": [],
        "friday": workday,
        "saturday": [],
    }
    cancelled = _visitor("ines", "Ines", "Cancelled", now + 24 * HOUR, now + 26 * HOUR)
    cancelled.is_cancelled = True
    past = _visitor("juan", "Juan", "Past", now - 48 * HOUR, now - 44 * HOUR)
    past.has_arrived = True
    visitors = [on_site, _visitor("gus", "Gus", "Tomorrow", now + 24 * HOUR, now + 28 * HOUR), weekly, cancelled, past]
    estate.visitors.update({visitor.id: visitor for visitor in visitors})


def _visitor(key: str, first_name: str, last_name: str, start_time: int, end_time: int) -> Visitor:
    return Visitor(
        id=sample_id(key),
        first_name=first_name,
        last_name=last_name,
        start_time=start_time,
        end_time=end_time,
        create_time=min(start_time, end_time) - HOUR,
        schedule_id=sample_id(f"{key}-schedule"),
        schedule_name=f"visitor-{start_time * 1000}",
        group_ids=[sample_id("public-doors")],
    )


def _add_cards(estate: AccessEstate) -> None:
    holders = {"100001": "ada", "100002": "ada", "100003": "bruno", "100004": "fay", "100005": None}
    for display_id, key in holders.items():
        holder_id = None if key is None else sample_id(key)
        card = NfcCard(token=sample_token(display_id), display_id=display_id, holder_id=holder_id)
        estate.cards[card.token] = card
    estate.cards[sample_token("100002")].is_transferable = False
