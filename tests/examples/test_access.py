"""The examples about UniFi Access with arguments, a second time, and when something stands in their way."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import aiohttp
import pytest

from tests.support.access_examples import (
    DAY,
    MAIN,
    employee,
    exported,
    life_at_the_doors,
    remember,
    visitor_called,
)
from tests.support.examples import assert_one_sentence, finish, started, until
from tests.support.forks import Forked
from unifi_sdk.simulator import Fault, SimulatedConsole
from unifi_sdk.simulator.access.estate.people import sample_id
from unifi_sdk.simulator.access.state import Door

API = "/api/v1/developer"
READER = "00005e005302"


def writes(console: SimulatedConsole) -> list[str]:
    return [f"{request.verb} {request.path.removeprefix(API)}" for request in console.requests if request.verb != "GET"]


# access_onboard_person


async def test_nobody_is_taken_on_twice(run, console):
    await run("access_onboard_person", "--wait", "0")
    console.requests.clear()

    outcome = await run("access_onboard_person", "--wait", "0")

    assert_one_sentence(outcome, "access_onboard_person")
    assert "2001" in outcome.err
    assert writes(console) == []


async def test_a_colleague_whose_creation_was_not_answered_is_found_and_not_made_again(run, console):
    console.faults.add(Fault.lose_answer(), f"POST {API}/users")

    outcome = await run("access_onboard_person", "--wait", "0")

    assert (outcome.code, outcome.err) == (0, "")
    assert f"PIN: {employee(console, '2001').pin_code}" in outcome.out
    assert writes(console).count("POST /users") == 1


async def test_a_colleague_who_was_not_made_and_not_answered_is_an_error(run, console):
    console.faults.add(Fault.drop(), f"POST {API}/users")

    assert_one_sentence(await run("access_onboard_person"), "access_onboard_person")
    assert employee(console, "2001") is None


@pytest.mark.parametrize("fault", [Fault.lose_answer(), Fault.drop()], ids=["carried out", "not carried out"])
async def test_the_pin_that_is_printed_is_the_one_in_force_although_an_answer_was_lost(run, console, fault):
    console.faults.add(fault, f"PUT {API}/users/*/pin_codes")

    outcome = await run("access_onboard_person", "--wait", "0")

    assert (outcome.code, outcome.err) == (0, "")
    assert f"PIN: {employee(console, '2001').pin_code}" in outcome.out


@pytest.mark.parametrize("step", ["access_policies", "pin_codes", "license_plates"])
async def test_a_colleague_who_cannot_get_everything_is_taken_away_again(run, console, step):
    console.faults.add(Fault.status(500), f"PUT {API}/users/*/{step}")

    assert_one_sentence(await run("access_onboard_person"), "access_onboard_person")
    assert employee(console, "2001") is None


async def test_a_plate_that_somebody_else_has_makes_no_colleague(run, console):
    assert_one_sentence(await run("access_onboard_person", "--plate", "EX 1001"), "access_onboard_person")
    assert employee(console, "2001") is None


async def test_a_policy_that_nobody_knows_is_answered_with_those_that_there_are(run, console):
    outcome = await run("access_onboard_person", "--policy", "Everywhere", "--policy", "Nowhere")

    assert_one_sentence(outcome, "access_onboard_person")
    assert "'Everywhere', 'Office Hours'" in outcome.err
    assert writes(console) == []


async def test_a_colleague_without_a_card_has_the_rest(run, console):
    outcome = await run("access_onboard_person", "--wait", "0", "--policy", "Everywhere", "--plate", "KE 1")

    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.splitlines()[1:] == [
        "Nobody held a card to the reader.",
        "Kim Example comes in by Everywhere.",
        f"PIN: {employee(console, '2001').pin_code}",
        "Plates: KE 1",
        "Cards: none",
    ]
    assert console.access.sessions == {}


async def test_the_card_of_somebody_else_stays_with_them(console, tmp_path):
    async with started(console, tmp_path, "access_onboard_person", "--wait", "20") as process:
        await until(lambda: console.access.sessions)
        token = console.access.tap("100003")
        outcome = await finish(process)

    assert (outcome.code, outcome.err) == (0, "")
    assert "No card: " in outcome.out
    assert console.access.cards[token].holder_id == sample_id("bruno")
    assert console.access.sessions == {}


# access_visitor_day


async def test_a_visit_of_several_days_recurs_at_the_same_hours(run, console):
    hours = ["--date", "2030-03-04", "--days", "5", "--start", "08:30", "--end", "12:00"]

    outcome = await run("access_visitor_day", "Ada", "Example", *hours, "--door", "Lobby", "--door", "Car Gate")

    visitor = visitor_called(console, "Ada")
    assert (outcome.code, outcome.err) == (0, "")
    assert visitor.start_time == datetime(2030, 3, 4, 8, 30).timestamp()
    assert visitor.end_time == datetime(2030, 3, 8, 12).timestamp()
    assert [*visitor.weekly.values()] == [[{"start_time": "08:30:00", "end_time": "12:00:59"}]] * 7
    assert console.access.door_groups[visitor.private_group_id].door_ids == [sample_id("lobby"), sample_id("car-gate")]


async def test_a_visitor_whose_announcement_was_not_answered_is_found_and_not_announced_again(run, console):
    console.faults.add(Fault.lose_answer(), f"POST {API}/visitors")

    outcome = await run("access_visitor_day")

    assert (outcome.code, outcome.err) == (0, "")
    assert visitor_called(console, "Robin").qr_code


async def test_a_visitor_who_was_not_announced_and_not_answered_is_an_error_without_a_file(run, console, tmp_path):
    console.faults.add(Fault.drop(), f"POST {API}/visitors")

    assert_one_sentence(await run("access_visitor_day"), "access_visitor_day")
    assert visitor_called(console, "Robin") is None
    assert list(tmp_path.iterdir()) == []


async def test_the_same_visit_announced_before_is_not_taken_for_the_one_whose_answer_was_lost(run, console, tmp_path):
    await run("access_visitor_day")
    console.faults.add(Fault.lose_answer(), f"POST {API}/visitors")

    outcome = await run("access_visitor_day", "--output", "second.png")

    assert_one_sentence(outcome, "access_visitor_day")
    assert "was announced before" in outcome.err
    assert [path.name for path in tmp_path.iterdir()] == ["visitor.png"]


async def test_a_code_whose_answer_was_lost_is_there_once(run, console, tmp_path):
    console.faults.add(Fault.lose_answer(), f"PUT {API}/visitors/*/qr_codes")

    outcome = await run("access_visitor_day")

    assert (outcome.code, outcome.err) == (0, "")
    assert sum(write.endswith("/qr_codes") for write in writes(console)) == 1
    assert (tmp_path / "visitor.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("fault", [Fault.drop(), Fault.status(500)], ids=["not answered", "refused"])
async def test_a_visitor_who_gets_no_code_is_not_left_behind(run, console, tmp_path, fault):
    console.faults.add(fault, f"PUT {API}/visitors/*/qr_codes")

    assert_one_sentence(await run("access_visitor_day"), "access_visitor_day")
    assert visitor_called(console, "Robin") is None
    assert list(tmp_path.iterdir()) == []


async def test_a_file_that_is_there_already_is_kept_and_nobody_announced(run, console, tmp_path):
    (tmp_path / "visitor.png").write_bytes(b"another visitor's")

    assert_one_sentence(await run("access_visitor_day"), "access_visitor_day")
    assert (tmp_path / "visitor.png").read_bytes() == b"another visitor's"
    assert console.requests == []


@pytest.mark.parametrize(
    "arguments", [["--door", "no such door"], ["--start", "17:00", "--end", "09:00"], ["--days", "0"]]
)
async def test_a_visit_that_cannot_be_announces_nobody(run, console, tmp_path, arguments):
    assert_one_sentence(await run("access_visitor_day", *arguments), "access_visitor_day")
    assert writes(console) == []
    assert list(tmp_path.iterdir()) == []


# access_door_panel


@asynccontextmanager
async def panel(console: SimulatedConsole, folder: Path, count: int) -> AsyncIterator[Forked]:
    """A panel that has read the doors."""
    async with started(console, folder, "access_door_panel", "--count", str(count)) as process:
        for _ in console.access.doors:
            await asyncio.wait_for(process.stdout.readline(), 20)
        yield process


async def seen(process: Forked) -> tuple[list[str], str]:
    """The changes that a panel has shown, without their times, and what it said beside."""
    outcome = await finish(process)
    *lines, _ = outcome.out.splitlines()
    assert outcome.code == 0
    return [line.partition(" ")[2] for line in lines], outcome.err


async def test_what_changes_while_the_connection_is_down_is_seen_afterwards(console, tmp_path):
    async with panel(console, tmp_path, 2) as process:
        console.access.drop_sockets()
        await until(lambda: not console.access.socket_count)
        console.access.doors[MAIN].position = "open"
        console.access.settle()
        await until(lambda: console.access.socket_count)
        console.access.ring(READER)
        lines, beside = await seen(process)

    assert lines == ["Main Entrance: locked, open", "Main Entrance: somebody rings"]
    assert beside == "From now on this may be out of date: connection lost.\nEverything is up to date again.\n"


async def test_an_emergency_and_its_end_are_shown(console, tmp_path):
    async with panel(console, tmp_path, 5) as process:
        console.access.evacuation = True
        console.access.settle()
        console.access.evacuation = False
        console.access.settle()
        lines, _ = await seen(process)

    assert lines[0] == "everywhere: evacuation"
    assert lines[4] == "everywhere: no emergency"
    assert {*lines[1:4]} == {
        "Main Entrance: unlocked, closed",
        "Car Gate: unlocked, position unknown",
        "Workshop: unlocked, position unknown",
    }


async def test_a_sensor_that_falls_silent_is_not_a_closed_door(console, tmp_path):
    async with panel(console, tmp_path, 1) as process:
        console.access.doors[MAIN].position = None
        lines, _ = await seen(process)

    assert lines == ["Main Entrance: locked, position unknown"]


async def test_a_door_that_is_new_is_read(console, tmp_path):
    async with panel(console, tmp_path, 1) as process:
        console.access.doors["new"] = Door(id="new", name="Cellar", full_name="Cellar", floor_id="", hub_id=None)
        console.access.push({"event": "access.data.v2.location.update", "data": {"id": "new", "location_type": "door"}})
        lines, _ = await seen(process)

    assert lines == ["Cellar: locked, position unknown"]


async def test_the_record_of_an_old_console_has_the_doors_read_again(console, tmp_path):
    async with panel(console, tmp_path, 1) as process:
        reads = len(console.requests)
        console.access.push({"event": "access.data.v2.location.update", "data": {"id": "1F", "location_type": "floor"}})
        console.access.push({"event": "access.brand.new", "data": {}})
        console.access.push({"event": "access.data.location.update", "data": {"unique_id": MAIN}})
        await until(lambda: len(console.requests) > reads)
        console.access.doors[MAIN].position = "open"
        lines, beside = await seen(process)

    assert (lines, beside) == (["Main Entrance: locked, open"], "")
    assert len(console.requests) == reads + 1


async def test_a_panel_ends_when_nothing_happens(run):
    outcome = await run("access_door_panel", "--seconds", "0.5")

    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.endswith("0 changes.\n")


# access_webhook_receiver


async def listening(process: Forked) -> str:
    """The URL of a receiver that listens."""
    line = await asyncio.wait_for(process.stdout.readline(), 20)
    return line.decode().removeprefix("Listening at ").strip()


async def test_what_the_console_has_not_signed_is_refused_and_not_shown(console, tmp_path):
    forged = {"event": "access.door.unlock", "data": {"location": {"name": "Vault"}}}
    async with started(console, tmp_path, "access_webhook_receiver", "--count", "1") as process:
        url = await listening(process)
        async with aiohttp.ClientSession() as session:
            unsigned = await session.post(url, json=forged)
            wrong = await session.post(url, json=forged, headers={"Signature": f"t=1695902233,v1={'0' * 64}"})
            unsigned.release()
            wrong.release()
        console.access.present(MAIN, sample_id("ada"))
        outcome = await finish(process)

    assert (unsigned.status, wrong.status, outcome.code) == (401, 401, 0)
    assert re.sub(r"\d\d:\d\d:\d\d ", "", outcome.out) == (
        "'Main Entrance' was unlocked by 'Ada Example'\n1 deliveries.\n"
    )
    assert outcome.err.count("delivery refused") == 2


async def test_every_kind_of_delivery_is_told(console, tmp_path):
    async with started(console, tmp_path, "access_webhook_receiver", "--count", "3") as process:
        await listening(process)
        console.access.doors[MAIN].position = ""
        console.access.settle()
        console.access.doors[MAIN].position = "open"
        console.access.settle()
        console.access.ring(READER)
        outcome = await finish(process)

    assert [line.partition(" ")[2] for line in outcome.out.splitlines()] == [
        "'Main Entrance' is in an unknown position",
        "'Main Entrance' is open",
        "somebody rings at 'Main Entrance'",
        "deliveries.",
    ]
    assert (outcome.code, outcome.err) == (0, "")


async def test_an_endpoint_at_a_port_of_its_own_is_found_again_with_its_secret(console, run, unused_tcp_port):
    port = ["--port", str(unused_tcp_port), "--count", "1"]
    async with life_at_the_doors(console):
        first = await run("access_webhook_receiver", *port)
        [endpoint] = console.access.webhook_endpoints.values()
        second = await run("access_webhook_receiver", *port)

    assert (first.code, first.err, second.code, second.err) == (0, "", 0, "")
    assert [*console.access.webhook_endpoints.values()] == [endpoint]
    assert writes(console) == ["POST /webhooks/endpoints"]


async def test_a_receiver_that_hears_nothing_ends_and_leaves_no_endpoint(run, console):
    outcome = await run("access_webhook_receiver", "--seconds", "0.2")

    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.endswith("0 deliveries.\n")
    assert console.access.webhook_endpoints == {}


async def test_a_port_that_is_taken_registers_nothing(run, console):
    taken = await asyncio.start_server(lambda reader, writer: None, "127.0.0.1", 0)
    async with taken:
        port = taken.sockets[0].getsockname()[1]
        assert_one_sentence(await run("access_webhook_receiver", "--port", str(port)), "access_webhook_receiver")
    assert console.requests == []


# access_export_logs


async def test_only_the_month_and_the_topics_that_were_asked_for_are_written(run, console, tmp_path):
    moments = [
        datetime(2026, 2, 28, 23, 59, 59),
        datetime(2026, 3, 1),
        datetime(2026, 3, 31, 23, 59, 59),
        datetime(2026, 4, 1),
    ]
    for moment in moments:
        remember(console, moment.timestamp())
        remember(console, moment.timestamp(), "visitor")
        remember(console, moment.timestamp(), "updates")
    topics = ["--topic", "visitor", "--topic", "door_openings"]

    outcome = await run("access_export_logs", "--month", "2026-03", *topics, "--output", "march.csv")

    assert outcome == (0, "4 entries, in march.csv\n", "")
    rows = [(row["topic"], datetime.fromisoformat(row["time"]).timestamp()) for row in exported(tmp_path / "march.csv")]
    last, first = moments[2].timestamp(), moments[1].timestamp()
    assert rows == [("visitor", last), ("visitor", first), ("door_openings", last), ("door_openings", first)]


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+43 1 555", "'+43 1 555"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1+1", "'=1+1"),
        ("\r\n=1+1", "'=1+1"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("Ada;=1+1", "Ada;'=1+1"),
        ("Ada\x1b[31m\nExample", "Ada [31m Example"),
        ("Jean-Luc O'Neill", "Jean-Luc O'Neill"),
    ],
)
async def test_no_name_becomes_a_formula(run, console, tmp_path, name, cell):
    remember(console, console.clock.now() - DAY, name=name)

    await run("access_export_logs")

    [row] = exported(tmp_path / "access-logs.csv")
    assert row["actor"] == cell


async def test_an_export_that_breaks_off_leaves_the_old_file_and_nothing_else(run, console, tmp_path):
    (tmp_path / "access-logs.csv").write_text("the last one")
    console.faults.add(Fault.status(403), f"POST {API}/system/logs", times=None)

    assert_one_sentence(await run("access_export_logs"), "access_export_logs")
    assert (tmp_path / "access-logs.csv").read_text() == "the last one"
    assert len([*tmp_path.iterdir()]) == 1


async def test_an_entry_that_makes_no_sense_is_counted_and_keeps_none_of_the_others_away(run, console):
    answer = {"code": "SUCCESS", "data": {"hits": [{"_id": "1"}, "odd", {"_id": "2"}]}, "page": 1, "total": 3}
    console.faults.add(Fault.status(200, answer), f"POST {API}/system/logs")

    outcome = await run("access_export_logs", "--topic", "visitor")

    assert (outcome.code, outcome.out) == (0, "2 entries, in access-logs.csv\n")
    assert outcome.err.endswith("Left out, because they make no sense to this program: 1.\n")
