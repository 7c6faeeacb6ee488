"""A simulated console and the SDK's Network client on it; waiting moves the console's clock and takes no time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from unifi_sdk import Console, NetworkClient, Pinned, RetryPolicy
from unifi_sdk._core.transport import Transport
from unifi_sdk.network import SiteScope
from unifi_sdk.simulator import ManualClock, SimulatedConsole
from unifi_sdk.simulator.network.state import SimulatedSite

BASE = "/proxy/network/integration"


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


class Sent:
    """What reached the console."""

    def __init__(self, console: SimulatedConsole) -> None:
        self._console = console

    @property
    def lines(self) -> list[str]:
        """Each request as ``VERB /path`` below the base path."""
        return [f"{request.verb} {request.path.removeprefix(BASE)}" for request in self._console.requests]

    @property
    def bodies(self) -> list[object]:
        return [request.json for request in self._console.requests if request.body]

    @property
    def queries(self) -> list[dict[str, str]]:
        return [dict(request.query) for request in self._console.requests]


@pytest.fixture
def clock() -> ManualClock:
    """The console's."""
    return ManualClock()


@pytest.fixture
def sdk_clock(clock: ManualClock) -> SteppedClock:
    return SteppedClock(clock)


@pytest.fixture
async def console(clock: ManualClock) -> AsyncIterator[SimulatedConsole]:
    async with SimulatedConsole(clock=clock) as console:
        yield console


@pytest.fixture
async def transport(sdk_clock: SteppedClock) -> AsyncIterator[Transport]:
    transport = Transport(clock=sdk_clock, retry=RetryPolicy(jitter=lambda: 0.0))
    await transport.open()
    yield transport
    await transport.close()


@pytest.fixture
def network(console: SimulatedConsole, transport: Transport) -> NetworkClient:
    return NetworkClient(
        console.address, api_key=console.api_key, tls=Pinned(console.fingerprint("unifi")), _transport=transport
    )


@pytest.fixture
def site(console: SimulatedConsole, network: NetworkClient) -> SiteScope:
    """The default site, without a request."""
    return network.site(console.network.default_site.id)


@pytest.fixture
def sent(console: SimulatedConsole) -> Sent:
    return Sent(console)


@pytest.fixture
async def connected(console: SimulatedConsole) -> AsyncIterator[Console]:
    """The console as a program reaches it."""
    async with console.connect() as connected:
        yield connected


@pytest.fixture
async def hotel(connected: Console) -> SiteScope:
    """The default site as a program finds it."""
    return await connected.network.default_site()


@pytest.fixture
def estate(console: SimulatedConsole) -> SimulatedSite:
    """What stands at the default site, to look behind the API."""
    return console.network.default_site
