"""An answer that grows too large is given up while it is read, however it is packed; a redirect is not followed."""

from __future__ import annotations

import gzip
import tracemalloc
from contextlib import suppress

import aiohttp
import pytest

from tests.support.calls import KEY, serving
from tests.support.memory import traced
from tests.support.raw_server import RawServer, Step, answer, chunked, drop, hang, raw, zipped
from unifi_sdk._core.transport import Cap
from unifi_sdk.errors import (
    BadRequestError,
    ConnectionFailedError,
    OutcomeUnknownError,
    ResponseTooLargeError,
    UnexpectedContentError,
)
from unifi_sdk.network import NetworkClient
from unifi_sdk.trust import Pinned

MEBIBYTE = 1024 * 1024


async def test_a_body_of_exactly_the_cap_is_taken():
    async with serving(answer(200, b"x" * 1000)) as (_, call):
        assert len((await call.send(cap=1000)).body) == 1000


@pytest.mark.parametrize(
    "step",
    [
        answer(200, b"x" * 1001),
        chunked(200, [b"x" * 100] * 11),
        zipped(200, b"x" * 1001),
        raw(b"HTTP/1.0 200 OK\r\n\r\n" + b"x" * 1001, close=True),
    ],
    ids=["with its length", "in chunks", "compressed", "until the end of the connection"],
)
async def test_a_body_over_the_cap_is_refused_and_not_asked_for_again(step: Step):
    async with serving(step) as (server, call):
        with pytest.raises(ResponseTooLargeError) as caught:
            await call.send(cap=1000)
        assert (caught.value.limit, caught.value.operation) == (1000, "GET /v1/things")
        assert "1000 bytes" in str(caught.value)
        assert len(server.requests) == 1


async def test_what_is_still_to_come_of_a_large_body_is_not_waited_for():
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n"
    async with serving(hang(head + b"x" * 2000)) as (server, call):
        with pytest.raises(ResponseTooLargeError):
            await call.send(cap=1000)
        await server.all_closed()


@pytest.mark.parametrize("step", [chunked(200, [b"[", b"1", b"]"]), zipped(200, b"[1]")], ids=["chunks", "gzip"])
async def test_a_body_without_a_known_length_is_read_and_its_connection_kept(step: Step):
    async with serving(step) as (server, call):
        assert (await call.send()).body == b"[1]"
        assert (await call.send()).body == b"[1]"
        assert server.connections == 1


async def test_a_write_with_a_large_answer_has_an_unknown_outcome_and_is_sent_once():
    async with serving(answer(200, b"x" * 1001)) as (server, call):
        with pytest.raises(OutcomeUnknownError, match="too large") as caught:
            await call.send("POST", cap=1000)
        assert len(server.requests) == caught.value.attempts == 1


async def test_a_write_with_a_large_answer_after_a_lost_one_may_have_arrived_twice():
    async with serving(drop(), answer(200, b"x" * 1001)) as (_, call):
        with pytest.raises(OutcomeUnknownError) as caught:
            await call.send("PUT", cap=1000)
        assert caught.value.attempts == 2


@pytest.mark.skipif(
    tuple(map(int, aiohttp.__version__.split(".")[:2])) < (3, 14),
    reason="aiohttp before 3.14 unpacks up to 32 MiB at a time, before anybody can count",
)
async def test_a_gzip_bomb_costs_little_memory():
    bomb = zipped(200, b"\0" * (64 * MEBIBYTE))
    async with serving(bomb) as (_, call):
        with traced():
            with pytest.raises(ResponseTooLargeError):
                await call.send(cap=MEBIBYTE)
            _, peak = tracemalloc.get_traced_memory()
    assert peak < 8 * MEBIBYTE


async def test_a_compressed_body_is_counted_after_decompression():
    body = b"x" * 5000
    assert len(gzip.compress(body)) < 1000
    async with serving(zipped(200, body)) as (_, call):
        with pytest.raises(ResponseTooLargeError):
            await call.send(cap=4999)
        assert (await call.send(cap=5000)).body == body


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n3e8\r\n" + b"x" * 1000 + b"\r\n0\r\n\r\n",
        b"Content-Length: 5\r\nContent-Length: 1000\r\n\r\n" + b"x" * 1000,
        b"Content-Length: -1\r\n\r\n" + b"x" * 1000,
        b"Content-Length: 1e9\r\n\r\n",
    ],
)
async def test_a_length_that_lies_gets_no_more_than_the_cap_through(head: bytes):
    async with serving(raw(b"HTTP/1.1 200 OK\r\n" + head, close=True)) as (_, call):
        with suppress(ConnectionFailedError, ResponseTooLargeError):
            assert len((await call.send(cap=500)).body) <= 500


async def test_a_length_that_is_longer_than_the_body_is_a_lost_answer():
    async with serving(raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", close=True)) as (_, call):
        with pytest.raises(ConnectionFailedError):
            await call.send()


@pytest.mark.parametrize("step", [answer(400, b"x" * MEBIBYTE), zipped(400, b"x" * MEBIBYTE)], ids=["plain", "gzip"])
async def test_a_large_error_body_is_cut_and_the_error_stays_what_it_is(step: Step):
    async with serving(step) as (server, call):
        response = await call.send()
        assert response.status == 400
        assert len(response.body) <= Cap.ERROR
        assert len(server.requests) == 1


async def test_an_error_body_of_exactly_the_cap_is_whole():
    async with serving(zipped(400, b"x" * Cap.ERROR)) as (_, call):
        assert len((await call.send()).body) == Cap.ERROR


async def test_a_message_in_an_error_is_short_and_one_line():
    long = {"message": "line\r\n\x1b[31m" + "y" * 5000}
    async with (
        RawServer(answer(400, long)) as server,
        NetworkClient(server.host, api_key=KEY, tls=Pinned(server.fingerprint)) as client,
    ):
        with pytest.raises(BadRequestError) as caught:
            await client.info.get()
    assert len(str(caught.value)) < 400
    assert str(caught.value).isprintable()


async def test_a_media_type_in_an_error_is_short():
    async with (
        RawServer(answer(200, b"x", {"Content-Type": "text/" + "y" * 5000})) as server,
        NetworkClient(server.host, api_key=KEY, tls=Pinned(server.fingerprint)) as client,
    ):
        with pytest.raises(UnexpectedContentError) as caught:
            await client.info.get()
    assert len(caught.value.content_type) <= 200
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("verb", ["GET", "PUT", "POST"])
async def test_a_redirect_is_given_back_and_its_target_sees_nothing(status: int, verb: str):
    async with RawServer() as target:
        step = answer(status, b"", {"Location": f"https://{target.host}/take"})
        async with serving(step) as (server, call):
            assert (await call.send(verb)).status == status
            assert len(server.requests) == 1
        assert target.connections == 0


async def test_a_redirect_is_an_error_for_a_client():
    async with (
        RawServer(answer(302, b"", {"Location": "/login"})) as server,
        NetworkClient(server.host, api_key=KEY, tls=Pinned(server.fingerprint)) as client,
    ):
        with pytest.raises(UnexpectedContentError, match="redirects") as caught:
            await client.info.get()
    assert caught.value.status == 302
