"""The simulated Access application on the wire: user groups."""

from __future__ import annotations

import pytest

from tests.support.access_api import Api
from unifi_sdk.simulator.access.application import SimulatedAccess
from unifi_sdk.simulator.access.estate.people import sample_id

TOP, STAFF, NIGHT = (f"/user_groups/{sample_id(name)}" for name in ("group-top", "group-staff", "group-night"))
BARE = {"code": "SUCCESS", "msg": "success"}
ADA, BRUNO, CHLOE, DMITRI, ELIF = (sample_id(name) for name in ("ada", "bruno", "chloe", "dmitri", "elif"))
EVERYWHERE, OFFICE_HOURS = sample_id("everywhere"), sample_id("office-hours")


async def test_a_group_tells_the_groups_above_it(api: Api) -> None:
    group = await api.data("GET", NIGHT)
    assert group == {
        "full_name": "Staff/Night Shift",
        "id": sample_id("group-night"),
        "name": "Night Shift",
        "up_id": sample_id("group-staff"),
        "up_ids": [sample_id("group-top"), sample_id("group-staff")],
    }


async def test_creating_a_group_tells_no_id(api: Api) -> None:
    assert await api.ok("POST", "/user_groups", {"name": "Cleaning", "up_id": sample_id("group-top")}) == BARE
    groups = await api.data("GET", "/user_groups")
    assert [(group["name"], group["up_id"]) for group in groups][-1] == ("Cleaning", sample_id("group-top"))


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "CODE_PARAMS_INVALID"),
        ({"name": "New", "up_id": "unknown"}, "CODE_RESOURCE_NOT_FOUND"),
        ({"name": "Staff", "up_id": sample_id("group-top")}, "CODE_USER_NAME_DUPLICATED"),
    ],
)
async def test_a_malformed_group_is_refused(api: Api, access: SimulatedAccess, body: object, code: str) -> None:
    assert await api.refusal("POST", "/user_groups", body) == code
    assert len(access.user_groups) == 3


async def test_a_group_is_renamed_and_moved(api: Api) -> None:
    assert await api.ok("PUT", NIGHT, {"name": "Late", "up_id": sample_id("group-top")}) == BARE
    group = await api.data("GET", NIGHT)
    assert (group["name"], group["up_ids"]) == ("Late", [sample_id("group-top")])


async def test_a_group_cannot_lie_in_itself(api: Api) -> None:
    body = {"name": "Staff", "up_id": sample_id("group-night")}
    assert await api.refusal("PUT", STAFF, body) == "CODE_PARAMS_INVALID"


async def test_a_group_with_groups_in_it_is_not_deleted(api: Api) -> None:
    assert await api.refusal("DELETE", STAFF) == "CODE_OPERATION_FORBIDDEN"
    assert await api.ok("DELETE", NIGHT) == BARE
    assert await api.ok("DELETE", STAFF) == BARE
    assert await api.refusal("GET", STAFF) == "CODE_RESOURCE_NOT_FOUND"


async def test_members_are_added_and_removed_with_a_bare_array(api: Api) -> None:
    assert await api.ok("POST", f"{STAFF}/users", [ELIF, ADA]) == BARE
    assert await api.ok("POST", f"{STAFF}/users/delete", [BRUNO]) == BARE
    assert [user["id"] for user in await api.data("GET", f"{STAFF}/users")] == [ADA, ELIF]


@pytest.mark.parametrize(
    ("body", "code"), [({"ids": []}, "CODE_PARAMS_INVALID"), (["unknown"], "CODE_USER_WORKER_NOT_EXISTS")]
)
async def test_malformed_members_are_refused(api: Api, body: object, code: str) -> None:
    assert await api.refusal("POST", f"{STAFF}/users", body) == code


async def test_members_of_groups_below_come_only_when_all_are_asked_for(api: Api) -> None:
    assert [user["id"] for user in await api.data("GET", f"{TOP}/users")] == [CHLOE]
    everybody = await api.data("GET", f"{TOP}/users/all")
    assert {user["id"] for user in everybody} == {CHLOE, ADA, BRUNO, ELIF}
    assert all("nfc_cards" not in user and "username" in user for user in everybody)


async def test_a_deleted_user_is_in_no_group(api: Api) -> None:
    await api.ok("PUT", f"/users/{BRUNO}", {"status": "DEACTIVATED"})
    await api.ok("DELETE", f"/users/{BRUNO}")
    assert [user["id"] for user in await api.data("GET", f"{STAFF}/users")] == [ADA]


async def test_policies_of_a_group_are_answered_with_null(api: Api) -> None:
    answer = await api.ok("PUT", f"{STAFF}/access_policies", {"access_policy_ids": [EVERYWHERE, OFFICE_HOURS]})
    assert answer == {**BARE, "data": None}
    policies = await api.data("GET", f"{STAFF}/access_policies")
    assert [set(policy) for policy in policies] == [{"id", "name", "resources", "schedule_id"}] * 2
