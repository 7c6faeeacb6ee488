"""Keeping within the number of requests that a console allows."""

from __future__ import annotations

import hashlib
import re
from typing import Final
from weakref import WeakValueDictionary

from unifi_sdk._core.clock import Clock, SystemClock

__all__ = ["Pace", "shared_pace"]

_SHARE: Final = 0.8
_QUANTITY: Final = re.compile(r";\s*q=(\d{1,9})\b")
_WINDOW: Final = re.compile(r";\s*w=(\d{1,9})\b")
_LONGEST_WINDOW: Final = 60


class Pace:
    """Spaces requests evenly; one for each application of a console and credential (see `shared_pace`).

    Args:
        clock: Tells the time and waits.
        per_second: Requests a second; None for no pace until the console tells one.
    """

    def __init__(self, clock: Clock, per_second: float | None = None) -> None:
        self._clock = clock
        self._last = float("-inf")
        self._next = 0.0
        self._held_until = 0.0
        self.per_second = per_second

    async def wait(self, latest: float) -> bool:
        """Wait for this request's turn.

        Args:
            latest: The monotonic second until which a turn is of use.

        Returns:
            False, as soon as that is known, when the turn would come later.
        """
        now = self._clock.monotonic()
        turn = max(now, self._next, self._held_until)
        if turn > latest:
            return False
        self._last = turn
        if self.per_second is not None:
            self._next = turn + 1 / self.per_second
        while turn > now:
            await self._clock.sleep(turn - now)
            now, turn = turn, max(turn, self._held_until)
            if turn > latest:
                return False
        return True

    def hold(self, seconds: float) -> None:
        """Let nothing out for a while, because the console has answered 429."""
        self._held_until = max(self._held_until, self._clock.monotonic() + seconds)

    def held_for(self) -> float:
        """Seconds until something may go out again, 0 when nothing is held."""
        return max(0.0, self._held_until - self._clock.monotonic())

    def learn(self, policy: str) -> None:
        """Take over a RateLimit-Policy header (``"10-in-1sec"; q=10; w=1``), with a margin of a fifth.

        A window of more than a minute is left alone: requests spread evenly over it would keep every caller waiting.
        """
        quantity, window = _QUANTITY.search(policy), _WINDOW.search(policy)
        if quantity and window and int(quantity[1]) and 0 < int(window[1]) <= _LONGEST_WINDOW:
            self.per_second = _SHARE * int(quantity[1]) / int(window[1])
            self._next = max(self._next, self._last + 1 / self.per_second)


def shared_pace(clock: Clock, per_second: float | None, application: str, origin: str, credential: str) -> Pace:
    """The pace of everybody in this process who asks the same application with the same credential.

    It lives for as long as somebody has it, and what it has learned with it.

    Args:
        clock: As for `Pace`.
        per_second: As for `Pace`; what was learned before counts more.
        application: What is asked.
        origin: Where it listens.
        credential: What is sent as proof; only a digest of it is kept.
    """
    digest = hashlib.sha256(credential.encode()).digest()
    key = (application, origin, digest, None if type(clock) is SystemClock else id(clock))
    pace = _shared.get(key)
    if pace is None:
        pace = _shared[key] = Pace(clock, per_second)
    return pace


_shared: Final[WeakValueDictionary[tuple[str, str, bytes, int | None], Pace]] = WeakValueDictionary()
