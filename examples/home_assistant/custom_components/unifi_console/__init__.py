"""UniFi Network, Access and Protect of one console."""

from __future__ import annotations

from homeassistant.const import CONF_HOST
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.typing import ConfigType

from .access import AccessCoordinator
from .console import open_console
from .const import ACCESS, CONF_APPLICATIONS, DOMAIN, MANUFACTURER, NETWORK, PLATFORMS, PROTECT
from .coordinator import console_id
from .data import UnifiConsoleData, UnifiConsoleEntry
from .network import NetworkCoordinator
from .protect import ProtectCoordinator
from .services import register_services
from .visitors import register_visitor_services

CONFIG_SCHEMA = cv.config_entry_only_config_schema(DOMAIN)


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Register the actions, which are there whether a console is reached or not."""
    register_services(hass)
    register_visitor_services(hass)
    return True


async def async_setup_entry(hass: HomeAssistant, entry: UnifiConsoleEntry) -> bool:
    """Open the console, fetch everything once, make the entities."""
    console = open_console(hass, entry.data)
    entry.async_on_unload(console.close)
    applications = entry.data[CONF_APPLICATIONS]
    data = UnifiConsoleData(
        console=console,
        console_id=console_id(entry),
        network=NetworkCoordinator(hass, entry, console) if NETWORK in applications else None,
        access=AccessCoordinator(hass, entry, console) if ACCESS in applications else None,
        protect=ProtectCoordinator(hass, entry, console) if PROTECT in applications else None,
    )
    for coordinator in data.coordinators:
        await coordinator.async_config_entry_first_refresh()
    entry.runtime_data = data
    dr.async_get(hass).async_get_or_create(
        config_entry_id=entry.entry_id,
        identifiers={(DOMAIN, data.console_id)},
        manufacturer=MANUFACTURER,
        name=entry.title,
        configuration_url=f"https://{entry.data[CONF_HOST]}",
    )
    await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
    _forget_devices_that_are_gone(hass, entry)
    return True


async def async_unload_entry(hass: HomeAssistant, entry: UnifiConsoleEntry) -> bool:
    """Take the entities away; what was opened is closed behind them."""
    return await hass.config_entries.async_unload_platforms(entry, PLATFORMS)


def _forget_devices_that_are_gone(hass: HomeAssistant, entry: UnifiConsoleEntry) -> None:
    """Remove the pages of devices that the console no longer has, now and after each round."""
    registry, data = dr.async_get(hass), entry.runtime_data
    known: set[str] = set()

    @callback
    def compare() -> None:
        if not all(coordinator.last_update_success for coordinator in data.coordinators):
            return
        pages = (each for coordinator in data.coordinators for each in coordinator.device_ids)
        there = {data.console_id, *(f"{data.console_id}/{each}" for each in pages)}
        if there == known:
            return
        known.clear()
        known.update(there)
        for device in dr.async_entries_for_config_entry(registry, entry.entry_id):
            ours = {name for domain, name in device.identifiers if domain == DOMAIN}
            if ours and not ours & known:
                registry.async_update_device(device.id, remove_config_entry_id=entry.entry_id)

    compare()
    for coordinator in data.coordinators:
        entry.async_on_unload(coordinator.async_add_listener(compare))
