"""A simulated cloud in front of a simulated console, and a client of it whose waits take no time."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.support.clock import FakeClock
from unifi_sdk import CloudClient, CustomCA, RetryPolicy
from unifi_sdk._core.transport import Transport
from unifi_sdk.simulator import CloudHost, ManualClock, SimulatedCloud, SimulatedConsole


@pytest.fixture
def clock() -> ManualClock:
    """The cloud's and the console's."""
    return ManualClock()


@pytest.fixture
async def console(clock: ManualClock) -> AsyncIterator[SimulatedConsole]:
    async with SimulatedConsole(clock=clock) as console:
        yield console


@pytest.fixture
async def simulated(clock: ManualClock, console: SimulatedConsole) -> AsyncIterator[SimulatedCloud]:
    async with SimulatedCloud(consoles=[console], clock=clock, seed=True) as simulated:
        yield simulated


@pytest.fixture
def host(simulated: SimulatedCloud) -> CloudHost:
    """The host behind which there is a console."""
    return next(iter(simulated.hosts.values()))


@pytest.fixture
async def transport(fake_clock: FakeClock) -> AsyncIterator[Transport]:
    transport = Transport(clock=fake_clock, retry=RetryPolicy(deadline_seconds=60))
    await transport.open()
    yield transport
    await transport.close()


@pytest.fixture
def cloud(simulated: SimulatedCloud, transport: Transport) -> CloudClient:
    return client_with(simulated, transport, simulated.api_key)


def client_with(simulated: SimulatedCloud, transport: Transport, api_key: str) -> CloudClient:
    """A client with another key."""
    trust = CustomCA(simulated.ca_pem, server_hostname="api.ui.com")
    return CloudClient(api_key=api_key, host=simulated.address, tls=trust, _transport=transport)
