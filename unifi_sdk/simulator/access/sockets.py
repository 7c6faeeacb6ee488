"""The open notification sockets of a simulated Access application: who listens, what is pushed, the steady `Hello`."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from aiohttp import web
from attrs import Factory, define

from unifi_sdk.simulator.access.wire import AccessRefusalError

if TYPE_CHECKING:
    from unifi_sdk.simulator.clock import Clock

HELLO = '"Hello"\n'
"""A JSON text, not an object; it only shows that the console is there."""
HELLO_SECONDS = 5.0


@define(eq=False)
class _Line:
    """One open socket."""

    socket: web.WebSocketResponse
    request: web.Request
    hello_by_clock: float
    hello_by_loop: float
    outbox: asyncio.Queue[str] = Factory(asyncio.Queue)

    async def send(self) -> None:
        while True:
            await self.socket.send_str(await self.outbox.get())


class NotificationSockets:
    """The sockets of `GET /devices/notifications`.

    Args:
        clock: Tells the time in unix seconds.
    """

    def __init__(self, clock: Clock) -> None:
        self.says_hello = True
        """Whether open sockets get a `Hello` every five seconds, by the clock or in real time."""
        self.answers_pings = True
        """Whether pings of new sockets are answered; some consoles don't."""
        self.on_open: Callable[[], None] = _nothing
        """Called when a socket has opened."""
        self._clock = clock
        self._lines: set[_Line] = set()

    def __len__(self) -> int:
        """How many sockets are open."""
        return len(self._lines)

    def push(self, event: Mapping[str, object]) -> None:
        """Send an event to every open socket; one that opens later doesn't get it."""
        if self._lines:
            self.push_text(json.dumps(event))

    def push_text(self, text: str) -> None:
        """Send a text frame as it is to every open socket."""
        for line in self._lines:
            line.outbox.put_nowait(text)

    def tick(self) -> None:
        """Say `Hello` where it is time."""
        for line in self._lines if self.says_hello else ():
            clock, loop = self._clock.now(), asyncio.get_running_loop().time()
            if clock - line.hello_by_clock >= HELLO_SECONDS or loop - line.hello_by_loop >= HELLO_SECONDS:
                line.hello_by_clock, line.hello_by_loop = clock, loop
                line.outbox.put_nowait(HELLO)

    def drop(self) -> None:
        """Cut every socket without a goodbye."""
        for line in self._lines:
            if line.request.transport is not None:
                line.request.transport.abort()

    async def serve(self, request: web.Request, greeting: Mapping[str, object]) -> web.WebSocketResponse:
        """Open a socket and serve it to its end; what the client says is ignored.

        Args:
            request: The handshake, already authorized.
            greeting: The first event.

        Raises:
            AccessRefusalError: HTTP 400, this is no handshake.
        """
        socket = web.WebSocketResponse(autoping=self.answers_pings)
        if not socket.can_prepare(request).ok:
            raise AccessRefusalError("CODE_PARAMS_INVALID", status=400)
        await socket.prepare(request)
        line = _Line(socket, request, self._clock.now(), asyncio.get_running_loop().time())
        line.outbox.put_nowait(json.dumps(greeting))
        self._lines.add(line)
        self.on_open()
        sender = asyncio.create_task(line.send())
        try:
            async for _ in socket:
                continue
        finally:
            self._lines.discard(line)
            sender.cancel()
            await asyncio.gather(sender, return_exceptions=True)
        return socket


def _nothing() -> None:
    return None
