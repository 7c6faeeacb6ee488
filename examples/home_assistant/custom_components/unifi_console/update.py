"""Updates: newer firmware for devices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from homeassistant.components.update import (
    UpdateDeviceClass,
    UpdateEntity,
    UpdateEntityDescription,
    UpdateEntityFeature,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from unifi_sdk.network.classic.models import ManagedDevice, ManagedDeviceState

from .coordinator import acting
from .data import UnifiConsoleEntry
from .entity import ConsoleEntity, Described, add_entities
from .network import NetworkCoordinator, device_page

PARALLEL_UPDATES = 1


@dataclass(frozen=True, kw_only=True)
class UpdateDescription(UpdateEntityDescription, Described[NetworkCoordinator, ManagedDevice]):
    """A kind of update."""


class DeviceUpdate(ConsoleEntity[NetworkCoordinator, ManagedDevice], UpdateEntity):
    """The firmware of a device."""

    _attr_supported_features = UpdateEntityFeature.INSTALL | UpdateEntityFeature.PROGRESS

    @property
    def installed_version(self) -> str | None:
        """The firmware that it has."""
        return self.thing.version

    @property
    def latest_version(self) -> str | None:
        """The firmware that the console offers."""
        return self.thing.upgrade_to_firmware if self.thing.upgradable else self.thing.version

    @property
    def in_progress(self) -> bool:
        """Whether it is being installed."""
        return self.thing.state is ManagedDeviceState.UPGRADING

    async def async_install(self, version: str | None, backup: bool, **kwargs: Any) -> None:
        """Have the device install it; it restarts."""
        with acting():
            await self.coordinator.site.classic.devices.upgrade(self.thing.mac)
        await self.coordinator.async_request_refresh()


DEVICES = (
    UpdateDescription(
        key="firmware",
        translation_key="firmware",
        device_class=UpdateDeviceClass.FIRMWARE,
        things=lambda network: network.data.devices,
        device=device_page,
    ),
)


async def async_setup_entry(
    hass: HomeAssistant, entry: UnifiConsoleEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the firmware of each device."""
    network = entry.runtime_data.network
    if network:
        add_entities(network, async_add_entities, DeviceUpdate, DEVICES)
