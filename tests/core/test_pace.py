"""Requests keep their distance, a console that asks for a pause gets it, and nobody waits for a turn that comes too late."""

from __future__ import annotations

import asyncio
import gc
import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.clock import FakeClock, SteppedClock
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


class Callers:
    """Those who wait for a turn of one pace, each with a name; `told` has who got one, and when, in seconds from now."""

    def __init__(self, per_second: float | None) -> None:
        self.clock = SteppedClock()
        self.pace = Pace(self.clock, per_second)
        self.told: list[tuple[str, float]] = []
        self._start = self.clock.now
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def come(self, *names: str, latest: float = FOREVER, is_socket: bool = False) -> None:
        for name in names:
            self._tasks[name] = asyncio.create_task(self._wait(name, latest, is_socket))
        await self.clock.advance(0)

    async def _wait(self, name: str, latest: float, is_socket: bool) -> None:
        has_turn = await self.pace.wait(self._start + latest, is_socket=is_socket)
        self.told.append((name if has_turn else f"{name} too late", round(self.clock.now - self._start, 3)))

    def cancel(self, *names: str) -> None:
        for name in names:
            self._tasks[name].cancel()


async def test_a_caller_that_is_cancelled_gives_its_turn_back():
    callers = Callers(1)
    await callers.come("a", "b", "c", "d", "e")
    callers.cancel("b", "d")
    await callers.clock.advance(10)
    assert callers.told == [("a", 0), ("c", 1), ("e", 2)]


async def test_nobody_waits_for_those_who_were_cancelled_all_at_once():
    callers = Callers(8)
    crowd = [str(number) for number in range(150)]
    await callers.come("first", *crowd)
    callers.cancel(*crowd)
    await callers.come("last", latest=0.125)
    await callers.clock.advance(1)
    assert callers.told == [("first", 0), ("last", 0.125)]


async def test_a_socket_goes_before_every_request_that_waits_and_sockets_keep_their_order():
    callers = Callers(1)
    await callers.come("a", "b", "c")
    await callers.clock.advance(0.5)
    await callers.come("first socket", "second socket", is_socket=True)
    await callers.clock.advance(10)
    assert callers.told == [("a", 0), ("first socket", 1), ("second socket", 2), ("b", 3), ("c", 4)]


async def test_a_socket_gets_a_turn_in_time_whatever_waits():
    callers = Callers(8)
    await callers.come(*(str(number) for number in range(1000)))
    await callers.come("socket", latest=1, is_socket=True)
    await callers.clock.advance(1)
    assert ("socket", 0.125) in callers.told


async def test_a_pause_that_the_console_asks_for_holds_sockets_too():
    callers = Callers(None)
    callers.pace.hold(30)
    await callers.come("socket", is_socket=True)
    await callers.come("late", latest=29, is_socket=True)
    await callers.clock.advance(31)
    assert callers.told == [("late too late", 0), ("socket", 30)]


async def test_those_whose_turn_comes_too_late_by_a_pace_that_was_just_learned_are_told():
    callers = Callers(8)
    await callers.come("a", "b")
    await callers.come("c", "d", latest=1)
    callers.pace.learn('"2-in-1sec"; q=2; w=1')
    await callers.clock.advance(1)
    assert callers.told == [("a", 0), ("b", 0.625), ("c too late", 0.625), ("d too late", 0.625)]


def test_one_pace_serves_two_event_loops_and_one_that_died_with_callers_in_it():
    pace = Pace(SystemClock(), per_second=50)

    async def leave_some_waiting() -> None:
        tasks = [asyncio.ensure_future(pace.wait(FOREVER)) for _ in range(20)]
        await asyncio.sleep(0.01)
        for task in tasks:
            task.get_loop().stop()

    dead = asyncio.new_event_loop()
    begun = dead.create_task(leave_some_waiting())
    dead.run_forever()

    async def wait() -> bool:
        return await pace.wait(SystemClock().monotonic() + 1)

    assert asyncio.run(wait())
    for task in {begun, *asyncio.all_tasks(dead)}:
        task.cancel()
    dead.run_until_complete(asyncio.sleep(0))
    dead.close()


@given(st.lists(st.tuples(st.sampled_from("srcwh"), st.integers(0, 9)), max_size=40))
def test_in_any_history_turns_keep_their_distance_and_everybody_gets_one(steps: list[tuple[str, int]]):
    async def play() -> None:
        callers = Callers(4)
        names: list[str] = []
        cancelled: set[str] = set()
        for kind, number in steps:
            if kind in "sr":
                names.append(f"{kind}{len(names)}")
                await callers.come(names[-1], is_socket=kind == "s")
            elif kind == "c" and names:
                name = names[number % len(names)]
                if name not in dict(callers.told):
                    cancelled.add(name)
                    callers.cancel(name)
            elif kind == "h":
                callers.pace.hold(number / 10)
            else:
                await callers.clock.advance(number / 10)
        await callers.clock.advance(100)
        moments = [moment for _, moment in callers.told]
        assert all(after - before >= 0.249 for before, after in itertools.pairwise(moments))
        assert {name for name, _ in callers.told} == set(names) - cancelled

    asyncio.run(play())


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
