"""A stream reconnects by itself, and whoever reads it is told whenever something may be missing."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
from aiohttp import web

from tests.support.clock import FakeClock, SteppedClock
from tests.support.stage import Stage, sends, stays
from tests.support.streams import eventually, take
from unifi_sdk._core.clock import SystemClock
from unifi_sdk._core.listener import Liveness
from unifi_sdk._core.stream import Connected, Gap, RawEvent, Resynced
from unifi_sdk.errors import (
    AuthenticationError,
    CertificateMismatchError,
    ConfigurationError,
    ConnectionFailedError,
    NotFoundError,
)


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


async def hangs(socket: web.WebSocketResponse) -> None:
    """Never says anything, not even goodbye."""
    await asyncio.sleep(5)


async def the_rest(items) -> list[object]:
    async with asyncio.timeout(2):
        return [item async for item in items]


async def nothing_is_left(stage: Stage) -> None:
    await eventually(lambda: not stage.transport._tasks and stage.open_connections == 0)


@pytest.mark.parametrize("script", [stays, hangs])
async def test_a_stream_whose_console_is_closed_ends_at_once_and_quietly(script):
    stage = Stage(script)
    async with stage.open() as items:
        await take(items, 1)
        rest = asyncio.create_task(the_rest(items))
        await asyncio.sleep(0.05)
        async with asyncio.timeout(1):
            await stage.transport.close()
        assert await rest == []
        assert not stage.transport._tasks


async def test_a_stream_that_nobody_reads_just_then_ends_too():
    stage = Stage(sends(*({"n": number} for number in range(50))))
    async with stage.open() as items:
        await take(items, 3)
        await asyncio.sleep(0.05)
        await stage.transport.close()
        await nothing_is_left(stage)
        assert await the_rest(items) == []


async def test_a_stream_that_waits_to_connect_again_ends_at_once_when_its_console_is_closed():
    clock = SteppedClock()
    stage = Stage(sends({"n": 1}), clock=clock)
    async with stage.open() as items:
        assert await take(items, 3) == [Connected(), 1, Gap("connection lost")]
        rest = asyncio.create_task(the_rest(items))
        await asyncio.sleep(0.05)
        assert not rest.done()
        await stage.transport.close()
        assert await rest == []
        assert clock.now == SteppedClock().now


async def test_a_stream_that_opens_while_its_console_is_closed_raises_our_error_at_once():
    arrived = asyncio.Event()

    async def no_answer(request: web.Request) -> web.StreamResponse:
        arrived.set()
        await asyncio.sleep(5)
        return web.Response()

    stage = Stage(stays)
    stage.handle = no_answer  # type: ignore[method-assign]
    async with stage.open() as items:
        opening = asyncio.create_task(the_rest(items))
        await arrived.wait()
        await stage.transport.close()
        with pytest.raises(ConfigurationError, match="not open"):
            await opening


async def test_a_stream_that_waits_for_its_turn_while_its_console_is_closed_raises_our_error_at_once():
    stage = Stage(stays, clock=SteppedClock())
    async with stage.open() as items:
        stage.endpoint.pace.hold(20)
        opening = asyncio.create_task(the_rest(items))
        await asyncio.sleep(0.05)
        assert not opening.done()
        await stage.transport.close()
        with pytest.raises(ConfigurationError, match="not open"):
            await opening
    assert stage.connections == 0


async def test_a_stream_of_a_console_that_is_closed_already_raises_our_error():
    stage = Stage(stays)
    async with stage.open() as items:
        await stage.transport.close()
        with pytest.raises(ConfigurationError, match="not open"):
            await anext(items)


@pytest.mark.parametrize("milliseconds", [0, 1, 2, 3, 5, 8, 13, 21])
async def test_at_whatever_moment_the_console_is_closed_a_stream_ends_with_nothing_but_our_error(milliseconds):
    stage = Stage(sends({"n": 1}), sends({"n": 2}), stays, clock=SystemClock())
    async with stage.open() as items:
        reading = asyncio.create_task(the_rest(items))
        await asyncio.sleep(milliseconds / 1000)
        async with asyncio.timeout(1):
            await stage.transport.close()
            (outcome,) = await asyncio.gather(reading, return_exceptions=True)
        assert isinstance(outcome, list | ConfigurationError)
        assert "RuntimeError" not in repr(outcome)
        await nothing_is_left(stage)


async def test_a_stream_on_a_session_that_somebody_else_closes_raises_our_error_at_once():
    async with aiohttp.ClientSession() as session:
        stage = Stage(stays, clock=SteppedClock())
        async with stage.open(session=session) as items:
            await take(items, 1)
            await session.close()
            assert await take(items, 1) == [Gap("connection lost")]
            with pytest.raises(ConfigurationError, match="not open"):
                await asyncio.wait_for(anext(items), 1)


async def test_closing_a_console_closes_its_sockets_on_a_session_of_somebody_else():
    async with aiohttp.ClientSession() as session:
        stage = Stage(stays)
        async with stage.open(session=session) as items:
            await take(items, 1)
            await stage.transport.close()
            await nothing_is_left(stage)
            assert not session.closed


async def test_a_stream_goes_on_when_its_console_was_closed_and_opened_again():
    stage = Stage(stays, sends({"n": 2}), stays)
    async with stage.open() as items:
        await take(items, 1)
        await stage.transport.close()
        await stage.transport.open()
        assert await the_rest(items) == []


@pytest.mark.parametrize("milliseconds", [0, 1, 2, 3, 5, 8, 13, 21])
async def test_a_reader_that_is_cancelled_at_whatever_moment_leaves_no_task_and_no_socket(milliseconds):
    stage = Stage(sends({"n": 1}), stays, clock=SystemClock())
    async with stage.open() as items:
        reading = asyncio.create_task(the_rest(items))
        await asyncio.sleep(milliseconds / 1000)
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
        await nothing_is_left(stage)


@pytest.mark.parametrize("depth", [300, 700, 1_000, 5_000])
async def test_a_frame_of_any_depth_is_a_raw_event_and_ends_nothing(depth):
    deep = '{"a":' * depth + "1" + "}" * depth
    async with Stage(sends(f'{{"n": 1, "future": {deep}}}', deep, "[" * depth, {"n": 2}), stays).open() as items:
        _, *raw, event = await take(items, 5)
    assert event == 2
    assert all(isinstance(item, RawEvent) and item.error for item in raw)
    assert "less deeply" in str(raw[0].error)


async def test_a_decoder_that_recurses_too_deeply_ends_nothing(monkeypatch):
    def recursive(frame: object) -> list[object]:
        return recursive(frame) if frame == {"n": 1} else [frame]

    monkeypatch.setattr("tests.support.stage.decode", recursive)
    async with Stage(sends({"n": 1}, {"n": 2}), stays).open() as items:
        _, raw, event = await take(items, 3)
    assert isinstance(raw, RawEvent)
    assert event == {"n": 2}
