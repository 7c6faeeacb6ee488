"""The two event streams of a simulated Protect application: who listens, what is on its way, and how it breaks."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Literal

from aiohttp import WSCloseCode, WSMsgType, web

from unifi_sdk.simulator.clock import Clock

__all__ = ["Sockets", "Stream"]

Stream = Literal["devices", "events"]

QUEUE_SIZE = 1000
IDLE_SECONDS = 600.0
_CLOSE_SECONDS = 0.2


class _Socket:
    """One listener, and the frames that wait for it."""

    def __init__(self, request: web.Request, stream: Stream, now: float) -> None:
        self.stream = stream
        self.response = web.WebSocketResponse(autoping=False, timeout=_CLOSE_SECONDS)
        self.frames: asyncio.Queue[str | bytes] = asyncio.Queue(QUEUE_SIZE)
        self.last_frame = now
        self._transport = request.transport

    def cut(self) -> None:
        """End the connection without a word."""
        if self._transport is not None:
            self._transport.abort()


class Sockets:
    """The sockets of one application.

    A gateway cuts a socket on which nothing was sent for ten minutes by `clock`; a ping of the client is answered, which
    counts. That is looked at whenever there is something to do, and with `cut_idle`. A listener that lets a thousand
    frames pile up is cut too.

    Args:
        clock: Tells the time in unix seconds.
    """

    def __init__(self, clock: Clock) -> None:
        self.idle_seconds = IDLE_SECONDS
        """How long a socket may be silent."""
        self._clock = clock
        self._open: set[_Socket] = set()
        self._flowing = asyncio.Event()
        self._flowing.set()

    def count(self, stream: Stream | None = None) -> int:
        """How many listen.

        Args:
            stream: To which stream; both together if left out.
        """
        return sum(stream in (None, socket.stream) for socket in self._open)

    def push(self, stream: Stream, frame: str | bytes) -> None:
        """Send a frame to all that listen to a stream.

        Args:
            stream: Which stream.
            frame: Text, or bytes for a binary frame.
        """
        self.cut_idle()
        for socket in [socket for socket in self._open if socket.stream == stream]:
            if socket.frames.full():
                self._remove(socket)
            else:
                socket.frames.put_nowait(frame)

    def pause(self) -> None:
        """Hold all frames back until `resume`."""
        self._flowing.clear()

    def resume(self) -> None:
        """Deliver what was held back, in order."""
        self._flowing.set()

    def drop(self) -> int:
        """Cut every socket without a close frame, as a lost network would; tell how many there were."""
        count = len(self._open)
        for socket in list(self._open):
            self._remove(socket)
        return count

    def cut_idle(self) -> int:
        """Cut the sockets that have been silent for too long; tell how many there were."""
        deadline = self._clock.now() - self.idle_seconds
        idle = [socket for socket in self._open if socket.last_frame <= deadline]
        for socket in idle:
            self._remove(socket)
        return len(idle)

    async def serve(self, request: web.Request, stream: Stream, headers: Mapping[str, str]) -> web.WebSocketResponse:
        """Answer an upgrade, and stay until the socket ends.

        Args:
            request: The upgrade.
            stream: What it wants to listen to.
            headers: Further headers of the answer.
        """
        socket = _Socket(request, stream, self._clock.now())
        socket.response.headers.update(headers)
        self._open.add(socket)  # before the client knows, so that it misses nothing from then on
        try:
            await socket.response.prepare(request)
            sender = asyncio.create_task(self._send(socket))
            try:
                await self._receive(socket)
            finally:
                sender.cancel()
                await asyncio.gather(sender, return_exceptions=True)
        finally:
            self._open.discard(socket)
        return socket.response

    async def refuse(
        self, request: web.Request, code: int, reason: str, headers: Mapping[str, str]
    ) -> web.WebSocketResponse:
        """Accept an upgrade and close it at once, as an application does behind its gateway.

        Args:
            request: The upgrade.
            code: The code in the close frame.
            reason: The text in it.
            headers: Further headers of the answer.
        """
        response = web.WebSocketResponse(timeout=_CLOSE_SECONDS)
        response.headers.update(headers)
        await response.prepare(request)
        await response.close(code=code, message=reason.encode())
        return response

    async def close(self) -> None:
        """Say goodbye to all that listen, as the application does when it stops."""
        leaving = [socket for socket in self._open if socket.response.prepared]
        self._open.clear()
        await asyncio.gather(*(socket.response.close(code=WSCloseCode.GOING_AWAY) for socket in leaving))

    def _remove(self, socket: _Socket) -> None:
        self._open.discard(socket)
        socket.cut()

    async def _send(self, socket: _Socket) -> None:
        while True:
            frame = await socket.frames.get()
            await self._flowing.wait()
            try:
                await _send_frame(socket.response, frame)
            except ConnectionError:
                return
            socket.last_frame = self._clock.now()

    async def _receive(self, socket: _Socket) -> None:
        async for message in socket.response:
            if message.type is WSMsgType.PING:
                await socket.response.pong(message.data)
                socket.last_frame = self._clock.now()


async def _send_frame(response: web.WebSocketResponse, frame: str | bytes) -> None:
    if isinstance(frame, bytes):
        await response.send_bytes(frame)
    else:
        await response.send_str(frame)
