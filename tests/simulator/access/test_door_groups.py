"""The simulated Access application on the wire: door groups."""

from __future__ import annotations

import pytest

from tests.support.access_api import Api
from unifi_sdk.simulator.access.estate.people import sample_id

MAIN, LOBBY, WORKSHOP = (sample_id(name) for name in ("main-entrance", "lobby", "workshop"))
PUBLIC, BUILDING = f"/door_groups/{sample_id('public-doors')}", f"/door_groups/{sample_id('building')}"


async def test_the_topology_nests_doors_in_floors_in_groups(api: Api) -> None:
    building, public = await api.data("GET", "/door_groups/topology")
    assert (building["type"], public["type"]) == ("building", "access")
    (floor,) = public["resource_topologies"]
    assert (floor["type"], floor["name"]) == ("floor", "1F")
    assert floor["resources"][0] == {"id": MAIN, "name": "Main Entrance", "type": "door", "is_bind_hub": True}
    assert [door["is_bind_hub"] for door in building["resource_topologies"][0]["resources"]] == [True] * 4 + [False]


async def test_the_list_of_door_groups_is_without_the_building(api: Api) -> None:
    groups = await api.data("GET", "/door_groups")
    assert [(group["name"], group["type"]) for group in groups] == [("Public Doors", "access")]
    assert groups[0]["resources"][0] == {"id": MAIN, "type": "door"}


async def test_a_single_door_group_names_its_doors(api: Api) -> None:
    assert (await api.data("GET", PUBLIC))["resources"][0] == {"id": MAIN, "type": "door", "name": "Main Entrance"}
    assert (await api.data("GET", BUILDING))["type"] == "building"


async def test_a_door_group_is_created_from_ids_and_emptied(api: Api) -> None:
    group = await api.data("POST", "/door_groups", {"group_name": "Back", "resources": [WORKSHOP]})
    assert (group["name"], group["resources"]) == ("Back", [{"id": WORKSHOP, "type": "door"}])
    path = f"/door_groups/{group['id']}"
    assert (await api.data("PUT", path, {"group_name": "Rear"}))["resources"] == group["resources"]
    assert (await api.data("PUT", path, {"resources": []}))["resources"] == []
    assert await api.data("DELETE", path) == "success"
    assert await api.refusal("GET", path) == "CODE_RESOURCE_NOT_FOUND"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"group_name": "New"}, "CODE_PARAMS_INVALID"),
        ({"resources": []}, "CODE_PARAMS_INVALID"),
        ({"group_name": "New", "resources": [{"id": WORKSHOP}]}, "CODE_PARAMS_INVALID"),
        ({"group_name": "New", "resources": ["unknown"]}, "CODE_RESOURCE_NOT_FOUND"),
        ({"group_name": "Public Doors", "resources": []}, "CODE_USER_NAME_DUPLICATED"),
    ],
)
async def test_a_malformed_door_group_is_refused(api: Api, body: object, code: str) -> None:
    assert await api.refusal("POST", "/door_groups", body) == code


async def test_the_building_is_not_edited_or_deleted(api: Api) -> None:
    assert await api.refusal("PUT", BUILDING, {"resources": []}) == "CODE_OPERATION_FORBIDDEN"
    assert await api.refusal("DELETE", BUILDING) == "CODE_OPERATION_FORBIDDEN"


async def test_a_deleted_door_group_leaves_policies_and_visitors(api: Api) -> None:
    await api.ok("DELETE", PUBLIC)
    policy = await api.data("GET", f"/access_policies/{sample_id('office-hours')}")
    assert policy["resources"] == [{"id": WORKSHOP, "type": "door"}]
    assert (await api.data("GET", f"/visitors/{sample_id('gus')}"))["resources"] == []


async def test_the_private_group_of_a_visitor_is_in_no_list(api: Api) -> None:
    body = {"resources": [{"id": WORKSHOP, "type": "door"}]}
    visitor = await api.data("PUT", f"/visitors/{sample_id('gus')}", body)
    private = visitor["resources"][0]["id"]
    listed = await api.data("GET", "/door_groups") + await api.data("GET", "/door_groups/topology")
    assert private not in [group["id"] for group in listed]
    assert (await api.data("GET", f"/door_groups/{private}"))["resources"][0]["name"] == "Workshop"
