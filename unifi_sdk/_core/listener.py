"""One WebSocket, read no faster than somebody takes what it says."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections import deque
from enum import Enum
from types import TracebackType
from typing import Final, Self

import aiohttp
import attrs

from unifi_sdk._core.clock import Clock, SystemClock
from unifi_sdk._core.sockets import WebSocket, hang_up
from unifi_sdk._core.transport import Transport

__all__ = ["Listener", "Liveness", "News"]

_MOST_WAITING: Final = 1000
_MOST_BYTES: Final = 1024 * 1024
"""How much may wait for whoever reads: so many messages, or so many bytes of them, and the last one."""
_PATIENCE_SECONDS: Final = 60.0
"""How long a reader may take nothing while the console has more to say."""
_STEPS: Final = 10
_LAST_CHANCE_SECONDS: Final = 0.05
"""A program that was busy reads in that time what has come meanwhile."""
_POLICY_VIOLATION: Final = 1008
_TEXT: Final = aiohttp.WSMsgType.TEXT
_BINARY: Final = aiohttp.WSMsgType.BINARY
_OVER: Final = frozenset(
    {aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSING, aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR}
)
_FAREWELL_SECONDS: Final = 2.0
_SHORT_FAREWELL_SECONDS: Final = 0.2


class News(Enum):
    """What `Listener.wait` has waited for."""

    MESSAGES = "messages"
    QUIET = "quiet"
    """Nothing has come for a while."""
    OVER = "over"
    """The transport was closed, or the connection has ended and all of it was taken."""


@attrs.frozen
class Liveness:
    """How a dead connection is told from a quiet one.

    Args:
        ping_seconds: Ask the console when nothing has come for so long, and give up when nothing comes for half as long
            again; None never asks.
        silence_seconds: Without pings, give up when nothing at all has come for so long; None waits for ever.
    """

    ping_seconds: float | None = None
    silence_seconds: float | None = None


class Listener:
    """Takes messages from a socket and hands them on, in ``async with``; hangs up at its end.

    Some messages wait here for whoever reads. While these are not taken the socket is not read: aiohttp stops reading from
    the connection, and the console has to wait. So a burst of any size arrives whole, in the memory that those few need. A
    reader that takes nothing for a minute although there is more loses the connection.

    Args:
        transport: What the socket was opened with.
        socket: The socket, opened so that it hands on pings.
        liveness: When the connection counts as dead; as long as it is not read that can't be told.
        quiet_seconds: After how long `wait` says that nothing has come; None for never.
    """

    def __init__(
        self, transport: Transport, socket: WebSocket, liveness: Liveness, *, quiet_seconds: float | None = None
    ) -> None:
        self._transport = transport
        self._socket = socket
        self._liveness = liveness
        self._quiet_seconds = quiet_seconds
        # what answers a ping takes its time, whatever the transport's clock says
        self._clock: Clock = transport.clock if liveness.ping_seconds is None else SystemClock()
        self._waiting: deque[str | bytes] = deque()
        self._bytes = 0
        self._arrived = asyncio.Event()
        self._room = asyncio.Event()
        self._is_full = False
        self._is_over = False
        self._heard_at = self._clock.monotonic()
        self._taken = 0
        self._tasks: list[asyncio.Task[None]] = []
        self.ended_by = ""
        """Why there are no more messages: a reason for a `Gap`, or ``cancelled`` when the transport was closed."""

    async def __aenter__(self) -> Self:
        receiving = self._transport.spawn(self._receive())
        receiving.add_done_callback(self._note_end)
        self._tasks = [receiving]
        ping, silence = self._liveness.ping_seconds, self._liveness.silence_seconds
        if (quiet := silence if ping is None else ping) is not None:
            self._tasks.append(self._transport.spawn(self._watch(ping, quiet)))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        loop = self._tasks[0].get_loop()
        if loop is not asyncio.get_running_loop():  # whoever reads was told so, and can't wait for tasks of that loop
            for task in () if loop.is_closed() else self._tasks:
                loop.call_soon_threadsafe(task.cancel)
            return
        for task in self._tasks:
            task.cancel()
        try:
            await asyncio.wait(self._tasks)
        finally:
            await hang_up(self._socket, seconds=self._farewell())  # a task that had not begun hasn't done it

    def _note_end(self, receiving: asyncio.Task[None]) -> None:
        self.ended_by = self.ended_by or "cancelled"
        self._is_over = True
        self._arrived.set()

    async def wait(self) -> News:
        """Wait until there is something to be taken, or the end.

        Raises:
            ConfigurationError: the socket belongs to another event loop.
        """
        self._transport.check_loop()
        while not self._waiting or self._transport.is_closed:
            if self._is_over:
                return News.OVER
            self._arrived.clear()
            if not await self._has_news():
                return News.QUIET
        return News.MESSAGES

    def take(self) -> str | bytes | None:
        """The next message that is here; None when there is none, or the transport was closed.

        Raises:
            ConfigurationError: as from `wait`.
        """
        if not self._waiting or self._transport.is_closed:
            return None
        self._transport.check_loop()
        message = self._waiting.popleft()
        self._bytes -= sys.getsizeof(message)
        self._taken += 1
        if self._is_full and len(self._waiting) <= _MOST_WAITING // 2 and self._bytes <= _MOST_BYTES // 2:
            self._room.set()
        return message

    async def _has_news(self) -> bool:
        """Wait for a message or the end; whether there is one of these."""
        if self._quiet_seconds is None:
            await self._arrived.wait()
            return True
        timer = asyncio.get_running_loop().call_later(self._quiet_seconds, self._arrived.set)
        try:
            await self._arrived.wait()
        finally:
            timer.cancel()
        return bool(self._waiting) or self._is_over

    async def _receive(self) -> None:
        try:
            while self._has_room() or await self._wait_for_room():
                message = await self._socket.receive()
                self._heard_at = self._clock.monotonic()
                kind, data = message.type, message.data
                if kind is _TEXT or kind is _BINARY:
                    self._waiting.append(data)
                    self._bytes += sys.getsizeof(data)
                    self._arrived.set()
                elif kind is aiohttp.WSMsgType.PING:
                    await self._socket.pong(data)
                elif kind in _OVER:
                    break
        except (aiohttp.ClientError, OSError):
            pass  # there was nobody any more to answer a ping
        except asyncio.CancelledError:
            self.ended_by = "cancelled"
            raise
        finally:
            is_limit = self._socket.close_code == _POLICY_VIOLATION
            self.ended_by = self.ended_by or ("rate limit" if is_limit else "connection lost")
            self._is_over = True
            self._arrived.set()  # those who read need not wait for the farewell
            await hang_up(self._socket, seconds=self._farewell())

    def _farewell(self) -> float:
        """How long the console may take to say goodbye; it can't be heard when it has long been silent, or not been read."""
        if self.ended_by in ("silence", "overflow"):
            return 0.0
        return _SHORT_FAREWELL_SECONDS if self._transport.is_closed else _FAREWELL_SECONDS

    def _has_room(self) -> bool:
        """Whether another message may wait."""
        return len(self._waiting) < _MOST_WAITING and self._bytes < _MOST_BYTES

    async def _wait_for_room(self) -> bool:
        """Wait until another message may wait; whether somebody still takes any."""
        self._room.clear()
        self._is_full = True
        losing_patience = self._transport.spawn(self._lose_patience())
        try:
            await self._room.wait()
        finally:
            losing_patience.cancel()
        self._heard_at, self._is_full = self._clock.monotonic(), False
        return not self.ended_by

    async def _lose_patience(self) -> None:
        """Give the reader up when it has taken nothing for long; step by step, since a busy program takes nothing either."""
        steps, taken = 0, self._taken
        while steps < _STEPS:
            await asyncio.sleep(_PATIENCE_SECONDS / _STEPS)
            steps = steps + 1 if taken == self._taken else 0
            taken = self._taken
        self.ended_by = "overflow"
        self._room.set()

    async def _watch(self, ping_seconds: float | None, quiet_seconds: float) -> None:
        """Hang up when nothing has come for too long although somebody listens."""
        is_dead = False
        while not is_dead:
            while (left := quiet_seconds - self._quiet_for()) > 0:
                await self._clock.sleep(left)
            heard_at = self._heard_at
            if ping_seconds is not None:
                with contextlib.suppress(aiohttp.ClientError, OSError):  # that nobody is there is noticed elsewhere
                    await self._socket.ping()
                await self._clock.sleep(ping_seconds / 2)
            await asyncio.sleep(_LAST_CHANCE_SECONDS)
            is_dead = heard_at == self._heard_at and not self._is_full
        self.ended_by = self.ended_by or "silence"
        await hang_up(self._socket, seconds=0.0)

    def _quiet_for(self) -> float:
        return 0.0 if self._is_full else self._clock.monotonic() - self._heard_at
