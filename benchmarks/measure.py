"""Measuring in turn: what is compared runs one after the other again and again, and the median of the ratios counts."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Final, TypeAlias

import attrs

__all__ = ["OURS", "PLAIN", "RAW", "Case", "Row", "Work", "measure"]

Work: TypeAlias = Callable[[], Awaitable[object]]

OURS: Final = "the SDK"
RAW: Final = "raw + orjson"
PLAIN: Final = "raw + json"


@attrs.frozen
class Case:
    """Something that can be done in several ways.

    Args:
        name: What.
        amount: How often a run does it: so many objects, calls or messages.
        works: The ways by name, `RAW` among them; each does the same.
    """

    name: str
    amount: int
    works: Mapping[str, Work]


@attrs.frozen
class Row:
    """What was measured.

    Args:
        name: Of the case.
        wall: By the name of a way: its throughput by the clock, that of `RAW` being 1.
        cpu: The same by the processor time of this process.
        microseconds: By the name of a way: processor time for one object, call or message.
    """

    name: str
    wall: Mapping[str, float]
    cpu: Mapping[str, float]
    microseconds: Mapping[str, float]


async def measure(case: Case, repetitions: int) -> Row:
    """Run each way once for nothing, then all of them in turn.

    Args:
        case: What is measured.
        repetitions: How often.
    """
    runs: list[dict[str, tuple[float, float]]] = []
    for work in case.works.values():
        await work()
    for repetition in range(repetitions):
        order = list(case.works) if repetition % 2 else list(case.works)[::-1]
        runs.append({name: await _time(case.works[name]) for name in order})
    wall, cpu = (
        {name: statistics.median(run[RAW][which] / run[name][which] for run in runs) for name in case.works}
        for which in (0, 1)
    )
    cost = {name: statistics.median(run[name][1] for run in runs) / case.amount * 1e6 for name in case.works}
    return Row(case.name, wall, cpu, cost)


async def _time(work: Work) -> tuple[float, float]:
    """Seconds by the clock and of the processor."""
    gc.collect()
    started, used = time.perf_counter(), time.process_time()
    await work()
    return time.perf_counter() - started, time.process_time() - used
