"""Cancellation goes through at once, as itself, and leaves nothing open."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import aiohttp
import pytest

from tests.support.calls import Caller, serving
from tests.support.raw_server import answer, hang, until
from unifi_sdk._core.clock import SystemClock
from unifi_sdk.retry import RetryPolicy
from unifi_sdk.trust import Pinned


async def cancel_when(reached: Callable[[], bool], call: Caller) -> None:
    """Cancel a write as soon as something is so, and see that it ends at once as a cancelled task."""
    task = asyncio.create_task(call.send("PUT"))
    await until(reached)
    task.cancel()
    done, _ = await asyncio.wait({task}, timeout=1)
    assert done
    assert task.cancelled()


async def test_cancellation_ends_a_call_that_waits_for_an_answer_and_its_connection():
    async with aiohttp.ClientSession() as session, serving(hang(), session=session) as (server, call):
        await cancel_when(lambda: len(server.requests) == 1, call)
        await server.all_closed()
        assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_cancellation_ends_a_call_in_the_middle_of_a_body_and_its_connection():
    endless = hang(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n")
    async with aiohttp.ClientSession() as session, serving(endless, session=session) as (server, call):
        task = asyncio.create_task(call.send())
        await server.arrived()
        await asyncio.sleep(0.02)
        task.cancel()
        with pytest.raises(asyncio.CancelledError) as kept:
            await task
        await server.all_closed()  # while the exception still holds every frame
        assert kept.type is asyncio.CancelledError


async def test_cancellation_ends_a_wait_between_attempts():
    policy = RetryPolicy(base_seconds=20, jitter=lambda: 1.0)
    async with serving(answer(503), retry=policy, clock=SystemClock()) as (server, call):
        await cancel_when(lambda: len(server.requests) == 1, call)
        assert len(server.requests) == 1


async def test_cancellation_ends_a_call_that_is_connecting(deaf_port: int):
    async with Caller(deaf_port, Pinned("0" * 64), clock=SystemClock()) as call:
        started = asyncio.get_running_loop().time()
        await cancel_when(lambda: asyncio.get_running_loop().time() > started + 0.02, call)


async def test_a_callers_own_timeout_stays_a_plain_timeout_error():
    async with serving(hang(), clock=SystemClock()) as (_, call):
        with pytest.raises(TimeoutError) as caught:
            async with asyncio.timeout(0.05):
                await call.send("PUT")
        assert type(caught.value) is TimeoutError
