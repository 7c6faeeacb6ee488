"""A stream reconnects by itself, and whoever reads it is told whenever something may be missing."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from tests.support.certificates import certificate
from tests.support.clock import FakeClock
from unifi_sdk._core import stream as stream_module
from unifi_sdk._core.address import Address
from unifi_sdk._core.client import standard_headers
from unifi_sdk._core.pace import Pace
from unifi_sdk._core.stream import Connected, Gap, Liveness, RawEvent, Resynced, open_stream
from unifi_sdk._core.transport import Endpoint, Transport
from unifi_sdk.auth import ApiKey
from unifi_sdk.errors import (
    AuthenticationError,
    CertificateMismatchError,
    ConnectionFailedError,
    DecodeError,
    NotFoundError,
)
from unifi_sdk.network._dialect import DIALECT
from unifi_sdk.trust import Pinned

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

    def __init__(self, *scripts: Script | int, clock: FakeClock | None = None) -> None:
        self.scripts = list(scripts)
        self.connections = 0
        self.clock = clock or FakeClock()
        self.liveness = Liveness()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        script = self.scripts[min(self.connections, len(self.scripts) - 1)]
        self.connections += 1
        if isinstance(script, int):
            return web.Response(status=script)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await script(socket)
        await socket.close()
        return socket

    @asynccontextmanager
    async def open(self, *, pin: str | None = None) -> AsyncIterator[stream_module.AsyncGenerator]:
        app = web.Application()
        app.router.add_get("/v1/subscribe/events", self.handle)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        served = certificate()
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=served.context).start()
        transport = Transport(clock=self.clock)
        await transport.open()
        endpoint = Endpoint(
            application="test",
            address=Address("127.0.0.1", runner.addresses[0][1]),
            base_path="",
            headers=standard_headers(ApiKey("a-key-of-the-stage")),
            trust=Pinned(pin or served.fingerprint),
            pace=Pace(self.clock),
        )
        items = open_stream(transport, endpoint, DIALECT, OPERATION, decode, self.liveness, jitter=lambda: 1.0)
        try:
            yield items
        finally:
            await items.aclose()
            await transport.close()
            await runner.cleanup()


def decode(frame: object) -> list[object]:
    if not isinstance(frame, dict):
        return []
    if "bad" in frame:
        raise DecodeError("expected a string at $.id", path="$.id")
    return [frame["n"]]


async def take(items, count: int) -> list[object]:
    return [await asyncio.wait_for(anext(items), 5) for _ in range(count)]


async def test_events_come_in_order_after_connected():
    async with Stage(sends({"n": 1}, {"n": 2}), stays).open() as items:
        assert await take(items, 3) == [Connected(), 1, 2]


async def test_the_end_of_a_connection_is_a_gap_and_the_next_one_is_resynced():
    async with Stage(sends({"n": 1}), sends({"n": 2}), stays).open() as items:
        assert await take(items, 5) == [Connected(), 1, Gap("connection lost"), Resynced(), 2]


async def test_one_outage_is_one_gap_however_many_attempts_it_takes():
    stage = Stage(sends({"n": 1}), 503, 502, sends({"n": 2}), stays)
    async with stage.open() as items:
        assert await take(items, 5) == [Connected(), 1, Gap("connection lost"), Resynced(), 2]
    assert stage.connections == 4


async def test_waits_grow_from_one_second_to_a_minute():
    stage = Stage(sends({"n": 1}), *[503] * 8, stays)
    async with stage.open() as items:
        await take(items, 4)
    assert stage.clock.slept == [1, 2, 4, 8, 16, 32, 60, 60, 60]


async def test_waits_start_anew_after_a_minute_of_health():
    clock = FakeClock()

    async def healthy(socket: web.WebSocketResponse) -> None:
        await asyncio.sleep(0.05)  # until the client has noted when it connected
        clock.now += 61
        await socket.send_str('{"n": 0}')

    stage = Stage(sends({"n": 1}), 503, healthy, stays, clock=clock)
    async with stage.open() as items:
        await take(items, 7)
    assert clock.slept == [1, 2, 1]


async def test_what_is_no_json_or_can_not_be_decoded_is_a_raw_event_and_ends_nothing():
    async with Stage(sends("{broken", {"bad": 1}, {"n": 3}), stays).open() as items:
        _, broken, bad, event = await take(items, 4)
    assert isinstance(broken, RawEvent)
    assert broken.raw == "{broken"
    assert broken.error is not None
    assert isinstance(bad, RawEvent)
    assert bad.raw == {"bad": 1}
    assert event == 3


async def test_a_keep_alive_is_no_event():
    async with Stage(sends('"Hello"\n', {"n": 1}), stays).open() as items:
        assert await take(items, 2) == [Connected(), 1]


async def test_silence_is_a_gap():
    stage = Stage(stays)
    stage.liveness = Liveness(silence_seconds=30)
    async with stage.open() as items:
        assert await take(items, 3) == [Connected(), Gap("silence"), Resynced()]
    assert stage.clock.slept[0] == 30


async def test_a_close_for_too_many_requests_is_named():
    async def limit(socket: web.WebSocketResponse) -> None:
        await socket.close(code=1008, message=b"Too many requests")

    async with Stage(limit, stays).open() as items:
        assert await take(items, 2) == [Connected(), Gap("rate limit")]


async def test_a_reader_that_does_not_keep_up_gets_a_gap_and_not_unbounded_memory(monkeypatch):
    monkeypatch.setattr(stream_module, "_MOST_WAITING", 3)
    more = asyncio.Event()

    async def flood(socket: web.WebSocketResponse) -> None:
        for number in range(10):
            await socket.send_str(json.dumps({"n": number}))
        await more.wait()
        await socket.send_str('{"n": 99}')
        await stays(socket)

    async with Stage(flood).open() as items:
        assert await take(items, 1) == [Connected()]
        first = await take(items, 1)
        await asyncio.sleep(0.1)
        more.set()
        rest = await take(items, 5)
    assert first == [0]
    assert rest[-1] == 99
    assert Gap("overflow") in rest
    assert rest.index(Resynced()) == rest.index(Gap("overflow")) + 1


@pytest.mark.parametrize("status", [401, 403])
async def test_a_refused_credential_ends_the_stream_at_once(status):
    stage = Stage(status)
    async with stage.open() as items:
        with pytest.raises(AuthenticationError, match=str(status)):
            await anext(items)
    assert stage.connections == 1


async def test_a_credential_that_is_revoked_later_ends_the_stream():
    async with Stage(sends({"n": 1}), 401).open() as items:
        await take(items, 3)
        with pytest.raises(AuthenticationError):
            await anext(items)


@pytest.mark.parametrize(("status", "error"), [(404, NotFoundError), (503, ConnectionFailedError)])
async def test_a_first_connection_that_fails_raises(status, error):
    async with Stage(status).open() as items:
        with pytest.raises(error):
            await anext(items)


async def test_a_wrong_pin_ends_the_stream_before_anything_is_sent():
    stage = Stage(stays)
    async with stage.open(pin="0" * 64) as items:
        with pytest.raises(CertificateMismatchError):
            await anext(items)
    assert stage.connections == 0


async def test_leaving_a_stream_leaves_no_task():
    before = len(asyncio.all_tasks())
    async with Stage(sends({"n": 1}), stays).open() as items:
        await take(items, 4)
    await asyncio.sleep(0.05)
    assert len(asyncio.all_tasks()) == before


async def test_a_reader_that_is_cancelled_while_it_waits_is_cancelled():
    async with Stage(stays).open() as items:
        await take(items, 1)
        waiting = asyncio.ensure_future(anext(items))
        await asyncio.sleep(0.05)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
