"""How long a fleet takes that is asked at once: 10, 100 and 1,000 consoles, of which some hang and some refuse.

Two requests to each, in one process on a core of its own beside those of the consoles; its memory is its peak. Every 20th
console takes requests and answers none, every 50th refuses the connection. `python -m benchmarks.fleet` prints a table in
Markdown.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import attrs

from unifi_sdk.simulator import SimulatedFleet

__all__ = ["FleetRun", "measure"]

COUNTS = (10, 100, 1_000)


@attrs.frozen(kw_only=True)
class FleetRun:
    """What became of a run over a fleet.

    Args:
        consoles: How many there are.
        seconds: From reading the fleet file to the last outcome, by the clock.
        processor_seconds: Of the processor, for the process that asks.
        mebibytes: That the process had at the most.
        answered: How many answered both requests.
        timed_out: How many did not answer, in two passes.
        refused: How many could not be reached.
    """

    consoles: int
    seconds: float
    processor_seconds: float
    mebibytes: float
    answered: int
    timed_out: int
    refused: int


async def measure(count: int) -> FleetRun:
    """Start a fleet, and ask all of it from another process.

    Args:
        count: Of how many consoles.
    """
    async with SimulatedFleet(count, hanging=count // 20, refusing=count // 50) as simulated:
        return await asyncio.to_thread(_ask_elsewhere, simulated)


def _ask_elsewhere(simulated: SimulatedFleet) -> FleetRun:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "fleet.toml")
        file.write_text(simulated.file())
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.fleet", "--ask", str(file)],
            check=True,
            stdout=subprocess.PIPE,
            env={**os.environ, **simulated.environment()},
        )
    return FleetRun(**json.loads(done.stdout))


async def _ask(file: str) -> FleetRun:
    from benchmarks.memory import peak_of_this_process
    from unifi_sdk import Console, RequestTimeoutError, RetryPolicy
    from unifi_sdk.fleet import Fleet, Limits

    async def work(console: Console) -> int:
        site = await console.network.default_site()
        return len(await site.clients.list())

    started = time.perf_counter()
    fleet = Fleet.from_file(file)
    limits = Limits(consoles=64, console_seconds=1.5, retry=RetryPolicy(attempts=1))
    outcomes = [outcome async for outcome in fleet.map(work, limits=limits)]
    seconds = time.perf_counter() - started
    errors = [outcome.error for outcome in outcomes if outcome.error]
    timed_out = sum(isinstance(error, RequestTimeoutError) for error in errors)
    return FleetRun(
        consoles=len(fleet),
        seconds=seconds,
        processor_seconds=time.process_time(),
        mebibytes=peak_of_this_process(),
        answered=sum(outcome.value == 1 for outcome in outcomes),
        timed_out=timed_out,
        refused=len(errors) - timed_out,
    )


def table(runs: list[FleetRun]) -> Iterator[str]:
    """The runs as a table in Markdown."""
    yield "| Consoles | Seconds | Of the processor | Memory (MiB) | Answered | Timed out | Refused |"
    yield "|---|---|---|---|---|---|---|"
    for run in runs:
        took = f"{run.seconds:.1f} | {run.processor_seconds:.1f} | {run.mebibytes:.0f}"
        yield f"| {run.consoles:,} | {took} | {run.answered:,} | {run.timed_out} | {run.refused} |"


def main() -> None:
    """Measure, and print what was measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fleet", description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=COUNTS, help="how many consoles")
    parser.add_argument("--ask", metavar="FILE", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.ask:
        print(json.dumps(attrs.asdict(asyncio.run(_ask(arguments.ask)))))
        return
    print("\n".join(table([asyncio.run(measure(count)) for count in arguments.counts])))


if __name__ == "__main__":
    main()
