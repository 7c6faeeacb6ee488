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


class SteppedClock:
    """`unifi_sdk._core.clock.Clock` on which time passes only when a test says so."""

    def __init__(self, start: float = 1_767_225_600.0) -> None:
        self.now = start
        self._waiting: list[tuple[float, asyncio.Future[None]]] = []

    def time(self) -> float:
        return self.now

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.get_running_loop().create_future()
        entry = (self.now + seconds, woken)
        self._waiting.append(entry)
        try:
            await woken
        finally:
            self._waiting.remove(entry)

    async def advance(self, seconds: float) -> None:
        """Let time pass, from one that wakes up to the next, and let everybody act on it."""
        end = self.now + seconds
        await self._settle()
        while due := [entry for entry in self._waiting if entry[0] <= end and not entry[1].done()]:
            moment, woken = min(due, key=lambda entry: entry[0])
            self.now = max(self.now, moment)
            woken.set_result(None)
            await self._settle()
        self.now = end
        await self._settle()

    async def _settle(self) -> None:
        for _ in range(20):
            await asyncio.sleep(0)
