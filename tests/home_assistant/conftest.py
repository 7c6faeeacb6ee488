"""A real Home Assistant core, a simulated console over TLS, and the entry that leads from the one to the other."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from unifi_sdk.simulator import SimulatedConsole

sys.path.insert(0, str(Path(__file__).parents[2] / "examples/home_assistant"))
import custom_components  # noqa: F401 - before Home Assistant imports the folder of the harness under this name

from tests.home_assistant.support import DOMAIN, data_of, ids_of


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let Home Assistant's own web server be as it is."""
    for item in items:
        item.add_marker(pytest.mark.filterwarnings("ignore:It is recommended to use web.AppKey"))


@pytest.fixture(autouse=True)
def _reachable(enable_custom_integrations: None, socket_enabled: None) -> None:
    """Let Home Assistant find the component, and let tests reach loopback."""


@pytest.fixture
async def console(socket_enabled: None) -> AsyncIterator[SimulatedConsole]:
    async with SimulatedConsole() as console:
        console.protect.rate_limit = 1000  # nobody waits for their turn
        yield console


@pytest.fixture
def entry(hass: HomeAssistant, console: SimulatedConsole) -> MockConfigEntry:
    """The entry of the console, which is not set up yet."""
    unique_id = ids_of(console)[0]
    entry = MockConfigEntry(domain=DOMAIN, title="Hotel", unique_id=unique_id, data=data_of(console))
    entry.add_to_hass(hass)
    return entry


@pytest.fixture
async def loaded(hass: HomeAssistant, entry: MockConfigEntry) -> AsyncIterator[MockConfigEntry]:
    """The entry, set up; it is unloaded before the console goes."""
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    assert entry.state is ConfigEntryState.LOADED
    yield entry
    await hass.config_entries.async_unload(entry.entry_id)
