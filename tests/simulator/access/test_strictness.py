"""What the reference gives a type is refused in any other: each part of each body, one after the other."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from tests.conformance.access_console import FACTS, find
from tests.support.access_api import Api
from unifi_sdk.simulator.access.application import BASE_PATH, SimulatedAccess
from unifi_sdk.simulator.access.delivery import WebhookEndpoint
from unifi_sdk.simulator.access.estate.people import sample_id, sample_token
from unifi_sdk.simulator.clock import ManualClock

RANGE = [{"start_time": "09:00:00", "end_time": "17:00:59"}]
HOLIDAY = {
    "name": "Fair",
    "description": "",
    "repeat": False,
    "is_template": True,
    "start_time": "2026-08-25T00:00:00Z",
    "end_time": "2026-08-26T00:00:00Z",
}
LOBBY = {"id": sample_id("lobby"), "type": "door"}
WEBHOOK = {
    "endpoint": "https://192.0.2.1/unifi",
    "name": "Watch",
    "events": ["access.door.unlock"],
    "headers": {"X-Site": "1"},
}
NAME = {"first_name": "Vera", "last_name": "Late"}
VISITOR = {
    **NAME,
    "remarks": "",
    "mobile_phone": "",
    "email": "vera@example.com",
    "visitor_company": "",
    "start_time": 1_767_229_200,
    "end_time": 1_767_232_800,
    "visit_reason": "Interview",
    "resources": [LOBBY],
    "week_schedule": {"monday": RANGE},
}
USER = {**NAME, "user_email": "vera@example.com", "employee_number": "1", "onboard_time": 1}
TOKEN = {"token": sample_token("100005"), "force_add": False}
ELIF, GUS, PASS = sample_id("elif"), sample_id("gus"), sample_id("ada-touch-pass")
WEEKLY = {"name": "Early", "week_schedule": {"monday": RANGE}, "holiday_schedule": RANGE}
SCHEDULE = {**WEEKLY, "holiday_group_id": sample_id("public-holidays")}
OFFICE_HOURS = sample_id("office-hours-schedule")
POLICY = {"name": "Lobby", "resource": [LOBBY], "schedule_id": OFFICE_HOURS}
UNLOCK = {"actor_id": "1", "actor_name": "Night shift", "extra": {"any": 1}}
FACE = {"enabled": "yes", "anti_spoofing_level": "high", "detect_distance": "near"}
METHODS = {"nfc": {"enabled": "yes"}, "pin_code": {"enabled": "yes", "pin_code_shuffle": "yes"}, "face": FACE}
DAY = {"since": 1, "until": 2}
BUNDLE = {"bundle_id": sample_id("ada-bundle"), "bundle_status": "DISABLED"}

ENDPOINT = sample_id("endpoint")

BODIES: dict[str, Any] = {
    "POST /users": USER,
    f"PUT /users/{ELIF}": {**USER, "status": "ACTIVE"},
    f"PUT /users/{ELIF}/access_policies": {"access_policy_ids": [sample_id("office-hours")]},
    f"PUT /users/{ELIF}/nfc_cards": TOKEN,
    f"PUT /users/{sample_id('ada')}/nfc_cards/delete": {"token": sample_token("100001")},
    f"PUT /users/{ELIF}/pin_codes": {"pin_code": "57301208"},
    f"PUT /users/{ELIF}/license_plates": ["EX 7"],
    f"POST /users/{ELIF}/identity/assignments": {"resource_type": "wifi", "resource_ids": []},
    "POST /users/identity/invitations": [{"user_id": ELIF, "email": "elif@example.com"}],
    "PUT /users/touch_passes/assign": {"ids": [ELIF], "emails": {ELIF: "elif@example.com"}},
    "POST /user_groups": {"name": "Cleaners", "up_id": sample_id("group-top")},
    f"PUT /user_groups/{sample_id('group-night')}": {"name": "Cleaners", "up_id": sample_id("group-top")},
    f"POST /user_groups/{sample_id('group-night')}/users": [ELIF],
    f"POST /user_groups/{sample_id('group-night')}/users/delete": [ELIF],
    f"POST /user_groups/{sample_id('group-night')}/identity/assignments": {"resource_type": "wifi", "resource_ids": []},
    f"PUT /user_groups/{sample_id('group-night')}/access_policies": {"access_policy_ids": []},
    "POST /visitors": VISITOR,
    f"PUT /visitors/{GUS}": VISITOR,
    f"PUT /visitors/{GUS}/nfc_cards": TOKEN,
    f"PUT /visitors/{sample_id('fay')}/nfc_cards/delete": {"token": sample_token("100004")},
    f"PUT /visitors/{GUS}/pin_codes": {"pin_code": "57301208"},
    f"PUT /visitors/{GUS}/license_plates": ["EX 7"],
    "POST /access_policies": POLICY,
    f"PUT /access_policies/{sample_id('office-hours')}": POLICY,
    "POST /access_policies/schedules": SCHEDULE,
    f"PUT /access_policies/schedules/{OFFICE_HOURS}": SCHEDULE,
    "POST /access_policies/holiday_groups": {"name": "Fairs", "description": "", "holidays": [HOLIDAY]},
    f"PUT /access_policies/holiday_groups/{sample_id('public-holidays')}": {"name": "Fairs", "holidays": [HOLIDAY]},
    "POST /credentials/nfc_cards/sessions": {"device_id": "00005e005302", "reset_ua_card": False},
    f"PUT /credentials/nfc_cards/tokens/{sample_token('100005')}": {"alias": "Spare"},
    "POST /credentials/touch_passes": {"count": 1},
    f"PUT /credentials/touch_passes/{PASS}": {"card_name": "Phone", "status": "ACTIVE", "bundles": [BUNDLE]},
    "POST /door_groups": {"group_name": "Inside", "resources": [sample_id("lobby")]},
    f"PUT /door_groups/{sample_id('public-doors')}": {"group_name": "Inside", "resources": []},
    f"PUT /doors/{sample_id('main-entrance')}/unlock": UNLOCK,
    f"PUT /doors/{sample_id('main-entrance')}/lock_rule": {"type": "custom", "interval": 5},
    "PUT /doors/settings/emergency": {"lockdown": True, "evacuation": False},
    "PUT /devices/00005e005309/settings": {"access_methods": METHODS},
    "POST /devices/00005e005308/doorbell": {"room_name": "Reception", "cancel": False},
    "POST /system/logs": {"topic": "door_openings", **DAY, "actor_id": "1"},
    "POST /system/logs/export": {"topic": "visitor", **DAY, "actor_id": "1", "timezone": "Europe/Vienna"},
    "POST /webhooks/endpoints": WEBHOOK,
    f"PUT /webhooks/endpoints/{ENDPOINT}": WEBHOOK,
}
UNTYPED = {"extra"}
"""What may hold anything."""


@pytest.fixture
def access(clock: ManualClock) -> SimulatedAccess:
    access = SimulatedAccess(clock)
    access.webhook_endpoints[ENDPOINT] = WebhookEndpoint(
        id=ENDPOINT, endpoint="https://192.0.2.9/", name="Old", events=["access.door.unlock"]
    )
    return access


def wrong_for(value: Any) -> list[Any]:
    """Values of other types; null stands for what is left out."""
    others: list[Any] = ["text", 1, 1.5, True, ["text"], {"text": 1}]
    return [other for other in others if type(other) is not type(value)]


def spoilt(body: Any) -> Iterator[tuple[str, Any]]:
    """The body again and again, each time with another part of another type."""
    for wrong in wrong_for(body):
        yield f"={wrong!r}", wrong
    for key, value in body.items() if isinstance(body, dict) else enumerate(body) if isinstance(body, list) else ():
        inner = () if key in UNTYPED else spoilt(value)
        for where, changed in [*inner, *((f"={wrong!r}", wrong) for wrong in wrong_for(value) if key in UNTYPED)]:
            made = copy.copy(body)
            made[key] = changed
            yield f".{key}{where}", made


@pytest.mark.parametrize("operation", BODIES)
async def test_every_part_of_a_body_must_be_of_its_type(api: Api, access: SimulatedAccess, operation: str) -> None:
    verb, path = operation.split(" ")
    before = {name: len(getattr(access, name)) for name in ("users", "visitors", "policies", "door_groups", "unlocks")}
    taken = []
    for where, body in spoilt(BODIES[operation]):
        async with api.client.request(
            verb, BASE_PATH + path, json=body, headers={"Authorization": "Bearer all"}
        ) as response:
            answer = await response.json() if response.content_type == "application/json" else {"code": "SUCCESS"}
            if answer["code"] == "SUCCESS":
                taken.append(where)
    assert taken == []
    assert {name: len(getattr(access, name)) for name in before} == before


@pytest.mark.parametrize("operation", BODIES)
async def test_the_body_as_the_reference_has_it_is_taken(api: Api, operation: str) -> None:
    verb, path = operation.split(" ")
    async with api.client.request(
        verb, BASE_PATH + path, json=BODIES[operation], headers={"Authorization": "Bearer all"}
    ) as response:
        is_json = response.content_type == "application/json"
        assert not is_json or (await response.json())["code"] == "SUCCESS"


def test_every_body_of_the_reference_is_among_them() -> None:
    tried = {find(verb, BASE_PATH + path)[0].name for verb, path in (name.split(" ") for name in BODIES)}
    with_body = [operation for operation in FACTS.operations.values() if operation.body is not None]
    assert tried == {operation.name for operation in with_body if operation.body.format != "form"}
