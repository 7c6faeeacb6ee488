"""The machine's own clock."""

from __future__ import annotations

import asyncio
import time

import pytest

from unifi_sdk._core.clock import SystemClock


async def test_the_clock_is_the_machines():
    clock = SystemClock()
    assert clock.time() == pytest.approx(time.time(), abs=1)
    assert clock.monotonic() == pytest.approx(time.monotonic(), abs=1)


async def test_sleeping_takes_real_time_and_lets_others_run():
    clock = SystemClock()
    before = clock.monotonic()
    other = asyncio.create_task(asyncio.sleep(0))
    await clock.sleep(0.02)
    assert other.done()
    assert clock.monotonic() - before >= 0.019
