"""`unifi door`: what the console knows of doors, and opening one exactly once."""

from __future__ import annotations

import pytest

from tests.support.commands import Unifi
from unifi_sdk.simulator import Fault

UNLOCK = "PUT /*/unlock"


def lobby(unifi: Unifi, name: str = "Lobby") -> str:
    return next(door.id for door in unifi.simulated.access.doors.values() if door.name == name)


def times_opened(unifi: Unifi) -> int:
    return sum(unifi.simulated.access.times_opened(door_id) for door_id in unifi.simulated.access.doors)


async def test_a_list_says_of_each_door_whether_it_is_locked_and_open(unifi: Unifi):
    ended = await unifi("door", "list", "--select", "name,is_locked,is_open")
    assert ended.code == 0
    assert {item["name"]: (item["is_locked"], item["is_open"]) for item in ended.json["items"]} == {
        "Main Entrance": (True, False),
        "Lobby": (False, True),
        "Car Gate": (True, None),
        "Workshop": (True, None),
        "Store Room": (True, None),
    }


async def test_a_door_without_a_sensor_that_knows_is_not_shown_as_closed(unifi: Unifi):
    ended = await unifi("door", "list", terminal=True)
    rows = {line.split("│")[2].strip(): line for line in ended.out.splitlines() if "Harbour House" in line}
    assert "unknown" in rows["Harbour House - 1F - Car Gate"]
    assert "unknown" not in rows["Harbour House - 1F - Main Entrance"]


async def test_a_console_without_doors_ends_with_3(unifi: Unifi):
    unifi.simulated.access.doors.clear()
    ended = await unifi("door", "list")
    assert (ended.code, ended.json["items"]) == (3, [])


@pytest.mark.parametrize("name", ["Lobby", "Harbour House - 1F - Lobby"])
async def test_a_door_is_unlocked_by_its_name(unifi: Unifi, name: str):
    ended = await unifi("door", "unlock", name, "--allow-mutations")
    assert ended.code == 0
    assert ended.json == {"ok": True, "action": "door.unlock", "id": lobby(unifi), "name": "Lobby"}
    assert unifi.simulated.access.times_opened(lobby(unifi)) == times_opened(unifi) == 1


async def test_a_door_is_unlocked_by_its_id(unifi: Unifi):
    assert (await unifi("door", "unlock", lobby(unifi), "--allow-mutations")).code == 0
    assert unifi.simulated.access.times_opened(lobby(unifi)) == 1


async def test_who_opened_is_told_to_the_console(unifi: Unifi):
    await unifi("door", "unlock", "Lobby", "--actor-id", "42", "--actor-name", "Night shift", "--allow-mutations")
    (record,) = unifi.simulated.access.unlocks
    assert (record.actor_id, record.actor_name) == ("42", "Night shift")


async def test_half_an_actor_is_a_mistake_before_anything_is_asked(unifi: Unifi):
    ended = await unifi("door", "unlock", "Lobby", "--actor-id", "42", "--allow-mutations")
    assert (ended.code, ended.error["code"]) == (2, "USAGE")
    assert unifi.simulated.requests == []


async def test_a_door_stays_shut_unless_writes_are_allowed(unifi: Unifi):
    ended = await unifi("door", "unlock", "Lobby")
    assert (ended.code, ended.error["code"]) == (12, "MUTATION_BLOCKED")
    assert unifi.simulated.requests == []


async def test_a_dry_run_opens_nothing_and_its_plan_holds(unifi: Unifi):
    preview = await unifi("door", "unlock", "Lobby", "--dry-run", "--allow-mutations")
    assert preview.code == 0
    assert preview.json["dry_run"] is True
    assert preview.json["request"]["path"].endswith(f"/doors/{lobby(unifi)}/unlock")
    assert times_opened(unifi) == 0
    other = await unifi("door", "unlock", "Workshop", "--plan", preview.json["plan"], "--allow-mutations")
    assert (other.code, other.error["code"], times_opened(unifi)) == (2, "PLAN_MISMATCH", 0)
    assert (await unifi("door", "unlock", "Lobby", "--plan", preview.json["plan"], "--allow-mutations")).code == 0


async def test_a_lost_answer_sends_nobody_to_the_door_twice(unifi: Unifi):
    unifi.simulated.faults.add(Fault.lose_answer(), UNLOCK)
    ended = await unifi("door", "unlock", "Lobby", "--allow-mutations")
    assert (ended.code, ended.error["code"]) == (1, "OUTCOME_UNKNOWN")
    assert "Lobby may have been unlocked" in ended.error["error"]
    assert ended.error["remediation"].startswith("look at the door")
    assert times_opened(unifi) == 1


async def test_a_door_that_is_not_there_ends_with_5(unifi: Unifi):
    ended = await unifi("door", "unlock", "lobby", "--allow-mutations")
    assert (ended.code, ended.error["code"]) == (5, "NOT_FOUND")
    assert times_opened(unifi) == 0


async def test_of_two_doors_with_a_name_none_is_opened(unifi: Unifi):
    for door in unifi.simulated.access.doors.values():
        door.name = "Gate"
    ended = await unifi("door", "unlock", "Gate", "--allow-mutations")
    assert (ended.code, ended.error["code"]) == (13, "INPUT_REQUIRED")
    assert lobby(unifi, "Gate") in ended.error["remediation"]
    assert times_opened(unifi) == 0


async def test_a_door_without_a_hub_ends_with_11(unifi: Unifi):
    ended = await unifi("door", "unlock", "Store Room", "--allow-mutations")
    assert (ended.code, ended.error["code"]) == (11, "UNSUPPORTED")
    assert "No hub drives this door" in ended.error["error"]


async def test_a_missing_token_ends_with_10(unifi: Unifi):
    ended = await unifi("door", "list", UNIFI_ACCESS_TOKEN="")
    assert (ended.code, ended.error["code"]) == (10, "CONFIG")
    assert "UNIFI_ACCESS_TOKEN" in ended.error["remediation"]


async def test_a_wrong_token_ends_with_4_and_is_not_shown(unifi: Unifi):
    ended = await unifi("door", "list", UNIFI_ACCESS_TOKEN="fake-and-wrong-0123456789")
    assert (ended.code, ended.error["code"]) == (4, "AUTH_FAILED")
    assert "fake-and-wrong" not in ended.out + ended.err


async def test_a_token_without_the_scope_ends_with_6(unifi: Unifi):
    unifi.simulated.access.tokens["fake-reader"] = {"view:space"}
    ended = await unifi("door", "unlock", "Lobby", "--allow-mutations", UNIFI_ACCESS_TOKEN="fake-reader")
    assert (ended.code, ended.error["code"]) == (6, "PERMISSION_DENIED")
    assert times_opened(unifi) == 0


async def test_a_token_that_may_only_open_doors_opens_one_by_its_id(unifi: Unifi):
    unifi.simulated.access.tokens["fake-opener"] = {"edit:space"}
    ended = await unifi("door", "unlock", lobby(unifi), "--allow-mutations", UNIFI_ACCESS_TOKEN="fake-opener")
    assert ended.code == 0
    assert unifi.simulated.access.times_opened(lobby(unifi)) == 1


async def test_a_closed_port_ends_with_8(unifi: Unifi):
    ended = await unifi("door", "list", "--timeout", "2", UNIFI_ACCESS_PORT="1")
    assert (ended.code, ended.error["code"]) == (8, "CONNECTION_FAILED")


async def test_a_wrong_pin_ends_with_10_and_nothing_is_sent(unifi: Unifi):
    ended = await unifi("door", "list", UNIFI_FINGERPRINTS="0" * 64)
    assert (ended.code, ended.error["code"]) == (10, "CERTIFICATE_MISMATCH")
    assert unifi.simulated.requests == []
