"""Users of UniFi Identity."""

from __future__ import annotations

import pytest

from tests.support.protect import ProtectRecording, assert_whole, read
from unifi_sdk import NotFoundError, ProtectClient
from unifi_sdk.protect.models import IdentityUser, IdentityUserStatus

ID = "a1b2c3d4-e5f6-4890-abcd-ef1234567890"
WHOLE = {
    "id": ID,
    "modelKey": "ulpUser",
    "firstName": "Example",
    "lastName": "Person",
    "fullName": "Example Person",
    "email": "person@example.com",
    "status": "ACTIVE",
}


async def test_users_are_listed(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer([WHOLE])
    [user] = await api.identity_users.list()
    assert wire.sent[0].line == "GET /v1/ulp-users"
    assert user.status is IdentityUserStatus.ACTIVE


async def test_one_is_read_by_its_id(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE)
    assert (await api.identity_users.get(ID)).full_name == "Example Person"
    assert wire.sent[0].line == f"GET /v1/ulp-users/{ID}"


async def test_an_id_that_nobody_has_is_not_found(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer({"error": "not found", "name": "API_ERROR"}, status=404)
    with pytest.raises(NotFoundError):
        await api.identity_users.get("unknown")


def test_every_documented_field_has_its_place() -> None:
    assert_whole(IdentityUser, WHOLE)


def test_a_user_without_an_address_is_told_from_a_console_that_does_not_tell_it() -> None:
    assert read(IdentityUser, WHOLE | {"email": ""}).email == ""
    assert read(IdentityUser, {"id": ID}).email is None
