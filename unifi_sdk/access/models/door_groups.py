"""Groups of doors, and the floors they stand on."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, field, model

__all__ = ["DoorGroup", "DoorGroupTopology", "DoorGroupType", "Floor", "FloorDoor", "ResourceRef", "ResourceType"]


class ResourceType(OpenEnum):
    """What a `ResourceRef` points to."""

    DOOR = "door"
    DOOR_GROUP = "door_group"


@model
class ResourceRef(Model):
    """A door, or a group of doors, that somebody may pass."""

    id: str = ""
    type: ResourceType | None = None
    """Needed when it is sent."""
    name: str | None = field(default=None, read_only=True)


class DoorGroupType(OpenEnum):
    """Who made a group of doors."""

    BUILDING = "building"
    """The console: every door there is. Only the topology has it."""
    ACCESS = "access"
    """An admin."""


@model
class DoorGroup(Model):
    """A group of doors."""

    id: str = ""
    name: str | None = None
    type: DoorGroupType | None = None
    resources: tuple[ResourceRef, ...] = ()
    """Its doors."""


@model
class FloorDoor(Model):
    """A door as the topology has it."""

    id: str = ""
    name: str | None = None
    type: ResourceType | None = None
    is_bind_hub: bool | None = None
    """Whether a hub drives the lock; a door without one can't be unlocked from afar. None when only the floor tells."""


@model
class Floor(Model):
    """A floor and those of its doors that are in the group."""

    id: str = ""
    name: str | None = None
    type: str | None = None
    is_bind_hub: bool | None = None
    """As `FloorDoor.is_bind_hub`, from consoles that tell it for a whole floor."""
    resources: tuple[FloorDoor, ...] = ()


@model
class DoorGroupTopology(Model):
    """A group of doors, floor by floor."""

    id: str = ""
    name: str | None = None
    type: DoorGroupType | None = None
    resource_topologies: tuple[Floor, ...] = ()

    @property
    def doors(self) -> tuple[FloorDoor, ...]:
        """The doors of every floor."""
        return tuple(door for floor in self.resource_topologies for door in floor.resources)
