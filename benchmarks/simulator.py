"""How long simulated consoles take from nothing to listening: a hotel, a campus, and many at once."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Callable

from unifi_sdk.simulator import SimulatedConsole

__all__ = ["start_consoles"]

MANY = 20


def start_consoles(repetitions: int) -> dict[str, float]:
    """What takes how many seconds.

    Args:
        repetitions: How often; the median counts.
    """
    works = {
        "start a simulated hotel": _hotel,
        "start a simulated campus": _campus,
        f"start {MANY} hotels at once": _many,
        f"stop {MANY} hotels at once": _many_ended,
    }
    for work in works.values():
        asyncio.run(work())  # the first one makes certificates and compiles what it needs
    return {name: statistics.median(asyncio.run(work()) for _ in range(repetitions)) for name, work in works.items()}


async def _hotel() -> float:
    return await _seconds_to_start(lambda: SimulatedConsole())


async def _campus() -> float:
    return await _seconds_to_start(lambda: SimulatedConsole(estate="campus"))


async def _seconds_to_start(make: Callable[[], SimulatedConsole]) -> float:
    started = time.perf_counter()
    async with make():
        return time.perf_counter() - started


async def _many() -> float:
    return (await _start_and_stop_many())[0]


async def _many_ended() -> float:
    return (await _start_and_stop_many())[1]


async def _start_and_stop_many() -> tuple[float, float]:
    began = time.perf_counter()
    consoles = [SimulatedConsole() for _ in range(MANY)]
    await asyncio.gather(*(console.start() for console in consoles))
    running = time.perf_counter()
    await asyncio.gather(*(console.stop() for console in consoles))
    return running - began, time.perf_counter() - running
