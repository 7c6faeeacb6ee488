"""A limit for a minute: some at once, the rest evenly; and a pace that is a part of another one."""

from __future__ import annotations

import asyncio
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.clock import FakeClock
from unifi_sdk._core.connector import key_pace, mobility_pace, pace_to_console
from unifi_sdk._core.pace import Pace
from unifi_sdk.auth import ApiKey

FOREVER = math.inf
ORIGIN = "https://api.ui.com"


async def take(pace: Pace, clock: FakeClock, count: int) -> list[float]:
    """The moments of so many turns, from now on."""
    started = clock.now
    moments = []
    for _ in range(count):
        assert await pace.wait(FOREVER)
        moments.append(clock.now - started)
    return moments


async def test_some_go_at_once_and_the_rest_evenly(fake_clock: FakeClock):
    pace = Pace(fake_clock, 2, burst=3)
    assert await take(pace, fake_clock, 6) == pytest.approx([0, 0, 0, 0.5, 1, 1.5])


async def test_what_was_not_used_is_saved_up_to_the_burst(fake_clock: FakeClock):
    pace = Pace(fake_clock, 2, burst=3)
    await take(pace, fake_clock, 3)
    fake_clock.now += 100
    assert await take(pace, fake_clock, 4) == pytest.approx([0, 0, 0, 0.5])


async def test_those_who_wait_at_once_have_the_same_turns(fake_clock: FakeClock):
    pace = Pace(fake_clock, 2, burst=3)
    assert all(await asyncio.gather(*(pace.wait(FOREVER) for _ in range(6))))
    assert sum(fake_clock.slept) == pytest.approx(1.5)


async def test_a_turn_that_comes_too_late_is_told_at_once(fake_clock: FakeClock):
    pace = Pace(fake_clock, 1, burst=2)
    await take(pace, fake_clock, 2)
    assert not await pace.wait(fake_clock.now + 0.9)
    assert fake_clock.slept == []


async def test_a_hold_counts_more_than_what_was_saved(fake_clock: FakeClock):
    pace = Pace(fake_clock, 2, burst=3)
    pace.hold(10)
    assert (await take(pace, fake_clock, 1))[0] == pytest.approx(10)


@given(st.lists(st.floats(0, 20), max_size=120))
def test_no_minute_has_more_than_is_allowed(gaps: list[float]):
    clock = FakeClock()
    pace = pace_to_console(clock, ORIGIN, ApiKey(f"key-of-{id(clock)}"), "h:1")

    async def run() -> list[float]:
        moments = []
        for gap in [*gaps, *[0.0] * 150]:
            clock.now += gap
            await pace.wait(FOREVER)
            moments.append(clock.now)
        return moments

    moments = asyncio.run(run())
    for first in range(len(moments)):
        assert sum(moments[first] <= each < moments[first] + 59.99 for each in moments[first:]) <= 100


async def test_a_part_takes_a_turn_of_the_whole(fake_clock: FakeClock):
    whole = Pace(fake_clock, 1)
    parts = [Pace(fake_clock, within=whole) for _ in range(3)]
    for part in parts:
        assert await part.wait(FOREVER)
    assert fake_clock.slept == pytest.approx([1, 1])


async def test_one_part_that_is_held_holds_no_other(fake_clock: FakeClock):
    whole = Pace(fake_clock)
    one, other = Pace(fake_clock, within=whole), Pace(fake_clock, within=whole)
    one.hold(30)
    one.hold(30)
    assert (whole.held_for(), other.held_for()) == (0, 0)
    fake_clock.now += 2
    other.hold(30)
    assert whole.held_for() == 0  # long after the other one


async def test_two_parts_that_are_held_within_a_second_hold_the_whole(fake_clock: FakeClock):
    whole = Pace(fake_clock)
    one, other = Pace(fake_clock, within=whole), Pace(fake_clock, within=whole)
    one.hold(30)
    fake_clock.now += 0.5
    other.hold(20)
    assert whole.held_for() == 20


async def test_a_part_learns_of_a_slower_pace_and_of_no_faster_one(fake_clock: FakeClock):
    whole = Pace(fake_clock)
    part = Pace(fake_clock, 2, within=whole)
    part.learn('"10-in-1sec"; q=10; w=1')
    assert part.per_second == 2
    part.learn('"1-in-1sec"; q=1; w=1')
    assert part.per_second == 0.8


def test_everybody_with_a_key_shares_its_paces(fake_clock: FakeClock):
    key, other = ApiKey("one-key-0123"), ApiKey("another-key-0123")
    assert pace_to_console(fake_clock, ORIGIN, key, "h:1") is pace_to_console(fake_clock, ORIGIN, key, "h:1")
    paces = {
        pace_to_console(fake_clock, ORIGIN, key, "h:1"),
        pace_to_console(fake_clock, ORIGIN, key, "h:2"),
        pace_to_console(fake_clock, ORIGIN, other, "h:1"),
        key_pace(fake_clock, ORIGIN, key),
        mobility_pace(fake_clock, ORIGIN, key),
    }
    assert len(paces) == 5
