"""`python -m examples.portal`, as its reader runs it."""

from __future__ import annotations

import asyncio
import configparser
import json
import re
import shlex
import shutil
import signal
import socket
import sys
import tomllib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from examples.portal.__main__ import STOP_SECONDS, main, read_arguments
from tests.portal.serving import is_in, redirect_path, ticket_in
from tests.support.examples import Outcome, environment, finish
from unifi_sdk.simulator import Fault, SimulatedConsole

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "examples" / "portal"


@asynccontextmanager
async def run(
    simulated: SimulatedConsole, *arguments: str, cwd: Path = ROOT, **changes: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    pipe = asyncio.subprocess.PIPE
    environ = environment(simulated, PYTHONUNBUFFERED="1", **changes)
    command = [sys.executable, "-m", "examples.portal", *arguments]
    process = await asyncio.create_subprocess_exec(*command, cwd=cwd, env=environ, stdout=pipe, stderr=pipe)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def fails(simulated: SimulatedConsole, *arguments: str, **changes: str) -> Outcome:
    async with run(simulated, *arguments, **changes) as process:
        outcome = await finish(process)
    assert (outcome.code, outcome.err.count("\n")) == (1, 1), outcome
    assert outcome.err.startswith("portal: ")
    return outcome


def a_free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


async def test_the_demo_prints_an_address_with_which_the_sample_guest_gets_online(simulated):
    async with run(simulated, "--demo", "--port", a_free_port(), "--house", "Inn <7>") as process:
        assert process.stdout is not None
        async with asyncio.timeout(30):
            printed = (await process.stdout.readuntil(b"Running on")).decode()
        found = re.search(r"room (\S+), surname (\S+): (\S+)", printed)
        assert found is not None, printed
        async with aiohttp.ClientSession() as session:
            page = await (await session.get(found[3])).text()
            assert "Inn &lt;7&gt;" in page
            fields = {"ticket": ticket_in(page), "room": found[1], "surname": found[2], "terms": "yes"}
            online = await session.post(found[3].partition("/guest/")[0] + "/sign-in", data=fields)
            assert "You are online" in await online.text()
        process.send_signal(signal.SIGINT)
        outcome = await finish(process)
    assert is_in(simulated)
    assert (outcome.code, simulated.api_key in outcome.out + outcome.err) == (0, False)


async def test_a_portal_whose_site_or_key_is_wrong_says_so_in_one_sentence(simulated):
    assert "site" in (await fails(simulated, "--demo", "--port", a_free_port(), "--site", "elsewhere")).err
    wrong_key = await fails(simulated, "--demo", "--port", a_free_port(), UNIFI_API_KEY="not-the-key")
    assert "key" in wrong_key.err
    assert "not-the-key" not in wrong_key.err


@pytest.mark.parametrize(
    ("arguments", "changes", "message"),
    [
        ("--demo", {"UNIFI_HOST": ""}, "UNIFI_HOST"),
        ("--guests no-such-file.csv", {}, "no-such-file.csv"),
        ("--guests {folder}/guests.csv", {}, "every line needs"),
        ("--demo --proxy proxy.example", {}, "trusted_proxies"),
        ("--demo --watcher watcher.example", {}, "watcher.example"),
        ("--demo --record {folder} --keep-days 0", {}, "1 day"),
        ("--demo --zone Nowhere/Else", {}, "Nowhere/Else"),
        ("--demo", {"PORTAL_SECRET": "too short"}, "32 bytes"),
        ("--demo --certificate {folder}/none.pem", {}, "No such file"),
    ],
)
def test_a_portal_that_cannot_start_says_why_in_one_sentence(
    monkeypatch, capsys, tmp_path, arguments, changes, message
):
    """All of this is found before the loop starts and a console is asked, and so in this process."""
    (tmp_path / "guests.csv").write_text("room,surname\n12,\n")
    for name, value in {"UNIFI_HOST": "127.0.0.1", "UNIFI_API_KEY": "key", **changes}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "argv", ["portal", *arguments.format(folder=tmp_path).split()])

    assert main() == 1

    told = capsys.readouterr().err
    assert (told.startswith("portal: "), told.count("\n"), message in told) == (True, 1, True), told


async def test_the_portal_of_a_house_tells_how_it_is_doing_and_takes_devices_from_their_own_address(
    simulated, tmp_path
):
    file, origin = tmp_path / "guests.csv", f"http://127.0.0.1:{(port := a_free_port())}"
    file.write_text("room,surname\n12,Example\n13,Sample\n")
    shutil.copytree(FOLDER, tmp_path / "srv" / "examples" / "portal")  # as the container has it, and nothing else of us
    async with (
        run(simulated, "--guests", str(file), "--port", port, cwd=tmp_path / "srv") as process,
        aiohttp.ClientSession() as session,
    ):
        assert process.stdout is not None
        async with asyncio.timeout(30):
            await process.stdout.readuntil(b"Running on")

        health = await (await session.get(f"{origin}/health")).json()
        metrics = await (await session.get(f"{origin}/metrics")).text()
        ticket = ticket_in(await (await session.get(origin + redirect_path())).text())
        fields = {"ticket": ticket, "room": "12", "surname": "Example", "terms": "yes"}
        refused = await session.post(f"{origin}/sign-in", data=fields)

        assert health == {"console": "ok", "guests": "ok"}
        assert "\nportal_guests 2\n" in metrics
        assert (refused.status, is_in(simulated)) == (403, False)
        process.send_signal(signal.SIGTERM)
        await finish(process)


async def test_a_portal_that_is_stopped_answers_the_guest_who_is_being_let_in(simulated, tmp_path):
    port, record = a_free_port(), tmp_path / "admissions"
    async with run(simulated, "--demo", "--port", port, "--record", str(record)) as process:
        assert process.stdout is not None
        async with asyncio.timeout(30):
            printed = (await process.stdout.readuntil(b"Running on")).decode()
        found = re.search(r"room (\S+), surname (\S+): (\S+)", printed)
        assert found is not None, printed
        async with aiohttp.ClientSession() as session:
            ticket = ticket_in(await (await session.get(found[3])).text())
            fields = {"ticket": ticket, "room": found[1], "surname": found[2], "terms": "yes"}
            simulated.faults.add(Fault.delay(1), "POST /*/actions")
            sent = asyncio.create_task(
                session.post(f"http://127.0.0.1:{port}/sign-in", data=fields, allow_redirects=False)
            )
            async with asyncio.timeout(30):
                while not any(request.verb == "POST" for request in simulated.requests):  # noqa: ASYNC110 - no event tells
                    await asyncio.sleep(0.02)
            process.send_signal(signal.SIGTERM)
            assert (await sent).status == 303
        assert (await finish(process)).code == 0
    assert is_in(simulated)
    assert [path.name[:11] for path in record.iterdir()] == ["admissions-"]


def commands() -> dict[str, list[str]]:
    """How the files beside the portal start it."""
    unit = (FOLDER / "portal.service").read_text("utf-8")
    container = (FOLDER / "Containerfile").read_text("utf-8")
    started = re.search(r"^ExecStart=(.+)$", unit, re.MULTILINE)
    parts = [re.search(rf"^{name} (\[.+\])$", container, re.MULTILINE) for name in ("ENTRYPOINT", "CMD")]
    assert started is not None
    return {
        "unit": shlex.split(started[1]),
        "container": [word for part in parts if part is not None for word in json.loads(part[1])],
    }


@pytest.mark.parametrize("name", ["unit", "container"])
def test_the_files_for_a_service_and_a_container_start_the_portal_as_it_is(name):
    command = commands()[name]
    assert command[1:3] == ["-m", "examples.portal"]

    args = read_arguments(command[3:])

    assert (args.host, args.guests.name, args.record.name) == ("0.0.0.0", "guests.csv", "admissions")


def test_a_container_is_built_of_what_there_is_and_of_nothing_else():
    container = (FOLDER / "Containerfile").read_text("utf-8")
    copied = [line.split()[1:] for line in container.splitlines() if line.startswith("COPY ")]
    names = [name for *sources, _ in copied for name in sources]
    assert names == ["pyproject.toml", "README.md", "LICENSE", "unifi_sdk", "examples/portal"]
    assert [name for name in names if not (ROOT / name).exists()] == []
    assert [target for *sources, target in copied if len(sources) == 1 and sources != [target]] == []
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    assert project["readme"] in names
    extra = re.search(r'pip install --no-cache-dir "\.\[(\w+)\]"', container)
    assert extra is not None
    assert extra[1] in project["optional-dependencies"]


def test_a_unit_has_the_sections_of_a_service_and_says_each_thing_once():
    unit = configparser.ConfigParser(interpolation=None)  # which refuses what is there twice
    unit.read_string((FOLDER / "portal.service").read_text("utf-8"))
    assert unit.sections() == ["Unit", "Service", "Install"]
    assert unit["Service"]["User"] != "root"
    assert Path(unit["Service"]["ExecStart"].split()[0]).is_relative_to(unit["Service"]["WorkingDirectory"])
    assert unit["Install"]["WantedBy"] == "multi-user.target"


def test_a_service_has_longer_to_stop_than_the_portal_takes():
    unit = (FOLDER / "portal.service").read_text("utf-8")
    found = re.search(r"^TimeoutStopSec=(\d+)$", unit, re.MULTILINE)
    assert found is not None
    assert int(found[1]) > STOP_SECONDS
