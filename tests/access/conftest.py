"""A simulated console, and the SDK's own Access client on it; waiting moves the console's clock and takes no time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
import pytest_asyncio

from unifi_sdk import Pinned, RetryPolicy
from unifi_sdk._core.transport import Transport
from unifi_sdk.access import AccessClient
from unifi_sdk.simulator import Fault, ManualClock, SimulatedConsole

BASE = "/api/v1/developer"


class SteppedClock:
    """The clock of the SDK under test."""

    def __init__(self, console_clock: ManualClock) -> None:
        self._clock = console_clock
        self.waits: list[float] = []
        """How long was waited each time, in seconds."""
        self.on_wait: Callable[[], object] = lambda: None
        """Called after each wait."""

    def time(self) -> float:
        return self._clock.now()

    def monotonic(self) -> float:
        return self._clock.now()

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self._clock.advance(seconds)
        await asyncio.sleep(0)
        self.on_wait()


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def sdk_clock(clock: ManualClock) -> SteppedClock:
    return SteppedClock(clock)


@pytest_asyncio.fixture
async def console(clock: ManualClock) -> AsyncIterator[SimulatedConsole]:
    async with SimulatedConsole(clock=clock) as console:
        yield console


@pytest_asyncio.fixture
async def access(console: SimulatedConsole, sdk_clock: SteppedClock) -> AsyncIterator[AccessClient]:
    transport = Transport(clock=sdk_clock, retry=RetryPolicy(jitter=lambda: 0.0))
    await transport.open()
    yield AccessClient(
        console.host,
        port=console.access_port,
        token=console.access_token,
        tls=Pinned(*console.fingerprints),
        _transport=transport,
    )
    await transport.close()


@pytest.fixture
def sent(console: SimulatedConsole) -> Callable[..., list]:
    """Requests that reached the console, each as ``VERB /path`` below the base; or their bodies, or queries."""

    def sent(what: str = "line") -> list:
        if what == "line":
            return [f"{request.verb} {request.path.removeprefix(BASE)}" for request in console.requests]
        return [getattr(request, what) for request in console.requests]

    return sent


@pytest.fixture
def answer(console: SimulatedConsole) -> Callable[..., None]:
    """Let the console answer the coming requests with this data, in its envelope."""

    def answer(data: object, times: int | None = 1, **envelope: object) -> None:
        body = {"code": "SUCCESS", "msg": "success", "data": data, **envelope}
        console.faults.add(Fault.status(200, body), times=times)

    return answer
