"""How long imports and commands take to start: each in a new process, beside the process that it is compared with."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection

from unifi_sdk.simulator import SimulatedConsole

__all__ = ["measure"]

_PYTHON = ("-c", "pass")
_UNIFI = ("-m", "unifi_sdk.cli")
_MODULES = ("unifi_sdk", "unifi_sdk.network", "unifi_sdk.access", "unifi_sdk.protect", "aiohttp")


def measure(repetitions: int) -> None:
    """Print the time of each start, of what it is compared with, and by how much it is longer; in milliseconds.

    Args:
        repetitions: How often each is started, in turn with what it is compared with.
    """
    print(f"\n{'start of a process (ms)':46}{'all':>14}{'compared':>14}{'over':>10}")
    with _console() as environment:
        for module in _MODULES:
            _row(f"import {module}, over Python", ("-c", f"import {module}"), _PYTHON, environment, repetitions)
        _row("unifi --version, over Python", (*_UNIFI, "--version"), _PYTHON, environment, repetitions)
        _row("unifi --help, over Python", (*_UNIFI, "--help"), _PYTHON, environment, repetitions)
        network = ("-c", "import unifi_sdk.network")
        listing = (*_UNIFI, "voucher", "list")
        _row("unifi voucher list, over unifi_sdk.network", listing, network, environment, repetitions)


def _row(
    name: str, ours: Sequence[str], other: Sequence[str], environment: Mapping[str, str], repetitions: int
) -> None:
    _seconds(ours, environment), _seconds(other, environment)  # bytecode is written, files are in memory
    pairs = [(_seconds(ours, environment) * 1000, _seconds(other, environment) * 1000) for _ in range(repetitions)]
    figures = [statistics.median(column) for column in zip(*pairs, strict=True)]
    over = statistics.median(pair[0] - pair[1] for pair in pairs)
    print(f"{name:46}{figures[0]:14.1f}{figures[1]:14.1f}{over:10.1f}", flush=True)


def _seconds(arguments: Sequence[str], environment: Mapping[str, str]) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=environment)
    return time.perf_counter() - started


@contextmanager
def _console() -> Iterator[Mapping[str, str]]:
    """A simulated console in another process, and the environment in which `unifi` reaches it."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_run, args=(theirs,), daemon=True)
    process.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            yield {**os.environ, **ours.recv(), "UNIFI_CONFIG_DIR": folder}
    finally:
        process.terminate()
        process.join()


def _run(pipe: Connection) -> None:
    asyncio.run(_simulate(pipe))


async def _simulate(pipe: Connection) -> None:
    async with SimulatedConsole() as simulated:
        pipe.send(dict(simulated.environment()))
        await asyncio.Event().wait()


if __name__ == "__main__":
    measure(11)
