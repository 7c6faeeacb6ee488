"""The simulated Access application on the wire: schedules."""

from __future__ import annotations

import pytest

from tests.support.access_api import Api
from unifi_sdk.simulator.access.application import SimulatedAccess
from unifi_sdk.simulator.access.estate.people import sample_id

POLICIES, SCHEDULES, HOLIDAYS = "/access_policies", "/access_policies/schedules", "/access_policies/holiday_groups"
WEEK = {
    "monday": [{"start_time": "10:00:00", "end_time": "12:00:59"}, {"start_time": "13:00:00", "end_time": "17:00:59"}]
}
PUBLIC, NO_HOLIDAYS = f"{HOLIDAYS}/{sample_id('public-holidays')}", sample_id("no-holidays")
OFFICE, OFFICE_SCHEDULE = f"{POLICIES}/{sample_id('office-hours')}", sample_id("office-hours-schedule")


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
