"""The SDK beside raw aiohttp: lists, calls, streams, memory, imports. `python -m benchmarks` prints tables in Markdown."""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import statistics
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.cases import GAPS, Bench, make_bench
from benchmarks.classic import read_answers
from benchmarks.documents import collect
from benchmarks.measure import OURS, PLAIN, RAW, Case, Row, measure
from benchmarks.memory import bytes_of_a_client, peak
from benchmarks.places import Server
from benchmarks.server import pin, serve
from benchmarks.shares import Share, profile
from benchmarks.simulator import start_consoles
from benchmarks.startup import Start
from benchmarks.startup import measure as measure_starts

_BEGIN, _END = "<!-- figures -->\n", "<!-- end of figures -->\n"
_GROWTH = (1_000, 20_000, 100_000)


def main() -> None:
    """Measure, and print what was measured, or write it into a page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--repetitions", type=int, default=7)
    parser.add_argument(
        "--only", metavar="WORD", action="append", default=[], help="cases whose names have this in them"
    )
    parser.add_argument(
        "--profile", action="store_true", help="tell where the time of these cases goes, and measure nothing"
    )
    parser.add_argument("--write", metavar="PAGE", type=Path, help="the page whose figures are replaced")
    arguments = parser.parse_args()
    cores = os.cpu_count()
    samples = collect()
    with serve(samples) as server:
        pin(-1)
        if arguments.profile:
            asyncio.run(_profile(server, arguments.only))
            return
        rows, growth = asyncio.run(_run(server, arguments.only, arguments.repetitions))
        if arguments.only:
            print("\n".join(_table_of_rows(rows)))
            return
        peaks = [statistics.median(peak(server, 20_000, way) for _ in range(3)) for way in ("ours", "raw")]
    lines = [
        *_versions(cores),
        "",
        *_table_of_rows(rows),
        "",
        *_table_of_growth(growth),
        "",
        *_table_of_memory(peaks, bytes_of_a_client(samples["clients"])),
        "",
        *_table_of_answers(read_answers(arguments.repetitions)),
        "",
        *_table_of_starts(measure_starts(arguments.repetitions)),
        "",
        *_table_of_consoles(start_consoles(arguments.repetitions)),
    ]
    text = "\n".join(lines) + "\n"
    print(text)
    if arguments.write:
        before, _, rest = arguments.write.read_text().partition(_BEGIN)
        arguments.write.write_text(f"{before}{_BEGIN}\n{text}\n{_END}{rest.partition(_END)[2]}")


async def _run(server: Server, words: Sequence[str], repetitions: int) -> tuple[list[Row], list[tuple[int, Row]]]:
    async with make_bench(server) as bench:
        rows = [await _measure(case, repetitions) for case in await _cases(bench, words)]
        if words:
            return rows, []
        growth = [(count, await _measure(await bench.clients(count), repetitions)) for count in _GROWTH]
        return rows, growth


async def _profile(server: Server, words: Sequence[str]) -> None:
    async with make_bench(server) as bench:
        for case in await _cases(bench, words):
            print("\n".join(_table_of_shares(case.name, await profile(case))), end="\n\n")


async def _cases(bench: Bench, words: Sequence[str]) -> list[Case]:
    cases = [*await bench.lists(), *await bench.calls(), *await bench.streams()]
    return [case for case in cases if not words or any(word in case.name for word in words)]


async def _measure(case: Case, repetitions: int) -> Row:
    print(f"... {case.name}", file=sys.stderr, flush=True)
    return await measure(case, repetitions)


def _versions(cores: int | None) -> Iterator[str]:
    packages = ", ".join(f"{name} {version(name)}" for name in ("aiohttp", "orjson", "attrs"))
    day = datetime.now(UTC).date()
    yield f"{day}, Python {platform.python_version()}, {packages}, {platform.machine()}, {cores} cores."


def _table_of_rows(rows: Sequence[Row]) -> Iterator[str]:
    yield "| Case | SDK, by the clock | SDK, by the processor | raw + json, by the clock | SDK (µs) | raw (µs) | Gaps |"
    yield "|---|---|---|---|---|---|---|"
    for row in rows:
        figures = (row.wall[OURS], row.cpu[OURS], row.wall[PLAIN])
        costs = (row.microseconds[OURS], row.microseconds[RAW])
        gaps = GAPS[row.name] if "messages" in row.name or "mirror" in row.name or "notifications" in row.name else ""
        yield f"| {row.name} | {' | '.join(f'{figure:.2f}' for figure in figures)} | " + (
            f"{' | '.join(f'{cost:.1f}' for cost in costs)} | {gaps} |"
        )


def _table_of_shares(name: str, shares: Sequence[Share]) -> Iterator[str]:
    yield f"| {name} | Share (%) | Calls for each |"
    yield "|---|---|---|"
    for share in shares:
        yield f"| `{share.place}` | {share.percent:.0f} | {share.calls:.1f} |"


def _table_of_growth(growth: Sequence[tuple[int, Row]]) -> Iterator[str]:
    yield "| Clients in a list | SDK (objects per second of the processor) | raw + orjson |"
    yield "|---|---|---|"
    for count, row in growth:
        yield f"| {count:,} | {1e6 / row.microseconds[OURS]:,.0f} | {1e6 / row.microseconds[RAW]:,.0f} |"


def _table_of_memory(peaks: Sequence[float], sizes: Sequence[float]) -> Iterator[str]:
    yield "| Memory | SDK | raw + orjson |"
    yield "|---|---|---|"
    yield f"| peak of a process that reads 20,000 clients (MiB) | {peaks[0]:.1f} | {peaks[1]:.1f} |"
    yield f"| a client that is kept (bytes) | {sizes[0]:.0f} | {sizes[1]:.0f} |"


def _table_of_answers(measured: dict[str, tuple[float, float]]) -> Iterator[str]:
    yield "| Answers of the classic API, from bytes to models | SDK (ms) | orjson alone (ms) |"
    yield "|---|---|---|"
    for name, (ours, raw) in measured.items():
        yield f"| {name} | {ours:.1f} | {raw:.1f} |"


def _table_of_starts(starts: Sequence[Start]) -> Iterator[str]:
    yield "| Start of a process | All (ms) | More than Python, or than `unifi_sdk.network` for a list (ms) | aiohttp = 1 |"
    yield "|---|---|---|---|"
    for start in starts:
        compared = "" if start.compared is None else f"{start.compared:.2f}"
        yield f"| `{start.name}` | {start.milliseconds:.0f} | {start.over:.0f} | {compared} |"


def _table_of_consoles(seconds: dict[str, float]) -> Iterator[str]:
    yield "| Simulated consoles | Seconds |"
    yield "|---|---|"
    for name, duration in seconds.items():
        yield f"| {name} | {duration:.3f} |"


if __name__ == "__main__":
    main()
