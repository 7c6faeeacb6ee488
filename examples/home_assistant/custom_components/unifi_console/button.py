"""Buttons: what happens once, and has no state."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from homeassistant.components.button import ButtonDeviceClass, ButtonEntity, ButtonEntityDescription
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from unifi_sdk.network.classic.models import ManagedDevice, SwitchPort
from unifi_sdk.network.models import Client

from .coordinator import ConsoleCoordinator, acting
from .data import UnifiConsoleEntry
from .entity import ConsoleEntity, Described, add_entities
from .network import NetworkCoordinator, Part, device_page, guest_page, number_of, part_page

PARALLEL_UPDATES = 1


@dataclass(frozen=True, kw_only=True)
class ButtonDescription[C: ConsoleCoordinator[Any], T](ButtonEntityDescription, Described[C, T]):
    """A kind of button, and what it does."""

    press: Callable[[C, T], Awaitable[object]]


class ConsoleButton[C: ConsoleCoordinator[Any], T](ConsoleEntity[C, T], ButtonEntity):
    """A button."""

    entity_description: ButtonDescription[C, T]

    async def async_press(self) -> None:
        """Do it, once."""
        with acting():
            await self.entity_description.press(self.coordinator, self.thing)
        await self.coordinator.async_request_refresh()


async def _restart(network: NetworkCoordinator, device: ManagedDevice) -> None:
    await network.site.devices.restart(network.data.ids[device.mac])


async def _cycle(network: NetworkCoordinator, port: Part[SwitchPort]) -> None:
    await network.site.devices.power_cycle_port(network.data.ids[port.device.mac], port.number)


async def _renew(network: NetworkCoordinator, guest: Client) -> None:
    await network.site.clients.authorize(guest.id, minutes=network.guest_minutes)


DEVICES: tuple[ButtonDescription[NetworkCoordinator, ManagedDevice], ...] = (
    ButtonDescription(
        key="restart",
        translation_key="restart",
        things=lambda network: network.data.devices,
        device=device_page,
        device_class=ButtonDeviceClass.RESTART,
        entity_category=EntityCategory.CONFIG,
        is_available=lambda device: device.is_online,
        press=_restart,
    ),
)

PORTS: tuple[ButtonDescription[NetworkCoordinator, Part[SwitchPort]], ...] = (
    ButtonDescription(
        key="power_cycle",
        translation_key="power_cycle",
        things=lambda network: network.data.ports,
        device=part_page,
        placeholders=number_of,
        device_class=ButtonDeviceClass.RESTART,
        entity_category=EntityCategory.CONFIG,
        entity_registry_enabled_default=False,
        is_available=lambda each: each.device.is_online,
        press=_cycle,
    ),
)

GUESTS: tuple[ButtonDescription[NetworkCoordinator, Client], ...] = (
    ButtonDescription(
        key="renew_access",
        translation_key="renew_access",
        things=lambda network: network.data.guests,
        device=guest_page,
        press=_renew,
    ),
)


async def async_setup_entry(
    hass: HomeAssistant, entry: UnifiConsoleEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the buttons of each application."""
    network = entry.runtime_data.network
    if network:
        add_entities(network, async_add_entities, ConsoleButton, DEVICES)
        add_entities(network, async_add_entities, ConsoleButton, PORTS)
        add_entities(network, async_add_entities, ConsoleButton, GUESTS)
