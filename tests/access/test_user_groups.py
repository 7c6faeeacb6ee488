"""User groups: who is in them, and which policies they give."""

from __future__ import annotations

import pytest

from tests.access.recording import Wire
from unifi_sdk import ConfigurationError, ConflictError, NotFoundError
from unifi_sdk.access.models import EmailStatus, UserStatus
from unifi_sdk.retry import Safety

STAFF, NIGHT = "9b1f0c52-5d2e-4b43-9d0a-0f6f3f0c7a11", "0e7c5a64-7a0b-4f1e-8d7c-5a0f9b8c7d22"
GROUP = {"full_name": "Staff / Night", "id": NIGHT, "name": "Night", "up_id": STAFF, "up_ids": [STAFF]}
MEMBER = {
    "alias": "",
    "avatar_relative_path": "/avatar/u1",
    "email": "ada@example.com",
    "email_status": "UNVERIFIED",
    "employee_number": "1001",
    "first_name": "Ada",
    "full_name": "Ada Example",
    "id": "u1",
    "last_name": "Example",
    "onboard_time": 1689150139,
    "phone": "",
    "status": "ACTIVE",
    "user_email": "",
    "username": "",
}


async def test_groups_are_listed_in_one_request() -> None:
    wire = Wire()
    wire.data([GROUP])
    [group] = await wire.access.user_groups.list()
    assert (group.id, group.name, group.up_id, group.up_ids) == (NIGHT, "Night", STAFF, (STAFF,))
    assert (wire.lines, wire.last.query) == (["GET /user_groups"], [])


async def test_one_group_is_read() -> None:
    wire = Wire()
    wire.data(GROUP)
    assert (await wire.access.user_groups.get(NIGHT)).full_name == "Staff / Night"
    assert wire.lines == [f"GET /user_groups/{NIGHT}"]


@pytest.mark.parametrize(("up_id", "sent"), [(None, {"name": "Night"}), (STAFF, {"name": "Night", "up_id": STAFF})])
async def test_a_group_is_made_by_an_answer_that_tells_no_id(up_id: str | None, sent: dict) -> None:
    wire = Wire()
    wire.done()
    await wire.access.user_groups.create(name="Night", up_id=up_id)
    assert (wire.lines, wire.last.body, wire.last.safety) == (["POST /user_groups"], sent, Safety.UNSAFE)


async def test_a_group_is_found_by_its_name_and_place() -> None:
    wire = Wire()
    other = {**GROUP, "id": "g2", "up_id": ""}
    wire.data([other, GROUP], [other, GROUP], [other, GROUP])
    assert (await wire.access.user_groups.find(name="Night", up_id=STAFF)).id == NIGHT
    with pytest.raises(ConflictError, match="2 have it"):
        await wire.access.user_groups.find(name="Night")
    with pytest.raises(NotFoundError, match="'Day'"):
        await wire.access.user_groups.find(name="Day")


async def test_a_group_is_renamed_with_its_place_only_when_that_is_given() -> None:
    wire = Wire()
    wire.done()
    wire.done()
    await wire.access.user_groups.update(NIGHT, name="Late")
    await wire.access.user_groups.update(NIGHT, name="Late", up_id="")
    assert [sent.body for sent in wire.sent] == [{"name": "Late"}, {"name": "Late", "up_id": ""}]
    assert wire.lines == [f"PUT /user_groups/{NIGHT}"] * 2


async def test_a_group_that_is_gone_after_a_second_attempt_was_deleted_by_the_first() -> None:
    wire = Wire()
    wire.refuse("CODE_NOT_EXISTS", resent=True)
    wire.refuse("CODE_NOT_EXISTS")
    await wire.access.user_groups.delete(NIGHT)
    assert wire.lines == [f"DELETE /user_groups/{NIGHT}"]
    with pytest.raises(NotFoundError):
        await wire.access.user_groups.delete(NIGHT)


async def test_members_are_read_directly_and_with_the_groups_within() -> None:
    wire = Wire()
    wire.data([MEMBER], [MEMBER, {**MEMBER, "id": "u2"}])
    [direct] = await wire.access.user_groups.list_users(STAFF)
    everybody = await wire.access.user_groups.list_all_users(STAFF)
    assert wire.lines == [f"GET /user_groups/{STAFF}/users", f"GET /user_groups/{STAFF}/users/all"]
    assert (direct.email, direct.email_status, direct.status) == (
        "ada@example.com",
        EmailStatus.UNVERIFIED,
        UserStatus.ACTIVE,
    )
    assert [user.id for user in everybody] == ["u1", "u2"]


async def test_members_come_and_go_as_a_bare_list_of_ids() -> None:
    wire = Wire()
    wire.done()
    wire.done()
    await wire.access.user_groups.add_users(STAFF, ["u1", "u2"])
    await wire.access.user_groups.remove_users(STAFF, iter(["u1"]))
    assert wire.lines == [f"POST /user_groups/{STAFF}/users", f"POST /user_groups/{STAFF}/users/delete"]
    assert [(sent.body, sent.safety) for sent in wire.sent] == [
        (["u1", "u2"], Safety.UNSAFE),
        (["u1"], Safety.UNSAFE),
    ]


async def test_policies_are_replaced_as_a_whole() -> None:
    wire = Wire()
    wire.data(None, None, [{"id": "p", "name": "Office", "resources": [], "schedule_id": "s"}])
    await wire.access.user_groups.replace_access_policies(STAFF, ["p"])
    await wire.access.user_groups.replace_access_policies(STAFF, [])
    [policy] = await wire.access.user_groups.list_access_policies(STAFF)
    assert [sent.body for sent in wire.sent] == [{"access_policy_ids": ["p"]}, {"access_policy_ids": []}, None]
    assert wire.lines[1:] == [
        f"PUT /user_groups/{STAFF}/access_policies",
        f"GET /user_groups/{STAFF}/access_policies",
    ]
    assert wire.sent[0].safety is Safety.IDEMPOTENT
    assert policy.schedule_id == "s"


async def test_what_can_never_work_fails_before_any_byte_is_sent() -> None:
    wire = Wire()
    groups = wire.access.user_groups
    with pytest.raises(ConfigurationError, match="name"):
        await groups.create(name=" ")
    with pytest.raises(ConfigurationError, match="up_id"):
        await groups.create(name="Night", up_id="")
    with pytest.raises(ConfigurationError, match="name"):
        await groups.update(STAFF, name="")
    with pytest.raises(ConfigurationError, match="user_ids must be a list"):
        await groups.add_users(STAFF, "u1")
    with pytest.raises(ConfigurationError, match="user_ids"):
        await groups.remove_users(STAFF, [""])
    with pytest.raises(ConfigurationError, match="policy_ids"):
        await groups.replace_access_policies(STAFF, ["p", " "])
    assert wire.sent == []
