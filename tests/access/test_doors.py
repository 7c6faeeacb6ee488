"""Doors over the wire: reading them, unlocking them once and only once, and their lock rules."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest

from unifi_sdk import (
    ConfigurationError,
    DeviceUnavailableError,
    NotFoundError,
    NotSupportedError,
    OutcomeUnknownError,
    PermissionDeniedError,
)
from unifi_sdk.access import AccessClient, Actor, NoHubError
from unifi_sdk.access.models import (
    DoorPosition,
    EntryMethod,
    GateCommand,
    LockRelay,
    LockRuleChange,
    LockRuleType,
)
from unifi_sdk.simulator import Fault, ManualClock, SimulatedConsole
from unifi_sdk.simulator.access.estate.people import sample_id

Sent = Callable[..., list]
AnswerWith = Callable[..., None]

MAIN, LOBBY, GATE, WORKSHOP, STORE = map(sample_id, ("main-entrance", "lobby", "car-gate", "workshop", "store-room"))
UNLOCK = "PUT /api/v1/developer/doors/*/unlock"


# Reading


async def test_the_list_comes_whole_in_one_request(access: AccessClient, sent: Sent) -> None:
    assert [door.name for door in await access.doors.list()][:2] == ["Main Entrance", "Lobby"]
    assert sent() == ["GET /doors"]
    assert sent("query") == [[]]


async def test_an_empty_list_may_be_null(access: AccessClient, answer: AnswerWith) -> None:
    answer(None)
    assert await access.doors.list() == []


async def test_one_bad_door_does_not_empty_the_list(access: AccessClient, answer: AnswerWith) -> None:
    answer([{"id": "a"}, "nameless", {"id": "b"}])
    doors = await access.doors.list()
    assert [door.id for door in doors] == ["a", "b"]
    assert [bad.error.path for bad in doors.undecodable] == ["$.data[1]"]


async def test_a_door_tells_its_lock_and_its_hub(access: AccessClient) -> None:
    lobby, store = await access.doors.get(LOBBY), await access.doors.get(STORE)
    assert (lobby.door_lock_relay_status, lobby.is_locked, lobby.is_bind_hub) == (LockRelay.UNLOCK, False, True)
    assert (store.is_locked, store.is_bind_hub) == (True, False)


@pytest.mark.parametrize(
    ("wire", "position", "is_open"),
    [
        ("open", DoorPosition.OPEN, True),
        ("close", DoorPosition.CLOSE, False),
        ("none", DoorPosition.NONE, None),
        ("", DoorPosition.UNKNOWN, None),
        (None, None, None),
        ("ajar", "ajar", None),
    ],
)
async def test_a_position_that_nobody_knows_is_never_called_closed(
    access: AccessClient, answer: AnswerWith, wire: str | None, position: str | None, is_open: bool | None
) -> None:
    answer({"id": "d", "door_position_status": wire})
    door = await access.doors.get("d")
    assert (door.door_position_status, door.is_open) == (position, is_open)


async def test_a_door_needs_no_more_than_an_id(access: AccessClient, answer: AnswerWith) -> None:
    answer({"id": "d"})
    door = await access.doors.get("d")
    assert (door.is_locked, door.is_open, door.is_bind_hub) == (None, None, None)


async def test_what_consoles_add_to_a_door_is_kept(access: AccessClient) -> None:
    assert (await access.doors.get(MAIN)).extra["location_type"] == "door"


async def test_an_unknown_door_is_not_found(access: AccessClient) -> None:
    with pytest.raises(NotFoundError):
        await access.doors.get("nowhere")


# Unlocking


async def test_an_unlock_opens_the_door_for_a_few_seconds(access: AccessClient, clock: ManualClock) -> None:
    await access.doors.unlock(MAIN)
    assert (await access.doors.get(MAIN)).is_locked is False
    clock.advance(10)
    assert (await access.doors.get(MAIN)).is_locked is True


async def test_an_unlock_names_who_did_it_and_carries_what_webhooks_shall_get(
    access: AccessClient, console: SimulatedConsole
) -> None:
    await access.doors.unlock(MAIN, actor=Actor("42", "Night shift"), extra={"ticket": "7", "urgent": True})
    record = console.access.unlocks[0]
    assert (record.actor_id, record.actor_name, record.extra) == ("42", "Night shift", {"ticket": "7", "urgent": True})


async def test_an_unlock_without_an_actor_leaves_both_texts_out(access: AccessClient, sent: Sent) -> None:
    await access.doors.unlock(MAIN)
    assert (sent("json"), sent("query")) == ([{}], [[]])


async def test_a_gate_is_told_what_to_do_and_where(access: AccessClient, console: SimulatedConsole) -> None:
    await access.doors.unlock(
        GATE, reader_id="00005e005306", entry_method=EntryMethod.OUT, control_cmd=GateCommand.CLOSE
    )
    record = console.access.unlocks[0]
    assert (record.reader_id, record.entry_method, record.control_cmd) == ("00005e005306", "out", "close")


@pytest.mark.parametrize("warm", [False, True], ids=["new connection", "kept connection"])
async def test_an_unlock_whose_answer_is_lost_happens_once_and_is_called_unknown(
    access: AccessClient, console: SimulatedConsole, warm: bool
) -> None:
    if warm:
        await access.doors.get(MAIN)
    console.faults.add(Fault.lose_answer(), UNLOCK, times=None)
    with pytest.raises(OutcomeUnknownError) as raised:
        await access.doors.unlock(MAIN, actor=Actor("42", "Night shift"))
    assert console.access.times_opened(MAIN) == 1
    assert len(console.faults.fired) == 1
    assert (raised.value.application, raised.value.operation) == ("access", "PUT /doors/{door_id}/unlock")
    assert raised.value.attempts == 1


async def test_an_unlock_that_may_not_have_arrived_is_not_sent_again(
    access: AccessClient, console: SimulatedConsole
) -> None:
    console.faults.add(Fault.drop(), UNLOCK)
    with pytest.raises(OutcomeUnknownError):
        await access.doors.unlock(MAIN)
    assert console.access.times_opened(MAIN) == 0
    assert len(console.requests) == 1


@pytest.mark.parametrize("status", [502, 504])
async def test_an_unlock_that_a_gateway_answers_is_called_unknown(
    access: AccessClient, console: SimulatedConsole, status: int
) -> None:
    console.faults.add(Fault.status(status), UNLOCK)
    with pytest.raises(OutcomeUnknownError):
        await access.doors.unlock(MAIN)
    assert len(console.requests) == 1


async def test_an_unlock_that_was_refused_as_too_many_is_tried_again(
    access: AccessClient, console: SimulatedConsole
) -> None:
    console.faults.add(Fault.rate_limit("1"), UNLOCK)
    await access.doors.unlock(MAIN)
    assert console.access.times_opened(MAIN) == 1
    assert len(console.requests) == 2


DRIVEN: list[Callable[[AccessClient, str], Awaitable[object]]] = [
    lambda access, door: access.doors.unlock(door),
    lambda access, door: access.doors.get_lock_rule(door),
    lambda access, door: access.doors.set_lock_rule(door, LockRuleChange.KEEP_LOCK),
]


@pytest.mark.parametrize("act", DRIVEN)
async def test_a_door_without_a_hub_is_told_from_one_that_there_is_not(
    access: AccessClient, act: Callable[[AccessClient, str], Awaitable[object]]
) -> None:
    with pytest.raises(NoHubError, match="No hub drives this door: see Door") as without:
        await act(access, STORE)
    assert (without.value.code, without.value.known, without.value.application) == (
        "CODE_DEVICE_DEVICE_NOT_FOUND",
        True,
        "access",
    )
    with pytest.raises(NotFoundError) as unknown:
        await act(access, "5d600936-4f4b-4f4b-8f4b-000000000000")
    assert unknown.value.code == "CODE_RESOURCE_NOT_FOUND"


async def test_a_reader_that_there_is_not_is_no_missing_hub(access: AccessClient) -> None:
    with pytest.raises(NotFoundError, match="CODE_DEVICE_DEVICE_NOT_FOUND"):
        await access.doors.unlock(MAIN, reader_id="00005e0053ff")


async def test_an_offline_hub_is_told_as_such(access: AccessClient, console: SimulatedConsole) -> None:
    console.access.devices["00005e005301"].is_online = False
    with pytest.raises(DeviceUnavailableError):
        await access.doors.unlock(MAIN)


async def test_a_lockdown_keeps_doors_from_being_unlocked(access: AccessClient, console: SimulatedConsole) -> None:
    console.access.lockdown = True
    with pytest.raises(PermissionDeniedError):
        await access.doors.unlock(MAIN)
    assert console.access.times_opened(MAIN) == 0


@pytest.mark.parametrize(("actor_id", "name"), [("", "Night shift"), ("42", ""), ("42", "  ")])
def test_an_actor_has_an_id_and_a_name(actor_id: str, name: str) -> None:
    with pytest.raises(ConfigurationError, match="actor_"):
        Actor(actor_id, name)


async def test_an_empty_reader_fails_before_any_byte_is_sent(access: AccessClient, console: SimulatedConsole) -> None:
    with pytest.raises(ConfigurationError, match="reader_id"):
        await access.doors.unlock(MAIN, reader_id="")
    assert console.requests == []


# Lock rules


async def test_a_custom_rule_ends_after_its_minutes(access: AccessClient, clock: ManualClock) -> None:
    await access.doors.set_lock_rule(MAIN, LockRuleChange.CUSTOM, minutes=10)
    rule = await access.doors.get_lock_rule(MAIN)
    assert rule.type == LockRuleType.CUSTOM
    assert rule.ended_time == datetime.fromtimestamp(clock.now(), UTC) + timedelta(minutes=10)


async def test_a_rule_without_an_end_ends_in_the_far_future(access: AccessClient) -> None:
    await access.doors.set_lock_rule(MAIN, LockRuleChange.KEEP_UNLOCK)
    rule = await access.doors.get_lock_rule(MAIN)
    assert rule.type == LockRuleType.KEEP_UNLOCK
    assert rule.ended_time is not None
    assert rule.ended_time.year > 2080


async def test_reset_ends_a_temporary_rule(access: AccessClient) -> None:
    await access.doors.set_lock_rule(MAIN, LockRuleChange.KEEP_LOCK)
    await access.doors.set_lock_rule(MAIN, LockRuleChange.RESET)
    rule = await access.doors.get_lock_rule(MAIN)
    assert (rule.type, rule.ended_time) == (LockRuleType.NONE, None)


async def test_a_schedules_window_can_be_ended_early(access: AccessClient) -> None:
    assert (await access.doors.get_lock_rule(LOBBY)).type == LockRuleType.SCHEDULE
    await access.doors.set_lock_rule(LOBBY, LockRuleChange.LOCK_EARLY)
    assert (await access.doors.get_lock_rule(LOBBY)).type == LockRuleType.LOCK_EARLY


async def test_only_a_custom_rule_sends_minutes(access: AccessClient, sent: Sent) -> None:
    await access.doors.set_lock_rule(MAIN, LockRuleChange.CUSTOM, minutes=1)
    await access.doors.set_lock_rule(MAIN, LockRuleChange.LOCK_NOW)
    assert sent("json") == [{"type": "custom", "interval": 1}, {"type": "lock_now"}]


@pytest.mark.parametrize(
    ("change", "minutes"),
    [
        (LockRuleChange.CUSTOM, None),
        (LockRuleChange.CUSTOM, 0),
        (LockRuleChange.CUSTOM, -5),
        (LockRuleChange.RESET, 5),
    ],
)
async def test_minutes_that_cannot_be_fail_before_any_byte_is_sent(
    access: AccessClient, console: SimulatedConsole, change: LockRuleChange, minutes: int | None
) -> None:
    with pytest.raises(ConfigurationError, match="minutes"):
        await access.doors.set_lock_rule(MAIN, change, minutes=minutes)
    assert console.requests == []


async def test_a_rule_whose_answer_is_lost_is_not_set_again(access: AccessClient, console: SimulatedConsole) -> None:
    console.faults.add(Fault.lose_answer(), "PUT /api/v1/developer/doors/*/lock_rule")
    with pytest.raises(OutcomeUnknownError):
        await access.doors.set_lock_rule(MAIN, LockRuleChange.CUSTOM, minutes=10)
    assert len(console.requests) == 1


async def test_a_hub_without_rules_says_so(access: AccessClient) -> None:
    with pytest.raises(NotSupportedError):
        await access.doors.get_lock_rule(WORKSHOP)
    with pytest.raises(NotSupportedError):
        await access.doors.set_lock_rule(WORKSHOP, LockRuleChange.KEEP_LOCK)
