"""The exporter: reads every target in the background, so that no scrape waits for one, and forgets what grows old."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import TracebackType
from typing import Any, Final, Self

import attrs

from unifi_sdk._core.check import at_least, positive_seconds
from unifi_sdk._core.clock import Clock, SystemClock
from unifi_sdk._core.optional import needs_extra
from unifi_sdk.calls import OnCall
from unifi_sdk.errors import ConfigurationError, UniFiError
from unifi_sdk.metrics.gauges import AGE, APPLICATION_UP, COLLECTED, LEFT_OUT, ROUND, UP, Gauge
from unifi_sdk.metrics.samples import Samples
from unifi_sdk.metrics.targets import Part, Target

with needs_extra("metrics"):
    from prometheus_client.core import GaugeMetricFamily
    from prometheus_client.registry import Collector

__all__ = ["Exporter", "Timing"]

_log = logging.getLogger("unifi_sdk.metrics")

_SPREAD_SECONDS: Final = 0.1
"""For each target, over which the first rounds are spread; never longer than the interval."""


def _seconds(instance: object, attribute: attrs.Attribute[Any], value: Any) -> None:
    positive_seconds(**{attribute.name: value})


@attrs.frozen(kw_only=True)
class Timing:
    """How often targets are read, and for how long what was read counts.

    Args:
        interval_seconds: From one round of a target to the next, give or take a tenth.
        deadline_seconds: For a round; what has not answered by then is down.
        keep_seconds: How old values may grow until they are absent.
        at_a_time: Targets that are read at a time.

    Raises:
        ConfigurationError: a number is not positive, or values would be absent before the next round.
    """

    interval_seconds: float = attrs.field(default=60.0, validator=_seconds)
    deadline_seconds: float = attrs.field(default=30.0, validator=_seconds)
    keep_seconds: float = attrs.field(default=180.0, validator=_seconds)
    at_a_time: int = 32

    def __attrs_post_init__(self) -> None:
        at_least(1, at_a_time=self.at_a_time)
        if self.keep_seconds < self.interval_seconds:
            raise ConfigurationError("keep_seconds must be as long as interval_seconds at least")


@attrs.frozen
class _Collected:
    """What an application said, and when."""

    samples: Samples
    time: float
    monotonic: float


class _State(Collector):
    """What is known of a target; it yields what is not too old."""

    def __init__(self, clock: Clock, keep_seconds: float) -> None:
        self._clock = clock
        self._keep_seconds = keep_seconds
        self.collected: dict[str, _Collected] = {}
        self.is_up: dict[str, bool] = {}
        self.seconds: float | None = None

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The values, as Prometheus takes them."""
        values = self._values()
        for gauge in sorted(values, key=lambda gauge: gauge.name):
            family = GaugeMetricFamily(gauge.name, gauge.says, labels=gauge.labels)
            for labels, value in values[gauge].items():
                family.add_metric(labels, value)
            yield family

    def _values(self) -> dict[Gauge, dict[tuple[str, ...], float]]:
        told: dict[Gauge, dict[tuple[str, ...], float]] = {}
        if self.is_up:
            told[UP] = {(): float(any(self.is_up.values()))}
            told[APPLICATION_UP] = {(name,): float(is_up) for name, is_up in self.is_up.items()}
        if self.seconds is not None:
            told[ROUND] = {(): self.seconds}
        for name, collected in self.collected.items():
            age = self._clock.monotonic() - collected.monotonic
            if age > self._keep_seconds:
                continue
            told.setdefault(AGE, {})[(name,)] = age
            told.setdefault(COLLECTED, {})[(name,)] = collected.time
            told.setdefault(LEFT_OUT, {})[(name,)] = collected.samples.left_out
            for gauge, series in collected.samples:
                told.setdefault(gauge, {}).update(series)
        return told


class Exporter:
    """Reads targets in the background while it is open.

        async with Exporter([reference_target(reference)], on_call=CallMetrics()) as exporter:
            async with serve(make_app(exporter)) as address:
                ...

    Args:
        targets: What is read; each name stands once.
        timing: How often, and for how long it counts.
        on_call: Told of each call.
        clock: Tells the time and waits.
        jitter: Gives a number from 0 to 1; for tests.

    Raises:
        ConfigurationError: there is no target, or two have one name.
    """

    def __init__(
        self,
        targets: Iterable[Target],
        *,
        timing: Timing = Timing(),
        on_call: OnCall | None = None,
        clock: Clock | None = None,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._targets = tuple(targets)
        self._timing = timing
        self._on_call: OnCall = on_call or (lambda record: None)
        self._clock: Clock = clock or SystemClock()
        self._jitter = jitter
        self._turns = asyncio.Semaphore(timing.at_a_time)
        self._states = {target.name: _State(self._clock, timing.keep_seconds) for target in self._targets}
        self._tasks: list[asyncio.Task[None]] = []
        if not self._targets:
            raise ConfigurationError("targets is empty: name a console, or the cloud")
        if len(self._states) < len(self._targets):
            raise ConfigurationError("two targets have one name: give each one of its own")

    async def __aenter__(self) -> Self:
        self._tasks = [asyncio.create_task(self._follow(target)) for target in self._targets]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        tasks, self._tasks = self._tasks, []
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def collector(self, name: str) -> Collector | None:
        """What is known of a target, for a registry of `prometheus_client`; None when there is no such target.

        Args:
            name: The target's.
        """
        return self._states.get(name)

    async def _follow(self, target: Target) -> None:
        interval = self._timing.interval_seconds
        await self._clock.sleep(self._jitter() * min(interval, _SPREAD_SECONDS * len(self._targets)))
        while True:
            async with self._turns:
                await self._round(target)
            await self._clock.sleep(interval * (0.9 + 0.2 * self._jitter()))

    async def _round(self, target: Target) -> None:
        state, started = self._states[target.name], self._clock.monotonic()
        failed: dict[str, Exception] = {}
        done: set[str] = set()
        ended: Exception | None = None
        try:
            async with asyncio.timeout(self._timing.deadline_seconds), target.open(self._on_call) as parts:
                await asyncio.gather(*(self._read(state, name, parts, done, failed) for name in target.applications))
        except Exception as error:
            ended = error
        for name in target.applications:
            if name not in done:
                self._note(state, target, name, failed.get(name) or ended)
        state.seconds = self._clock.monotonic() - started

    async def _read(
        self, state: _State, name: str, parts: Mapping[str, Part], done: set[str], failed: dict[str, Exception]
    ) -> None:
        try:
            samples = await parts[name]()
        except Exception as error:
            failed[name] = error
            return
        state.collected[name] = _Collected(samples, self._clock.time(), self._clock.monotonic())
        state.is_up[name] = True
        done.add(name)

    def _note(self, state: _State, target: Target, name: str, error: Exception | None) -> None:
        """Mark an application as down, and say so when it has just gone."""
        if state.is_up.get(name, True):
            said = str(error) if isinstance(error, UniFiError) else type(error).__name__
            _log.warning("%s: %s can't be read, its values will be absent: %s", target.name, name, said)
        state.is_up[name] = False
