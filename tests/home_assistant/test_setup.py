"""What is there when a console is set up, and what is left when it is unloaded."""

from __future__ import annotations

import asyncio

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.home_assistant.support import DOMAIN, entity_of, next_round
from unifi_sdk.simulator import Fault, SimulatedConsole


def page_of(hass: HomeAssistant, entry: MockConfigEntry, device_id: str) -> str | None:
    """The page of a device that the console manages."""
    page = dr.async_get(hass).async_get_device(identifiers={(DOMAIN, f"{entry.unique_id}/{device_id}")})
    return page.id if page else None


async def test_every_entity_has_a_state_and_a_name_in_the_users_language(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    registered = er.async_entries_for_config_entry(er.async_get(hass), loaded.entry_id)
    shown = [each for each in registered if not each.disabled_by]
    assert len(shown) > 40
    offline = {page_of(hass, loaded, each.id) for each in console.protect.devices.values() if not each.is_connected}
    offline |= {page_of(hass, loaded, each.id) for each in console.protect.cameras.values() if not each.is_connected}
    for each in shown:
        state = hass.states.get(each.entity_id)
        assert state is not None, each.entity_id
        assert state.state != "unavailable" or each.device_id in offline, each.entity_id
        assert bool(each.translation_key) == bool(each.original_name), each.entity_id
        assert each.original_name or each.domain in ("camera", "light", "lock", "siren"), each.entity_id


async def test_an_unloaded_entry_leaves_no_task_and_the_session_open(hass: HomeAssistant, loaded: MockConfigEntry):
    await hass.config_entries.async_unload(loaded.entry_id)
    await hass.async_block_till_done()

    assert loaded.state is ConfigEntryState.NOT_LOADED
    tasks = [task for task in asyncio.all_tasks() if "unifi" in repr(task.get_coro())]
    assert tasks == []
    assert not async_get_clientsession(hass).closed


async def test_an_entry_can_be_loaded_again(hass: HomeAssistant, loaded: MockConfigEntry):
    before = len(hass.states.async_all())
    assert await hass.config_entries.async_reload(loaded.entry_id)
    await hass.async_block_till_done()

    assert loaded.state is ConfigEntryState.LOADED
    assert len(hass.states.async_all()) == before


async def test_a_console_that_is_away_at_the_start_is_tried_again(
    hass: HomeAssistant, entry: MockConfigEntry, console: SimulatedConsole
):
    console.faults.add(Fault.status(503), times=None)
    await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.SETUP_RETRY

    console.faults.clear()
    await next_round(hass)
    assert entry.state is ConfigEntryState.LOADED
    await hass.config_entries.async_unload(entry.entry_id)


async def test_a_console_that_goes_away_makes_entities_unavailable_until_it_returns(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    internet = entity_of(hass, loaded, "binary_sensor", "internet", "www")
    assert hass.states.get(internet).state == "on"
    await console.stop()
    await next_round(hass)
    assert hass.states.get(internet).state == "unavailable"

    await console.start()
    await next_round(hass)
    assert hass.states.get(internet).state == "on"


async def test_a_device_that_is_gone_loses_its_page_and_its_entities(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    devices = next(iter(console.network.sites.values())).devices
    device = devices.pop(next(reversed(devices)))
    entity = entity_of(hass, loaded, "binary_sensor", "online", device.mac_address)
    await next_round(hass)

    assert hass.states.get(entity) is None
    page = {(DOMAIN, f"{loaded.unique_id}/{device.mac_address}")}
    assert dr.async_get(hass).async_get_device(identifiers=page) is None

    devices[device.id] = device
    await next_round(hass)
    assert hass.states.get(entity) is not None


async def test_a_restart_of_the_console_costs_no_entity_its_settings(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    """Network answers with a web page while it starts, as it does where it is not installed."""
    registry = er.async_get(hass)
    before = {each.entity_id for each in er.async_entries_for_config_entry(registry, loaded.entry_id)}
    console.faults.add(Fault.html(), "GET /proxy/network/*", times=None)
    await hass.config_entries.async_reload(loaded.entry_id)
    assert loaded.state is ConfigEntryState.SETUP_RETRY

    console.faults.clear()
    await next_round(hass)
    assert loaded.state is ConfigEntryState.LOADED
    assert {each.entity_id for each in er.async_entries_for_config_entry(registry, loaded.entry_id)} == before
