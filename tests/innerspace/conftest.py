"""A console with InnerSpace, and a client of it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from unifi_sdk import Pinned
from unifi_sdk.innerspace import InnerspaceClient
from unifi_sdk.simulator import SimulatedConsole


@pytest.fixture
async def simulated() -> AsyncIterator[SimulatedConsole]:
    async with SimulatedConsole() as simulated:
        yield simulated


@pytest.fixture
async def innerspace(simulated: SimulatedConsole) -> AsyncIterator[InnerspaceClient]:
    pins = Pinned(*simulated.fingerprints)
    async with InnerspaceClient(simulated.address, api_key=simulated.api_key, tls=pins) as innerspace:
        yield innerspace
