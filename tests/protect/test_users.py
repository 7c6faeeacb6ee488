"""Users of UniFi Protect."""

from __future__ import annotations

import pytest

from tests.support.protect import ProtectRecording, assert_whole, read
from unifi_sdk import NotFoundError, ProtectClient
from unifi_sdk.protect.models import User

ID = "66e0000000000000000000f1"
WHOLE = {
    "id": ID,
    "modelKey": "user",
    "name": "Example Person",
    "firstName": "Example",
    "lastName": "Person",
    "email": "person@example.com",
    "ucoreUserId": "a1b2c3d4-e5f6-4890-abcd-ef1234567890",
}


async def test_users_are_listed(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer([WHOLE])
    [user] = await api.users.list()
    assert wire.sent[0].line == "GET /v1/users"
    assert user.ucore_user_id == "a1b2c3d4-e5f6-4890-abcd-ef1234567890"


async def test_one_is_read_by_its_id(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE)
    assert (await api.users.get(ID)).email == "person@example.com"
    assert wire.sent[0].line == f"GET /v1/users/{ID}"


async def test_an_id_that_nobody_has_is_not_found(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer({"error": "not found", "name": "API_ERROR"}, status=404)
    with pytest.raises(NotFoundError):
        await api.users.get("unknown")


def test_every_documented_field_has_its_place() -> None:
    assert_whole(User, WHOLE)


def test_a_local_user_has_no_more_than_a_name() -> None:
    user = read(User, {"id": ID, "name": "x", "firstName": None, "lastName": None, "email": None, "ucoreUserId": None})
    assert (user.name, user.first_name, user.email, user.ucore_user_id) == ("x", None, None, None)
