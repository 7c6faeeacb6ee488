"""UniFi Identity: invitations that fail one by one, and resources by type."""

from __future__ import annotations

import pytest

from tests.access.recording import Wire
from unifi_sdk import ConfigurationError
from unifi_sdk.access.models import IdentityMetadata, IdentityResourceType, Invitation
from unifi_sdk.retry import Safety

WIFI = {"deleted": False, "id": "65dff9a8c188cb71cfac8e9a", "metadata": None, "name": "Office", "short_name": ""}
VPN = {"deleted": True, "id": "65dff9a9c188cb71cfac8e9d", "metadata": {"has_ip": True}, "name": "Home"}
RESOURCES = {"ev_station": [], "vpn": [VPN], "wifi": [WIFI], "jetpack": [{"id": "1"}]}


@pytest.mark.parametrize("answer", [[], None])
async def test_invitations_are_a_bare_list_and_sent_once(answer: object) -> None:
    wire = Wire()
    wire.data(answer)
    failures = await wire.access.identity.invite(
        [Invitation(user_id="u1"), Invitation(user_id="u2", email="bruno@example.com")]
    )
    assert failures == []
    assert (wire.lines, wire.last.safety) == (["POST /users/identity/invitations"], Safety.UNSAFE)
    assert wire.last.body == [{"user_id": "u1"}, {"user_id": "u2", "email": "bruno@example.com"}]


async def test_invitations_that_failed_come_with_the_success() -> None:
    wire = Wire()
    wire.data([{"error_code": "", "error_msg": "invalid email", "user_email": "nowhere", "user_id": "u1"}, {}])
    first, odd = await wire.access.identity.invite([Invitation(user_id="u1", email="nowhere")])
    assert (first.user_id, first.error_msg, first.error_code) == ("u1", "invalid email", "")
    assert (odd.user_id, odd.error_msg) == (None, None)


async def test_resources_are_told_by_type() -> None:
    wire = Wire()
    wire.data(RESOURCES)
    resources = await wire.access.identity.list_resources()
    assert (wire.lines, wire.last.query) == (["GET /users/identity/assignments"], [])
    assert [(one.id, one.name, one.metadata) for one in resources.wifi] == [(WIFI["id"], "Office", None)]
    assert [(one.deleted, one.metadata) for one in resources.vpn] == [(True, IdentityMetadata(has_ip=True))]
    assert (resources.ev_station, resources.camera, resources.extra) == ((), (), {"jetpack": [{"id": "1"}]})


async def test_types_are_asked_for_in_one_value() -> None:
    wire = Wire()
    wire.data(RESOURCES)
    await wire.access.identity.list_resources([IdentityResourceType.EV_STATION, IdentityResourceType.WIFI])
    assert wire.last.query == [("resource_type", "ev_station,wifi")]


async def test_users_and_groups_have_resources() -> None:
    wire = Wire()
    wire.data(RESOURCES, {"wifi": None, "camera": [WIFI]})
    user = await wire.access.identity.list_user_resources("u1")
    group = await wire.access.identity.list_group_resources("g1")
    assert wire.lines == ["GET /users/u1/identity/assignments", "GET /user_groups/g1/identity/assignments"]
    assert ([one.name for one in user.vpn], group.wifi, [one.name for one in group.camera]) == (
        ["Home"],
        (),
        ["Office"],
    )


async def test_resources_are_given_once() -> None:
    wire = Wire()
    wire.data(None, None)
    await wire.access.identity.assign_to_user("u1", IdentityResourceType.WIFI, ["r1", "r2"])
    await wire.access.identity.assign_to_group("g1", IdentityResourceType.VPN, [])
    assert wire.lines == ["POST /users/u1/identity/assignments", "POST /user_groups/g1/identity/assignments"]
    assert [(sent.body, sent.safety) for sent in wire.sent] == [
        ({"resource_type": "wifi", "resource_ids": ["r1", "r2"]}, Safety.UNSAFE),
        ({"resource_type": "vpn", "resource_ids": []}, Safety.UNSAFE),
    ]


async def test_what_can_never_work_fails_before_any_byte_is_sent() -> None:
    wire = Wire()
    identity = wire.access.identity
    with pytest.raises(ConfigurationError, match="invitations"):
        await identity.invite([])
    with pytest.raises(ConfigurationError, match="user_id"):
        await identity.invite([Invitation(user_id="")])
    with pytest.raises(ConfigurationError, match="email"):
        await identity.invite([Invitation(user_id="u1", email=" ")])
    with pytest.raises(ConfigurationError, match="resource_ids"):
        await identity.assign_to_user("u1", IdentityResourceType.WIFI, "r1")
    with pytest.raises(ConfigurationError, match="resource_ids"):
        await identity.assign_to_group("g1", IdentityResourceType.WIFI, [""])
    assert wire.sent == []
