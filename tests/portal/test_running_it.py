"""`python -m examples.portal`, as its reader runs it, and the list of guests that it reads."""

from __future__ import annotations

import asyncio
import re
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from examples.portal.guests import Allowance, Guest, GuestList, read_guests
from tests.portal.serving import is_in, ticket_in
from tests.support.examples import Outcome, environment, finish
from unifi_sdk.simulator import SimulatedConsole

ROOT = Path(__file__).parents[2]


@asynccontextmanager
async def run(
    simulated: SimulatedConsole, *arguments: str, **changes: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    pipe = asyncio.subprocess.PIPE
    environ = environment(simulated, PYTHONUNBUFFERED="1", **changes)
    command = [sys.executable, "-m", "examples.portal", *arguments]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=environ, stdout=pipe, stderr=pipe)
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


async def test_a_portal_that_cannot_start_says_why_in_one_sentence(simulated, tmp_path):
    nameless = tmp_path / "guests.csv"
    nameless.write_text("room,surname\n12,\n")
    assert "UNIFI_HOST" in (await fails(simulated, "--demo", UNIFI_HOST="")).err
    assert "no-such-file.csv" in (await fails(simulated, "--guests", "no-such-file.csv")).err
    assert "every line needs" in (await fails(simulated, "--guests", str(nameless))).err
    assert "Nowhere/Else" in (await fails(simulated, "--demo", "--zone", "Nowhere/Else")).err
    assert "32 bytes" in (await fails(simulated, "--demo", PORTAL_SECRET="too short")).err


async def test_the_guests_of_a_house_stand_in_a_file(tmp_path):
    file = tmp_path / "guests.csv"
    file.write_text("room,surname,nights\n12,Example,3\n12,Sample,3\n", encoding="utf-8-sig")
    guests = GuestList(read_guests(file), Allowance(minutes=5))

    assert await guests.allowance("12", "Example") == Allowance(minutes=5)
    assert await guests.allowance("12", "Sample") == Allowance(minutes=5)
    assert await guests.allowance("13", "Sample") is None


@pytest.mark.parametrize("guest", [Guest("12", "-"), Guest("#", "Example")])
def test_a_guest_whom_nobody_could_name_is_refused(guest):
    with pytest.raises(ValueError, match="letters or digits"):
        GuestList([guest], Allowance())
