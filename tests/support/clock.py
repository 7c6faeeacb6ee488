"""A clock that stands still until somebody sleeps on it."""

from __future__ import annotations

import asyncio


class FakeClock:
    """`unifi_sdk._core.clock.Clock` whose waits take no time; ``slept`` lists them."""

    def __init__(self, start: float = 1_767_225_600.0) -> None:
        self.now = start
        self.slept: list[float] = []

    def time(self) -> float:
        return self.now

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)
