"""People at the doors of a simulated Access application: who may come in with a credential, and what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unifi_sdk.simulator.access.people import Person, User, UserGroup, Visitor

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from unifi_sdk.simulator.access.places import Door
    from unifi_sdk.simulator.access.running import RunningAccess
    from unifi_sdk.simulator.access.state import AccessState


def present_credential(access: RunningAccess, door: Door, person: Person | None, provider: str) -> bool:
    """Hold a credential to a door's reader; `SimulatedAccess.present` is the public face of this."""
    hub = access.devices.get(door.hub_id or "")
    can_open = hub is not None and hub.is_online and not access.is_locked_down
    if person is None or not can_open or not may_enter(access, person, door):
        access.events.turned_away(door, person, provider)
        return False
    now = access.clock.now()
    door.pulse_until = now + access.unlock_seconds
    reader = next((item for item in access.devices.values() if item.location_id == door.id and item.hub_id), hub)
    access.events.entered(door, person, provider, "" if reader is None else reader.id)
    access.answer_rings_at(door)
    if isinstance(person, Visitor):
        access.arrive(person.id)
    return True


def may_enter(state: AccessState, person: Person, door: Door) -> bool:
    """Whether a door is open to somebody, by policies or by a visit that is under way; hours of the day don't count."""
    if isinstance(person, Visitor):
        is_due = person.status(state.clock.now()) in ("ACTIVE", "VISITING")
        groups = [*person.group_ids, *filter(None, [person.private_group_id])]
        return is_due and _reaches(state, door, [{"id": group_id, "type": "door_group"} for group_id in groups])
    if not isinstance(person, User) or person.status != "ACTIVE":
        return False
    holders: list[User | UserGroup] = [person, *state.groups_of(person)]
    policies = [state.policies.get(key) for holder in holders for key in holder.access_policy_ids]
    return any(policy is not None and _reaches(state, door, policy.resources) for policy in policies)


def _reaches(state: AccessState, door: Door, resources: Iterable[Mapping[str, str]]) -> bool:
    doors = {resource["id"] for resource in resources if resource["type"] == "door"}
    groups = [state.door_groups.get(resource["id"]) for resource in resources if resource["type"] == "door_group"]
    return door.id in doors or any(group is not None and door.id in group.door_ids for group in groups)
