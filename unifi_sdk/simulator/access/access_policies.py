"""The simulated access policies of Access (reference 5.1 to 5.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unifi_sdk.simulator.access.crud import Shelf
from unifi_sdk.simulator.access.places import AccessPolicy
from unifi_sdk.simulator.access.wire import AccessRefusalError, Body, new_id, required

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from unifi_sdk.simulator.access.people import User, UserGroup
    from unifi_sdk.simulator.access.running import RunningAccess
    from unifi_sdk.simulator.access.state import AccessState
    from unifi_sdk.simulator.access.wire import Operation


class PolicyOperations:
    """Access policies: which doors, and by which schedule.

    Args:
        access: What the operations read and change.
    """

    def __init__(self, access: RunningAccess) -> None:
        self._access = access

    def operations(self) -> Iterable[Operation]:
        """Every operation of this area."""
        yield from Shelf(
            path="/access_policies",
            scope="policy",
            items=self._access.policies,
            make=self._make_policy,
            change=self._change_policy,
            show=policy_item,
            remove=self._remove_policy,
        ).operations()

    def _make_policy(self, body: Body) -> AccessPolicy:
        name, schedule_id = body.required_name("name"), self._schedule_id(required(body.text("schedule_id")))
        return AccessPolicy(id=new_id(), name=name, schedule_id=schedule_id, resources=self._resources(body) or [])

    def _change_policy(self, policy: AccessPolicy, body: Body) -> None:
        name, schedule_id, resources = body.name("name"), body.text("schedule_id"), self._resources(body)
        policy.schedule_id = policy.schedule_id if schedule_id is None else self._schedule_id(schedule_id)
        policy.name = name or policy.name
        policy.resources = policy.resources if resources is None else resources

    def _remove_policy(self, policy: AccessPolicy) -> None:
        holders: list[User | UserGroup] = [*self._access.users.values(), *self._access.user_groups.values()]
        for holder in holders:
            holder.access_policy_ids = [key for key in holder.access_policy_ids if key != policy.id]

    def _resources(self, body: Body) -> list[dict[str, str]] | None:
        """Doors and door groups; the documents disagree on the key, so `resource` and `resources` are both taken."""
        items = body.bodies("resource")
        items = body.bodies("resources") if items is None else items
        return None if items is None else [self._resource(item) for item in items]

    def _resource(self, item: Body) -> dict[str, str]:
        known: dict[str, Mapping[str, object]] = {"door": self._access.doors, "door_group": self._access.door_groups}
        kind, resource_id = required(item.choice("type", known)), item.required_name("id")
        if resource_id not in known[kind]:
            raise AccessRefusalError("CODE_RESOURCE_NOT_FOUND")
        return {"id": resource_id, "type": kind}

    def _schedule_id(self, schedule_id: str) -> str:
        if schedule_id not in self._access.schedules:
            raise AccessRefusalError("CODE_ACCESS_POLICY_SCHEDULE_NOT_FOUND")
        return schedule_id


def policy_item(policy: AccessPolicy) -> dict[str, object]:
    """A policy as every answer shows it (reference 5.1)."""
    resources = [dict(resource) for resource in policy.resources]
    return {"id": policy.id, "name": policy.name, "resources": resources, "schedule_id": policy.schedule_id}


def known_policies(state: AccessState, body: Body) -> list[str]:
    """The `access_policy_ids` of a request, all of which must exist; each once."""
    ids = list(dict.fromkeys(required(body.texts("access_policy_ids"))))
    if not state.policies.keys() >= set(ids):
        raise AccessRefusalError("CODE_RESOURCE_NOT_FOUND")
    return ids
