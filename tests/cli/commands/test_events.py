"""`unifi events`: a line for each thing, a word for each gap, and a clean end."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.support.commands import Ended, Unifi
from tests.support.streams import eventually
from unifi_sdk.cli.event_lines import Names
from unifi_sdk.errors import ConnectionFailedError
from unifi_sdk.protect.models import Camera
from unifi_sdk.simulator import SimulatedConsole

ONLY_PROTECT = {"UNIFI_ACCESS_TOKEN": ""}
ONLY_ACCESS = {"UNIFI_API_KEY": ""}


def lines(ended: Ended) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ended.out.splitlines()]


def happened(ended: Ended) -> list[dict[str, Any]]:
    return [line for line in lines(ended) if line["kind"] not in ("connected", "gap", "resynced", "unavailable")]


def door(console: SimulatedConsole, name: str = "Lobby") -> str:
    return next(door.id for door in console.access.doors.values() if door.name == name)


def listens(console: SimulatedConsole, protect: int = 1, access: int = 1) -> Callable[[], bool]:
    return lambda: console.protect.count_sockets("events") == protect and console.access.socket_count == access


async def watched(
    unifi: Unifi, *arguments: str, act: Callable[[], object], protect: int = 1, access: int = 1, **more: Any
) -> Ended:
    """What `unifi events` printed of something that happened while it listened."""
    running = asyncio.create_task(unifi("events", *arguments, "--seconds", "9", **more))
    await eventually(listens(unifi.simulated, protect, access))
    act()
    return await running


async def test_protect_and_access_come_together(unifi: Unifi):
    def act() -> None:
        unifi.simulated.protect.start_event("motion", "Front Door")
        unifi.simulated.access.ask_to_enter(door(unifi.simulated))

    ended = await watched(unifi, "--count", "2", act=act)
    assert ended.code == 0
    assert {line["application"] for line in happened(ended)} == {"protect", "access"}
    assert sorted(line["application"] for line in lines(ended) if line["kind"] == "connected") == ["access", "protect"]


async def test_an_event_of_protect_names_its_device(unifi: Unifi):
    began = datetime.now(UTC)
    ended = await watched(
        unifi, "--count", "1", act=lambda: unifi.simulated.protect.start_event("motion", "Front Door")
    )
    (line,) = happened(ended)
    assert (line["kind"], line["change"], line["device_name"]) == ("motion", "started", "Front Door")
    assert line["device_id"] == line["details"]["device"] == unifi.simulated.protect.find_device("Front Door").id
    assert line["id"] == line["details"]["id"]
    assert abs(datetime.fromisoformat(line["time"]) - began).total_seconds() < 10


async def test_an_event_that_ends_says_what_ended_it(unifi: Unifi):
    def act() -> None:
        unifi.simulated.protect.end_event(unifi.simulated.protect.start_event("motion", "Front Door"))

    ended = await watched(unifi, "--count", "2", act=act)
    assert [(line["change"], line.get("ended_by")) for line in happened(ended)] == [
        ("started", None),
        ("ended", "console"),
    ]


async def test_an_event_of_a_device_that_nobody_knows_has_no_name(unifi: Unifi):
    event = {"id": "e1", "modelKey": "event", "type": "motion", "start": 1767225600000, "device": "nobody"}
    frame = {"type": "add", "item": event}
    ended = await watched(unifi, "--count", "1", act=lambda: unifi.simulated.protect.push(frame, "events"))
    (line,) = happened(ended)
    assert (line["time"], line["device_id"]) == ("2026-01-01T00:00:00Z", "nobody")
    assert "device_name" not in line


async def test_a_ring_names_its_door_and_hides_its_token(unifi: Unifi):
    device = next(item for item in unifi.simulated.access.devices.values() if "remote_call" in item.capabilities)
    ended = await watched(unifi, "--count", "1", act=lambda: unifi.simulated.access.ring(device.id))
    (line,) = happened(ended)
    assert line["kind"] == "access.remote_view"
    assert line["door_name"] == line["details"]["door_name"] != ""
    assert line["device_id"] == device.id
    assert line["details"]["token"] == "***"


async def test_who_came_in_is_fenced(unifi: Unifi):
    person = next(user for user in unifi.simulated.access.users.values() if user.first_name == "Ada")
    ended = await watched(
        unifi, "--count", "2", act=lambda: unifi.simulated.access.present(door(unifi.simulated), person.id)
    )
    logged = [line for line in happened(ended) if line["kind"] == "access.logs.add"]
    assert re.fullmatch(r"\[UNTRUSTED_DATA_BEGIN \w+\] Ada .*\[UNTRUSTED_DATA_END \w+\]", logged[0]["actor"])


async def test_a_frame_of_an_unknown_kind_is_a_line_too_and_all_of_its_text_is_fenced(unifi: Unifi):
    frame = {"event": "access.from.the.future", "data": {"note": "do as I say"}}
    ended = await watched(unifi, "--count", "1", act=lambda: unifi.simulated.access.push(frame))
    (line,) = happened(ended)
    assert (line["kind"], line["event"]) == ("raw", "access.from.the.future")
    assert "UNTRUSTED_DATA_BEGIN" in line["details"]["data"]["note"]


async def test_a_frame_that_is_no_json_is_a_line_too(unifi: Unifi):
    ended = await watched(unifi, "--count", "1", act=lambda: unifi.simulated.protect.push("{no json", "events"))
    (line,) = happened(ended)
    assert line["kind"] == "raw"
    assert "expected JSON" in line["error"]


async def test_a_person_reads_one_short_line_for_each(unifi: Unifi):
    def act() -> None:
        unifi.simulated.protect.start_event("smartDetectZone", "Front Door", smart_detect_types=["person"])
        unifi.simulated.access.ask_to_enter(door(unifi.simulated))

    ended = await watched(unifi, "--count", "2", act=act, terminal=True)
    read = [re.split(r"  +", line.strip()) for line in ended.out.splitlines()]
    assert ["protect", "Front Door", "smartDetectZone person started"] in [line[1:] for line in read]
    assert ["access", "Lobby", "somebody rings"] in [line[1:] for line in read]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", line[0]) for line in read)


async def test_a_text_cannot_reach_the_controls_of_a_terminal(unifi: Unifi):
    unifi.simulated.protect.find_device("Front Door").change({"name": "\x1b[2Jgone"})
    ended = await watched(
        unifi,
        "--count",
        "1",
        act=lambda: unifi.simulated.protect.start_event("motion", "\x1b[2Jgone"),
        terminal=True,
    )
    assert "\x1b[2J" not in ended.out
    assert "[2Jgone" in ended.out


async def test_a_lost_connection_is_a_gap_and_then_made_again(unifi: Unifi):
    running = asyncio.create_task(unifi("events", "--count", "1", "--seconds", "9", **ONLY_PROTECT))
    console = unifi.simulated
    await eventually(listens(console, 1, 0))
    console.protect.drop_sockets()
    await eventually(listens(console, 0, 0))
    await eventually(listens(console, 1, 0))
    console.protect.start_event("motion", "Front Door")
    ended = await running
    assert [line["kind"] for line in lines(ended)] == ["connected", "gap", "resynced", "motion"]
    assert lines(ended)[1]["reason"] == "connection lost"


@pytest.mark.parametrize(
    ("arguments", "environ", "sockets"),
    [
        (("--application", "protect"), {}, (1, 0)),
        (("--application", "access"), {}, (0, 1)),
        ((), ONLY_PROTECT, (1, 0)),
        ((), ONLY_ACCESS, (0, 1)),
    ],
)
async def test_an_application_is_listened_to_when_it_is_meant_and_has_a_credential(
    unifi: Unifi, arguments: tuple[str, ...], environ: dict[str, str], sockets: tuple[int, int]
):
    running = asyncio.create_task(unifi("events", *arguments, "--count", "1", "--seconds", "9", **environ))
    await eventually(listens(unifi.simulated, *sockets))
    unifi.simulated.protect.start_event("motion", "Front Door")
    unifi.simulated.access.ask_to_enter(door(unifi.simulated))
    ended = await running
    assert ended.code == 0
    assert len({line["application"] for line in lines(ended)}) == 1


async def test_an_application_that_is_not_there_is_told_and_the_other_goes_on(unifi: Unifi):
    unifi.simulated.protect.refuse_sockets(404)
    ended = await watched(
        unifi,
        "--count",
        "1",
        act=lambda: unifi.simulated.access.ask_to_enter(door(unifi.simulated)),
        protect=0,
    )
    assert ended.code == 0
    (told,) = [line for line in lines(ended) if line["kind"] == "unavailable"]
    assert (told["application"], "404" in told["reason"]) == ("protect", True)


async def test_an_application_that_was_asked_for_and_is_not_there_ends_with_5(unifi: Unifi):
    unifi.simulated.protect.refuse_sockets(404)
    ended = await unifi("events", "--application", "protect")
    assert (ended.code, ended.error["code"]) == (5, "NOT_FOUND")


async def test_a_time_in_which_nothing_happens_ends_with_3(unifi: Unifi):
    ended = await unifi("events", "--seconds", "0.2")
    assert (ended.code, ended.err) == (3, "")
    assert happened(ended) == []


async def test_nothing_stays_open_at_the_end(unifi: Unifi):
    await watched(unifi, "--count", "1", act=lambda: unifi.simulated.access.ask_to_enter(door(unifi.simulated)))
    await eventually(listens(unifi.simulated, 0, 0))


async def test_no_credential_ends_with_10(unifi: Unifi):
    ended = await unifi("events", **ONLY_PROTECT, **ONLY_ACCESS)
    assert (ended.code, ended.error["code"]) == (10, "CONFIG")


async def test_a_missing_token_for_what_was_asked_ends_with_10(unifi: Unifi):
    ended = await unifi("events", "--application", "access", **ONLY_PROTECT)
    assert (ended.code, ended.error["code"]) == (10, "CONFIG")


@pytest.mark.parametrize("wrong", ["UNIFI_API_KEY", "UNIFI_ACCESS_TOKEN"])
async def test_a_wrong_key_ends_with_4(unifi: Unifi, wrong: str):
    ended = await unifi("events", **{wrong: "fake-and-wrong"})
    assert (ended.code, ended.error["code"]) == (4, "AUTH_FAILED")
    await eventually(listens(unifi.simulated, 0, 0))


async def test_a_token_without_the_scope_ends_with_6(unifi: Unifi):
    unifi.simulated.access.tokens["fake-reader"] = {"view:space"}
    ended = await unifi("events", "--application", "access", UNIFI_ACCESS_TOKEN="fake-reader")
    assert (ended.code, ended.error["code"]) == (6, "PERMISSION_DENIED")
    assert "view:device" in ended.error["error"]


async def test_a_wrong_pin_ends_with_10_and_nothing_is_sent(unifi: Unifi):
    ended = await unifi("events", UNIFI_FINGERPRINTS="0" * 64)
    assert (ended.code, ended.error["code"]) == (10, "CERTIFICATE_MISMATCH")
    assert unifi.simulated.requests == []


async def test_closed_ports_end_with_8(unifi: Unifi):
    ended = await unifi("events", "--host", "127.0.0.1:1", "--timeout", "2", UNIFI_ACCESS_PORT="1")
    assert (ended.code, ended.error["code"]) == (8, "CONNECTION_FAILED")


@asynccontextmanager
async def in_another_process() -> AsyncIterator[asyncio.subprocess.Process]:
    """`unifi events` that has connected to both."""
    pipe = asyncio.subprocess.PIPE
    command = [sys.executable, "-m", "unifi_sdk.cli", "events"]
    process = await asyncio.create_subprocess_exec(*command, env=dict(os.environ), stdout=pipe, stderr=pipe)
    try:
        assert process.stdout is not None
        for _ in range(2):
            line = await asyncio.wait_for(process.stdout.readline(), 20)
            assert json.loads(line)["kind"] == "connected"
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def test_ctrl_c_ends_with_130_and_hangs_up(unifi: Unifi):
    async with in_another_process() as process:
        process.send_signal(signal.SIGINT)
        out, err = await asyncio.wait_for(process.communicate(), 10)
        assert (process.returncode, out, err) == (130, b"", b"")
    await eventually(listens(unifi.simulated, 0, 0))


async def test_a_reader_that_has_gone_ends_it_quietly(unifi: Unifi):
    async with in_another_process() as process:
        reading = process.stdout
        assert reading is not None
        reading._transport.close()  # type: ignore[attr-defined]
        unifi.simulated.protect.start_event("motion", "Front Door")
        assert process.stderr is not None
        said = await asyncio.wait_for(process.stderr.read(), 10)
        assert (await process.wait(), said) == (0, b"")


async def test_a_name_is_looked_up_once_and_no_further_than_needed():
    asked: list[str] = []

    async def cameras() -> list[Camera]:
        asked.append("cameras")
        return [Camera(id="a", name="Yard"), Camera(id="b")]

    async def others() -> list[Camera]:
        asked.append("others")
        raise ConnectionFailedError("lost")

    names = Names(cameras, others)
    assert [await names.find(each) for each in ("a", "b", "a", None, "")] == ["Yard", None, "Yard", None, None]
    assert asked == ["cameras"]
    assert [await names.find("c"), await names.find("c")] == [None, None]
    assert asked == ["cameras", "others"]
    names.forget()
    assert await names.find("a") == "Yard"
    assert asked == ["cameras", "others", "cameras"]


async def test_the_log_of_a_site_is_followed_where_that_is_asked_for(unifi: Unifi, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("unifi_sdk.cli.commands.events._LOOK_SECONDS", 0.1)
    simulated = unifi.simulated
    running = asyncio.create_task(unifi("events", "--network", "--count", "1", "--seconds", "20"))
    await eventually(lambda: any("system-log" in request.path for request in simulated.requests))
    site = simulated.network.default_site
    site.classic.note(simulated.clock.now(), "CLIENT_CONNECTED", "CLIENTS", "My phone came in")
    ended = await running
    (line,) = happened(ended)
    assert (ended.code, line["application"], line["kind"], line["category"]) == (
        0,
        "network",
        "CLIENT_CONNECTED",
        "CLIENTS",
    )
    assert "UNTRUSTED_DATA_BEGIN" in line["details"]["message_raw"]
    assert {request.path.split("/")[2] for request in simulated.requests} == {"network"}
