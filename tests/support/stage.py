"""A console that plays a script on each connection of one stream, and the stream of it; over TLS and real sockets."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from aiohttp import web

from tests.support.certificates import certificate
from tests.support.clock import FakeClock
from unifi_sdk._core.address import Address
from unifi_sdk._core.client import standard_headers
from unifi_sdk._core.clock import Clock
from unifi_sdk._core.listener import Liveness
from unifi_sdk._core.pace import Pace
from unifi_sdk._core.stream import Idle, in_a_row, open_batches
from unifi_sdk._core.transport import Endpoint, Transport
from unifi_sdk.auth import ApiKey
from unifi_sdk.errors import DecodeError
from unifi_sdk.network._dialect import DIALECT
from unifi_sdk.trust import Pinned

__all__ = ["OPERATION", "Script", "Stage", "decode", "sends", "stays"]

Script = Callable[[web.WebSocketResponse], Awaitable[None]]
OPERATION = "GET /v1/subscribe/events"


def sends(*frames: object) -> Script:
    """Send these frames and close."""

    async def play(socket: web.WebSocketResponse) -> None:
        for frame in frames:
            await socket.send_str(frame if isinstance(frame, str) else json.dumps(frame))

    return play


async def stays(socket: web.WebSocketResponse) -> None:
    """Say nothing until the client goes."""
    async for _ in socket:
        pass


class Stage:
    """Plays one script for each connection, the last one for all that follow; a number is an HTTP status."""

    def __init__(self, *scripts: Script | int, clock: Clock | None = None, autoping: bool = True) -> None:
        self.scripts = list(scripts)
        self.connections = 0
        self.open_connections = 0
        self.clock: Any = clock or FakeClock()
        self.liveness = Liveness()
        self.idle: Idle[Any] | None = None
        self._autoping = autoping

    async def handle(self, request: web.Request) -> web.StreamResponse:
        script = self.scripts[min(self.connections, len(self.scripts) - 1)]
        self.connections += 1
        if isinstance(script, int):
            return web.Response(status=script)
        socket = web.WebSocketResponse(autoping=self._autoping, timeout=0.2)
        await socket.prepare(request)
        self.open_connections += 1
        try:
            await script(socket)
            await socket.close()
        finally:
            self.open_connections -= 1
        return socket

    @asynccontextmanager
    async def open(
        self, *, pin: str | None = None, session: aiohttp.ClientSession | None = None
    ) -> AsyncIterator[AsyncGenerator[Any, None]]:
        """The stream; `transport` and `endpoint` are what it uses."""
        app = web.Application()
        app.router.add_get("/v1/subscribe/events", self.handle)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        served = certificate()
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=served.context).start()
        self.transport = Transport(clock=self.clock, session=session)
        await self.transport.open()
        self.endpoint = Endpoint(
            application="test",
            address=Address("127.0.0.1", runner.addresses[0][1]),
            base_path="",
            headers=standard_headers(ApiKey("a-key-of-the-stage")),
            trust=Pinned(pin or served.fingerprint),
            pace=Pace(self.clock),
        )
        items = in_a_row(
            open_batches(
                self.transport,
                self.endpoint,
                DIALECT,
                OPERATION,
                decode,
                self.liveness,
                idle=self.idle,
                jitter=lambda: 1.0,
            )
        )
        try:
            yield items
        finally:
            await items.aclose()
            await self.transport.close()
            await runner.cleanup()


def decode(frame: object) -> list[Any]:
    """What the scripts send: ``{"n": 1}`` is 1."""
    if not isinstance(frame, dict):
        return []
    if "bad" in frame:
        raise DecodeError("expected a string at $.id", path="$.id")
    return [frame["n"]]
