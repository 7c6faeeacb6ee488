"""Access policies: written with the key that the reference has, read with the other."""

from __future__ import annotations

import pytest

from tests.access.recording import Wire
from unifi_sdk import ConfigurationError, NotFoundError
from unifi_sdk.access.models import (
    AccessPolicyChanges,
    AccessPolicyInput,
    ResourceRef,
    ResourceType,
)
from unifi_sdk.retry import Safety

ID = "7d1e9c0a-8a2b-4c58-9c1f-55f2c7a8e901"
POLICY = {
    "id": ID,
    "name": "Office",
    "resources": [{"id": "d1", "type": "door"}, {"id": "g1", "type": "door_group"}],
    "schedule_id": "s1",
}
PLACES = (ResourceRef(id="d1", type=ResourceType.DOOR), ResourceRef(id="g1", type=ResourceType.DOOR_GROUP))


async def test_policies_are_read() -> None:
    wire = Wire()
    wire.data([POLICY], POLICY)
    [listed] = await wire.access.access_policies.list()
    assert await wire.access.access_policies.get(ID) == listed
    assert listed.resources == PLACES
    assert wire.lines == ["GET /access_policies", f"GET /access_policies/{ID}"]


async def test_a_new_policy_names_its_doors_in_the_singular() -> None:
    wire = Wire()
    wire.data(POLICY)
    made = await wire.access.access_policies.create(
        AccessPolicyInput(name="Office", schedule_id="s1", resources=PLACES)
    )
    assert (made.id, made.resources) == (ID, PLACES)
    assert (wire.lines, wire.last.safety) == (["POST /access_policies"], Safety.UNSAFE)
    assert wire.last.body == {
        "name": "Office",
        "schedule_id": "s1",
        "resource": [{"id": "d1", "type": "door"}, {"id": "g1", "type": "door_group"}],
    }


async def test_a_new_policy_without_doors_sends_none() -> None:
    wire = Wire()
    wire.data({"id": ID})
    await wire.access.access_policies.create(AccessPolicyInput(name="Office", schedule_id="s1"))
    assert wire.last.body == {"name": "Office", "schedule_id": "s1"}


async def test_a_console_that_wants_the_plural_can_have_it() -> None:
    wire = Wire()
    wire.data({"id": ID})
    policy = AccessPolicyInput(name="Office", schedule_id="s1", extra={"resources": [{"id": "d1", "type": "door"}]})
    await wire.access.access_policies.create(policy)
    assert wire.last.body == {
        "name": "Office",
        "schedule_id": "s1",
        "resources": [{"id": "d1", "type": "door"}],
    }


async def test_the_name_of_a_door_is_told_and_not_sent_back() -> None:
    wire = Wire()
    wire.data({"id": ID, "resources": [{"id": "d1", "type": "door", "name": "Lobby"}]}, {"id": ID})
    policy = await wire.access.access_policies.get(ID)
    assert policy.resources[0].name == "Lobby"
    await wire.access.access_policies.update(ID, AccessPolicyChanges(resources=policy.resources))
    assert wire.last.body == {"resource": [{"id": "d1", "type": "door"}]}


@pytest.mark.parametrize(
    ("changes", "body"),
    [
        (AccessPolicyChanges(name="New"), {"name": "New"}),
        (AccessPolicyChanges(schedule_id="s2"), {"schedule_id": "s2"}),
        (AccessPolicyChanges(resources=()), {"resource": []}),
        (AccessPolicyChanges(resources=PLACES[:1]), {"resource": [{"id": "d1", "type": "door"}]}),
    ],
)
async def test_an_update_sends_only_what_is_given(changes: AccessPolicyChanges, body: dict) -> None:
    wire = Wire()
    wire.data({"id": ID})
    answered = await wire.access.access_policies.update(ID, changes)
    assert (answered.id, answered.name, answered.resources) == (ID, None, ())
    assert (wire.lines, wire.last.body, wire.last.safety) == (
        [f"PUT /access_policies/{ID}"],
        body,
        Safety.IDEMPOTENT,
    )


async def test_a_policy_is_deleted_whatever_the_success_carries() -> None:
    wire = Wire()
    wire.data("success", None, {})
    wire.done()
    for _ in range(4):
        await wire.access.access_policies.delete(ID)
    assert wire.lines == [f"DELETE /access_policies/{ID}"] * 4


async def test_a_policy_that_never_was_is_not_deleted() -> None:
    wire = Wire()
    wire.refuse("CODE_RESOURCE_NOT_FOUND", resent=True)
    wire.refuse("CODE_RESOURCE_NOT_FOUND")
    await wire.access.access_policies.delete(ID)
    with pytest.raises(NotFoundError):
        await wire.access.access_policies.delete(ID)


@pytest.mark.parametrize(
    ("fields", "argument"),
    [
        ({"name": ""}, "name"),
        ({"schedule_id": " "}, "schedule_id"),
        ({"resources": (ResourceRef(id="d1"),)}, "resources"),
        ({"resources": (ResourceRef(type=ResourceType.DOOR),)}, "resources"),
    ],
)
async def test_what_can_never_work_fails_before_any_byte_is_sent(fields: dict, argument: str) -> None:
    wire = Wire()
    with pytest.raises(ConfigurationError, match=argument):
        await wire.access.access_policies.create(AccessPolicyInput(**{"name": "n", "schedule_id": "s", **fields}))
    with pytest.raises(ConfigurationError, match=argument):
        await wire.access.access_policies.update(ID, AccessPolicyChanges(**fields))
    assert wire.sent == []
