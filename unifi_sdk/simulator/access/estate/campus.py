"""A large invented estate for the simulated Access application: the small one, and many more of everything."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from unifi_sdk.simulator.access.delivery import WebhookEndpoint
from unifi_sdk.simulator.access.estate.people import furnish
from unifi_sdk.simulator.access.estate.places import sample_id, sample_token
from unifi_sdk.simulator.access.estate.rules import ALL_DAY, WORKING_DAY
from unifi_sdk.simulator.access.hours import DAYS
from unifi_sdk.simulator.access.journal import TOPICS, LogEntry, actor_of, target_of
from unifi_sdk.simulator.access.people import NfcCard, TouchPass, User, UserGroup, Visitor
from unifi_sdk.simulator.access.pictures import avatar_picture
from unifi_sdk.simulator.access.places import (
    AccessPolicy,
    Device,
    Door,
    DoorGroup,
    Holiday,
    HolidayGroup,
    Schedule,
)

if TYPE_CHECKING:
    from unifi_sdk.simulator.access.state import AccessState

__all__ = ["furnish_campus"]

USERS = 5000
USER_GROUPS, VISITORS, TOUCH_PASSES, LOG_ENTRIES = 120, 400, 300, 500
BUILDINGS, DOORS = 10, 250
DOOR_GROUPS, POLICIES, SCHEDULES, HOLIDAY_GROUPS, WEBHOOKS = 60, 80, 40, 30, 30
FIRST_NAMES = ("Alba", "Bela", "Cleo", "Dana", "Emre", "Faye", "Gita", "Hugo", "Iris", "Jona", "Kaya", "Luca", "Mira")
EVERY_TENTH = 10
HOUR = 3600


def furnish_campus(state: AccessState) -> None:
    """Fill an empty application with the small estate and then to the numbers above; the ids are the same in every run."""
    furnish(state)
    _add_doors(state)
    _add_rules(state)
    _add_users(state)
    _add_user_groups(state)
    _add_touch_passes(state)
    _add_visitors(state)
    _add_webhooks(state)
    _add_log(state)


def _id(kind: str, number: int) -> str:
    """A UUID, put together because hashing thousands of names would take longer than all the rest."""
    return f"{sample_id(kind)[:8]}-0000-4000-8000-{number:012x}"


def _add_doors(state: AccessState) -> None:
    """Doors on a floor for each building, each with a hub and a reader, and groups of them."""
    started = int(state.clock.now()) - 900 * HOUR
    for building in range(BUILDINGS):
        state.floors[_id("floor", building)] = f"{building + 1}F"
    for number in range(DOORS):
        building = number % BUILDINGS
        door_id, name = _id("door", number), f"Door {number:03}"
        hub_id, reader_id = f"00005e01{number:04x}", f"00005e02{number:04x}"
        state.doors[door_id] = Door(
            id=door_id,
            name=name,
            full_name=f"Campus - {building + 1}F - {name}",
            floor_id=_id("floor", building),
            hub_id=hub_id,
            position="close",
        )
        hub = ("UA-HUB", "UAH-DOOR", "", ["is_hub", "emergency_settings", "unlock_failure_limit"])
        reader = ("UA-G2-PRO", "UA-G2-PRO", hub_id, ["is_reader", "nfc", "pin_code", "remote_call", "support_reboot"])
        for device_id, (prefix, kind, above, capabilities) in ((hub_id, hub), (reader_id, reader)):
            methods = ("bt_button", "bt_tap", "nfc", "qr_code", "touch_pass") if above else ()
            state.devices[device_id] = Device(
                id=device_id,
                name=f"{prefix}-{device_id[-4:].upper()}",
                type=kind,
                alias=f"Campus - {name}",
                location_id=door_id,
                hub_id=above,
                capabilities=capabilities,
                access_methods={method: {"enabled": "yes"} for method in methods},
                ip=f"198.18.{number // 125}.{2 * (number % 125) + bool(above)}",
                start_time=started,
            )
    building_group = state.door_groups[sample_id("building")]
    building_group.door_ids = [*state.doors]
    for number in range(DOOR_GROUPS):
        doors = [_id("door", door) for door in range(number % BUILDINGS, DOORS, BUILDINGS)]
        group = DoorGroup(id=_id("door-group", number), name=f"Door Group {number:02}", door_ids=doors)
        state.door_groups[group.id] = group


def _add_rules(state: AccessState) -> None:
    for number in range(HOLIDAY_GROUPS):
        day = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=number)
        holiday = Holiday(id=_id("holiday", number), name="Closed", start_time=day, end_time=day + timedelta(days=1))
        group = HolidayGroup(id=_id("holiday-group", number), name=f"Holidays {number:02}", holidays=[holiday])
        state.holiday_groups[group.id] = group
    weekly = {day: [WORKING_DAY] if number % 6 else [ALL_DAY] for number, day in enumerate(DAYS)}
    for number in range(SCHEDULES):
        holidays = _id("holiday-group", number % HOLIDAY_GROUPS)
        schedule = Schedule(
            id=_id("schedule", number), name=f"Schedule {number:02}", weekly=weekly, holiday_group_id=holidays
        )
        state.schedules[schedule.id] = schedule
    for number in range(POLICIES):
        policy = AccessPolicy(
            id=_id("policy", number),
            name=f"Policy {number:02}",
            schedule_id=_id("schedule", number % SCHEDULES),
            resources=[{"id": _id("door-group", number % DOOR_GROUPS), "type": "door_group"}],
        )
        state.policies[policy.id] = policy


def _add_users(state: AccessState) -> None:
    """Users with a card and a PIN each, and some with a plate and a picture."""
    faces = [avatar_picture(name) for name in FIRST_NAMES]
    policies = [_id("policy", number) for number in range(POLICIES)]
    onboard_time = int(state.clock.now()) - 2000 * HOUR
    for number in range(len(state.users), USERS):
        user_id, display_id = _id("user", number), f"{200000 + number}"
        name = FIRST_NAMES[number % len(FIRST_NAMES)]
        has_more = number % EVERY_TENTH == 0
        state.users[user_id] = User(
            id=user_id,
            first_name=name,
            last_name=f"Sample {number:04}",
            email=f"user{number:04}@example.com",
            employee_number=f"E{number:04}",
            onboard_time=onboard_time,
            status="DEACTIVATED" if number % 50 == 0 else "ACTIVE",
            pin_code=f"{20_000_000 + number}",
            license_plates={_id("plate", number): f"EX {number:04}"} if has_more else {},
            avatar=faces[number % len(FIRST_NAMES)] if has_more else b"",
            access_policy_ids=[policies[number % POLICIES]],
        )
        token = sample_token(display_id)
        state.cards[token] = NfcCard(
            token=token, display_id=display_id, nfc_id=f"{0x0A000000 + number:08X}", holder_id=user_id
        )


def _add_user_groups(state: AccessState) -> None:
    """Two layers: every tenth group has the nine behind it below."""
    ids = [*state.users]
    for number in range(USER_GROUPS):
        above = number - number % EVERY_TENTH
        group = UserGroup(
            id=_id("user-group", number),
            name=f"Group {number:03}",
            up_id="" if number == above else _id("user-group", above),
            user_ids=ids[number::USER_GROUPS],
            access_policy_ids=[_id("policy", number % POLICIES)],
        )
        state.user_groups[group.id] = group


def _add_touch_passes(state: AccessState) -> None:
    """Every second one is on somebody's phone."""
    now = state.clock.now()
    for number in range(TOUCH_PASSES):
        is_given = number % 2 == 0
        user = state.users[_id("user", 1000 + number)] if is_given else None
        touch_pass = TouchPass(
            id=_id("touch-pass", number),
            card_id=f"0001-0000-{number >> 16:04X}-{number & 0xFFFF:04X}",
            status="ACTIVE" if is_given else "INACTIVE",
            last_activity=now,
            user_id="" if user is None else user.id,
            user_email="" if user is None else user.email,
            was_activated=is_given,
        )
        state.touch_passes[touch_pass.id] = touch_pass


def _add_visitors(state: AccessState) -> None:
    """Visits that are over, under way and to come, an hour apart."""
    now = int(state.clock.now())
    for number in range(VISITORS):
        start = now + (number - VISITORS // 2) * HOUR
        visitor = Visitor(
            id=_id("visitor", number),
            first_name=FIRST_NAMES[number % len(FIRST_NAMES)],
            last_name=f"Guest {number:03}",
            start_time=start,
            end_time=start + 8 * HOUR,
            visit_reason="Business",
            create_time=start - 24 * HOUR,
            schedule_id=_id("visit", number),
            schedule_name=f"visitor-{start * 1000}",
            group_ids=[_id("door-group", number % DOOR_GROUPS)],
            has_arrived=start < now,
        )
        state.visitors[visitor.id] = visitor


def _add_webhooks(state: AccessState) -> None:
    """Endpoints in a network that doesn't exist; nothing is ever sent there."""
    for number in range(WEBHOOKS):
        endpoint = WebhookEndpoint(
            id=_id("webhook", number),
            endpoint=f"https://192.0.2.{number + 1}/unifi",
            name=f"Webhook {number:02}",
            events=["access.door.unlock"],
            secret=sample_token(f"webhook-{number}")[:16],
        )
        state.webhook_endpoints[endpoint.id] = endpoint


def _add_log(state: AccessState) -> None:
    """Entries of every topic, a minute apart, the last one a minute ago."""
    now = state.clock.now()
    users, doors = [*state.users.values()], [*state.doors.values()]
    for number in range(LOG_ENTRIES):
        user, door = users[number % len(users)], doors[number % len(doors)]
        topic = "door_openings" if number % 3 else TOPICS[number % len(TOPICS)]
        entry = LogEntry(
            id=_id("log", number),
            topic=topic,
            type="access.door.unlock" if topic == "door_openings" else "access.sample",
            message="Access Granted (NFC)" if topic == "door_openings" else "Sample",
            time=now - 60 * (LOG_ENTRIES - number),
            actor=actor_of(user.id, user.full_name),
            authentication={"credential_provider": "NFC", "issuer": ""},
            targets=(target_of("door", door.id, door.name),),
        )
        state.journal.entries.append(entry)
