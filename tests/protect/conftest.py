"""A simulated console, and clients of it whose waits take no time."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.support.clock import FakeClock
from tests.support.protect import ProtectRecording
from unifi_sdk import LegacyProtectClient, Pinned, ProtectClient
from unifi_sdk._core.transport import Transport
from unifi_sdk.simulator import ManualClock, SimulatedConsole


@pytest.fixture
def clock() -> ManualClock:
    """The console's."""
    return ManualClock()


@pytest.fixture
async def console(clock: ManualClock) -> AsyncIterator[SimulatedConsole]:
    async with SimulatedConsole(clock=clock) as console:
        yield console


@pytest.fixture
async def transport(fake_clock: FakeClock) -> AsyncIterator[Transport]:
    transport = Transport(clock=fake_clock)
    await transport.open()
    yield transport
    await transport.close()


@pytest.fixture
def protect(console: SimulatedConsole, transport: Transport) -> ProtectClient:
    return ProtectClient(
        console.address, api_key=console.api_key, tls=Pinned(console.fingerprint("unifi")), _transport=transport
    )


@pytest.fixture
def legacy(console: SimulatedConsole, transport: Transport) -> LegacyProtectClient:
    return LegacyProtectClient(
        console.host,
        username=console.username,
        password=console.password,
        tls=Pinned(console.fingerprint("legacy")),
        port=console.legacy_port,
        _transport=transport,
    )


@pytest.fixture
def wire() -> ProtectRecording:
    """Keeps what is sent, and answers what it is told to."""
    return ProtectRecording()


@pytest.fixture
def api(wire: ProtectRecording) -> ProtectClient:
    """A client that sends with `wire`."""
    return wire.protect()
