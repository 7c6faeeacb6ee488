"""Every script of examples/, run as its reader runs it: in another process, against a console that listens here."""

from __future__ import annotations

import ast
import asyncio
import csv
import io
import os
import re
import signal
import socket
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support import access_examples, network_examples, protect_examples
from tests.support.access_examples import life_at_the_doors
from tests.support.examples import (
    EXAMPLES,
    GUEST_MAC,
    NAMES,
    OF_THE_CLOUD,
    assert_one_sentence,
    finish,
    redirect_url,
    somebody_with_a_card,
)
from tests.support.protect_examples import hear_alarms, life_in_the_house
from unifi_sdk.simulator import Fault, SimulatedConsole
from unifi_sdk.simulator.access.state import Visitor
from unifi_sdk.simulator.network.hotspot import SimulatedClient, SimulatedVoucher

AT_A_CONSOLE = [name for name in NAMES if name not in OF_THE_CLOUD]
OTHER_FINGERPRINT = "0" * 64
UNLOCK = "PUT /api/v1/developer/doors/*/unlock"
VOUCHERS = "/proxy/network/integration/v1/sites/*/hotspot/vouchers"


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port that is taken and where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


def guest_of(console: SimulatedConsole) -> SimulatedClient:
    return console.network.find_client(GUEST_MAC)


def is_in(console: SimulatedConsole) -> bool:
    return guest_of(console).active_authorization(console.clock.now()) is not None


def door_id(console: SimulatedConsole, name: str) -> str:
    return next(door.id for door in console.access.doors.values() if door.name == name)


def batch_of(console: SimulatedConsole, name: str) -> list[SimulatedVoucher]:
    return [v for v in console.network.default_site.vouchers.values() if v.name.startswith(f"{name} ")]


def visitors_called(console: SimulatedConsole, first_name: str) -> list[Visitor]:
    return [visitor for visitor in console.access.visitors.values() if visitor.first_name == first_name]


def writes(console: SimulatedConsole) -> list[str]:
    return [request.verb for request in console.requests if request.verb != "GET"]


def check_hotel_check_in(console: SimulatedConsole, out: str, folder: Path) -> None:
    admission = guest_of(console).authorization
    assert admission is not None
    assert admission.expires_at - admission.authorized_at == 2 * 24 * 3600
    assert admission.limits.data_usage_mbytes == 10 * 1024
    assert out.startswith("'Guest Phone' is in until ")


def check_plan_before_write(console: SimulatedConsole, out: str, folder: Path) -> None:
    assert "Expired vouchers: 1." in out
    assert re.search(r"DELETE https://\S+/hotspot/vouchers\?filter=expired", out)
    assert writes(console) == []


def check_portal_admit(console: SimulatedConsole, out: str, folder: Path) -> None:
    admission = guest_of(console).authorization
    assert admission is not None
    assert admission.expires_at - admission.authorized_at == 120 * 60
    assert admission.limits.data_usage_mbytes == 500
    assert "Next page: http://captive.apple.com/" in out


def check_protect_snapshot(console: SimulatedConsole, out: str, folder: Path) -> None:
    assert (folder / "snapshot.jpg").read_bytes().startswith(b"\xff\xd8\xff")
    assert (console.legacy.logins, console.legacy.access_keys_issued) == (1, 1)
    assert "Store Room: DISCONNECTED" in out
    assert not re.search(r"\d{13}:\w", out), "an access key begins with its expiry"


def check_unlock_door(console: SimulatedConsole, out: str, folder: Path) -> None:
    assert out == "Main Entrance is unlocked.\n"
    assert console.access.times_opened(door_id(console, "Main Entrance")) == 1
    assert console.access.unlocks[0].actor_name == "Front desk"


def check_visitor_with_pin_and_card(console: SimulatedConsole, out: str, folder: Path) -> None:
    (visitor,) = visitors_called(console, "Ada")
    (card,) = console.access.cards_of(visitor)
    assert f"with the PIN {visitor.pin_code}." in out
    assert f"The card {card.display_id} opens it too." in out
    assert card.token not in out
    assert console.access.sessions == {}


def check_voucher_batch(console: SimulatedConsole, out: str, folder: Path) -> None:
    made = batch_of(console, "front-desk")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["code"] for row in rows] == [voucher.code for voucher in made]
    assert {(row["minutes"], row["guests"]) for row in rows} == {("1440", "1")}
    assert len(made) == 10


CHECKS: dict[str, Callable[[SimulatedConsole, str, Path], None]] = {
    name.removeprefix("check_"): value
    for name, value in (globals() | vars(access_examples) | vars(network_examples) | vars(protect_examples)).items()
    if name.startswith("check_")
}


@pytest.mark.parametrize("name", AT_A_CONSOLE)
async def test_an_example_does_its_work_without_arguments(name, run, console, tmp_path):
    async with somebody_with_a_card(console), life_in_the_house(console), life_at_the_doors(console):
        is_called = name == "alarm_webhook_receiver"  # at an address that nobody but itself can tell
        outcome = await (hear_alarms(console, tmp_path) if is_called else run(name, afresh=True))

    assert (outcome.code, outcome.err) == (0, "")
    CHECKS[name](console, outcome.out, tmp_path)


@pytest.mark.parametrize("name", NAMES)
def test_an_example_says_how_to_run_it(name):
    docstring = ast.get_docstring(ast.parse((EXAMPLES / f"{name}.py").read_text())) or ""

    assert f"python examples/{name}.py" in docstring
    assert ("docs/howto/cloud.md" if name in OF_THE_CLOUD else "unifi demo --keep-running") in docstring


@pytest.mark.parametrize("trouble", ["wrong credentials", "closed port", "wrong pin", "no host"])
@pytest.mark.parametrize("name", AT_A_CONSOLE)
async def test_an_example_explains_in_one_sentence_why_it_fails(name, trouble, run, console, closed_port):
    port = str(closed_port)
    changes = {
        "wrong credentials": dict.fromkeys(
            ("UNIFI_API_KEY", "UNIFI_ACCESS_TOKEN", "UNIFI_PASSWORD"), "not-the-right-one"
        ),
        "closed port": {"UNIFI_HOST": f"127.0.0.1:{port}", "UNIFI_ACCESS_PORT": port, "UNIFI_LEGACY_PORT": port},
        "wrong pin": {"UNIFI_FINGERPRINTS": OTHER_FINGERPRINT},
        "no host": {"UNIFI_HOST": ""},
    }[trouble]

    outcome = await run(name, **changes)

    assert_one_sentence(outcome, name)
    assert "not-the-right-one" not in outcome.out + outcome.err
    assert len(console.requests) == (trouble == "wrong credentials")


async def test_check_out_sends_the_guest_out(run, console):
    guest_of(console).authorize(console.clock.now(), console.clock.now() + 3600)

    outcome = await run("hotel_check_in", "check-out", "1C-71-25-63-E4-24")

    assert outcome.code == 0
    assert outcome.out.startswith("'Guest Phone' is out after ")
    assert not is_in(console)


async def test_check_out_of_somebody_who_is_not_in_sends_nothing(run, console):
    outcome = await run("hotel_check_in", "check-out", GUEST_MAC)

    assert (outcome.code, writes(console)) == (0, [])


async def test_a_second_check_in_says_that_it_replaces_the_first(run):
    await run("hotel_check_in", "check-in", GUEST_MAC)

    outcome = await run("hotel_check_in", "check-in", GUEST_MAC, "--nights", "1", "--gigabytes", "1")

    assert "in place of the admission in force before" in outcome.out


@pytest.mark.parametrize("arguments", [["check-in", "02:00:00:00:00:01"], ["check-in", "Room 12"], ["--nights", "0"]])
async def test_a_guest_that_cannot_be_checked_in_takes_one_sentence(run, console, arguments):
    assert_one_sentence(await run("hotel_check_in", *arguments), "hotel_check_in")
    assert writes(console) == []


async def test_codes_go_into_a_file_that_only_its_owner_can_read(run, console, tmp_path):
    outcome = await run("voucher_batch", "spa", "--count", "3", "--guests", "2", "--output", "codes.csv")

    file = tmp_path / "codes.csv"
    assert (outcome.code, outcome.out) == (0, "")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [line.split(",")[0] for line in file.read_text().splitlines()[1:]] == [
        v.code for v in batch_of(console, "spa")
    ]


async def test_a_batch_whose_answer_is_lost_is_found_and_not_made_twice(run, console):
    console.faults.add(Fault.lose_answer(), f"POST {VOUCHERS}")

    outcome = await run("voucher_batch", "spa", "--count", "3")

    assert (outcome.code, len(console.faults.fired)) == (0, 1)
    made = [voucher.code for voucher in batch_of(console, "spa")]
    assert [row["code"] for row in csv.DictReader(io.StringIO(outcome.out))] == made
    assert len(made) == 3


async def test_a_batch_that_was_never_made_is_an_error_and_leaves_no_file(run, console, tmp_path):
    console.faults.add(Fault.drop(), f"POST {VOUCHERS}")

    outcome = await run("voucher_batch", "spa", "--output", "codes.csv")

    assert_one_sentence(outcome, "voucher_batch")
    assert batch_of(console, "spa") == []
    assert list(tmp_path.iterdir()) == []


async def test_a_file_that_cannot_be_written_makes_no_vouchers(run, console):
    assert_one_sentence(await run("voucher_batch", "--output", "no-such-folder/codes.csv"), "voucher_batch")
    assert console.requests == []


async def test_the_guest_of_a_fresh_redirect_is_admitted(run, console):
    outcome = await run("portal_admit", redirect_url(), "--minutes", "15", "--megabytes", "20")

    assert (outcome.code, outcome.err) == (0, "")
    assert "Next page: http://netcts.cdn-apple.com/" in outcome.out
    admission = guest_of(console).authorization
    assert admission is not None
    assert admission.expires_at - admission.authorized_at == 15 * 60


@pytest.mark.parametrize("url", [redirect_url(age_seconds=3600), redirect_url(mac="'or'"), "http://portal.example/"])
async def test_a_redirect_that_no_console_sends_reaches_none(run, console, url):
    assert_one_sentence(await run("portal_admit", url), "portal_admit", code=2)
    assert console.requests == []


@pytest.mark.parametrize("mac", ["02:00:00:00:00:01", "00:1b:21:3c:4d:5e"])
async def test_a_device_that_is_away_or_no_guest_is_not_admitted(run, console, mac):
    assert_one_sentence(await run("portal_admit", redirect_url(mac), "--wait", "0"), "portal_admit")
    assert writes(console) == []


async def test_a_visitor_without_a_card_has_the_pin_alone(run, console):
    outcome = await run("visitor_with_pin_and_card", "Grace", "Hopper", "--wait", "0")

    (visitor,) = visitors_called(console, "Grace")
    assert outcome.code == 0
    assert f"with the PIN {visitor.pin_code}." in outcome.out
    assert console.access.cards_of(visitor) == []
    assert console.access.sessions == {}


async def test_a_reader_that_is_offline_leaves_the_visitor_the_pin(run, console):
    console.access.devices["00005e005302"].is_online = False

    outcome = await run("visitor_with_pin_and_card")

    assert (outcome.code, outcome.err) == (0, "")
    assert "No card, the PIN alone will do" in outcome.out


async def test_a_visitor_who_gets_no_pin_is_not_left_behind(run, console):
    console.faults.add(Fault.status(500), "PUT /api/v1/developer/visitors/*/pin_codes")

    assert_one_sentence(await run("visitor_with_pin_and_card"), "visitor_with_pin_and_card")
    assert visitors_called(console, "Ada") == []


async def test_an_unlock_whose_answer_is_lost_is_settled_by_the_door(run, console):
    console.faults.add(Fault.lose_answer(), UNLOCK)

    outcome = await run("unlock_door")

    assert (outcome.code, outcome.err) == (0, "")
    assert "the door says so" in outcome.out
    assert console.access.times_opened(door_id(console, "Main Entrance")) == 1


@pytest.mark.parametrize("door_answers", [True, False])
async def test_an_unlock_that_nobody_can_settle_has_a_code_of_its_own(run, console, door_answers):
    console.faults.add(Fault.drop(), UNLOCK)
    if not door_answers:
        console.faults.add(Fault.status(500), "GET /api/v1/developer/doors/?*", times=None)

    assert_one_sentence(await run("unlock_door"), "unlock_door", code=3)


async def test_a_door_that_is_unlocked_already_is_left_alone(run, console):
    outcome = await run("unlock_door", "Lobby")

    assert (outcome.code, writes(console)) == (0, [])
    assert "unlocked already" in outcome.out


@pytest.mark.parametrize(
    ("fault", "advice"),
    [
        (Fault.rate_limit("60"), "try again in 60 s"),
        (Fault.rate_limit("60 minutes or so"), "the door was not unlocked, try again"),
        (Fault.status(403), "the token has to be replaced"),
        (Fault.status(500), "look at the door"),
    ],
    ids=str,
)
async def test_what_keeps_a_door_shut_comes_with_advice(run, console, fault, advice):
    console.faults.add(fault, UNLOCK, times=None)

    outcome = await run("unlock_door")

    assert_one_sentence(outcome, "unlock_door")
    assert advice in outcome.err
    assert console.access.unlocks == []


async def test_a_hub_that_is_offline_is_named_as_the_reason(run, console):
    console.access.devices["00005e005301"].is_online = False

    outcome = await run("unlock_door")

    assert_one_sentence(outcome, "unlock_door")
    assert "hub is offline" in outcome.err


@pytest.mark.parametrize("door", ["Store Room", "no such door"])
async def test_a_door_that_cannot_be_unlocked_from_afar_is_answered_with_those_that_can(run, door):
    outcome = await run("unlock_door", door)

    assert_one_sentence(outcome, "unlock_door")
    assert "'Main Entrance', 'Lobby', 'Car Gate', 'Workshop'" in outcome.err


@pytest.mark.parametrize("arguments", [["--camera", "Store Room"], ["--camera", "no such camera"], ["--output", "."]])
async def test_a_picture_that_cannot_be_had_takes_one_sentence(run, tmp_path, arguments):
    assert_one_sentence(await run("protect_snapshot", *arguments), "protect_snapshot")
    assert list(tmp_path.iterdir()) == []


async def test_the_camera_and_the_file_can_be_chosen(run, console, tmp_path):
    outcome = await run("protect_snapshot", "--camera", "Yard", "--width", "320", "--output", "yard.jpg")

    assert outcome.code == 0
    assert (tmp_path / "yard.jpg").read_bytes().startswith(b"\xff\xd8\xff")
    assert ("w", "320") in console.requests[-1].query


async def test_only_expired_vouchers_are_deleted_and_only_when_told(run, console):
    vouchers = console.network.default_site.vouchers
    expired = {voucher.id for voucher in vouchers.values() if voucher.is_expired(console.clock.now())}
    before = set(vouchers)

    outcome = await run("plan_before_write", "--apply")

    assert (outcome.code, outcome.err) == (0, "")
    assert before - set(vouchers) == expired
    assert writes(console) == ["DELETE"]


async def test_an_example_works_with_the_environment_that_keep_running_prints(tmp_path):
    pipe = asyncio.subprocess.PIPE
    command = [sys.executable, "-m", "unifi_sdk.cli", "demo", "--keep-running"]
    demo = await asyncio.create_subprocess_exec(*command, cwd=tmp_path, stdout=pipe, stderr=pipe)
    try:
        assert demo.stdout is not None
        async with asyncio.timeout(30):
            printed = (await demo.stdout.readuntil(b"Ctrl-C ends it.")).decode()
        exported = dict(re.findall(r"^export (\w+)=(\S+)$", printed, re.MULTILINE))
        script = str(EXAMPLES / "hotel_check_in.py")
        environ = os.environ | exported
        example = await asyncio.create_subprocess_exec(sys.executable, script, env=environ, stdout=pipe, stderr=pipe)
        outcome = await finish(example)
        demo.send_signal(signal.SIGINT)
        ended = await finish(demo)
    finally:
        if demo.returncode is None:
            demo.kill()
            await demo.wait()

    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("'Guest Phone' is in until ")
    assert (ended.code, ended.err) == (0, "")
