"""The simulated Access application on the wire: door groups, topology, devices and their doorbells."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.support.access_api import Api, serve
from unifi_sdk.simulator.access.application import DoorbellReason, SimulatedAccess
from unifi_sdk.simulator.access.estate.people import sample_id
from unifi_sdk.simulator.clock import ManualClock

HUB, READER, INTERCOM, FACE, NOWHERE = (f"00005e0053{number}" for number in ("01", "02", "08", "09", "0a"))
PUBLIC, BUILDING = f"/door_groups/{sample_id('public-doors')}", f"/door_groups/{sample_id('building')}"
MAIN, LOBBY, WORKSHOP = (sample_id(name) for name in ("main-entrance", "lobby", "workshop"))
SETTINGS, DOORBELL = f"/devices/{FACE}/settings", f"/devices/{INTERCOM}/doorbell"


@pytest.fixture
def access(clock: ManualClock) -> SimulatedAccess:
    return SimulatedAccess(clock)


@pytest.fixture
async def api(access: SimulatedAccess) -> AsyncIterator[Api]:
    async with serve(access) as api:
        yield api


# Door groups


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


# Devices


async def test_devices_come_in_a_list_for_each_door(api: Api) -> None:
    lists = await api.data("GET", "/devices?refresh=true")
    assert [len(devices) for devices in lists] == [2, 3, 3, 1, 1]
    assert {device["location_id"] for device in lists[0]} == {MAIN}
    hub, reader = lists[0]
    assert (hub["connected_uah_id"], reader["connected_uah_id"]) == ("", HUB)
    assert "remote_call" in reader["capabilities"]
    assert (lists[-1][0]["location_id"], lists[-1][0]["is_online"]) == ("", False)


async def test_devices_can_come_in_one_list(api: Api, access: SimulatedAccess) -> None:
    access.devices_are_flat = True
    assert [device["id"] for device in await api.data("GET", "/devices")] == [
        f"00005e0053{number}" for number in ("01", "02", "03", "04", "09", "05", "06", "08", "07", "0a")
    ]


async def test_access_methods_say_yes_and_no_and_lie_below_one_key(api: Api) -> None:
    body = {"access_methods": {"nfc": {"enabled": "false"}, "wave": {"enabled": "yes"}}}
    assert await api.data("PUT", SETTINGS, body) == "success"
    data = await api.data("GET", SETTINGS)
    assert data["device_id"] == FACE
    methods = data["access_methods"]
    assert (methods["nfc"], methods["wave"]) == ({"enabled": "no"}, {"enabled": "yes"})
    assert methods["pin_code"] == {"enabled": "yes", "pin_code_shuffle": "no"}
    assert methods["face"] == {"anti_spoofing_level": "no", "detect_distance": "far"}


@pytest.mark.parametrize(
    ("level", "distance", "takes_effect"),
    [("medium", "near", True), ("high", "near", True), ("no", "medium", True), ("medium", "medium", False)],
)
async def test_only_face_settings_that_go_together_take_effect(
    api: Api, level: str, distance: str, takes_effect: bool
) -> None:
    face = {"anti_spoofing_level": level, "detect_distance": distance}
    await api.ok("PUT", SETTINGS, {"access_methods": {"face": face}})
    assert ((await api.data("GET", SETTINGS))["access_methods"]["face"] == face) == takes_effect


@pytest.mark.parametrize(
    "body",
    [
        {"nfc": {"enabled": "yes"}},
        {"access_methods": {"telepathy": {"enabled": "yes"}}},
        {"access_methods": {"nfc": {"enabled": True}}},
        {"access_methods": {"nfc": {"enabled": "on"}}},
        {"access_methods": {"nfc": {"pin_code_shuffle": "yes"}}},
        {"access_methods": {"face": {"detect_distance": "close"}}},
    ],
)
async def test_malformed_access_methods_are_refused(api: Api, body: object) -> None:
    before = await api.data("GET", SETTINGS)
    assert await api.refusal("PUT", SETTINGS, body) == "CODE_PARAMS_INVALID"
    assert await api.data("GET", SETTINGS) == before


@pytest.mark.parametrize(
    ("device", "code"), [(HUB, "CODE_DEVICE_API_NOT_SUPPORTED"), ("x", "CODE_DEVICE_DEVICE_NOT_FOUND")]
)
async def test_only_readers_have_access_methods(api: Api, device: str, code: str) -> None:
    assert await api.refusal("GET", f"/devices/{device}/settings") == code


# Doorbells


async def test_a_doorbell_rings_until_its_time_is_over(api: Api, access: SimulatedAccess, clock: ManualClock) -> None:
    assert await api.data("POST", DOORBELL, {"room_name": ""}) == "success"
    assert [ring.device_id for ring in access.rings.values()] == [INTERCOM]
    clock.advance(access.ring_seconds)
    await api.ok("GET", "/devices")
    assert access.rings == {}


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        (DOORBELL, None, "CODE_PARAMS_INVALID"),
        (DOORBELL, {"cancel": True}, "CODE_PARAMS_INVALID"),
        (DOORBELL, {"room_name": "Attic"}, "CODE_RESOURCE_NOT_FOUND"),
        (f"/devices/{HUB}/doorbell", {"room_name": ""}, "CODE_DEVICE_API_NOT_SUPPORTED"),
        (f"/devices/{NOWHERE}/doorbell", {"room_name": ""}, "CODE_DEVICE_DEVICE_OFFLINE"),
        ("/devices/x/doorbell", {"room_name": ""}, "CODE_DEVICE_DEVICE_NOT_FOUND"),
    ],
)
async def test_a_refused_doorbell_does_not_ring(
    api: Api, access: SimulatedAccess, path: str, body: object, code: str
) -> None:
    assert await api.refusal("POST", path, body) == code
    assert access.rings == {}


@pytest.mark.parametrize(("rings_again", "left"), [(False, 0), (True, 1)])
async def test_a_cancelled_doorbell_falls_silent_or_rings_anew(
    api: Api, access: SimulatedAccess, rings_again: bool, left: int
) -> None:
    access.cancel_rings_again = rings_again
    await api.ok("POST", DOORBELL, {"room_name": "Reception"})
    first = [*access.rings]
    await api.ok("POST", DOORBELL, {"room_name": "Reception", "cancel": True})
    assert len(access.rings) == left
    assert [*access.rings] != first


async def test_a_doorbell_ends_when_its_door_is_unlocked(api: Api, access: SimulatedAccess) -> None:
    access.ring(READER)
    await api.ok("PUT", f"/doors/{LOBBY}/unlock")
    assert len(access.rings) == 1
    await api.ok("PUT", f"/doors/{MAIN}/unlock")
    assert access.rings == {}


async def test_a_doorbell_that_does_not_ring_cannot_be_ended(access: SimulatedAccess) -> None:
    with pytest.raises(LookupError):
        access.end_ring(DoorbellReason.REJECTED)
