"""The examples about the classic API with arguments, a second time, and when something stands in their way."""

from __future__ import annotations

import json

import pytest

from tests.support.examples import assert_one_sentence
from unifi_sdk.simulator import Fault, SimulatedConsole

LAPTOP = "a4:83:e7:10:20:30"
TABLET = "3c:06:30:aa:00:02"
NIGHT, DAY = ("--at", "21:00"), ("--at", "12:00")


def writes(console: SimulatedConsole) -> list[str]:
    return [request.path.rpartition("/")[2] for request in console.requests if request.verb != "GET"]


def is_blocked(console: SimulatedConsole, mac: str) -> bool:
    return bool(console.network.default_site.classic.users.get(mac, {}).get("blocked"))


# who_is_on_port


async def test_the_power_of_a_port_is_cycled_when_asked(run, console):
    outcome = await run("who_is_on_port", "74-AC-B9-10-00-02", "2", "--power-cycle")

    assert (outcome.code, outcome.out.splitlines()[-1]) == (0, "power cycled")
    switch = next(each for each in console.network.default_site.devices.values() if each.name == "Lobby Switch")
    assert [port.idx for port in switch.ports if port.power_cycles] == [2]


async def test_a_power_cycle_whose_answer_is_lost_is_told(run, console):
    console.faults.add(Fault.lose_answer(), "POST /*/interfaces/ports/2/actions")

    outcome = await run("who_is_on_port", "--power-cycle")

    assert (outcome.code, outcome.out.splitlines()[-1]) == (0, "the answer was lost: it may have been cycled")


@pytest.mark.parametrize("arguments", [["02:00:00:00:00:01", "1"], ["lobby", "1"], ["74:ac:b9:10:00:02", "99"]])
async def test_a_port_that_is_not_there_takes_one_sentence(run, console, arguments):
    assert_one_sentence(await run("who_is_on_port", *arguments), "who_is_on_port")
    assert writes(console) == []


# bedtime


async def test_a_night_goes_by(run, console, tmp_path):
    assert (await run("bedtime", LAPTOP, *NIGHT)).out == '"Manager\'s Laptop": good night\n'
    assert is_blocked(console, LAPTOP)
    assert json.loads((tmp_path / "bedtime.json").read_text()) == [LAPTOP]
    assert (await run("bedtime", LAPTOP, *NIGHT)).out == '"Manager\'s Laptop": stays blocked\n'
    assert (await run("bedtime", LAPTOP, *DAY)).out == '"Manager\'s Laptop": good morning\n'
    assert not is_blocked(console, LAPTOP)
    assert (await run("bedtime", LAPTOP, *DAY)).out == '"Manager\'s Laptop": stays free\n'
    assert writes(console) == ["stamgr", "stamgr"]


async def test_who_was_blocked_by_somebody_else_stays_blocked_in_the_morning(run, console):
    assert (await run("bedtime", TABLET, *DAY)).out == "'Kids-Tablet': stays blocked\n"
    assert is_blocked(console, TABLET)


async def test_a_block_that_got_lost_is_made_good_at_the_next_look(run, console, tmp_path):
    (tmp_path / "bedtime.json").write_text(json.dumps([LAPTOP]))

    outcome = await run("bedtime", LAPTOP, *NIGHT)

    assert outcome.code == 0
    assert is_blocked(console, LAPTOP)


async def test_a_dry_run_only_says_what_would_be_done(run, console, tmp_path):
    outcome = await run("bedtime", LAPTOP, *NIGHT, "--dry-run")

    assert (outcome.out, writes(console)) == ('"Manager\'s Laptop": good night\n', [])
    assert not (tmp_path / "bedtime.json").exists()


async def test_a_stranger_takes_one_sentence(run, console):
    assert_one_sentence(await run("bedtime", "02:00:00:00:00:01", *NIGHT), "bedtime")
    assert writes(console) == []


# nightly_report


async def test_a_report_goes_into_a_file_and_names_are_no_formulas(run, console, tmp_path):
    console.network.add_client("=HYPERLINK(1)", mac="02:00:00:00:00:07")

    outcome = await run("nightly_report", "--days", "7", "--output", "week.csv")

    assert (outcome.code, outcome.out) == (0, "")
    text = (tmp_path / "week.csv").read_text()
    assert "02:00:00:00:00:07,'=HYPERLINK(1)," in text
    assert "Mrs. Lind" in text


@pytest.mark.parametrize("arguments", [["--site", "Cellar"], ["--output", "no-such-folder/week.csv"]])
async def test_a_report_that_cannot_be_made_takes_one_sentence(run, arguments):
    assert_one_sentence(await run("nightly_report", *arguments), "nightly_report")
