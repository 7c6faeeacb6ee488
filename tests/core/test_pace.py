"""Requests keep their distance, a console that asks for a pause gets it, and nobody waits for a turn that comes too late."""

from __future__ import annotations

import asyncio
import gc
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.clock import FakeClock
from unifi_sdk._core.clock import SystemClock
from unifi_sdk._core.pace import Pace, shared_pace

FOREVER = math.inf


async def test_without_a_limit_nobody_waits(fake_clock: FakeClock):
    pace = Pace(fake_clock)
    for _ in range(5):
        assert await pace.wait(FOREVER)
    assert fake_clock.slept == []


async def test_requests_are_spaced_evenly(fake_clock: FakeClock):
    pace = Pace(fake_clock, per_second=4)
    for _ in range(4):
        assert await pace.wait(FOREVER)
    assert fake_clock.slept == [pytest.approx(0.25)] * 3


async def test_requests_at_the_same_time_get_turns_of_their_own():
    pace = Pace(SystemClock(), per_second=100)
    started = asyncio.get_running_loop().time()
    assert all(await asyncio.gather(*(pace.wait(FOREVER) for _ in range(4))))
    assert asyncio.get_running_loop().time() - started >= 0.03


async def test_time_that_has_passed_is_not_waited_again(fake_clock: FakeClock):
    pace = Pace(fake_clock, per_second=1)
    await pace.wait(FOREVER)
    fake_clock.now += 5
    await pace.wait(FOREVER)
    assert fake_clock.slept == []


async def test_a_hold_keeps_every_request_back_and_never_shrinks(fake_clock: FakeClock):
    pace = Pace(fake_clock)
    pace.hold(10)
    pace.hold(2)
    assert await pace.wait(FOREVER)
    assert fake_clock.slept == [10]
    assert await pace.wait(FOREVER)
    assert fake_clock.slept == [10]


async def test_a_hold_reaches_a_request_that_is_waiting_for_its_turn_already():
    class HeldWhileSleeping(FakeClock):
        async def sleep(self, seconds: float) -> None:
            if not self.slept:
                pace.hold(30)
            await super().sleep(seconds)

    clock = HeldWhileSleeping()
    start = clock.now
    pace = Pace(clock, per_second=1)
    await pace.wait(FOREVER)
    assert await pace.wait(FOREVER)
    assert clock.now == start + 30


async def test_a_turn_that_would_come_too_late_is_told_at_once_and_not_taken(fake_clock: FakeClock):
    pace = Pace(fake_clock, per_second=1)
    await pace.wait(FOREVER)
    assert not await pace.wait(fake_clock.now + 0.5)
    assert fake_clock.slept == []
    assert await pace.wait(fake_clock.now + 1)
    assert fake_clock.slept == [1]


async def test_a_hold_that_makes_a_waiting_turn_too_late_is_told():
    class HeldWhileSleeping(FakeClock):
        async def sleep(self, seconds: float) -> None:
            pace.hold(30)
            await super().sleep(seconds)

    clock = HeldWhileSleeping()
    pace = Pace(clock, per_second=1)
    await pace.wait(FOREVER)
    assert not await pace.wait(clock.now + 5)
    assert clock.slept == [1]


@pytest.mark.parametrize(
    ("header", "per_second"),
    [
        ('"10-in-1sec"; q=10; w=1; pk=:OGQ0YjE=:', 8),
        ('"100-in-1min";q=100;w=60', 80 / 60),
        ('"a"; w=2; q=5', 2),
        ('"10-in-1sec"; q=10; w=1, "1000-in-1hour"; q=1000; w=3600', 8),
    ],
)
def test_a_policy_header_is_kept_to_with_a_margin(header: str, per_second: float):
    pace = Pace(FakeClock())
    pace.learn(header)
    assert pace.per_second == pytest.approx(per_second)


@pytest.mark.parametrize(
    "header",
    [
        "",
        "q=10",
        '"x"; q=0; w=1',
        '"x"; q=1; w=0',
        '"x"; q=1',
        '"x"; q=a; w=b',
        '"day"; q=1000; w=86400',
        f"; q={'9' * 5000}; w=1",
    ],
)
def test_a_policy_header_that_tells_nothing_of_use_changes_nothing(header: str):
    pace = Pace(FakeClock(), per_second=3)
    pace.learn(header)
    assert pace.per_second == 3


@given(st.text())
def test_no_policy_header_breaks_anything(header: str):
    pace = Pace(FakeClock())
    pace.learn(header)
    assert pace.per_second is None or pace.per_second > 0


def test_who_asks_the_same_with_the_same_credential_shares_a_pace_and_what_it_learned():
    clock = FakeClock()
    pace = shared_pace(clock, 8, "protect", "https://console", "fake-key")
    pace.learn('"5-in-1sec"; q=5; w=1')
    again = shared_pace(clock, 8, "protect", "https://console", "fake-key")
    assert again is pace
    assert again.per_second == 4


@pytest.mark.parametrize(
    "other",
    [
        ("network", "https://console", "fake-key"),
        ("protect", "https://else", "fake-key"),
        ("protect", "https://console", "k"),
    ],
)
def test_another_application_console_or_credential_has_a_pace_of_its_own(other: tuple[str, str, str]):
    clock = FakeClock()
    pace = shared_pace(clock, 8, "protect", "https://console", "fake-key")
    assert shared_pace(clock, 8, *other) is not pace


def test_a_pace_that_nobody_has_is_forgotten():
    clock = SystemClock()
    shared_pace(clock, 8, "protect", "https://forgotten", "fake-key").learn('"5-in-1sec"; q=5; w=1')
    gc.collect()
    assert shared_pace(clock, 8, "protect", "https://forgotten", "fake-key").per_second == 8


def test_clocks_of_the_machine_are_one():
    pace = shared_pace(SystemClock(), None, "protect", "https://console", "fake-key")
    assert shared_pace(SystemClock(), None, "protect", "https://console", "fake-key") is pace
