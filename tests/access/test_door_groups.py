"""Door groups, and where doors are."""

from __future__ import annotations

import pytest

from tests.access.recording import Wire
from unifi_sdk import ConfigurationError
from unifi_sdk.access.models import DoorGroupType, ResourceType
from unifi_sdk.retry import Safety

ID = "c1d2e3f4-a5b6-4c7d-8e9f-0a1b2c3d4e5f"
GROUP = {"id": ID, "name": "Test", "resources": [{"id": "d1", "type": "door", "name": "Front"}], "type": "access"}
FLOOR = {
    "id": "f1",
    "name": "1F",
    "resources": [{"id": "d1", "name": "Front", "type": "door", "is_bind_hub": True}],
    "type": "floor",
}


async def test_groups_are_read() -> None:
    wire = Wire()
    wire.data([GROUP], {**GROUP, "type": "building"})
    [listed] = await wire.access.door_groups.list()
    single = await wire.access.door_groups.get(ID)
    assert (listed.type, single.type) == (DoorGroupType.ACCESS, DoorGroupType.BUILDING)
    assert [(door.id, door.type, door.name) for door in listed.resources] == [("d1", ResourceType.DOOR, "Front")]
    assert wire.lines == ["GET /door_groups", f"GET /door_groups/{ID}"]


async def test_the_topology_tells_floors_and_doors() -> None:
    wire = Wire()
    wire.data([{"id": ID, "name": "All Doors", "resource_topologies": [FLOOR, FLOOR], "type": "building"}, {"id": "g"}])
    everything, empty = await wire.access.door_groups.topology()
    assert [floor.name for floor in everything.resource_topologies] == ["1F", "1F"]
    assert [door.is_bind_hub for door in everything.doors] == [True, True]
    assert (empty.doors, empty.type) == ((), None)
    assert wire.lines == ["GET /door_groups/topology"]


async def test_a_hub_can_be_told_on_the_floor_instead_of_the_door() -> None:
    wire = Wire()
    floor = {**FLOOR, "is_bind_hub": True, "resources": [{"id": "d1", "name": "Front", "type": "door"}]}
    wire.data([{"id": ID, "resource_topologies": [floor]}])
    [group] = await wire.access.door_groups.topology()
    [read] = group.resource_topologies
    assert (read.is_bind_hub, read.resources[0].is_bind_hub) == (True, None)


async def test_a_group_is_made_of_the_ids_of_doors() -> None:
    wire = Wire()
    wire.data(GROUP)
    made = await wire.access.door_groups.create(name="Test", door_ids=["d1"])
    assert (made.id, made.name) == (ID, "Test")
    assert (wire.lines, wire.last.safety) == (["POST /door_groups"], Safety.UNSAFE)
    assert wire.last.body == {"group_name": "Test", "resources": ["d1"]}


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        ({"name": "New"}, {"group_name": "New"}),
        ({"door_ids": ["d1", "d2"]}, {"resources": ["d1", "d2"]}),
        ({"door_ids": []}, {"resources": []}),
        ({}, {}),
    ],
)
async def test_an_update_sends_only_what_is_given(fields: dict, body: dict) -> None:
    wire = Wire()
    wire.data(GROUP)
    assert (await wire.access.door_groups.update(ID, **fields)).id == ID
    assert (wire.lines, wire.last.body, wire.last.safety) == ([f"PUT /door_groups/{ID}"], body, Safety.IDEMPOTENT)


async def test_a_group_is_deleted() -> None:
    wire = Wire()
    wire.data("success")
    wire.refuse("CODE_NOT_EXISTS", resent=True)
    await wire.access.door_groups.delete(ID)
    await wire.access.door_groups.delete(ID)
    assert wire.lines == [f"DELETE /door_groups/{ID}"] * 2


async def test_what_can_never_work_fails_before_any_byte_is_sent() -> None:
    wire = Wire()
    with pytest.raises(ConfigurationError, match="name"):
        await wire.access.door_groups.create(name="", door_ids=[])
    with pytest.raises(ConfigurationError, match="door_ids"):
        await wire.access.door_groups.create(name="Test", door_ids="d1")
    with pytest.raises(ConfigurationError, match="name"):
        await wire.access.door_groups.update(ID, name=" ")
    with pytest.raises(ConfigurationError, match="door_ids"):
        await wire.access.door_groups.update(ID, door_ids=[""])
    assert wire.sent == []
