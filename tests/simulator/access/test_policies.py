"""The simulated Access application on the wire: access policies, schedules and holiday groups."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.support.access_api import Api, serve
from unifi_sdk.simulator.access.application import SimulatedAccess
from unifi_sdk.simulator.access.estate.people import sample_id
from unifi_sdk.simulator.clock import ManualClock

POLICIES, SCHEDULES, HOLIDAYS = "/access_policies", "/access_policies/schedules", "/access_policies/holiday_groups"
OFFICE, OFFICE_SCHEDULE = f"{POLICIES}/{sample_id('office-hours')}", sample_id("office-hours-schedule")
PUBLIC, NO_HOLIDAYS = f"{HOLIDAYS}/{sample_id('public-holidays')}", sample_id("no-holidays")
LOBBY = {"id": sample_id("lobby"), "type": "door"}
WEEK = {
    "monday": [{"start_time": "10:00:00", "end_time": "12:00:59"}, {"start_time": "13:00:00", "end_time": "17:00:59"}]
}
DAY = {"name": "Fair", "start_time": "2026-08-25T02:00:00+02:00", "end_time": "2026-08-26T00:00:00Z"}


@pytest.fixture
def access(clock: ManualClock) -> SimulatedAccess:
    return SimulatedAccess(clock)


@pytest.fixture
async def api(access: SimulatedAccess) -> AsyncIterator[Api]:
    async with serve(access) as api:
        yield api


# Policies


@pytest.mark.parametrize("key", ["resource", "resources"])
async def test_a_policy_takes_its_doors_under_either_key_and_answers_resources(api: Api, key: str) -> None:
    body = {"name": "Lobby", "schedule_id": OFFICE_SCHEDULE, key: [LOBBY]}
    policy = await api.data("POST", POLICIES, body)
    assert policy == {"id": policy["id"], "name": "Lobby", "resources": [LOBBY], "schedule_id": OFFICE_SCHEDULE}
    assert await api.data("GET", f"{POLICIES}/{policy['id']}") == policy
    assert policy in await api.data("GET", POLICIES)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"schedule_id": OFFICE_SCHEDULE}, "CODE_PARAMS_INVALID"),
        ({"name": "New"}, "CODE_PARAMS_INVALID"),
        ({"name": "New", "schedule_id": "unknown"}, "CODE_ACCESS_POLICY_SCHEDULE_NOT_FOUND"),
        (
            {"name": "New", "schedule_id": OFFICE_SCHEDULE, "resource": [{**LOBBY, "id": "x"}]},
            "CODE_RESOURCE_NOT_FOUND",
        ),
        ({"name": "New", "schedule_id": OFFICE_SCHEDULE, "resource": [{**LOBBY, "type": "x"}]}, "CODE_PARAMS_INVALID"),
    ],
)
async def test_a_malformed_policy_is_refused(api: Api, access: SimulatedAccess, body: object, code: str) -> None:
    assert await api.refusal("POST", POLICIES, body) == code
    assert len(access.policies) == 2


async def test_a_change_of_a_policy_leaves_absent_fields_alone(api: Api) -> None:
    before = await api.data("GET", OFFICE)
    assert await api.data("PUT", OFFICE, {"name": "Renamed"}) == {**before, "name": "Renamed"}
    assert (await api.data("PUT", OFFICE, {"resource": []}))["resources"] == []


async def test_a_deleted_policy_is_nobodys(api: Api) -> None:
    assert await api.data("DELETE", OFFICE) == "success"
    assert await api.refusal("GET", OFFICE) == "CODE_RESOURCE_NOT_FOUND"
    assert (await api.data("GET", f"/users/{sample_id('bruno')}"))["access_policy_ids"] == []


# Schedules


async def test_a_schedule_is_sent_as_week_schedule_and_answered_as_weekly(api: Api) -> None:
    schedule = await api.data("POST", SCHEDULES, {"name": "Mornings", "week_schedule": WEEK})
    assert schedule["weekly"] == {**{day: [] for day in schedule["weekly"]}, **WEEK}
    assert len(schedule["weekly"]) == 7
    assert (schedule["type"], schedule["is_default"], schedule["holiday_schedule"]) == ("access", False, [])
    assert (schedule["holiday_group_id"], schedule["holiday_group"]["name"]) == (NO_HOLIDAYS, "No Holidays")
    assert await api.data("GET", f"{SCHEDULES}/{schedule['id']}") == schedule


async def test_the_list_of_schedules_is_without_hours(api: Api) -> None:
    first = (await api.data("GET", SCHEDULES))[0]
    assert first == {
        "holiday_group_id": NO_HOLIDAYS,
        "id": sample_id("everywhere-schedule"),
        "is_default": True,
        "name": "Always Access",
        "status": 1,
        "type": "access",
    }


async def test_a_schedule_tells_which_holidays_come_from_a_template(api: Api) -> None:
    schedule = await api.data("GET", f"{SCHEDULES}/{OFFICE_SCHEDULE}")
    assert [holiday["is_template"] for holiday in schedule["holiday_group"]["holidays"]] == [True, True]
    assert all("is_template" not in holiday for holiday in (await api.data("GET", PUBLIC))["holidays"])


async def test_a_change_of_a_schedule_answers_an_empty_object(api: Api) -> None:
    path, hours = f"{SCHEDULES}/{OFFICE_SCHEDULE}", [{"start_time": "03:15:00", "end_time": "11:45:59"}]
    before = await api.data("GET", path)
    assert await api.data("PUT", path, {"name": "Renamed", "holiday_schedule": hours}) == {}
    assert await api.data("GET", path) == {**before, "name": "Renamed", "holiday_schedule": hours}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"name": "New"}, "CODE_PARAMS_INVALID"),
        ({"week_schedule": WEEK}, "CODE_PARAMS_INVALID"),
        ({"name": "New", "week_schedule": {"someday": []}}, "CODE_PARAMS_INVALID"),
        (
            {"name": "New", "week_schedule": {"monday": [{"start_time": "10:00", "end_time": "11:00"}]}},
            "CODE_PARAMS_INVALID",
        ),
        ({"name": "Office Hours", "week_schedule": WEEK}, "CODE_ACCESS_POLICY_SCHEDULE_NAME_EXIST"),
        (
            {"name": "New", "week_schedule": WEEK, "holiday_group_id": "x"},
            "CODE_ACCESS_POLICY_HOLIDAY_GROUP_NOT_FOUND",
        ),
    ],
)
async def test_a_malformed_schedule_is_refused(api: Api, access: SimulatedAccess, body: object, code: str) -> None:
    assert await api.refusal("POST", SCHEDULES, body) == code
    assert len(access.schedules) == 2


@pytest.mark.parametrize("name", ["everywhere-schedule", "office-hours-schedule"])
async def test_a_schedule_in_use_and_the_default_one_are_not_deleted(api: Api, name: str) -> None:
    code = "CODE_ACCESS_POLICY_SCHEDULE_CAN_NOT_DELETE"
    assert await api.refusal("DELETE", f"{SCHEDULES}/{sample_id(name)}") == code


async def test_a_schedule_that_nobody_uses_is_deleted(api: Api) -> None:
    await api.ok("DELETE", OFFICE)
    path = f"{SCHEDULES}/{OFFICE_SCHEDULE}"
    assert await api.data("DELETE", path) == "success"
    assert await api.refusal("GET", path) == "CODE_ACCESS_POLICY_SCHEDULE_NOT_FOUND"


# Holidays


async def test_holidays_are_sent_in_rfc3339_and_answered_in_utc_with_a_space(api: Api) -> None:
    group = await api.data("POST", HOLIDAYS, {"name": "Local", "holidays": [DAY]})
    (holiday,) = group["holidays"]
    assert (holiday["start_time"], holiday["end_time"]) == ("2026-08-25 00:00:00Z", "2026-08-26 00:00:00Z")
    assert (group["template_name"], group["is_default"], holiday["repeat"]) == ("", False, False)
    assert await api.data("GET", f"{HOLIDAYS}/{group['id']}") == group


async def test_the_list_of_holiday_groups_counts_the_holidays(api: Api) -> None:
    groups = await api.data("GET", HOLIDAYS)
    assert [(group["name"], group["count"], "holidays" in group) for group in groups] == [
        ("No Holidays", 0, False),
        ("Public Holidays", 2, False),
    ]


async def test_a_holiday_with_an_id_is_changed_and_one_without_is_added(api: Api) -> None:
    changed = {"id": sample_id("christmas"), "name": "Winter Break", "end_time": "2026-12-27T00:00:00Z"}
    group = await api.data("PUT", PUBLIC, {"name": "Public Holidays", "holidays": [changed, DAY]})
    first, second = group["holidays"]
    assert (first["id"], first["name"], first["repeat"]) == (sample_id("christmas"), "Winter Break", True)
    assert (first["start_time"], first["end_time"]) == ("2026-12-25 00:00:00Z", "2026-12-27 00:00:00Z")
    assert second["name"] == "Fair"


async def test_holidays_stay_when_a_change_does_not_name_them(api: Api) -> None:
    assert len((await api.data("PUT", PUBLIC, {"name": "Renamed"}))["holidays"]) == 2


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"holidays": []}, "CODE_PARAMS_INVALID"),
        ({"name": "Public Holidays"}, "CODE_ACCESS_POLICY_HOLIDAY_GROUP_NAME_EXIST"),
        ({"name": "New", "holidays": [DAY, DAY]}, "CODE_ACCESS_POLICY_HOLIDAY_NAME_EXIST"),
        ({"name": "New", "holidays": [{**DAY, "id": "x"}]}, "CODE_ACCESS_POLICY_HOLIDAY_NOT_FOUND"),
        ({"name": "New", "holidays": [{**DAY, "end_time": "2026-08-26 00:00:00Z"}]}, "CODE_PARAMS_INVALID"),
        ({"name": "New", "holidays": [{**DAY, "end_time": "2026-02-30T00:00:00Z"}]}, "CODE_PARAMS_INVALID"),
        ({"name": "New", "holidays": [{**DAY, "end_time": "2026-08-25T00:00:00Z"}]}, "CODE_PARAMS_INVALID"),
    ],
)
async def test_malformed_holidays_are_refused(api: Api, access: SimulatedAccess, body: object, code: str) -> None:
    assert await api.refusal("POST", HOLIDAYS, body) == code
    assert len(access.holiday_groups) == 2


async def test_the_default_holiday_group_stays_as_it_is(api: Api) -> None:
    path = f"{HOLIDAYS}/{NO_HOLIDAYS}"
    assert await api.refusal("PUT", path, {"name": "New"}) == "CODE_HOLIDAY_GROUP_CAN_NOT_EDIT"
    assert await api.refusal("DELETE", path) == "CODE_HOLIDAY_GROUP_CAN_NOT_DELETE"


async def test_a_holiday_group_in_use_is_not_deleted(api: Api) -> None:
    assert await api.refusal("DELETE", PUBLIC) == "CODE_ACCESS_POLICY_HOLIDAY_GROUP_CAN_NOT_DELETE"
    await api.ok("PUT", f"{SCHEDULES}/{OFFICE_SCHEDULE}", {"holiday_group_id": NO_HOLIDAYS})
    assert await api.data("DELETE", PUBLIC) == "success"
