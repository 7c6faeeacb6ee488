"""WebSockets use the same certificates, key and refusals as requests do."""

from __future__ import annotations

import asyncio
import base64
import hashlib
from contextlib import suppress

import aiohttp
import pytest

from tests.support.calls import KEY, Caller, serving
from tests.support.clock import FakeClock
from tests.support.raw_server import Peer, RawServer, Step, answer, drop, hang
from unifi_sdk._core.failures import HandshakeRefusedError
from unifi_sdk._core.sockets import hang_up
from unifi_sdk.errors import (
    CertificateMismatchError,
    ConfigurationError,
    ConnectionFailedError,
    RateLimitedError,
    RequestTimeoutError,
    UntrustedCertificateError,
)
from unifi_sdk.retry import RetryPolicy
from unifi_sdk.trust import CustomCA, Pinned, SystemTrust

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


def upgrade(*messages: bytes) -> Step:
    """Switch protocols, send these messages, and stay."""

    async def act(peer: Peer) -> None:
        nonce = peer.request.headers["sec-websocket-key"].encode()
        accept = base64.b64encode(hashlib.sha1(nonce + _GUID).digest())
        head = b"HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
        await peer.send(head + accept + b"\r\n\r\n")
        for message in messages:
            await peer.send(bytes([0x81, len(message)]) + message)
        await peer.stopped.wait()

    return act


async def test_a_websocket_carries_the_key_and_gives_messages():
    async with serving(upgrade(b"one", b"two")) as (server, call):
        socket = await call.websocket("/v1/subscribe/events?x=%2F")
        assert [await socket.receive_str(), await socket.receive_str()] == ["one", "two"]
        assert server.requests[0].target == "/base/v1/subscribe/events?x=%2F"
        assert server.requests[0].headers["x-api-key"] == KEY


async def test_closing_the_transport_made_here_closes_its_websockets():
    async with serving(upgrade()) as (server, call):
        socket = await call.websocket()
        await call.transport.close()
        await server.all_closed()
        assert (await socket.receive()).type in (aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR)


async def test_a_websocket_on_an_injected_session_does_not_close_it():
    async with aiohttp.ClientSession() as session, serving(upgrade(b"one"), session=session) as (_, call):
        socket = await call.websocket()
        await call.transport.close()
        assert not session.closed
        assert await socket.receive_str() == "one"


async def test_two_websockets_and_a_reopened_transport():
    async with serving(upgrade(b"one")) as (server, call):
        await call.websocket()
        await call.websocket()
        await call.transport.close()
        await call.transport.open()
        assert await (await call.websocket()).receive_str() == "one"
        assert len(server.requests) == 3


async def test_a_websocket_outlives_the_deadline_of_requests():
    policy = RetryPolicy(deadline_seconds=0.2)
    async with serving(upgrade(b"one"), retry=policy) as (_, call):
        socket = await call.websocket()
        await asyncio.sleep(0.2)
        assert await socket.receive_str() == "one"
        with pytest.raises(TimeoutError):
            await socket.receive(timeout=0.05)


async def test_a_wrong_pin_opens_no_websocket_and_sends_nothing():
    async with RawServer(upgrade()) as server, Caller(server.port, Pinned("ab" * 32)) as call:
        with pytest.raises(CertificateMismatchError) as caught:
            await call.websocket()
        assert caught.value.presented == server.fingerprint
        assert caught.value.operation == "GET /v1/subscribe"
        assert await server.met_and_told_nothing()


async def test_a_wrong_pin_opens_no_websocket_on_an_injected_session():
    async with RawServer(upgrade()) as server, aiohttp.ClientSession() as session:
        async with Caller(server.port, Pinned("ab" * 32), session=session) as call:
            with pytest.raises(CertificateMismatchError):
                await call.websocket()
        assert await server.met_and_told_nothing()


async def test_an_untrusted_console_opens_no_websocket_and_tells_its_fingerprint():
    async with RawServer(upgrade()) as server, Caller(server.port, SystemTrust()) as call:
        with pytest.raises(UntrustedCertificateError) as caught:
            await call.websocket()
        assert caught.value.fingerprint == server.fingerprint
        assert await server.met_and_told_nothing()


async def test_a_ca_of_ones_own_serves_websockets_too():
    async with RawServer(upgrade(b"one")) as server:
        trust = CustomCA(server.certificate.ca_pem, server_hostname="unifi.local")
        async with Caller(server.port, trust) as call:
            assert await (await call.websocket()).receive_str() == "one"


@pytest.mark.parametrize("status", [200, 400, 401, 403, 404, 429, 500, 503])
async def test_a_refused_handshake_tells_its_status(status: int):
    async with serving(answer(status, {"message": KEY})) as (server, call):
        with pytest.raises(HandshakeRefusedError, match=f"HTTP status {status}") as caught:
            await call.websocket()
        assert (caught.value.status, caught.value.operation) == (status, "GET /v1/subscribe")
        assert caught.value.__cause__ is None
        assert caught.value.__context__ is None
        assert len(server.requests) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirected_handshake_is_refused_and_the_key_reaches_no_other_server(status: int):
    async with RawServer(upgrade()) as target:
        async with serving(answer(status, b"", {"Location": f"https://{target.host}/take"})) as (server, call):
            with pytest.raises(HandshakeRefusedError) as caught:
                await call.websocket()
            assert caught.value.status == status
            assert len(server.requests) == 1
        assert target.connections == 0


async def test_a_handshake_with_a_wrong_answer_is_refused():
    async with serving(answer(101, b"", {"Upgrade": "websocket", "Connection": "Upgrade"})) as (_, call):
        with pytest.raises(HandshakeRefusedError) as caught:
            await call.websocket()
        assert caught.value.status == 101


async def test_a_handshake_without_an_answer_is_a_failed_connection():
    async with serving(drop()) as (_, call):
        with pytest.raises(ConnectionFailedError, match="GET /v1/subscribe"):
            await call.websocket()


async def test_a_handshake_that_takes_too_long_times_out():
    async with serving(hang(), retry=RetryPolicy(deadline_seconds=0.05)) as (server, call):
        with pytest.raises(RequestTimeoutError):
            await call.websocket()
        await server.all_closed()


async def test_a_refused_connection_is_told_as_such(closed_port: int):
    async with Caller(closed_port, Pinned("ab" * 32)) as call:
        with pytest.raises(ConnectionFailedError, match="can't be reached"):
            await call.websocket()


async def test_a_transport_that_is_not_open_opens_no_websocket():
    with pytest.raises(ConfigurationError, match="async with"):
        await Caller(443, Pinned("ab" * 32)).websocket()


async def test_a_closed_injected_session_opens_no_websocket():
    session = aiohttp.ClientSession()
    await session.close()
    with pytest.raises(ConfigurationError, match="not open"):
        await Caller(443, Pinned("ab" * 32), session=session).websocket()


async def test_a_websocket_waits_for_its_turn(fake_clock: FakeClock):
    async with serving(upgrade(), clock=fake_clock) as (_, call):
        call.endpoint.pace.hold(7)
        await call.websocket()
        assert fake_clock.slept == [7]
        call.endpoint.pace.hold(60)
        with pytest.raises(RateLimitedError, match="nothing was sent"):
            await call.websocket()


async def test_cancelling_a_handshake_closes_its_connection():
    async with aiohttp.ClientSession() as session, serving(hang(), session=session) as (server, call):
        task = asyncio.create_task(call.websocket())
        await server.arrived()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await server.all_closed()


async def test_cancelling_again_while_a_handshake_is_cleaned_up_loses_no_result():
    async def stubborn() -> str:
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(60)
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(60)
        return "opened"

    async def undo(result: str) -> None:
        undone.append(result)

    undone: list[str] = []
    async with serving() as (_, call):
        task = asyncio.create_task(call.transport.run(stubborn(), undo=undo))
        for _ in range(2):
            await asyncio.sleep(0)
            task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert undone == ["opened"]


async def test_cancelling_while_the_transport_closes_leaves_no_connection():
    async def lingering() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0.05)

    async with serving(upgrade(), answer()) as (server, call):
        await call.websocket()
        await call.send()
        task = call.transport.spawn(lingering())
        await asyncio.sleep(0)
        closing = asyncio.create_task(call.transport.close())
        await asyncio.sleep(0)
        closing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await closing
        await server.all_closed()
        assert task.cancelled()


async def test_a_websocket_that_ended_by_an_error_keeps_no_connection():
    async with serving(upgrade()) as (server, call):
        socket = await call.websocket()
        connection = socket._response.connection
        socket._reader.set_exception(aiohttp.ClientPayloadError("broken"))
        assert (await socket.receive()).type is aiohttp.WSMsgType.CLOSED
        assert connection.protocol is not None
        await hang_up(socket)
        assert connection.protocol is None
        await server.all_closed()
