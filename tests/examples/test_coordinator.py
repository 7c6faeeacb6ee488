"""The coordinator of examples/home_assistant_coordinator.py, in this process: what it does when the console is in trouble."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest

from tests.support.examples import EXAMPLES
from unifi_sdk import RetryPolicy
from unifi_sdk.simulator import Fault

NO_RETRY = RetryPolicy(attempts=1)


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def coordinator(console, session, monkeypatch):
    monkeypatch.syspath_prepend(str(EXAMPLES))
    from home_assistant_coordinator import EstateCoordinator

    return EstateCoordinator(console.connect(session=session, retry=NO_RETRY), interval_seconds=10)


async def test_a_coordinator_waits_as_long_as_the_console_asks(coordinator, console):
    console.faults.add(Fault.rate_limit("60"))

    await coordinator.async_refresh()

    assert (coordinator.last_update_success, coordinator.wait_seconds) == (False, 60)


async def test_a_coordinator_waits_longer_with_every_failure_and_keeps_its_data(coordinator, console):
    await coordinator.async_refresh()
    console.faults.add(Fault.status(500), times=None)
    waits = []
    for _ in range(6):
        await coordinator.async_refresh()
        waits.append(coordinator.wait_seconds)

    assert waits == [20, 40, 80, 160, 300, 300]
    assert len(coordinator.data.clients) == 10
    assert not any(coordinator.is_available(camera_id) for camera_id in coordinator.data.cameras)


async def test_a_coordinator_recovers_at_once(coordinator, console):
    console.faults.add(Fault.status(500))
    await coordinator.async_refresh()

    await coordinator.async_refresh()

    assert (coordinator.last_update_success, coordinator.problem, coordinator.wait_seconds) == (True, "", 10)


async def test_a_coordinator_stops_and_asks_for_credentials_that_are_good(coordinator, console):
    console.network.api_keys.clear()

    await coordinator.poll(5)

    assert coordinator.needs_reauth
    assert len(console.requests) == 1


async def test_a_camera_that_goes_offline_is_unavailable_alone(coordinator, console):
    camera_id = next(iter(console.protect.cameras))
    await coordinator.async_refresh()
    assert coordinator.is_available(camera_id)
    console.protect.cameras[camera_id].state = "DISCONNECTED"

    await coordinator.async_refresh()

    assert coordinator.last_update_success
    assert not coordinator.is_available(camera_id)


async def test_listeners_are_told_until_they_leave(coordinator):
    told = []
    leave = coordinator.add_listener(lambda: told.append(coordinator.last_update_success))
    await coordinator.async_refresh()
    leave()

    await coordinator.async_refresh()

    assert told == [True]
