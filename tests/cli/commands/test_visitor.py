"""`unifi visitor`: announcing somebody with all that opens doors, and calling it off."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.support.commands import Ended, Unifi
from unifi_sdk.simulator import Fault

CREATE = ("visitor", "create", "Ann", "Smith")
ALLOWED = ("--allow-mutations", "--no-fence")


def ann(unifi: Unifi) -> Any:
    (found,) = [each for each in unifi.simulated.access.visitors.values() if each.last_name == "Smith"]
    return found


def nobody_was_announced(unifi: Unifi) -> bool:
    return not any(request.verb == "POST" for request in unifi.simulated.requests)


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def test_a_list_shows_every_visitor(unifi: Unifi):
    ended = await unifi("visitor", "list")
    assert (ended.code, ended.json["count"]) == (0, len(unifi.simulated.access.visitors))


async def test_a_list_can_be_of_one_status(unifi: Unifi):
    ended = await unifi("visitor", "list", "--status", "cancelled", "--no-fence")
    assert [item["first_name"] for item in ended.json["items"]] == ["Ines"]


async def test_a_list_can_be_of_a_name(unifi: Unifi):
    ended = await unifi("visitor", "list", "--search", "gu", "--no-fence")
    assert [item["first_name"] for item in ended.json["items"]] == ["Gus"]


async def test_status_and_search_exclude_each_other(unifi: Unifi):
    ended = await unifi("visitor", "list", "--status", "active", "--search", "gu")
    assert (ended.code, ended.error["code"]) == (2, "USAGE")


async def test_a_visit_of_some_hours_begins_now(unifi: Unifi):
    ended = await unifi(*CREATE, "--hours", "4", *ALLOWED)
    assert ended.code == 0
    assert ended.json["result"]["visitor"]["id"] == ann(unifi).id
    assert ann(unifi).end_time - ann(unifi).start_time == 4 * 3600
    assert abs(ann(unifi).start_time - datetime.now(UTC).timestamp()) < 60


async def test_a_time_without_a_zone_is_by_this_machine_s_clock(unifi: Unifi):
    ended = await unifi(*CREATE, "--from", "2030-07-01T09:00", "--until", "2030-07-01T12:00+00:00", *ALLOWED)
    assert ended.code == 0
    assert ann(unifi).start_time == datetime(2030, 7, 1, 9, 0).astimezone().timestamp()
    assert ann(unifi).end_time == datetime(2030, 7, 1, 12, 0, tzinfo=UTC).timestamp()


async def test_what_is_known_of_the_visitor_reaches_the_console(unifi: Unifi):
    about = ("--reason", "interview", "--email", "ann@example.com", "--phone", "555-0100", "--company", "Example Works")
    ended = await unifi(*CREATE, "--hours", "1", "--door", "Lobby", "--door", "Workshop", *about, *ALLOWED)
    assert ended.code == 0
    visitor = ann(unifi)
    assert (visitor.visit_reason, visitor.email, visitor.mobile_phone) == ("Interview", "ann@example.com", "555-0100")
    group = unifi.simulated.access.door_groups[visitor.private_group_id]
    names = {unifi.simulated.access.doors[door_id].name for door_id in group.door_ids}
    assert names == {"Lobby", "Workshop"}


@pytest.mark.parametrize(
    "times",
    [
        (),
        ("--hours", "2", "--until", "2030-07-01"),
        ("--hours", "0"),
        ("--hours", "-1"),
        ("--from", "2030-07-02", "--until", "2030-07-01"),
        ("--from", "tomorrow", "--hours", "1"),
        ("--until", "2030-13-01"),
        ("--until", "2001-01-01"),
    ],
)
async def test_times_that_make_no_visit_end_with_2(unifi: Unifi, times: tuple[str, ...]):
    ended = await unifi(*CREATE, *times, *ALLOWED)
    assert (ended.code, ended.error["code"]) == (2, "USAGE")
    assert unifi.simulated.requests == []


async def test_an_unknown_door_ends_with_5_before_anybody_is_announced(unifi: Unifi):
    ended = await unifi(*CREATE, "--hours", "1", "--door", "Cellar", *ALLOWED)
    assert (ended.code, ended.error["code"]) == (5, "NOT_FOUND")
    assert nobody_was_announced(unifi)


async def test_a_pin_that_was_just_given_is_shown(unifi: Unifi):
    ended = await unifi(*CREATE, "--hours", "1", "--pin", *ALLOWED)
    assert ended.json["result"]["pin"] == ann(unifi).pin_code
    assert re.fullmatch(r"\d{4,}", ann(unifi).pin_code)


async def test_plates_are_assigned(unifi: Unifi):
    ended = await unifi(*CREATE, "--hours", "1", "--plate", "AB12CDE", "--plate", "XY99", *ALLOWED)
    assert ended.code == 0
    assert sorted(ann(unifi).license_plates.values()) == ["AB12CDE", "XY99"]


async def test_the_picture_of_a_qr_code_is_written(unifi: Unifi, tmp_path: Path):
    path = tmp_path / "ann.png"
    ended = await unifi(*CREATE, "--hours", "1", "--qr", str(path), *ALLOWED)
    assert (ended.code, ended.json["result"]["qr"]) == (0, str(path))
    assert path.read_bytes().startswith(b"\x89PNG")
    assert names_in(tmp_path) == ["ann.png", "state"]
    assert path.stat().st_mode & 0o077 == 0


async def test_a_picture_that_has_no_place_is_a_mistake_before_anything_is_sent(unifi: Unifi, tmp_path: Path):
    ended = await unifi(*CREATE, "--hours", "1", "--qr", str(tmp_path / "missing" / "ann.png"), *ALLOWED)
    assert (ended.code, ended.error["code"]) == (2, "USAGE")
    assert unifi.simulated.requests == []


async def test_a_dry_run_shows_the_first_write_and_what_would_follow(unifi: Unifi, tmp_path: Path):
    more = ("--pin", "--plate", "AB12", "--qr", str(tmp_path / "ann.png"))
    ended = await unifi(*CREATE, "--hours", "1", *more, "--dry-run")
    assert (ended.code, ended.json["dry_run"]) == (0, True)
    assert ended.json["request"]["operation"] == "POST /visitors"
    assert ended.json["then"] == [
        "assign a new PIN",
        "assign the plate AB12",
        "assign a QR code",
        f"write its picture to {tmp_path / 'ann.png'}",
    ]
    assert nobody_was_announced(unifi)
    assert names_in(tmp_path) == []


async def test_a_plan_holds_for_what_follows_too(unifi: Unifi):
    times = ("--from", "2030-07-01T09:00Z", "--hours", "1")
    plan = (await unifi(*CREATE, *times, "--dry-run")).json["plan"]
    other = await unifi(*CREATE, *times, "--pin", "--plan", plan, *ALLOWED)
    assert (other.code, other.error["code"]) == (2, "PLAN_MISMATCH")
    assert (await unifi(*CREATE, *times, "--plan", plan, *ALLOWED)).code == 0


async def fails_after_the_first_write(unifi: Unifi, fault: Fault, match: str, *more: str) -> Ended:
    unifi.simulated.faults.add(fault, match)
    return await unifi(*CREATE, "--hours", "1", *more, *ALLOWED)


async def test_what_was_done_before_a_failure_is_told(unifi: Unifi, tmp_path: Path):
    more = ("--pin", "--plate", "AB12")
    refusal = Fault.status(200, {"code": "CODE_PARAMS_INVALID", "msg": "no such plate", "data": None})
    ended = await fails_after_the_first_write(unifi, refusal, "PUT /*/license_plates", *more)
    assert (ended.code, ended.error["code"]) == (1, "BAD_REQUEST")
    assert f"the visitor {ann(unifi).id} was announced, has a PIN; then:" in ended.error["error"]
    assert f"unifi visitor cancel {ann(unifi).id}" in ended.error["remediation"]


async def test_a_lost_answer_to_a_later_write_tells_who_was_announced(unifi: Unifi):
    ended = await fails_after_the_first_write(unifi, Fault.lose_answer(), "PUT /*/pin_codes", "--pin")
    assert (ended.code, ended.error["code"]) == (1, "OUTCOME_UNKNOWN")
    assert ann(unifi).id in ended.error["error"]


async def test_a_lost_answer_to_the_first_write_announces_nobody_twice(unifi: Unifi):
    ended = await fails_after_the_first_write(unifi, Fault.lose_answer(), "POST /*/visitors")
    assert (ended.code, ended.error["code"]) == (1, "OUTCOME_UNKNOWN")
    assert ann(unifi).first_name == "Ann"


async def test_a_visit_is_called_off_and_so_again(unifi: Unifi):
    visitor_id = next(each.id for each in unifi.simulated.access.visitors.values() if each.first_name == "Gus")
    for _ in range(2):
        ended = await unifi("visitor", "cancel", visitor_id, "--allow-mutations")
        assert (ended.code, ended.json) == (0, {"ok": True, "kind": "visitor", "id": visitor_id, "existed": True})
    assert unifi.simulated.access.visitors[visitor_id].is_cancelled


async def test_calling_off_a_visit_of_nobody_is_no_error(unifi: Unifi):
    ended = await unifi("visitor", "cancel", "nobody", "--allow-mutations")
    assert (ended.code, ended.json["existed"]) == (0, False)


async def test_a_dry_run_calls_nothing_off(unifi: Unifi):
    ended = await unifi("visitor", "cancel", "nobody", "--dry-run")
    assert (ended.code, ended.json["action"], ended.json["id"]) == (0, "visitor cancel", "nobody")
    assert unifi.simulated.requests == []


@pytest.mark.parametrize("command", [(*CREATE, "--hours", "1"), ("visitor", "cancel", "somebody")])
async def test_nothing_is_changed_unless_that_is_allowed(unifi: Unifi, command: tuple[str, ...]):
    ended = await unifi(*command)
    assert (ended.code, ended.error["code"]) == (12, "MUTATION_BLOCKED")
    assert unifi.simulated.requests == []


async def test_a_token_without_the_scope_ends_with_6(unifi: Unifi):
    unifi.simulated.access.tokens["fake-reader"] = {"view:visitor"}
    ended = await unifi(*CREATE, "--hours", "1", *ALLOWED, UNIFI_ACCESS_TOKEN="fake-reader")
    assert (ended.code, ended.error["code"]) == (6, "PERMISSION_DENIED")
