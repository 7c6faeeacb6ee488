"""Keeping within the number of requests that a console allows."""

from __future__ import annotations

import re
from typing import Final

from unifi_sdk._core.clock import Clock

__all__ = ["Pace"]

_SHARE: Final = 0.8
_QUANTITY: Final = re.compile(r";\s*q=(\d+)")
_WINDOW: Final = re.compile(r";\s*w=(\d+)")


class Pace:
    """Spaces requests evenly; one for each console and credential.

    Args:
        clock: Tells the time and waits.
        per_second: Requests a second; None for no pace until the console tells one.
    """

    def __init__(self, clock: Clock, per_second: float | None = None) -> None:
        self._clock = clock
        self._next = 0.0
        self.per_second = per_second

    async def wait(self) -> None:
        """Wait for this request's turn."""
        now = self._clock.monotonic()
        turn = max(now, self._next)
        if self.per_second is not None:
            self._next = turn + 1 / self.per_second
        if turn > now:
            await self._clock.sleep(turn - now)

    def hold(self, seconds: float) -> None:
        """Let nothing out for a while, because the console has answered 429."""
        self._next = max(self._next, self._clock.monotonic() + seconds)

    def learn(self, policy: str) -> None:
        """Take over a RateLimit-Policy header (``"10-in-1sec"; q=10; w=1``), with a margin of a fifth."""
        quantity, window = _QUANTITY.search(policy), _WINDOW.search(policy)
        if quantity and window and int(quantity[1]) and int(window[1]):
            self.per_second = _SHARE * int(quantity[1]) / int(window[1])
