"""The simulated Access application on the wire: access policies."""

from __future__ import annotations

import pytest

from tests.support.access_api import Api
from unifi_sdk.simulator.access.application import SimulatedAccess
from unifi_sdk.simulator.access.estate.people import sample_id

POLICIES, SCHEDULES, HOLIDAYS = "/access_policies", "/access_policies/schedules", "/access_policies/holiday_groups"
OFFICE, OFFICE_SCHEDULE = f"{POLICIES}/{sample_id('office-hours')}", sample_id("office-hours-schedule")
LOBBY = {"id": sample_id("lobby"), "type": "door"}


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
