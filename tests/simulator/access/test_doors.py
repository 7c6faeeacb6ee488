"""The simulated Access application on the wire: doors, unlocks and lock rules."""

from __future__ import annotations

import pytest

from tests.support.access_api import Api
from unifi_sdk.simulator.access.application import SimulatedAccess
from unifi_sdk.simulator.access.estate.people import sample_id
from unifi_sdk.simulator.clock import ManualClock

MAIN, LOBBY, GATE, WORKSHOP, STORE = (
    f"/doors/{sample_id(name)}" for name in ("main-entrance", "lobby", "car-gate", "workshop", "store-room")
)
READER, HUB = "00005e005302", "00005e005301"
MINUTE = 60


async def test_doors_come_in_every_shape_that_consoles_send(api: Api) -> None:
    body = await api.ok("GET", "/doors")
    assert "pagination" not in body
    assert [door["door_position_status"] for door in body["data"]] == ["close", "open", "none", "", None]
    assert [door["is_bind_hub"] for door in body["data"]] == [True, True, True, True, False]
    assert ["extras" in door for door in body["data"]] == [True, False, True, False, False]


async def test_an_unlock_opens_the_lock_for_a_few_seconds(
    api: Api, access: SimulatedAccess, clock: ManualClock
) -> None:
    assert await api.relay(MAIN) == "lock"
    assert (await api.ok("PUT", f"{MAIN}/unlock"))["data"] == "success"
    assert await api.relay(MAIN) == "unlock"
    clock.advance(access.unlock_seconds)
    assert await api.relay(MAIN) == "lock"


async def test_every_unlock_is_recorded_with_what_was_sent(
    api: Api, access: SimulatedAccess, clock: ManualClock
) -> None:
    await api.ok("PUT", f"{MAIN}/unlock")
    clock.advance(1)
    actor = {"actor_id": "42", "actor_name": "Night shift", "extra": {"ticket": 7}}
    await api.ok("PUT", f"{MAIN}/unlock?reader_id={READER}&entry_method=in", actor)
    first, second = access.unlocks
    assert (first.actor_id, first.actor_name, first.extra) == (None, None, None)
    assert (second.actor_id, second.actor_name, second.extra) == ("42", "Night shift", {"ticket": 7})
    assert (second.reader_id, second.entry_method, second.time - first.time) == (READER, "in", 1)
    assert access.times_opened(sample_id("main-entrance")) == 2


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        (f"{MAIN}/unlock", {"actor_id": "42"}, "CODE_PARAMS_INVALID"),
        (f"{MAIN}/unlock", {"actor_name": "Night shift"}, "CODE_PARAMS_INVALID"),
        (f"{MAIN}/unlock", {"extra": "text"}, "CODE_PARAMS_INVALID"),
        (f"{MAIN}/unlock?entry_method=up", {}, "CODE_PARAMS_INVALID"),
        (f"{MAIN}/unlock?reader_id=00005e0053ff", {}, "CODE_DEVICE_DEVICE_NOT_FOUND"),
        (f"{MAIN}/unlock?control_cmd=stop", {}, "CODE_DEVICE_API_NOT_SUPPORTED"),
        (f"{GATE}/unlock?control_cmd=lift", {}, "CODE_PARAMS_INVALID"),
        (f"{STORE}/unlock", {}, "CODE_DEVICE_DEVICE_NOT_FOUND"),
        ("/doors/unknown/unlock", {}, "CODE_RESOURCE_NOT_FOUND"),
    ],
)
async def test_a_refused_unlock_opens_nothing(
    api: Api, access: SimulatedAccess, path: str, body: object, code: str
) -> None:
    assert await api.refusal("PUT", path, body) == code
    assert access.unlocks == []


async def test_a_door_whose_hub_is_offline_cannot_be_unlocked(api: Api, access: SimulatedAccess) -> None:
    access.devices[HUB].is_online = False
    assert await api.refusal("PUT", f"{MAIN}/unlock") == "CODE_DEVICE_DEVICE_OFFLINE"


async def test_a_gate_is_opened_stopped_and_closed(api: Api, access: SimulatedAccess) -> None:
    seen = []
    for command in ("open", "stop", "close"):
        await api.ok("PUT", f"{GATE}/unlock?control_cmd={command}")
        seen.append((await api.ok("GET", GATE))["data"]["door_position_status"])
    assert seen == ["open", "open", "close"]
    assert len(access.unlocks) == 3
    assert access.times_opened(sample_id("car-gate")) == 1


async def test_a_custom_rule_ends_after_its_minutes(api: Api, clock: ManualClock) -> None:
    assert (await api.ok("PUT", f"{MAIN}/lock_rule", {"type": "custom", "interval": 10}))["data"] == "success"
    assert await api.rule(MAIN) == {"type": "custom", "ended_time": int(clock.now()) + 10 * MINUTE}
    assert await api.relay(MAIN) == "unlock"
    clock.advance(10 * MINUTE)
    assert await api.rule(MAIN) == {"type": "", "ended_time": 0}
    assert await api.relay(MAIN) == "lock"


@pytest.mark.parametrize(("kind", "relay"), [("keep_unlock", "unlock"), ("keep_lock", "lock")])
async def test_a_keep_rule_lasts_until_it_is_reset(api: Api, clock: ManualClock, kind: str, relay: str) -> None:
    await api.ok("PUT", f"{MAIN}/lock_rule", {"type": kind})
    clock.advance(365 * 24 * 60 * MINUTE)
    assert ((await api.rule(MAIN))["type"], await api.relay(MAIN)) == (kind, relay)
    await api.ok("PUT", f"{MAIN}/lock_rule", {"type": "reset"})
    assert ((await api.rule(MAIN))["type"], await api.relay(MAIN)) == ("", "lock")


async def test_a_door_that_is_kept_locked_is_not_unlocked(api: Api, access: SimulatedAccess) -> None:
    await api.ok("PUT", f"{MAIN}/lock_rule", {"type": "keep_lock"})
    assert await api.refusal("PUT", f"{MAIN}/unlock") == "CODE_OPERATION_FORBIDDEN"
    assert access.unlocks == []


async def test_a_schedule_keeps_a_door_open_until_it_is_ended_early(
    api: Api, access: SimulatedAccess, clock: ManualClock
) -> None:
    end = int(access.doors[sample_id("lobby")].schedule_until)
    assert (await api.rule(LOBBY), await api.relay(LOBBY)) == ({"type": "schedule", "ended_time": end}, "unlock")
    await api.ok("PUT", f"{LOBBY}/lock_rule", {"type": "lock_early"})
    assert (await api.rule(LOBBY), await api.relay(LOBBY)) == ({"type": "lock_early", "ended_time": end}, "lock")
    clock.advance(end - clock.now())
    assert await api.rule(LOBBY) == {"type": "", "ended_time": 0}


async def test_lock_early_leaves_a_temporary_unlock_and_lock_now_ends_both(api: Api) -> None:
    await api.ok("PUT", f"{LOBBY}/lock_rule", {"type": "custom", "interval": 10})
    await api.ok("PUT", f"{LOBBY}/lock_rule", {"type": "lock_early"})
    assert ((await api.rule(LOBBY))["type"], await api.relay(LOBBY)) == ("custom", "unlock")
    await api.ok("PUT", f"{LOBBY}/lock_rule", {"type": "lock_now"})
    assert ((await api.rule(LOBBY))["type"], await api.relay(LOBBY)) == ("lock_now", "lock")


@pytest.mark.parametrize(
    "body", [{"type": "custom"}, {"type": "custom", "interval": 0}, {"type": "schedule"}, {"interval": 5}]
)
async def test_a_malformed_rule_is_refused(api: Api, body: object) -> None:
    assert await api.refusal("PUT", f"{MAIN}/lock_rule", body) == "CODE_PARAMS_INVALID"


@pytest.mark.parametrize("method", ["GET", "PUT"])
async def test_an_old_hub_takes_no_rules(api: Api, method: str) -> None:
    body = {"type": "reset"} if method == "PUT" else None
    assert await api.refusal(method, f"{WORKSHOP}/lock_rule", body) == "CODE_DEVICE_API_NOT_SUPPORTED"
