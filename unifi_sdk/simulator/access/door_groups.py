"""The simulated door group operations of Access (reference 7.1 to 7.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unifi_sdk.simulator.access.crud import Shelf
from unifi_sdk.simulator.access.places import Door, DoorGroup
from unifi_sdk.simulator.access.wire import AccessRefusalError, Body, Operation, Reply, new_id, required

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aiohttp import web

    from unifi_sdk.simulator.access.running import RunningAccess


class DoorGroupOperations:
    """Door groups, and the topology of groups, floors and doors.

    Args:
        access: What the operations read and change.
    """

    def __init__(self, access: RunningAccess) -> None:
        self._access = access

    def operations(self) -> Iterable[Operation]:
        """Every operation of this area; the building is in the topology and not in the list."""
        yield Operation("GET", "/door_groups/topology", "view:space", self.topology)
        yield from Shelf(
            path="/door_groups",
            scope="space",
            items=self._access.door_groups,
            make=self._make,
            change=self._change,
            show=self._named,
            brief=_item,
            created=_item,
            is_listed=lambda group: group.type == "access" and not group.is_private,
            check_edit=_check_own,
            remove=self._remove,
        ).operations()

    async def topology(self, request: web.Request) -> Reply:
        """Reference 7.1: each group with its floors, each floor with those of its doors that are in the group."""
        groups = [group for group in self._access.door_groups.values() if not group.is_private]
        return Reply(
            [
                {"id": group.id, "name": group.name, "resource_topologies": self._floors(group), "type": group.type}
                for group in groups
            ]
        )

    def _floors(self, group: DoorGroup) -> list[dict[str, object]]:
        floors: dict[str, list[Door]] = {}
        for door in self._doors(group):
            floors.setdefault(door.floor_id, []).append(door)
        return [
            {
                "id": floor_id,
                "name": self._access.floors.get(floor_id, ""),
                "resources": [{**_ref(door), "is_bind_hub": door.hub_id is not None} for door in doors],
                "type": "floor",
            }
            for floor_id, doors in floors.items()
        ]

    def _doors(self, group: DoorGroup) -> list[Door]:
        return [self._access.doors[door_id] for door_id in group.door_ids if door_id in self._access.doors]

    def _named(self, group: DoorGroup) -> dict[str, object]:
        """The single read alone tells the names of the doors."""
        return {**_item(group), "resources": [_ref(door) for door in self._doors(group)]}

    def _make(self, body: Body) -> DoorGroup:
        name, door_ids = body.required_name("group_name"), required(self._door_ids(body))
        self._check_name(name, "")
        return DoorGroup(id=new_id(), name=name, door_ids=door_ids)

    def _change(self, group: DoorGroup, body: Body) -> None:
        name, door_ids = body.name("group_name") or group.name, self._door_ids(body)
        self._check_name(name, group.id)
        group.name, group.door_ids = name, group.door_ids if door_ids is None else door_ids

    def _door_ids(self, body: Body) -> list[str] | None:
        ids = body.texts("resources")
        if ids is not None and not self._access.doors.keys() >= set(ids):
            raise AccessRefusalError("CODE_RESOURCE_NOT_FOUND")
        return None if ids is None else list(dict.fromkeys(ids))

    def _check_name(self, name: str, own_id: str) -> None:
        if any(other.name == name and other.id != own_id for other in self._access.door_groups.values()):
            raise AccessRefusalError("CODE_USER_NAME_DUPLICATED")

    def _remove(self, group: DoorGroup) -> None:
        """A group that policies or visitors refer to goes all the same, and out of them."""
        _check_own(group)
        for policy in self._access.policies.values():
            policy.resources = [resource for resource in policy.resources if resource["id"] != group.id]
        for visitor in self._access.visitors.values():
            visitor.group_ids = [group_id for group_id in visitor.group_ids if group_id != group.id]


def _check_own(group: DoorGroup) -> None:
    if group.type != "access" or group.is_private:
        raise AccessRefusalError("CODE_OPERATION_FORBIDDEN")


def _item(group: DoorGroup) -> dict[str, object]:
    resources = [{"id": door_id, "type": "door"} for door_id in group.door_ids]
    return {"id": group.id, "name": group.name, "resources": resources, "type": group.type}


def _ref(door: Door) -> dict[str, object]:
    return {"id": door.id, "name": door.name, "type": "door"}
