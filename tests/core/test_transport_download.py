"""A file of any size comes piece by piece, and a download that fails says so, however far it came."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing

import aiohttp
import pytest

from tests.support.calls import KEY, Caller, serving
from tests.support.clock import FakeClock
from tests.support.leaks import all_texts_of
from tests.support.raw_server import Peer, RawServer, Step, answer, chunked, drop, hang, raw
from unifi_sdk._core.clock import SystemClock
from unifi_sdk._core.operation import parse_operation
from unifi_sdk._core.transport import Cap, Request, Response
from unifi_sdk.errors import (
    CertificateMismatchError,
    ConfigurationError,
    ConnectionFailedError,
    NotFoundError,
    RateLimitedError,
    RequestTimeoutError,
    UnexpectedContentError,
)
from unifi_sdk.retry import RetryPolicy, Safety
from unifi_sdk.trust import Pinned

MEBIBYTE = 1024 * 1024
BEGINNING = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc"


def start(call: Caller, seen: list[Response] | None = None) -> AsyncGenerator[bytes, None]:
    """Download something; what comes with a status from 300 on is a `NotFoundError`."""

    def judge(response: Response) -> None:
        if seen is not None:
            seen.append(response)
        if response.status >= 300:
            raise NotFoundError("no such file", status=response.status)

    request = Request(call.endpoint, parse_operation("GET /v1/video"), "/v1/video", Safety.READ)
    return call.transport.download(request, judge)


async def whole(call: Caller, seen: list[Response] | None = None) -> bytes:
    return b"".join([chunk async for chunk in start(call, seen)])


async def drain(call: Caller) -> None:
    """Download something without keeping any of it."""
    async for piece in start(call):
        del piece


@pytest.mark.parametrize("pack", [lambda body: answer(200, body), lambda body: chunked(200, [body])])
async def test_a_file_larger_than_any_cap_of_an_answer_comes_whole_and_in_pieces(pack: Callable[[bytes], Step]):
    body = bytes(range(256)) * 4096 * 2
    async with serving(pack(body)) as (server, call):
        pieces = [chunk async for chunk in start(call)]
        assert b"".join(pieces) == body
        assert max(map(len, pieces)) <= Cap.ERROR
        assert server.requests[0].headers["x-api-key"] == KEY
        assert server.requests[0].target == "/base/v1/video"


async def test_nothing_is_requested_before_the_first_piece_is_asked_for():
    async with serving() as (server, call):
        start(call)
        await asyncio.sleep(0.01)
        assert server.connections == 0


async def test_the_answer_is_judged_before_its_body_comes():
    seen: list[Response] = []
    async with serving(answer(200, b"video", {"Content-Type": "video/mp4"})) as (_, call):
        assert await whole(call, seen) == b"video"
    assert [(response.status, response.content_type, response.body) for response in seen] == [(200, "video/mp4", b"")]


async def test_a_refusal_is_judged_with_its_body_and_nothing_is_given():
    seen: list[Response] = []
    async with serving(answer(404, b'{"error":"gone"}')) as (server, call):
        with pytest.raises(NotFoundError):
            await whole(call, seen)
        assert len(server.requests) == 1
    assert seen[0].body == b'{"error":"gone"}'


async def test_a_refusal_with_an_endless_body_is_cut():
    seen: list[Response] = []
    async with serving(answer(500, b"x" * MEBIBYTE)) as (_, call):
        with pytest.raises(NotFoundError):
            await whole(call, seen)
    assert len(seen[0].body) <= Cap.ERROR


async def test_a_judge_that_is_content_with_a_refusal_gives_an_empty_file():
    async with serving(answer(404)) as (_, call):
        request = Request(call.endpoint, parse_operation("GET /v1/video"), "/v1/video", Safety.READ)
        assert [chunk async for chunk in call.transport.download(request, lambda _: None)] == []


async def test_a_judges_objection_to_a_success_comes_out_and_closes_the_connection():
    def judge(_: Response) -> None:
        raise UnexpectedContentError("no video")

    async with serving(hang(BEGINNING)) as (server, call):
        request = Request(call.endpoint, parse_operation("GET /v1/video"), "/v1/video", Safety.READ)
        with pytest.raises(UnexpectedContentError, match="no video"):
            await anext(call.transport.download(request, judge))
        await server.all_closed()


async def test_a_redirect_is_not_followed():
    async with RawServer() as target:
        async with serving(answer(302, b"", {"Location": f"https://{target.host}/take"})) as (_, call):
            with pytest.raises(NotFoundError):
                await whole(call)
        assert target.connections == 0


async def test_a_lost_connection_is_told_after_the_pieces_that_came():
    async def begin(peer: Peer) -> None:
        await peer.send(BEGINNING)
        await asyncio.sleep(0.05)
        peer.abort()

    async with serving(begin) as (server, call):
        pieces = start(call)
        assert await anext(pieces) == b"abc"
        with pytest.raises(ConnectionFailedError) as caught:
            await anext(pieces)
        assert len(server.requests) == 1
    assert caught.value.operation == "GET /v1/video"


async def test_a_silence_is_told_as_a_timeout():
    policy = RetryPolicy(deadline_seconds=0.1)
    async with serving(hang(BEGINNING), retry=policy) as (server, call):
        with pytest.raises(RequestTimeoutError):
            await whole(call)
        await server.all_closed()


async def test_a_console_that_takes_no_connection_is_told_as_a_timeout(deaf_port: int):
    policy = RetryPolicy(deadline_seconds=0.1)
    async with Caller(deaf_port, Pinned("ab" * 32), retry=policy, clock=SystemClock()) as call:
        with pytest.raises(RequestTimeoutError, match="accepted no connection"):
            await whole(call)


async def test_waiting_for_a_free_connection_ends():
    policy = RetryPolicy(deadline_seconds=0.1)
    async with (
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=1)) as session,
        serving(hang(BEGINNING), session=session, retry=policy) as (server, call),
    ):
        blocking = asyncio.create_task(call.send("GET", deadline_seconds=5))
        await server.arrived()
        async with asyncio.timeout(1):
            with pytest.raises(RequestTimeoutError):
                await whole(call)
        blocking.cancel()


async def test_a_wrong_pin_sends_nothing():
    async with RawServer() as server, Caller(server.port, Pinned("ab" * 32)) as call:
        with pytest.raises(CertificateMismatchError):
            await whole(call)
        assert await server.met_and_told_nothing()


async def test_a_client_that_is_not_open_says_so():
    with pytest.raises(ConfigurationError, match="not open"):
        await whole(Caller(443, Pinned("ab" * 32)))


async def test_a_download_waits_for_its_turn(fake_clock: FakeClock):
    async with serving(clock=fake_clock) as (_, call):
        call.endpoint.pace.hold(7)
        await whole(call)
        assert fake_clock.slept == [7]
        call.endpoint.pace.hold(60)
        with pytest.raises(RateLimitedError, match="nothing was sent"):
            await whole(call)


async def test_leaving_a_download_closes_its_connection():
    async with serving(hang(BEGINNING)) as (server, call):
        async with aclosing(start(call)) as pieces:
            assert await anext(pieces) == b"abc"
        await server.all_closed()


async def test_cancelling_a_download_closes_its_connection():
    async with aiohttp.ClientSession() as session, serving(hang(BEGINNING), session=session) as (server, call):
        task = asyncio.create_task(whole(call))
        await server.arrived()
        await asyncio.sleep(0.02)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await server.all_closed()


@pytest.mark.parametrize(
    "step",
    [
        raw(f"HTTP/9 {KEY} {KEY}\r\n{KEY}\r\n\r\n".encode(), close=True),
        answer(404, f'{{"error":"{KEY}"}}'.encode(), {"X-Echo": KEY, "Content-Type": KEY}),
        drop(f"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nX-Echo: {KEY}\r\n\r\n{KEY}".encode()),
    ],
    ids=["no http", "refusal", "lost"],
)
async def test_no_failed_download_brings_the_key_to_light(step: Step):
    async with serving(step) as (_, call):
        with pytest.raises((ConnectionFailedError, NotFoundError)) as caught:
            await drain(call)
    for where, text in all_texts_of(caught.value):
        assert KEY not in text, f"{where}: {text}"
