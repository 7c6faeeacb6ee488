"""A restart of a recorder with hundreds of devices: whatever comes at once is told whole, in bounded memory."""

from __future__ import annotations

import asyncio
import json
import time
import tracemalloc
from collections.abc import AsyncIterator, Iterable
from contextlib import aclosing, asynccontextmanager
from typing import Any

import pytest
from aiohttp import web

from tests.support.certificates import certificate
from tests.support.memory import traced
from tests.support.mirrors import replayed
from tests.support.streams import eventually
from unifi_sdk import Connected, Gap, Pinned, ProtectClient, Resynced
from unifi_sdk.protect import Changed, EventEnded, EventStarted
from unifi_sdk.protect.models import Camera

BASE = "/proxy/protect/integration/v1"
START = 1_767_225_600_000
CAMERAS = 200


def camera(number: int, name: str = "old") -> dict[str, Any]:
    return {"id": f"c{number}", "modelKey": "camera", "name": name, "state": "CONNECTED"}


def renamings(count: int) -> Iterable[dict[str, Any]]:
    for number in range(count):
        yield {
            "type": "update",
            "item": {"id": f"c{number % CAMERAS}", "modelKey": "camera", "name": str(number)},
        }


def short_events(count: int) -> Iterable[dict[str, Any]]:
    for number in range(count):
        event = {"id": f"e{number}", "modelKey": "event"}
        yield {"type": "add", "item": {**event, "type": "motion", "start": START + number, "device": "c1"}}
        yield {"type": "update", "item": {**event, "end": START + number + 1}}


class Console:
    """Lists its cameras, and sends what it is given to each listener as fast as it can, once `go` is set."""

    def __init__(self, messages: Iterable[dict[str, Any]]) -> None:
        self.go = asyncio.Event()
        self._messages = messages

    async def listen(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await self.go.wait()
        for number, message in enumerate(self._messages):
            await socket.send_str(json.dumps(message))
            if number % 50 == 0:
                await asyncio.sleep(0)
        async for _ in socket:
            pass
        return socket

    async def answer(self, request: web.Request) -> web.Response:
        family = request.path.rsplit("/", 1)[-1]
        if family == "nvrs":
            return web.json_response({"id": "nvr", "modelKey": "nvr", "name": "NVR"})
        return web.json_response([camera(number) for number in range(CAMERAS)] if family == "cameras" else [])


@asynccontextmanager
async def bursting(messages: Iterable[dict[str, Any]]) -> AsyncIterator[tuple[Console, ProtectClient]]:
    console, served = Console(messages), certificate()
    app = web.Application()
    app.router.add_get(BASE + "/subscribe/{which}", console.listen)
    app.router.add_route("*", "/{tail:.*}", console.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=served.context).start()
        host = f"127.0.0.1:{runner.addresses[0][1]}"
        async with ProtectClient(host, api_key="fake-key", tls=Pinned(served.fingerprint)) as protect:
            protect._app.endpoint.pace.per_second = None
            yield console, protect
    finally:
        await runner.cleanup()


@pytest.mark.parametrize("busy_seconds", [0, 0.5])
async def test_every_change_of_a_burst_comes_out_of_the_mirror_and_its_state_is_true(busy_seconds):
    count = 20_000
    async with bursting(renamings(count)) as (console, protect), protect.mirror() as home:
        before = dict(home.devices)
        told: list[Any] = []
        async with aclosing(aiter(home)) as changes, asyncio.timeout(30):
            first = asyncio.ensure_future(anext(changes))
            await asyncio.sleep(0)
            console.go.set()
            told.append(await first)
            time.sleep(busy_seconds)  # noqa: ASYNC251 - nothing else goes on either
            async for change in changes:
                told.append(change)
                if len(told) == count:
                    break
        assert all(isinstance(change, Changed) for change in told)
        assert [change.new.name for change in told] == [str(number) for number in range(count)]
        assert home.is_current
        assert replayed(before, told) == home.devices


async def test_a_mirror_whose_changes_nobody_reads_follows_a_burst():
    async with bursting(renamings(20_000)) as (console, protect), protect.mirror() as home:
        waiting = asyncio.ensure_future(anext(aiter(home)))
        console.go.set()
        await waiting
        await eventually(lambda: {camera.name for camera in home.all(Camera)} == set(map(str, range(19_800, 20_000))))
        assert home.is_current


async def test_every_event_of_a_burst_begins_and_ends():
    count = 10_000
    async with bursting(short_events(count)) as (console, protect), aclosing(protect.events()) as items:
        assert await anext(items) == Connected()
        console.go.set()
        async with asyncio.timeout(30):
            told = [await anext(items) for _ in range(2 * count)]
    assert [type(change) for change in told] == [EventStarted, EventEnded] * count
    assert [change.event.id for change in told[::2]] == [f"e{number}" for number in range(count)]


async def test_a_bulk_message_takes_what_it_is_large_and_not_what_it_stands_for():
    ids = [f"c{number}" for number in range(2_000)]
    item = {"id": ids, "modelKey": "camera", **{f"future{number}": number for number in range(1_000)}}
    assert 30_000 < len(json.dumps(item)) < 50_000
    messages = [{"type": "update", "item": item}] * 3
    async with bursting(messages) as (console, protect), aclosing(protect.frames("devices")) as frames:
        assert await anext(frames) == Connected()
        with traced():
            before, _ = tracemalloc.get_traced_memory()
            console.go.set()
            async with asyncio.timeout(30):
                told = [(await anext(frames)).id for _ in range(3 * len(ids))]
            _, peak = tracemalloc.get_traced_memory()
    assert told == ids * 3
    assert peak - before < 5_000_000


async def test_what_waits_for_an_iteration_is_counted_in_bytes_too():
    def large(count: int) -> Iterable[dict[str, Any]]:
        for number in range(count):
            new = {f"future{key}": [number, "x" * 2_000] for key in range(50)}
            yield {"type": "update", "item": {"id": "c1", "modelKey": "camera", "name": str(number), **new}}

    async with bursting(large(1_000)) as (console, protect), protect.mirror() as home:
        before = dict(home.devices)
        async with aclosing(aiter(home)) as changes, asyncio.timeout(60):
            with traced():
                start, _ = tracemalloc.get_traced_memory()
                first = asyncio.ensure_future(anext(changes))
                await asyncio.sleep(0)
                console.go.set()
                told: list[Any] = [await first]
                await eventually(lambda: home.devices["c1"].name == "999")
                taken, _ = tracemalloc.get_traced_memory()
            while told[-1] != Resynced():
                told.append(await anext(changes))
        assert Gap("overflow") in told
        assert taken - start < 40_000_000
        assert replayed(before, told) == home.devices


@pytest.mark.parametrize("keys", [0, 500])
async def test_a_bulk_message_of_many_devices_overflows_no_iteration_that_only_reads(keys):
    ids = [f"c{number}" for number in range(CAMERAS)]
    turns = 100 if not keys else 3

    def bulk(turn: int) -> dict[str, Any]:
        future = {f"future{key}": {"a": key, "turn": turn} for key in range(keys)}
        return {"type": "update", "item": {"id": ids, "modelKey": "camera", "name": str(turn), **future}}

    messages = map(bulk, range(turns))
    async with bursting(messages) as (console, protect), protect.mirror() as home:
        async with aclosing(aiter(home)) as changes, asyncio.timeout(30):
            first = asyncio.ensure_future(anext(changes))
            await asyncio.sleep(0)
            console.go.set()
            told = [await first, *[await anext(changes) for _ in range(turns * CAMERAS - 1)]]
        assert not [change for change in told if isinstance(change, Gap)]
        assert {camera.name for camera in home.all(Camera)} == {str(turns - 1)}
