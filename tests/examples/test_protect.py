"""The examples about UniFi Protect with arguments, a second time, and when something stands in their way."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from aiohttp import web

from tests.support.examples import Outcome, assert_one_sentence, finish, started, until
from tests.support.protect_examples import LIGHT, captions_on, hear_alarms, life_in_the_house, pictures_on
from unifi_sdk.simulator import Fault, SimulatedConsole

API = "/proxy/protect/integration/v1"


@pytest.fixture
async def console() -> AsyncIterator[SimulatedConsole]:
    async with SimulatedConsole() as console:
        console.protect.rate_limit = 1000
        yield console


def writes(console: SimulatedConsole) -> list[str]:
    return [request.path.removeprefix(API) for request in console.requests if request.verb != "GET"]


async def run_beside(console: SimulatedConsole, folder: Path, deed: Callable[[], object], *command: str) -> Outcome:
    """The outcome of an example during which something is done, as soon as it listens."""
    async with started(console, folder, *command) as process:
        await until(console.protect.count_sockets)
        await asyncio.sleep(0.1)
        result = deed()
        if asyncio.iscoroutine(result):
            await result
        return await finish(process)


# motion_to_message


async def test_what_is_told_later_of_an_event_is_a_message_of_its_own(console, tmp_path):
    def walk() -> None:
        event = console.protect.start_event("smartDetectZone", "Yard")
        console.protect.update_event(event, {"smartDetectTypes": ["person", "face"]})
        console.protect.end_event(event, times=2)
        console.protect.start_event("motion", "Yard")
        console.protect.tell_ended_event("Front Door")

    outcome = await run_beside(console, tmp_path, walk, "motion_to_message")

    assert [line.partition(" ")[2] for line in outcome.out.splitlines()] == [
        "person at Yard", "face at Yard", "package at Front Door", "messages.",
    ]  # fmt: skip
    assert (outcome.code, outcome.err) == (0, "")


async def test_a_gap_is_told_beside_the_messages(console, tmp_path):
    async def lose() -> None:
        console.protect.drop_sockets()
        await until(console.protect.count_sockets)
        console.protect.start_event("smartDetectLine", "Yard")

    outcome = await run_beside(console, tmp_path, lose, "motion_to_message", "--count", "1")

    assert outcome.code == 0
    assert outcome.err == "From now on something may be missed: connection lost.\nNothing is missed any more.\n"
    assert "person at Yard" in outcome.out


async def test_following_ends_when_nothing_happens(run):
    outcome = await run("motion_to_message", "--seconds", "0.2")

    assert outcome == (0, "0 messages.\n", "")


@pytest.mark.parametrize("status", [200, 500])
async def test_messages_are_posted_and_one_that_is_refused_is_not_the_end(run, console, status):
    posted = []

    async def receive(request: web.Request) -> web.Response:
        posted.append(await request.json())
        return web.Response(status=status)

    app = web.Application()
    app.router.add_post("/hook", receive)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    try:
        async with life_in_the_house(console):
            outcome = await run("motion_to_message", "--count", "2", "--post", f"http://127.0.0.1:{port}/hook")
    finally:
        await runner.cleanup()

    assert (outcome.code, outcome.out) == (0, "2 messages.\n")
    assert [message["text"].partition(" ")[2] for message in posted] == ["person at Front Door"] * 2
    assert outcome.err.count("Not delivered (HTTP 500)") == (2 if status == 500 else 0)


async def test_a_follower_that_is_interrupted_says_nothing_more(console, tmp_path):
    async with started(console, tmp_path, "motion_to_message") as process:
        await until(console.protect.count_sockets)
        process.send_signal(signal.SIGINT)
        outcome = await finish(process)

    assert outcome == (130, "", "")


# snapshot_wall


async def test_a_name_that_is_markup_is_shown_as_text(run, console, tmp_path):
    name = '</text><script href="//evil.example"/>'
    console.protect.find_device("Yard").name = f"{name}\x00\x1b"

    outcome = await run("snapshot_wall", "--output", "sheet.svg", "--high-quality", "--columns", "1")

    sheet = (tmp_path / "sheet.svg").read_text(encoding="utf-8")
    assert (outcome.code, len(pictures_on(sheet))) == (0, 4)
    assert name in captions_on(sheet)
    assert "<script" not in sheet


async def test_a_console_without_cameras_has_an_empty_sheet(run, console, tmp_path):
    console.protect.cameras.clear()

    outcome = await run("snapshot_wall")

    assert (outcome.code, outcome.out) == (0, "0 of 0 cameras, in wall.svg\n")
    assert captions_on((tmp_path / "wall.svg").read_text(encoding="utf-8")) == []


async def test_a_camera_that_goes_while_it_is_asked_has_a_place_on_the_sheet(run, console, tmp_path):
    yard = console.protect.find_device("Yard")
    console.faults.add(
        Fault.status(503, {"error": "camera", "name": "UNKNOWN_ERROR"}), f"GET /*/{yard.id}/snapshot", times=None
    )

    outcome = await run("snapshot_wall")

    assert (outcome.code, outcome.out) == (0, "3 of 5 cameras, in wall.svg\n")
    assert "Yard" in captions_on((tmp_path / "wall.svg").read_text(encoding="utf-8"))


async def test_a_sheet_that_cannot_be_written_takes_one_sentence(run):
    assert_one_sentence(await run("snapshot_wall", "--output", "no-such-folder/wall.svg"), "snapshot_wall")


# arm_and_disarm


async def test_arming_and_disarming_are_two_steps_when_told_so(run, console):
    armed = await run("arm_and_disarm", "arm")
    assert (armed.code, console.protect.nvr.arm_status) == (0, "armed")

    disarmed = await run("arm_and_disarm", "disarm")
    assert (disarmed.out, console.protect.nvr.arm_status) == ("Disarmed, status disabled.\n", "disabled")


async def test_an_alarm_that_somebody_else_has_armed_stays_armed(run, console):
    await run("arm_and_disarm", "arm")
    before = writes(console)

    outcome = await run("arm_and_disarm")

    assert_one_sentence(outcome, "arm_and_disarm")
    assert (writes(console), console.protect.nvr.arm_status) == (before, "armed")


@pytest.mark.parametrize("step", ["enable", "disable"])
async def test_an_answer_that_is_lost_is_settled_by_the_alarm(run, console, step):
    console.faults.add(Fault.lose_answer(), f"POST /*/arm-profiles/{step}")

    outcome = await run("arm_and_disarm")

    assert outcome == (0, "Armed with 'Night', status armed.\nDisarmed, status disabled.\n", "")
    assert len(writes(console)) == 3


async def test_the_delay_of_a_profile_is_waited_for(run, console):
    console.protect.arm_profiles["66e0000000000000000000b2"]["activationDelay"] = 300

    outcome = await run("arm_and_disarm", "arm", "--profile", "Away")

    assert outcome == (0, "Leave within 0.3 s.\nArmed with 'Away', status armed.\n", "")


async def test_a_trial_that_is_interrupted_leaves_no_alarm_behind(console, tmp_path):
    async with started(console, tmp_path, "arm_and_disarm", "--profile", "Away") as process:
        await until(lambda: console.protect.nvr.arm_status == "arming")
        process.send_signal(signal.SIGINT)
        outcome = await finish(process)

    assert (outcome.code, outcome.err) == (130, "")
    assert console.protect.nvr.arm_status == "disabled"


async def test_a_profile_that_is_not_there_is_answered_with_those_that_are(run, console):
    outcome = await run("arm_and_disarm", "--profile", "Holiday")

    assert_one_sentence(outcome, "arm_and_disarm")
    assert "'Night', 'Away'" in outcome.err
    assert writes(console) == []


# siren_test


async def test_a_siren_that_is_out_of_reach_has_a_code_of_its_own(run, console):
    outcome = await run("siren_test", "--all", "--volume", "30")

    assert outcome == (2, "Roof sounds at 30 %, battery 95 %.\nCellar is out of reach, no battery.\n", "")
    assert len(console.protect.actions) == 1


async def test_a_siren_that_may_have_sounded_does_not_sound_twice(run, console):
    console.faults.add(Fault.lose_answer(), "POST /*/test-sound")

    assert_one_sentence(await run("siren_test"), "siren_test", code=3)
    assert len(console.protect.actions) == 1


@pytest.mark.parametrize("arguments", [["Garden"], ["--volume", "0"]])
async def test_a_siren_that_cannot_be_tested_takes_one_sentence(run, console, arguments):
    assert_one_sentence(await run("siren_test", *arguments), "siren_test")
    assert writes(console) == []


# follow_one_light


async def test_what_changes_while_the_connection_is_lost_comes_out_afterwards(console, tmp_path):
    light = console.protect.devices[LIGHT]

    async def lose() -> None:
        await until(lambda: any(request.path.endswith("/link-stations") for request in console.requests))
        await asyncio.sleep(0.1)
        console.protect.drop_sockets()
        light.change({"isDark": True})

    outcome = await run_beside(console, tmp_path, lose, "follow_one_light", "--count", "1")

    assert outcome.out.splitlines() == [
        "Driveway: off, connected", "  is_dark: False -> True", "Driveway: off, connected",
    ]  # fmt: skip
    assert outcome.err == "What follows may be late: connection lost.\n"
    assert outcome.code == 0


async def test_a_light_that_is_removed_is_the_end(console, tmp_path):
    async def remove() -> None:
        await until(lambda: any(request.path.endswith("/link-stations") for request in console.requests))
        await asyncio.sleep(0.5)
        console.protect.remove_devices(LIGHT)

    outcome = await run_beside(console, tmp_path, remove, "follow_one_light")

    assert outcome == (0, "Driveway: off, connected\nIt is no longer there.\n", "")


async def test_a_light_that_is_not_there_is_answered_with_those_that_are(run):
    outcome = await run("follow_one_light", "Garden")

    assert_one_sentence(outcome, "follow_one_light")
    assert "'Driveway', 'Shed'" in outcome.err


# export_evening


async def test_a_second_run_asks_only_for_what_is_missing(run, console, tmp_path):
    await run("export_evening")
    missing, *others = sorted((tmp_path / "evening").iterdir())
    content = missing.read_bytes()
    missing.unlink()
    console.legacy.exports.clear()

    outcome = await run("export_evening")

    assert (outcome.code, len(console.legacy.exports)) == (0, 1)
    assert outcome.out.count("is there already") == len(others) == 4
    assert missing.read_bytes() == content


async def test_a_longer_evening_is_not_taken_for_a_shorter_one(run, console, tmp_path):
    await run("export_evening", "--start", "18:00", "--end", "18:30")

    outcome = await run("export_evening", "--start", "18:00", "--end", "19:00")

    assert (outcome.code, len(list((tmp_path / "evening").iterdir()))) == (0, 2)


async def test_an_evening_that_goes_past_midnight_ends_on_the_next_day(run, console):
    day = (date.today() - timedelta(days=3)).isoformat()

    outcome = await run("export_evening", "--camera", "Yard", "--date", day, "--start", "23:30", "--end", "00:30")

    first, second = console.legacy.exports
    assert (outcome.code, second.end - first.start) == (0, 3_600_000 - 1)


async def test_an_hour_of_which_nothing_was_recorded_leaves_no_file(run, console, tmp_path):
    console.legacy.footage.ranges = []

    outcome = await run("export_evening", "--start", "20:00", "--end", "21:00")

    assert (outcome.code, outcome.out.count("nothing was recorded")) == (0, 1)
    assert list((tmp_path / "evening").iterdir()) == []


async def test_an_export_that_fails_leaves_no_broken_file(run, console, tmp_path):
    console.faults.add(Fault.status(500), "GET /api/video/export*", times=None)

    assert_one_sentence(await run("export_evening"), "export_evening")
    assert list((tmp_path / "evening").iterdir()) == []


@pytest.mark.parametrize("arguments", [["--date", "2999-01-01"], ["--camera", "Cellar"]])
async def test_an_evening_that_cannot_be_had_takes_one_sentence(run, console, arguments):
    assert_one_sentence(await run("export_evening", *arguments), "export_evening")
    assert console.legacy.exports == []


# alarm_webhook_receiver


async def test_a_receiver_of_alarms_takes_the_console_s_alone(console, tmp_path):
    outcome = await hear_alarms(console, tmp_path, "--source", "192.0.2.7", "--seconds", "1")

    assert (outcome.code, outcome.out) == (0, "0 alarms.\n")
    assert outcome.err.count("delivery refused: 127.0.0.1 is none of the sources") == 3


async def test_a_receiver_of_alarms_keeps_the_token_that_it_is_given(console, tmp_path):
    await hear_alarms(console, tmp_path, UNIFI_ALARM_TOKEN="fake-token-0123456789")

    assert {delivery.status for delivery in console.protect.alarms.deliveries} == {200}
    assert [alarm.url.rpartition("/")[2] for alarm in console.protect.alarms] == ["fake-token-0123456789"]


async def test_a_receiver_of_alarms_with_a_token_that_is_too_short_takes_one_sentence(run):
    outcome = await run("alarm_webhook_receiver", UNIFI_ALARM_TOKEN="short")

    assert_one_sentence(outcome, "alarm_webhook_receiver")
    assert "short" not in outcome.err.replace("too short", "")
