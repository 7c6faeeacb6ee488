"""Switches: guests, clients, ports, port forwards, WLANs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from homeassistant.components.switch import SwitchEntity, SwitchEntityDescription
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from unifi_sdk.network.classic.models import PoeMode, PortForward, SwitchPort, Wlan
from unifi_sdk.network.models import Client

from .coordinator import ConsoleCoordinator, acting
from .data import UnifiConsoleEntry
from .entity import ConsoleEntity, Described, add_entities, console_device
from .network import NetworkCoordinator, Part, TrackedClient, client_page, guest_page, number_of, part_page

PARALLEL_UPDATES = 1


@dataclass(frozen=True, kw_only=True)
class SwitchDescription[C: ConsoleCoordinator[Any], T](SwitchEntityDescription, Described[C, T]):
    """A kind of switch, whether it is on, and what switches it."""

    value: Callable[[T], bool | None]
    turn: Callable[[C, T, bool], Awaitable[object]]


class ConsoleSwitch[C: ConsoleCoordinator[Any], T](ConsoleEntity[C, T], SwitchEntity):
    """A switch."""

    entity_description: SwitchDescription[C, T]

    @property
    def is_on(self) -> bool | None:
        """Whether it is on."""
        return self.entity_description.value(self.thing)

    async def async_turn_on(self, **kwargs: Any) -> None:
        """Switch it on."""
        await self._turn(True)

    async def async_turn_off(self, **kwargs: Any) -> None:
        """Switch it off."""
        await self._turn(False)

    async def _turn(self, on: bool) -> None:
        with acting():
            await self.entity_description.turn(self.coordinator, self.thing, on)
        await self.coordinator.async_request_refresh()


async def _admit(network: NetworkCoordinator, guest: Client, on: bool) -> None:
    if on:
        await network.site.clients.authorize(guest.id, minutes=network.guest_minutes)
    else:
        await network.site.clients.unauthorize(guest.id)


async def _let_in(network: NetworkCoordinator, client: TrackedClient, on: bool) -> None:
    clients = network.site.classic.clients
    await (clients.unblock(client.mac) if on else clients.block(client.mac))


async def _power(network: NetworkCoordinator, port: Part[SwitchPort], on: bool) -> None:
    device = await network.site.classic.devices.get(port.device.mac)
    await device.ports.set(port.number, poe_mode=on)


async def _forward(network: NetworkCoordinator, forward: PortForward, on: bool) -> None:
    forwards = network.site.classic.port_forwards
    await (forwards.enable(forward.id) if on else forwards.disable(forward.id))


async def _broadcast(network: NetworkCoordinator, wlan: Wlan, on: bool) -> None:
    wlans = network.site.classic.wlans
    await (wlans.enable(wlan.id) if on else wlans.disable(wlan.id))


GUESTS: tuple[SwitchDescription[NetworkCoordinator, Client], ...] = (
    SwitchDescription(
        key="guest_access",
        translation_key="guest_access",
        things=lambda network: network.data.guests,
        device=guest_page,
        value=lambda guest: guest.is_authorized,
        turn=_admit,
    ),
)

CLIENTS: tuple[SwitchDescription[NetworkCoordinator, TrackedClient], ...] = (
    SwitchDescription(
        key="client_access",
        translation_key="client_access",
        things=lambda network: network.blockable,
        device=client_page,
        value=lambda client: not client.is_blocked,
        turn=_let_in,
    ),
)

PORTS: tuple[SwitchDescription[NetworkCoordinator, Part[SwitchPort]], ...] = (
    SwitchDescription(
        key="poe",
        translation_key="poe",
        things=lambda network: network.data.ports,
        device=part_page,
        placeholders=number_of,
        entity_category=EntityCategory.CONFIG,
        value=lambda each: each.part.poe_mode is not PoeMode.OFF if each.part.poe_mode else None,
        turn=_power,
    ),
)

FORWARDS: tuple[SwitchDescription[NetworkCoordinator, PortForward], ...] = (
    SwitchDescription(
        key="port_forward",
        translation_key="port_forward",
        things=lambda network: network.data.port_forwards,
        device=console_device,
        placeholders=lambda forward: {"name": forward.name or forward.id},
        entity_category=EntityCategory.CONFIG,
        value=lambda forward: forward.enabled,
        turn=_forward,
    ),
)

WLANS: tuple[SwitchDescription[NetworkCoordinator, Wlan], ...] = (
    SwitchDescription(
        key="wlan",
        translation_key="wlan",
        things=lambda network: network.data.wlans,
        device=console_device,
        placeholders=lambda wlan: {"name": wlan.name or wlan.id},
        entity_category=EntityCategory.CONFIG,
        value=lambda wlan: wlan.enabled,
        turn=_broadcast,
    ),
)


async def async_setup_entry(
    hass: HomeAssistant, entry: UnifiConsoleEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the switches of each application."""
    network = entry.runtime_data.network
    if network:
        add_entities(network, async_add_entities, ConsoleSwitch, GUESTS)
        add_entities(network, async_add_entities, ConsoleSwitch, CLIENTS)
        add_entities(network, async_add_entities, ConsoleSwitch, PORTS)
        add_entities(network, async_add_entities, ConsoleSwitch, FORWARDS)
        add_entities(network, async_add_entities, ConsoleSwitch, WLANS)
