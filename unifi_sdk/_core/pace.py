"""Keeping within the number of requests that a console allows."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections import OrderedDict
from itertools import chain
from typing import Final
from weakref import WeakKeyDictionary, WeakValueDictionary

from unifi_sdk._core.clock import Clock, SystemClock

__all__ = ["Pace", "shared_pace"]

_SHARE: Final = 0.8
_QUANTITY: Final = re.compile(r";\s*q=(\d{1,9})\b")
_WINDOW: Final = re.compile(r";\s*w=(\d{1,9})\b")
_LONGEST_WINDOW: Final = 60
_AT_ONE_TIME: Final = 1.0
"""Seconds within which two parts are held for one reason."""
_AT_ONCE: Final = 1e-6
"""Seconds that are not worth waiting: a clock may wake somebody up a little too early."""


class Pace:
    """Spaces requests evenly; one for each application of a console and credential (see `shared_pace`).

    A turn is given to whoever waits for it when it comes: first to sockets, on which much depends, then to requests, in the
    order of their coming. Whoever is cancelled leaves the queue. Event loops have a queue each and share the turns.

    Args:
        clock: Tells the time and waits.
        per_second: Requests a second; None for no pace until the console tells one.
        burst: How many may go out at once after a quiet time; they count, so that no more leave in the long run.
        within: The pace of all that this one is a part of; each turn is one of it too. When several parts are held within
            a second, it is held.
    """

    def __init__(
        self, clock: Clock, per_second: float | None = None, *, burst: int = 1, within: Pace | None = None
    ) -> None:
        self._clock = clock
        self._burst = burst
        self._within = within
        self._part_held: tuple[int, float] = (0, float("-inf"))
        self._last = float("-inf")
        self._next = 0.0
        self._held_until = 0.0
        self._queues: WeakKeyDictionary[asyncio.AbstractEventLoop, _Queue] = WeakKeyDictionary()
        self.per_second = per_second

    async def wait(self, latest: float, *, is_socket: bool = False) -> bool:
        """Wait for a turn.

        Args:
            latest: The monotonic second until which a turn is of use.
            is_socket: Whether it is for opening a socket; those come before all requests.

        Returns:
            False, as soon as that is known, when the turn would come later.
        """
        if not await self._wait_here(latest, is_socket=is_socket):
            return False
        return self._within is None or await self._within.wait(latest, is_socket=is_socket)

    async def _wait_here(self, latest: float, *, is_socket: bool) -> bool:
        queue = self._queue()
        ahead = queue.count_before(is_socket)
        now = self._clock.monotonic()
        turn = self._turn(now, ahead)
        if turn > latest:
            return False
        if turn <= now and not ahead:
            self._take(now)
            return True
        ticket = queue.enter(is_socket)
        try:
            return await self._wait_in(queue, ticket, latest)
        finally:
            queue.leave(ticket)

    async def _wait_in(self, queue: _Queue, ticket: _Ticket, latest: float) -> bool:
        while True:
            now, ahead = self._clock.monotonic(), queue.ahead_of(ticket)
            turn = self._turn(now, ahead)
            if turn > latest:
                return False
            if ahead:
                await ticket.called()
            elif turn - now > _AT_ONCE:
                await self._clock.sleep(turn - now)
            else:
                self._take(now)
                if queue.per_second != self.per_second:
                    queue.per_second = self.per_second
                    queue.call_all()  # for some the turn may now come too late
                return True

    def _turn(self, now: float, ahead: int) -> float:
        """When the turn comes of whoever has so many others before him."""
        turn = max(now, self._held_until)
        if not self.per_second:
            return max(turn, self._next)
        saved = (self._burst - 1) / self.per_second
        return max(turn, max(turn, self._next) + ahead / self.per_second - saved)

    def _take(self, now: float) -> None:
        self._last = now
        if self.per_second:
            self._next = max(now, self._next) + 1 / self.per_second

    def _queue(self) -> _Queue:
        loop = asyncio.get_running_loop()
        queue = self._queues.get(loop)
        if queue is None:
            queue = self._queues[loop] = _Queue(self.per_second)
        return queue

    def hold(self, seconds: float) -> None:
        """Let nothing out for a while, because the console has answered 429."""
        now = self._clock.monotonic()
        self._held_until = max(self._held_until, now + seconds)
        if self._within is not None:
            self._within.hear_of_part(id(self), now, seconds)

    def hear_of_part(self, part: int, now: float, seconds: float) -> None:
        """Take note that a part was held, and be held with it when another one was just before.

        Args:
            part: Which one.
            now: The monotonic second.
            seconds: For how long.
        """
        other, moment = self._part_held
        self._part_held = part, now
        if other not in (0, part) and now - moment < _AT_ONE_TIME:
            self.hold(seconds)

    def held_for(self) -> float:
        """Seconds until something may go out again, 0 when nothing is held."""
        return max(0.0, self._held_until - self._clock.monotonic())

    def learn(self, policy: str) -> None:
        """Take over a RateLimit-Policy header (``"10-in-1sec"; q=10; w=1``), with a margin of a fifth.

        A window of more than a minute is left alone: requests spread evenly over it would keep every caller waiting.
        """
        quantity, window = _QUANTITY.search(policy), _WINDOW.search(policy)
        if quantity and window and int(quantity[1]) and 0 < int(window[1]) <= _LONGEST_WINDOW:
            learnt = _SHARE * int(quantity[1]) / int(window[1])
            is_part = self._within is not None and self.per_second
            self.per_second = min(learnt, self.per_second or learnt) if is_part else learnt
            self._next = max(self._next, self._last + 1 / self.per_second)


class _Ticket:
    """One that waits."""

    def __init__(self) -> None:
        self._call: asyncio.Future[None] | None = None

    async def called(self) -> None:
        """Wait until there is something new to know about the turn."""
        self._call = asyncio.get_running_loop().create_future()
        await self._call

    def call(self) -> None:
        """Tell that there is."""
        if self._call is not None and not self._call.done():
            self._call.set_result(None)


class _Queue:
    """Those who wait in one event loop: sockets, then requests, each in the order of their coming.

    Args:
        per_second: The pace by which they know when their turns come.
    """

    def __init__(self, per_second: float | None) -> None:
        self.per_second = per_second
        self._sockets: OrderedDict[_Ticket, None] = OrderedDict()
        self._requests: OrderedDict[_Ticket, None] = OrderedDict()

    def count_before(self, is_socket: bool) -> int:
        """How many are before one who comes now."""
        return len(self._sockets) if is_socket else len(self._sockets) + len(self._requests)

    def ahead_of(self, ticket: _Ticket) -> int:
        """How many are before one who is in the queue."""
        return next(place for place, one in enumerate(chain(self._sockets, self._requests)) if one is ticket)

    def enter(self, is_socket: bool) -> _Ticket:
        """Join the queue."""
        ticket = _Ticket()
        (self._sockets if is_socket else self._requests)[ticket] = None
        return ticket

    def leave(self, ticket: _Ticket) -> None:
        """Leave the queue, with or without a turn; whoever is the first now is called."""
        self._sockets.pop(ticket, None)
        self._requests.pop(ticket, None)
        first = next(chain(self._sockets, self._requests), None)
        if first is not None:
            first.call()

    def call_all(self) -> None:
        """Let everybody look at the time."""
        for ticket in list(chain(self._sockets, self._requests)):
            ticket.call()


def shared_pace(
    clock: Clock,
    per_second: float | None,
    application: str,
    origin: str,
    credential: str,
    *,
    burst: int = 1,
    within: Pace | None = None,
) -> Pace:
    """The pace of everybody in this process who asks the same application with the same credential.

    It lives for as long as somebody has it, and what it has learned with it.

    Args:
        clock: As for `Pace`.
        per_second: As for `Pace`; what was learned before counts more.
        application: What is asked.
        origin: Where it listens.
        credential: What is sent as proof; only a digest of it is kept.
        burst: As for `Pace`.
        within: As for `Pace`.
    """
    digest = hashlib.sha256(credential.encode()).digest()
    key = (application, origin, digest, None if type(clock) is SystemClock else id(clock))
    pace = _shared.get(key)
    if pace is None:
        pace = _shared[key] = Pace(clock, per_second, burst=burst, within=within)
    return pace


_shared: Final[WeakValueDictionary[tuple[str, str, bytes, int | None], Pace]] = WeakValueDictionary()
