"""Running the scripts of examples/ as their reader does: in another process, against a console that listens here."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from yarl import URL

from tests.support.forks import CAN_FORK, Forked, fork
from unifi_sdk.simulator import SimulatedConsole

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.py"))
OF_THE_CLOUD = ["isp_quality"]
"""Those that ask the vendor's cloud, and no console."""
GUEST_MAC = "1c:71:25:63:e4:24"


class Outcome(NamedTuple):
    code: int
    out: str
    err: str


def environment(console: SimulatedConsole, **changes: str) -> dict[str, str]:
    """What `Console.from_env` reads, and no such variable that happens to be set here; warnings are errors."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("UNIFI_")}
    return inherited | console.environment() | {"PYTHONWARNINGS": "error", **changes}


async def finish(process: asyncio.subprocess.Process | Forked) -> Outcome:
    async with asyncio.timeout(30):
        out, err = await process.communicate()
    assert process.returncode is not None
    return Outcome(process.returncode, out.decode(), err.decode())


class Runner:
    """Runs examples in a folder of their own; none of them may show a credential."""

    def __init__(self, console: SimulatedConsole, folder: Path) -> None:
        self.console = console
        self.folder = folder

    async def __call__(self, name: str, *arguments: str, afresh: bool = False, **changes: str) -> Outcome:
        """Run one.

        Args:
            name: Which.
            arguments: What follows its name.
            afresh: In a Python of its own, which costs half a second of the processor.
            changes: Other variables of the environment.
        """
        start = started_afresh if afresh else started
        async with start(self.console, self.folder, name, *arguments, **changes) as process:
            outcome = await finish(process)
        for secret in (self.console.api_key, self.console.access_token, self.console.password):
            assert secret not in outcome.out + outcome.err
        return outcome


@asynccontextmanager
async def somebody_with_a_card(console: SimulatedConsole) -> AsyncIterator[None]:
    """Holds a new card to any reader that waits for one."""

    async def tap() -> None:
        while True:
            with suppress(LookupError):
                console.access.tap()
            await asyncio.sleep(0.05)

    tapping = asyncio.create_task(tap())
    try:
        yield
    finally:
        tapping.cancel()


def redirect_url(mac: str = GUEST_MAC, age_seconds: float = 0) -> str:
    """How a console would send a guest to the portal."""
    query = {"ap": "94:2a:6f:d0:30:57", "id": mac, "t": str(int(time.time() - age_seconds)), "ssid": "dph-guest"}
    query["url"] = "http://netcts.cdn-apple.com/"
    return str(URL("http://portal.example/guest/s/default/").with_query(query))


def assert_one_sentence(outcome: Outcome, name: str, code: int = 1) -> None:
    """That an example failed, with one line on stderr that begins with its name."""
    assert (outcome.code, outcome.err.count("\n")) == (code, 1), outcome
    assert outcome.err.startswith(f"{name}: ")
    assert "Traceback" not in outcome.err


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while True:
            if condition():
                return
            await asyncio.sleep(0.02)


@asynccontextmanager
async def started(
    console: SimulatedConsole, folder: Path, name: str, *arguments: str, **changes: str
) -> AsyncIterator[asyncio.subprocess.Process | Forked]:
    """An example that runs while a test does something."""
    if not CAN_FORK:
        async with started_afresh(console, folder, name, *arguments, **changes) as process:
            yield process
        return
    environ = environment(console, **changes)
    async with fork(EXAMPLES / f"{name}.py", arguments, folder=folder, environ=environ) as process:
        yield process


@asynccontextmanager
async def started_afresh(
    console: SimulatedConsole, folder: Path, name: str, *arguments: str, **changes: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """The same, but in a Python that is started for it, as its reader does."""
    pipe = asyncio.subprocess.PIPE
    command = [sys.executable, str(EXAMPLES / f"{name}.py"), *arguments]
    process = await asyncio.create_subprocess_exec(
        *command, cwd=folder, env=environment(console, **changes), stdout=pipe, stderr=pipe
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
