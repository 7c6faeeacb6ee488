"""A socket is read no faster than its reader reads: nothing is lost, little waits, and a dead connection is noticed."""

from __future__ import annotations

import asyncio
import json
import time
import tracemalloc
from collections.abc import AsyncGenerator
from typing import Any

import pytest
from aiohttp import WSMsgType, web

from tests.support.memory import traced
from tests.support.stage import Stage, stays
from tests.support.streams import eventually
from unifi_sdk._core import listener
from unifi_sdk._core.clock import SystemClock
from unifi_sdk._core.listener import Liveness
from unifi_sdk._core.stream import Connected, Gap, Idle, Resynced


class Flood:
    """Sends numbered messages as fast as it can, and counts those that have left; then stays."""

    def __init__(self, count: int, padding: int = 0) -> None:
        self.count = count
        self.sent = 0
        self._padding = "x" * padding

    async def __call__(self, socket: web.WebSocketResponse) -> None:
        for number in range(self.count):
            await socket.send_str(json.dumps({"n": number, "padding": self._padding}))
            self.sent += 1
            if number % 50 == 0:
                await asyncio.sleep(0)
        await stays(socket)

    async def stalls(self) -> int:
        """Wait until no more leave; how many have."""
        before = -1
        while before != self.sent:
            before = self.sent
            await asyncio.sleep(0.1)
        return self.sent


def busy(seconds: float) -> None:
    """Keep everything in this process from going on."""
    time.sleep(seconds)


async def take(items: AsyncGenerator[Any, None], count: int) -> list[Any]:
    """The next items, as fast as they can be taken."""
    async with asyncio.timeout(20):
        return [await anext(items) for _ in range(count)]


def real(*scripts, **options) -> Stage:
    """A stage on which time is the machine's."""
    return Stage(*scripts, clock=SystemClock(), **options)


async def test_a_burst_arrives_whole_however_large_it_is():
    async with real(Flood(20_000)).open() as items:
        assert await take(items, 1) == [Connected()]
        assert await take(items, 20_000) == list(range(20_000))


async def test_a_burst_that_comes_while_the_program_is_busy_arrives_whole():
    async with real(Flood(5_000)).open() as items:
        await take(items, 2)
        busy(0.3)
        assert await take(items, 4_999) == list(range(1, 5_000))


@pytest.mark.parametrize("padding", [200, 50_000], ids=["many", "large"])
async def test_the_console_waits_while_nobody_reads_and_all_comes_later(padding):
    flood = Flood(15_000_000 // (padding + 50), padding)
    async with real(flood).open() as items:
        await take(items, 2)
        held = await flood.stalls()
        assert held < flood.count
        assert await take(items, flood.count - 1) == list(range(1, flood.count))


async def test_what_waits_here_is_bounded_in_messages_and_in_bytes(monkeypatch):
    waited: list[tuple[int, int]] = []
    may_wait = listener.Listener._has_room

    def has_room(self: listener.Listener) -> bool:
        waited.append((len(self._waiting), self._bytes))
        return may_wait(self)

    monkeypatch.setattr(listener.Listener, "_has_room", has_room)
    for flood in (Flood(5_000), Flood(300, 20_000)):
        async with real(flood).open() as items:
            await take(items, 2)
            await flood.stalls()
            await take(items, flood.count - 1)
    assert max(count for count, _ in waited) == 1000
    assert 1_000_000 <= max(size for _, size in waited) <= 1024 * 1024 + 20_200


async def test_one_message_of_thousands_of_items_takes_no_more_memory_than_a_few(monkeypatch):
    async def bulk(socket: web.WebSocketResponse) -> None:
        await socket.send_str(json.dumps({"n": 5_000}))
        await stays(socket)

    monkeypatch.setattr("tests.support.stage.decode", lambda frame: (bytes(100_000) for _ in range(frame["n"])))
    async with real(bulk).open() as items:
        await take(items, 2)
        with traced():
            before, _ = tracemalloc.get_traced_memory()
            for _ in range(4_999):
                await anext(items)
            _, peak = tracemalloc.get_traced_memory()
    assert peak - before < 2_000_000


async def test_others_run_while_a_burst_is_read():
    ran = 0

    async def other() -> None:
        nonlocal ran
        while True:
            await asyncio.sleep(0)
            ran += 1

    async with real(Flood(5_000)).open() as items:
        await take(items, 1)
        running = asyncio.create_task(other())
        async for item in items:
            if item == 4_999:
                break
        running.cancel()
    assert ran >= 40


async def test_a_reader_that_takes_nothing_for_too_long_loses_the_connection_and_is_told(monkeypatch):
    monkeypatch.setattr(listener, "_PATIENCE_SECONDS", 0.3)
    stage = Stage(Flood(100_000, 1_000), stays)
    async with stage.open() as items:
        await take(items, 2)
        await eventually(lambda: stage.open_connections == 0)
        kept = []
        while not isinstance(item := (await take(items, 1))[0], Gap):
            kept.append(item)
        assert item == Gap("overflow")
        assert kept == list(range(1, len(kept) + 1))
        assert 500 <= len(kept) <= 1_000
        assert await take(items, 1) == [Resynced()]  # without a word of the console


async def test_a_reader_that_takes_little_loses_nothing(monkeypatch):
    monkeypatch.setattr(listener, "_PATIENCE_SECONDS", 0.15)
    async with real(Flood(30_000)).open() as items:
        taken = await take(items, 2)
        for _ in range(20):
            await asyncio.sleep(0.05)
            taken += await take(items, 1)
        taken += await take(items, 30_000 - len(taken) + 1)
    assert taken == [Connected(), *range(30_000)]


async def test_a_program_that_is_busy_for_longer_than_that_loses_nothing(monkeypatch):
    monkeypatch.setattr(listener, "_PATIENCE_SECONDS", 0.2)
    flood = Flood(30_000)
    async with real(flood).open() as items:
        await take(items, 2)
        for _ in range(3):
            await asyncio.sleep(0.1)
            busy(0.5)
            await take(items, 1)
        assert await take(items, 30_000 - 4) == list(range(4, 30_000))


async def deaf(socket: web.WebSocketResponse) -> None:
    """Answers no ping and says nothing."""
    await asyncio.sleep(5)


async def test_a_console_that_answers_no_ping_is_noticed():
    stage = Stage(deaf, autoping=False)
    stage.liveness = Liveness(ping_seconds=0.1)
    async with stage.open() as items:
        began = time.monotonic()
        assert await take(items, 2) == [Connected(), Gap("silence")]
        assert 0.14 < time.monotonic() - began < 2


async def test_a_console_that_answers_pings_may_be_silent():
    stage = real(stays)
    stage.liveness = Liveness(ping_seconds=0.1)
    async with stage.open() as items:
        await take(items, 1)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(anext(items), 0.6)
    assert stage.connections == 1


async def test_pings_of_the_console_are_answered_also_while_nobody_reads():
    answered = asyncio.Event()

    async def asks(socket: web.WebSocketResponse) -> None:
        await socket.send_str('{"n": 1}')
        await socket.ping(b"still there?")
        message = await socket.receive()
        assert (message.type, message.data) == (WSMsgType.PONG, b"still there?")
        answered.set()
        await stays(socket)

    async with Stage(asks, autoping=False).open() as items:
        assert await take(items, 1) == [Connected()]
        await asyncio.wait_for(answered.wait(), 5)


@pytest.mark.parametrize("liveness", [Liveness(ping_seconds=0.1), Liveness(silence_seconds=0.15)])
async def test_a_connection_that_is_not_read_is_not_taken_for_dead_and_is_when_it_is_read_again(liveness):
    flood = Flood(30_000)

    async def dies(socket: web.WebSocketResponse) -> None:
        for number in range(flood.count):
            await socket.send_str(json.dumps({"n": number}))
        await asyncio.sleep(5)

    stage = real(dies, autoping=False)
    stage.liveness = liveness
    async with stage.open() as items:
        await take(items, 2)
        await asyncio.sleep(0.6)
        assert await take(items, flood.count - 1) == list(range(1, flood.count))
        assert await take(items, 1) == [Gap("silence")]


async def test_a_program_that_is_busy_takes_no_connection_for_dead():
    stage = real(stays)
    stage.liveness = Liveness(ping_seconds=0.2)
    async with stage.open() as items:
        await take(items, 1)
        for _ in range(3):
            await asyncio.sleep(0.05)
            busy(0.5)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(anext(items), 0.5)
    assert stage.connections == 1


async def test_leaving_does_not_wait_for_a_console_that_goes_on_talking(monkeypatch):
    monkeypatch.setattr(listener, "_FAREWELL_SECONDS", 0.2)
    stage = Stage(Flood(100_000, 1_000), autoping=False)
    async with stage.open() as items:
        await take(items, 10)
        async with asyncio.timeout(1):
            await items.aclose()
        await eventually(lambda: stage.open_connections == 0)


async def test_a_stream_that_is_left_before_anything_was_read_leaves_no_connection():
    stage = Stage(Flood(10))
    async with stage.open() as items:
        assert await anext(items) == Connected()
        await items.aclose()
        await eventually(lambda: stage.open_connections == 0)
        assert not stage.transport._tasks


async def test_a_stream_says_something_of_its_own_whenever_nothing_has_come_for_a_while():
    more = asyncio.Event()

    async def talks(socket: web.WebSocketResponse) -> None:
        await socket.send_str('{"n": 1}')
        await more.wait()
        await socket.send_str('{"n": 2}')
        await stays(socket)

    stage = Stage(talks)
    stage.idle = Idle(0.05, lambda: ["quiet", "still quiet"])
    async with stage.open() as items:
        assert await take(items, 6) == [Connected(), 1, "quiet", "still quiet", "quiet", "still quiet"]
        more.set()
        told = await take(items, 5)
    assert 2 in told
    assert {"quiet", "still quiet"} <= set(told)
