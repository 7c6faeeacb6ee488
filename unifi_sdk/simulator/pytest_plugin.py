"""Fixtures for the tests of those who use the SDK.

With the extra `simulator` and pytest-asyncio, one argument is enough:

    async def test_guest_gets_in(simulated_console): ...

pytest finds this plugin by itself. Nothing heavy is imported before a test asks for a fixture, and without the extra or
without pytest-asyncio only the tests that ask for a fixture fail.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, TypeVar, cast

import pytest

if TYPE_CHECKING:
    from unifi_sdk.simulator import ManualClock, SimulatedCloud, SimulatedConsole

__all__ = ["simulated_clock", "simulated_cloud", "simulated_console"]

_F = TypeVar("_F", bound=Callable[..., object])


def _async_fixture(function: _F) -> _F:
    # pytest-asyncio's own decorator is what its strict mode asks for; other plugins, such as anyio's, take pytest's.
    try:
        from pytest_asyncio import fixture
    except ImportError:
        return cast(_F, pytest.fixture(function))
    return cast(_F, fixture(function))


@pytest.fixture
def simulated_clock() -> ManualClock:
    """The clock of `simulated_console`: it stands still until the test calls `advance(seconds)`."""
    from unifi_sdk.simulator import ManualClock

    return ManualClock()


@_async_fixture
async def simulated_console(simulated_clock: ManualClock) -> AsyncIterator[SimulatedConsole]:
    """A running console with the sample estate, new for each test, whose time is `simulated_clock`."""
    from unifi_sdk.simulator import SimulatedConsole

    async with SimulatedConsole(clock=simulated_clock) as console:
        yield console


@_async_fixture
async def simulated_cloud(
    simulated_console: SimulatedConsole, simulated_clock: ManualClock
) -> AsyncIterator[SimulatedCloud]:
    """A running cloud in front of `simulated_console`, which is its only host, with the same time."""
    from unifi_sdk.simulator import SimulatedCloud

    async with SimulatedCloud(consoles=[simulated_console], clock=simulated_clock) as cloud:
        yield cloud
