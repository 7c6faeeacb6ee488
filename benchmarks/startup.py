"""How long imports and commands take to start: each in a new process, beside the process that it is compared with."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection

import attrs

from unifi_sdk.simulator import SimulatedConsole

__all__ = ["Start", "measure"]

_PYTHON = ("-c", "pass")
_UNIFI = ("-m", "unifi_sdk.cli")
_MODULES = ("unifi_sdk", "unifi_sdk.network", "unifi_sdk.access", "unifi_sdk.protect", "aiohttp")


@attrs.frozen
class Start:
    """How long something takes to start.

    Args:
        name: What.
        milliseconds: Of the processor, for all of it.
        over: By how much that is more than what it is compared with.
        compared: How long the import of aiohttp is more than Python, being 1; None for what is no import.
    """

    name: str
    milliseconds: float
    over: float
    compared: float | None = None


def measure(repetitions: int) -> list[Start]:
    """How long imports and commands take to start, in processor time.

    Args:
        repetitions: How often each is started, in turn with the others; the median counts.
    """
    imports = {module: ("-c", f"import {module}") for module in _MODULES}
    commands = {
        "unifi --version": (*_UNIFI, "--version"),
        "unifi --help": (*_UNIFI, "--help"),
        "unifi voucher list": (*_UNIFI, "voucher", "list"),
    }
    with _console() as environment:
        times = _interleaved({"": _PYTHON, **imports, **commands}, environment, repetitions)
    over = {name: seconds - times[""] for name, seconds in times.items()}
    rows = [Start(f"import {name}", times[name], over[name], over[name] / over["aiohttp"]) for name in imports]
    return rows + [
        Start(name, times[name], times[name] - times["unifi_sdk.network"] if "list" in name else over[name])
        for name in commands
    ]


def _interleaved(
    programs: Mapping[str, Sequence[str]], environment: Mapping[str, str], repetitions: int
) -> dict[str, float]:
    for arguments in programs.values():
        _milliseconds(arguments, environment)  # bytecode is written, files are in memory
    runs = [{name: _milliseconds(each, environment) for name, each in programs.items()} for _ in range(repetitions)]
    return {name: statistics.median(run[name] for run in runs) for name in programs}


def _milliseconds(arguments: Sequence[str], environment: Mapping[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


@contextmanager
def _console() -> Iterator[Mapping[str, str]]:
    """A simulated console in another process, and the environment in which `unifi` reaches it."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_run, args=(theirs,), daemon=True)
    process.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            known = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
            yield {**known, **ours.recv(), "UNIFI_CONFIG_DIR": folder, "PYTHONPYCACHEPREFIX": folder}
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
    for start in measure(11):
        print(f"{start.name:30}{start.milliseconds:10.1f}{start.over:10.1f}")
