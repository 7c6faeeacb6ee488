"""A console that all tests here read, and what an exporter says of it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from unifi_sdk.simulator import SimulatedConsole


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def simulated() -> AsyncIterator[SimulatedConsole]:
    async with SimulatedConsole() as console:
        yield console
