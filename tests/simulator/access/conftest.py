"""The simulated Access application on a plain server, and a client that shares no code with the SDK."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.support.access_api import Api, serve
from unifi_sdk.simulator.access.application import SimulatedAccess
from unifi_sdk.simulator.clock import ManualClock


@pytest.fixture
def access(clock: ManualClock) -> SimulatedAccess:
    return SimulatedAccess(clock)


@pytest_asyncio.fixture
async def api(access: SimulatedAccess) -> AsyncIterator[Api]:
    async with serve(access) as api:
        yield api
