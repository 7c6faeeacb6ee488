"""Arm profiles, and the alarm that they arm."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.support.protect import ProtectRecording, assert_whole, read
from tests.support.recording import Sent
from unifi_sdk import ConfigurationError, NotFoundError, ProtectClient
from unifi_sdk.protect.errors import ArmedError, GlobalAlarmManagerError
from unifi_sdk.protect.models import ArmProfile, ArmProfileChanges, ArmProfileInput, ArmSchedule
from unifi_sdk.retry import Safety

ID = "66e0000000000000000000d1"
WHOLE = {
    "id": ID,
    "name": "Night",
    "automations": ["66e000000000000000000101"],
    "creator": "66e0000000000000000000f1",
    "schedules": [{"start": "0 22 * * *", "end": "0 6 * * *"}],
    "recordEverything": True,
    "activationDelay": 60000,
    "createdAt": 1767225600000,
    "updatedAt": 1767225601000,
}
WRITABLE = {key: WHOLE[key] for key in ("name", "automations", "schedules", "recordEverything", "activationDelay")}
NIGHT = ArmProfileInput(
    name="Night",
    automations=("66e000000000000000000101",),
    schedules=(ArmSchedule(start="0 22 * * *", end="0 6 * * *"),),
    record_everything=True,
    activation_delay=60000,
)

Call = Callable[[ProtectClient], Coroutine[Any, Any, object]]
WRITES: list[Call] = [
    lambda api: api.arm_profiles.create(NIGHT),
    lambda api: api.arm_profiles.update(ID, ArmProfileChanges(name="New")),
    lambda api: api.arm_profiles.delete(ID),
    lambda api: api.arm_profiles.select(ID),
    lambda api: api.arm_profiles.arm(),
    lambda api: api.arm_profiles.disarm(),
]


async def test_the_list_is_read_in_one_request(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer([WHOLE])
    [profile] = await api.arm_profiles.list()
    assert wire.sent[0].line == "GET /v1/arm-profiles"
    assert profile.created_at == datetime(2026, 1, 1, tzinfo=UTC)
    assert profile.schedules == (ArmSchedule(start="0 22 * * *", end="0 6 * * *"),)


def test_every_documented_field_has_its_place() -> None:
    assert_whole(ArmProfile, WHOLE)


def test_a_profile_may_have_no_creator() -> None:
    assert read(ArmProfile, WHOLE | {"creator": None}).creator is None


async def test_a_profile_is_made(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE, status=201)
    made = await api.arm_profiles.create(NIGHT)
    assert wire.sent == [Sent("POST /v1/arm-profiles", {}, WRITABLE, Safety.UNSAFE)]
    assert made.id == ID


async def test_all_five_fields_are_sent_even_when_a_name_alone_is_given(
    wire: ProtectRecording, api: ProtectClient
) -> None:
    wire.answer(WHOLE, status=201)
    await api.arm_profiles.create(ArmProfileInput(name="Plain"))
    assert wire.sent[0].body == {
        "name": "Plain",
        "automations": [],
        "schedules": [],
        "recordEverything": False,
        "activationDelay": 0,
    }


async def test_a_change_leaves_the_rest(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE)
    await api.arm_profiles.update(ID, ArmProfileChanges(schedules=(), activation_delay=0))
    assert wire.sent == [
        Sent(f"PATCH /v1/arm-profiles/{ID}", {}, {"schedules": [], "activationDelay": 0}, Safety.UNSAFE)
    ]


async def test_a_profile_is_deleted(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(None, status=204)
    await api.arm_profiles.delete(ID)
    assert wire.sent == [Sent(f"DELETE /v1/arm-profiles/{ID}", {}, None, Safety.IDEMPOTENT)]


async def test_a_profile_that_is_not_there_can_not_be_deleted(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer({"error": "not found", "name": "API_ERROR"}, status=404)
    with pytest.raises(NotFoundError):
        await api.arm_profiles.delete(ID)


async def test_a_deletion_that_finds_nothing_the_second_time_has_succeeded(
    wire: ProtectRecording, api: ProtectClient
) -> None:
    wire.answer({"error": "not found", "name": "API_ERROR"}, status=404, resent=True)
    await api.arm_profiles.delete(ID)
    assert len(wire.sent) == 1


async def test_a_profile_is_chosen(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(None, status=204)
    await api.arm_profiles.select(ID)
    assert wire.sent == [Sent("PATCH /v1/arm-profiles/settings", {}, {"armProfileId": ID}, Safety.UNSAFE)]


async def test_arming_and_disarming_are_sent_without_a_body_and_never_twice(
    wire: ProtectRecording, api: ProtectClient
) -> None:
    wire.answer(None, None, status=204)
    await api.arm_profiles.arm()
    await api.arm_profiles.disarm()
    assert wire.sent == [
        Sent("POST /v1/arm-profiles/enable", {}, None, Safety.UNSAFE),
        Sent("POST /v1/arm-profiles/disable", {}, None, Safety.UNSAFE),
    ]


@pytest.mark.parametrize("call", WRITES)
async def test_the_global_mode_of_the_alarm_manager_is_told(
    wire: ProtectRecording, api: ProtectClient, call: Call
) -> None:
    said = "This operation is not available when global alarm manager is enabled"
    wire.answer({"error": said, "name": "BAD_REQUEST"}, status=400)
    with pytest.raises(GlobalAlarmManagerError):
        await call(api)


@pytest.mark.parametrize("call", WRITES)
async def test_an_armed_alarm_is_told(wire: ProtectRecording, api: ProtectClient, call: Call) -> None:
    wire.answer({"error": "arm alarm is armed", "name": "BAD_REQUEST"}, status=400)
    with pytest.raises(ArmedError):
        await call(api)


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"name": " "}, "name is empty"),
        ({"name": "n" * 256}, "name must have at most 255"),
        ({"name": "n", "activation_delay": 1000}, "activation_delay must be one of 0, 60000, 300000, 600000"),
        ({"name": "n", "activation_delay": False}, "activation_delay must be one of"),
    ],
)
async def test_what_can_not_work_is_refused_before_anything_is_sent(
    wire: ProtectRecording, api: ProtectClient, fields: dict[str, Any], named: str
) -> None:
    for call in (
        api.arm_profiles.create(ArmProfileInput(**fields)),
        api.arm_profiles.update(ID, ArmProfileChanges(**fields)),
    ):
        with pytest.raises(ConfigurationError, match=named):
            await call
    with pytest.raises(ConfigurationError, match="arm_profile_id"):
        await api.arm_profiles.select("")
    assert wire.sent == []


async def test_the_longest_name_is_sent(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE)
    await api.arm_profiles.update(ID, ArmProfileChanges(name="n" * 255))
    assert wire.sent[0].body == {"name": "n" * 255}
