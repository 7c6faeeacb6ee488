"""The simulated Access application on the wire: visitors."""

from __future__ import annotations

import re

import pytest

from tests.support.access_api import HOUR, Api, new_visitor
from unifi_sdk.simulator.access.application import SimulatedAccess
from unifi_sdk.simulator.access.estate.people import sample_id
from unifi_sdk.simulator.clock import ManualClock
from unifi_sdk.simulator.quirks import Quirk


async def test_a_visit_goes_from_upcoming_over_active_to_no_visit(api: Api, clock: ManualClock) -> None:
    visitor = await new_visitor(api, clock)
    seen = [visitor["status"]]
    for _ in range(2):
        clock.advance(HOUR)
        seen.append((await api.ok("GET", f"/visitors/{visitor['id']}"))["data"]["status"])
    assert seen == ["UPCOMING", "ACTIVE", "NO_VISIT"]


async def test_a_visitor_who_came_is_visiting_and_then_visited(
    api: Api, access: SimulatedAccess, clock: ManualClock
) -> None:
    visitor = await new_visitor(api, clock)
    clock.advance(HOUR)
    access.arrive(visitor["id"])
    seen = [(await api.ok("GET", f"/visitors/{visitor['id']}"))["data"]["status"]]
    clock.advance(HOUR)
    seen.append((await api.ok("GET", f"/visitors/{visitor['id']}"))["data"]["status"])
    assert seen == ["VISITING", "VISITED"]


@pytest.mark.parametrize(
    ("number", "status"), [(1, "UPCOMING"), (2, "VISITED"), (3, "VISITING"), (4, "CANCELLED"), (6, "ACTIVE")]
)
async def test_visitors_are_filtered_by_the_number_of_a_status(api: Api, number: int, status: str) -> None:
    body = await api.ok("GET", f"/visitors?status={number}")
    assert {visitor["status"] for visitor in body["data"]} == {status}
    assert body["pagination"]["total"] == len(body["data"])


@pytest.mark.parametrize("query", ["status=7", "status=ACTIVE", "expand[]=nfl_card"])
async def test_an_unknown_filter_is_refused(api: Api, query: str) -> None:
    assert await api.refusal("GET", f"/visitors?{query}") == "CODE_PARAMS_INVALID"


async def test_a_keyword_matches_the_start_of_a_name_and_switches_the_status_filter_off(api: Api) -> None:
    visitors = (await api.ok("GET", "/visitors?keyword=ca&status=1"))["data"]
    assert [visitor["last_name"] for visitor in visitors] == ["Cancelled"]
    assert (await api.ok("GET", "/visitors?keyword=ancelled"))["data"] == []


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"resources", "schedule", "nfc_cards", "pin_code"}),
        ("?expand[]=none", set()),
        ("?expand[]=resource&expand[]=nfc_card", {"resources", "nfc_cards"}),
    ],
)
async def test_expand_chooses_the_objects_of_a_listed_visitor(api: Api, query: str, shown: set[str]) -> None:
    visitor = (await api.ok("GET", f"/visitors{query}"))["data"][0]
    assert shown == {"resources", "schedule", "nfc_cards", "pin_code"} & visitor.keys()


async def test_doors_given_one_by_one_become_a_private_door_group(api: Api, clock: ManualClock) -> None:
    resources = [
        {"id": sample_id("workshop"), "type": "door"},
        {"id": sample_id("public-doors"), "type": "door_group"},
    ]
    visitor = await new_visitor(api, clock, resources=resources)
    assert [group["type"] for group in visitor["resources"]] == ["door_group", "door_group"]
    assert visitor["resources"][0]["id"] == sample_id("public-doors")
    assert re.fullmatch(r"visitor-\d{13}", visitor["resources"][1]["name"])


async def test_a_schedule_is_sent_as_week_schedule_and_answered_as_weekly(api: Api, clock: ManualClock) -> None:
    hours = [{"start_time": "10:00:00", "end_time": "17:00:59"}]
    visitor = await new_visitor(api, clock, week_schedule={"monday": hours})
    assert visitor["schedule"]["weekly"]["monday"] == hours
    assert visitor["schedule"]["weekly"]["sunday"] == []
    assert len(visitor["schedule"]["weekly"]) == 7
    changed = (await api.ok("PUT", f"/visitors/{visitor['id']}", {"remarks": "Badge"}))["data"]
    assert changed["schedule"] == visitor["schedule"]


async def test_a_single_visit_has_no_weekly_hours(api: Api, clock: ManualClock) -> None:
    assert (await new_visitor(api, clock))["schedule"]["weekly"] is None


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"end_time": 1}, "CODE_PARAMS_INVALID"),
        ({"visit_reason": ""}, "CODE_PARAMS_INVALID"),
        ({"visit_reason": "Burglary"}, "CODE_PARAMS_INVALID"),
        ({"email": "nobody"}, "CODE_USER_EMAIL_ERROR"),
        ({"start_time": -1}, "CODE_PARAMS_INVALID"),
        ({"end_time": "200"}, "CODE_PARAMS_INVALID"),
        ({"end_time": True}, "CODE_PARAMS_INVALID"),
        ({"remarks": 5}, "CODE_PARAMS_INVALID"),
        ({"resources": {"id": "x"}}, "CODE_PARAMS_INVALID"),
        ({"week_schedule": {"someday": []}}, "CODE_PARAMS_INVALID"),
        ({"week_schedule": {"monday": [{"start_time": "9:00", "end_time": "10:00"}]}}, "CODE_PARAMS_INVALID"),
        ({"resources": [{"id": "x", "type": "floor"}]}, "CODE_PARAMS_INVALID"),
        ({"resources": [{"id": "x", "type": "door"}]}, "CODE_RESOURCE_NOT_FOUND"),
    ],
)
async def test_a_malformed_visitor_is_refused(
    api: Api, access: SimulatedAccess, clock: ManualClock, fields: dict[str, object], code: str
) -> None:
    body = {"first_name": "V", "last_name": "L", "visit_reason": "Others", "start_time": 100, "end_time": 200}
    assert await api.refusal("POST", "/visitors", {**body, **fields}) == code
    assert len(access.visitors) == 5


async def test_deleting_a_visitor_only_cancels_the_visit(api: Api) -> None:
    path = f"/visitors/{sample_id('gus')}"
    assert await api.ok("DELETE", path) == {"code": "SUCCESS", "msg": "success", "data": None}
    assert (await api.ok("GET", path))["data"]["status"] == "CANCELLED"


async def test_deleting_a_visitor_by_force_removes_the_visitor(api: Api) -> None:
    path = f"/visitors/{sample_id('gus')}"
    assert (await api.ok("DELETE", f"{path}?is_force=true"))["data"] is None
    assert await api.refusal("GET", path) == "CODE_NOT_EXISTS"


async def test_a_reason_is_one_of_four_in_any_letters(api: Api, clock: ManualClock) -> None:
    assert (await new_visitor(api, clock, visit_reason="others"))["visit_reason"] == "Others"


async def test_the_status_can_be_a_number(api: Api, access: SimulatedAccess) -> None:
    access.quirks.add(Quirk.VISITOR_STATUS_NUMBERS)
    visitors = await api.data("GET", "/visitors")
    assert {visitor["last_name"]: visitor["status"] for visitor in visitors} == {
        "Visitor": 3,
        "Tomorrow": 1,
        "Weekly": 6,
        "Cancelled": 4,
        "Past": 2,
    }


async def test_numbers_can_be_texts(api: Api, access: SimulatedAccess) -> None:
    access.quirks.add(Quirk.NUMBERS_AS_TEXTS)
    body = await api.ok("GET", "/visitors")
    assert body["pagination"] == {"page_num": "1", "page_size": "5", "total": "5"}
    assert body["data"][0]["start_time"].isdigit()


async def test_a_page_is_cut_down_to_what_the_console_gives_at_most(api: Api, access: SimulatedAccess) -> None:
    access.largest_page = 2
    body = await api.ok("GET", "/visitors?page_size=4&page_num=2")
    assert [visitor["last_name"] for visitor in body["data"]] == ["Weekly", "Cancelled"]
    assert body["pagination"] == {"page_num": 2, "page_size": 2, "total": 5}
