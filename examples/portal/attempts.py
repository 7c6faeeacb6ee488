"""How often a room number may be guessed."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import Final

__all__ = ["Attempts", "GuessLimits"]

_MOST_KEYS: Final = 10_000


class Attempts:
    """No more than so many attempts for one key within so many seconds.

    Args:
        limit: How many.
        seconds: Within how long.
        clock: Seconds that only go forward; for tests.
    """

    def __init__(self, limit: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._seconds = seconds
        self._clock = clock
        self._times: dict[str, deque[float]] = {}

    def wait_seconds(self, key: str) -> float:
        """How long until the next attempt is allowed; 0 when it is now."""
        now = self._clock()
        times = self._times.get(key, deque())
        while times and times[0] <= now - self._seconds:
            times.popleft()
        return times[0] + self._seconds - now if len(times) >= self._limit else 0.0

    def add(self, key: str) -> None:
        """Count an attempt; when there are too many keys to remember, the oldest is forgotten."""
        times = self._times.pop(key, deque())
        times.append(self._clock())
        self._times[key] = times
        if len(self._times) > _MOST_KEYS:
            del self._times[next(iter(self._times))]

    def forgive(self, key: str) -> None:
        """Forget the last attempt, because it was right."""
        if self._times.get(key):
            self._times[key].pop()


class GuessLimits:
    """How many wrong guesses there may be in 10 minutes, counted so that nobody uses up those of somebody else.

    An address has 30, and 5 for each device that it names: whoever sends in another guest's device spends guesses of their
    own. A room has 10 in all, so that a name isn't tried out from many addresses. An address that has made fewer than 2 of
    them may go on: a guest who comes to a room that others have guessed at isn't turned away.

    Args:
        clock: Seconds that only go forward; for tests.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._of_addresses = Attempts(30, 600, clock)
        self._of_devices = Attempts(5, 600, clock)
        self._of_rooms = Attempts(10, 600, clock)
        self._of_addresses_in_rooms = Attempts(2, 600, clock)

    def take(self, *, device: str, room: str, address: str) -> float:
        """Count a guess before it is looked at, so that many at once are counted too.

        Args:
            device: MAC address.
            room: In one spelling.
            address: Where the request came from; one text for all the addresses that one guest can take.

        Returns:
            0 when the guess is allowed; otherwise the seconds until the next is, and this one isn't counted.
        """
        pairs = self._pairs(device, room, address)
        waits = [attempts.wait_seconds(key) for attempts, key in pairs]
        wait = max(waits[0], waits[1], min(waits[2], waits[3]))
        if wait == 0:
            for attempts, key in pairs:
                attempts.add(key)
        return wait

    def forgive(self, *, device: str, room: str, address: str) -> None:
        """Take a guess back that was right; the wrong ones before it stay."""
        for attempts, key in self._pairs(device, room, address):
            attempts.forgive(key)

    def _pairs(self, device: str, room: str, address: str) -> list[tuple[Attempts, str]]:
        return [
            (self._of_addresses, address),
            (self._of_devices, f"{address} {device}"),
            (self._of_rooms, room),
            (self._of_addresses_in_rooms, f"{address} {room}"),
        ]
