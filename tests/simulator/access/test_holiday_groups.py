"""The simulated Access application on the wire: holiday groups."""

from __future__ import annotations

import pytest

from tests.support.access_api import Api
from unifi_sdk.simulator.access.application import SimulatedAccess
from unifi_sdk.simulator.access.estate.people import sample_id

POLICIES, SCHEDULES, HOLIDAYS = "/access_policies", "/access_policies/schedules", "/access_policies/holiday_groups"
DAY = {"name": "Fair", "start_time": "2026-08-25T02:00:00+02:00", "end_time": "2026-08-26T00:00:00Z"}
PUBLIC, NO_HOLIDAYS = f"{HOLIDAYS}/{sample_id('public-holidays')}", sample_id("no-holidays")
OFFICE, OFFICE_SCHEDULE = f"{POLICIES}/{sample_id('office-hours')}", sample_id("office-hours-schedule")


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


async def test_a_group_says_that_it_is_not_private(api: Api) -> None:
    assert {group["is_private"] for group in await api.data("GET", HOLIDAYS)} == {False}
    assert (await api.data("GET", PUBLIC))["is_private"] is False
