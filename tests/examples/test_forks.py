"""What runs the examples: a script that is forked lives and ends as one that Python was started for."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.forks import CAN_FORK, fork

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="scripts are forked on Linux alone")

SURROUNDINGS = (
    "import os, sys; print(sys.argv, __name__, os.getcwd(), sorted(os.environ), sys.path[0], sys.stdin.read())"
)
UNCLOSED = "import socket; s = socket.socket(); del s; print('on')"
ENDINGS = {
    "at its end": "print('done')",
    "with a code": "import sys; print('done'); sys.exit(3)",
    "with a sentence": "raise SystemExit('not today')",
    "with an error": "print('begun'); raise LookupError('not here')",
    "after its last wish": "import atexit; atexit.register(print, 'farewell'); print('done')",
    "with something left open": UNCLOSED,
    "in its tasks": "import asyncio; asyncio.run(asyncio.sleep(0)); print('done')",
}


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    def write(source: str) -> Path:
        script = tmp_path / "script.py"
        script.write_text(source)
        return script

    return write


@pytest.mark.parametrize("ending", ENDINGS)
async def test_it_ends_as_a_python_of_its_own_does(ending: str, write: Callable[[str], Path], tmp_path: Path):
    script = write(ENDINGS[ending])
    environ = {"PYTHONWARNINGS": "error"}
    pipe = asyncio.subprocess.PIPE
    own = await asyncio.create_subprocess_exec(sys.executable, script, env=environ, stdout=pipe, stderr=pipe)
    wanted = await own.communicate()
    async with fork(script, [], folder=tmp_path, environ=environ) as forked:
        out, err = await forked.communicate()
    assert (forked.returncode, out) == (own.returncode, wanted[0])
    assert err.splitlines()[-1:] == wanted[1].splitlines()[-1:]


async def test_it_has_its_own_surroundings(write: Callable[[str], Path], tmp_path: Path):
    script = write(SURROUNDINGS)
    async with fork(script, ["--one", "two"], folder=tmp_path, environ={"ONE": "1"}) as forked:
        out, err = await forked.communicate()
    assert (forked.returncode, err) == (0, b"")
    assert out.decode() == f"{[str(script), '--one', 'two']} __main__ {tmp_path} ['ONE'] {tmp_path} \n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
async def test_a_signal_ends_it(number: signal.Signals, write: Callable[[str], Path], tmp_path: Path):
    script = write("import time; print('here', flush=True); time.sleep(60)")
    async with fork(script, [], folder=tmp_path, environ={}) as forked:
        assert await forked.stdout.readline() == b"here\n"
        forked.send_signal(number)
        await forked.communicate()
    assert forked.returncode == -number


async def test_one_that_still_runs_is_ended(write: Callable[[str], Path], tmp_path: Path):
    script = write("import time; print('here', flush=True); time.sleep(60)")
    async with fork(script, [], folder=tmp_path, environ={}) as forked:
        assert await forked.stdout.readline() == b"here\n"
    assert forked.returncode == -signal.SIGKILL


async def test_many_run_side_by_side(write: Callable[[str], Path], tmp_path: Path):
    script = write("import sys, time; time.sleep(0.2); print(sys.argv[1])")

    async def say(word: str) -> bytes:
        async with fork(script, [word], folder=tmp_path, environ={}) as forked:
            return (await forked.communicate())[0]

    assert await asyncio.gather(*map(say, "abcdef")) == [f"{word}\n".encode() for word in "abcdef"]
