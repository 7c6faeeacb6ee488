"""Targets are read in the background, each part by itself; what grows old is absent; nothing is left behind."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

import pytest
from prometheus_client import CollectorRegistry

from tests.support.clock import FakeClock
from unifi_sdk import ConfigurationError, ConnectionFailedError
from unifi_sdk._core.clock import SystemClock
from unifi_sdk.calls import OnCall
from unifi_sdk.fleet import ConsoleReference, Pin
from unifi_sdk.metrics import Exporter, Gauge, Target, Timing, reference_target
from unifi_sdk.metrics.samples import Samples
from unifi_sdk.simulator import SimulatedConsole

pytestmark = pytest.mark.asyncio(loop_scope="package")

LEVEL = Gauge("unifi_level", "A level")
FAST = Timing(interval_seconds=0.01, deadline_seconds=0.05, keep_seconds=60)


class Clock(FakeClock):
    """Time that a test passes; whoever waits waits until it says so."""

    def __init__(self) -> None:
        super().__init__()
        self.turn = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await self.turn.wait()
        self.turn.clear()


async def one() -> Samples:
    samples = Samples()
    samples.put(LEVEL, 1)
    return samples


async def refused() -> Samples:
    raise ConnectionFailedError("nobody is there")


async def hanging() -> Samples:
    await asyncio.Event().wait()
    raise AssertionError


def target(name: str = "one", **parts: Callable[[], Awaitable[Samples]]) -> Target:
    @asynccontextmanager
    async def opened(on_call: OnCall) -> AsyncIterator[Mapping[str, Callable[[], Awaitable[Samples]]]]:
        yield parts

    return Target(name=name, applications=tuple(parts), open=opened)


def read(exporter: Exporter, name: str = "one") -> dict[str, float]:
    """What a scrape of a target gives now, by name and application."""
    collector = exporter.collector(name)
    assert collector is not None
    registry = CollectorRegistry()
    registry.register(collector)
    return {
        " ".join([sample.name, *sample.labels.values()]): sample.value
        for family in registry.collect()
        for sample in family.samples
    }


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not holds():  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.002)


async def test_before_the_first_round_there_is_nothing_and_not_a_zero():
    async with Exporter([target(network=one)], clock=Clock()) as exporter:
        await asyncio.sleep(0)
        assert read(exporter) == {}


async def test_values_carry_their_age_and_are_absent_when_it_is_too_great():
    clock = Clock()
    timing = Timing(interval_seconds=60, keep_seconds=100)
    async with Exporter([target(network=one)], timing=timing, clock=clock) as exporter:
        clock.turn.set()
        await until(lambda: "unifi_up" in read(exporter))
        clock.now += 90
        assert read(exporter)["unifi_level"] == 1
        assert read(exporter)["unifi_collected_age_seconds network"] == 90
        assert read(exporter)["unifi_collected_timestamp_seconds network"] == clock.now - 90
        clock.now += 11
        found = read(exporter)
    assert set(found) == {"unifi_up", "unifi_application_up network", "unifi_collection_duration_seconds"}


async def test_a_console_that_goes_away_is_down_at_once_and_its_values_stay_until_they_are_old():
    clock, answers = Clock(), [one, refused]

    async def once() -> Samples:
        return await answers.pop(0)()

    async with Exporter([target(network=once)], clock=clock) as exporter:
        clock.turn.set()
        await until(lambda: read(exporter).get("unifi_up") == 1)
        clock.turn.set()
        await until(lambda: read(exporter).get("unifi_up") == 0)
        assert read(exporter)["unifi_level"] == 1
        clock.now += 181
        assert "unifi_level" not in read(exporter)


async def test_a_part_that_fails_or_hangs_takes_no_other_with_it(caplog: pytest.LogCaptureFixture):
    parts = target(network=one, access=refused, protect=hanging)
    async with Exporter([parts], timing=FAST, clock=SystemClock(), jitter=lambda: 0.0) as exporter:
        await until(lambda: "unifi_application_up protect" in read(exporter))
        found = read(exporter)
        await asyncio.sleep(0.1)  # another round, which says nothing new
    assert (found["unifi_up"], found["unifi_level"]) == (1, 1)
    assert [found[f"unifi_application_up {name}"] for name in ("network", "access", "protect")] == [1, 0, 0]
    said = sorted(record.getMessage() for record in caplog.records if record.name == "unifi_sdk.metrics")
    assert said == [
        "one: access can't be read, its values will be absent: nobody is there",
        "one: protect can't be read, its values will be absent: TimeoutError",
    ]


async def test_a_target_that_can_not_be_opened_is_down():
    reference = ConsoleReference(name="one", host="127.0.0.1:9", api_key_name="MISSING")
    async with Exporter([reference_target(reference, {}.get)], timing=FAST, jitter=lambda: 0.0) as exporter:
        await until(lambda: "unifi_up" in read(exporter))
        assert read(exporter)["unifi_up"] == 0
        assert read(exporter)["unifi_application_up network"] == 0


async def test_rounds_are_spread_and_jittered():
    clock = Clock()
    targets = [target(name, network=one) for name in ("one", "two", "three")]
    async with Exporter(targets, clock=clock, jitter=lambda: 0.5) as exporter:
        await until(lambda: len(clock.slept) == 3)
        clock.turn.set()
        await until(lambda: len(clock.slept) >= 4)
        assert exporter.collector("four") is None
    assert clock.slept[:4] == pytest.approx([0.15, 0.15, 0.15, 60.0])


async def test_no_more_targets_are_read_at_a_time_than_are_allowed():
    running, most = 0, 0

    async def counted() -> Samples:
        nonlocal running, most
        running, most = running + 1, max(most, running + 1)
        await asyncio.sleep(0.002)
        running -= 1
        return Samples()

    targets = [target(str(number), network=counted) for number in range(9)]
    timing = Timing(interval_seconds=10, at_a_time=2)
    async with Exporter(targets, timing=timing, jitter=lambda: 0.0) as exporter:
        await until(lambda: all("unifi_up" in read(exporter, str(number)) for number in range(9)))
    assert most == 2


async def test_no_task_is_left_when_it_closes_in_the_middle_of_a_round():
    before = asyncio.all_tasks()
    exporter = Exporter([target(network=hanging)], jitter=lambda: 0.0)
    async with exporter:
        await asyncio.sleep(0.01)
    assert asyncio.all_tasks() == before


async def test_a_console_of_a_fleet_is_read_and_its_calls_are_told(simulated: SimulatedConsole):
    pins = [Pin(fingerprint) for fingerprint in simulated.fingerprints]
    secrets = {"KEY": simulated.api_key, "TOKEN": simulated.access_token}
    reference = ConsoleReference(
        name="Seaside",
        host=simulated.address,
        pins=pins,
        api_key_name="KEY",
        access_token_name="TOKEN",
        access_port=simulated.access_port,
    )
    told = []
    seaside = reference_target(reference, secrets.get)
    async with Exporter([seaside], on_call=told.append, jitter=lambda: 0.0) as exporter:
        await until(lambda: "unifi_collection_duration_seconds" in read(exporter, "Seaside"))
        found = read(exporter, "Seaside")
    assert seaside.applications == ("network", "protect", "access")
    assert all(found[f"unifi_application_up {name}"] for name in seaside.applications)
    assert {record.console for record in told} == {"Seaside"}
    assert len(found) > 30


async def test_a_console_behind_the_cloud_has_no_doors_and_no_id_in_its_name():
    reference = ConsoleReference(name="Seaside (A1:2)", console_id="A1:2", access_token_name="TOKEN")
    seaside = reference_target(reference)
    assert (seaside.name, seaside.applications) == ("Seaside", ("network", "protect"))


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Exporter([]), "targets is empty"),
        (lambda: Exporter([target(network=one)] * 2), "two targets have one name"),
        (lambda: Timing(keep_seconds=30), "keep_seconds must be as long"),
        (lambda: Timing(at_a_time=0), "at_a_time"),
        (lambda: Timing(interval_seconds=0), "interval_seconds"),
        (lambda: reference_target(ConsoleReference(host="a", api_key_name="")), "applications must be some of"),
    ],
)
async def test_what_can_not_be_is_refused(make: Callable[[], object], said: str):
    with pytest.raises(ConfigurationError, match=said):
        make()
