"""A portal in front of a simulated console, and an HTTP client that behaves like a guest's browser."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestClient, TestServer

from tests.portal.browser import Browser, need_browser, open_browser
from tests.portal.serving import Hands, serve
from unifi_sdk import Console, RetryPolicy
from unifi_sdk.simulator import SimulatedConsole


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shared_browser(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Browser]:
    need_browser()
    async with open_browser(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
async def simulated() -> AsyncIterator[SimulatedConsole]:
    async with SimulatedConsole() as simulated:
        yield simulated


@pytest.fixture
async def console(simulated: SimulatedConsole) -> AsyncIterator[Console]:
    async with simulated.connect(retry=RetryPolicy(attempts=1)) as console:
        yield console


@pytest.fixture
async def portal(console: Console, hands: Hands) -> AsyncIterator[TestServer]:
    async with serve(console, hands) as server:
        yield server


@pytest.fixture
async def guest(portal: TestServer) -> AsyncIterator[TestClient]:
    async with TestClient(portal) as client:
        yield client
