"""Device trackers: which clients are at home."""

from __future__ import annotations

from dataclasses import dataclass

from homeassistant.components.device_tracker.config_entry import ScannerEntity, ScannerEntityDescription
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .data import UnifiConsoleEntry
from .entity import ConsoleEntity, Described, add_entities
from .network import NetworkCoordinator, TrackedClient

PARALLEL_UPDATES = 0


@dataclass(frozen=True, kw_only=True)
class TrackerDescription(ScannerEntityDescription, Described[NetworkCoordinator, TrackedClient]):
    """A kind of tracker."""


class ConsoleTracker(ConsoleEntity[NetworkCoordinator, TrackedClient], ScannerEntity):
    """Whether a client is connected; it stands on the page that its MAC address has, if there is one."""

    def __init__(self, coordinator: NetworkCoordinator, description: TrackerDescription, key: str) -> None:
        super().__init__(coordinator, description, key)
        self._attr_mac_address = key
        self._attr_name = self.thing.name

    @property
    def unique_id(self) -> str | None:
        """As of every entity; Home Assistant would take the MAC address alone."""
        return self._attr_unique_id

    @property
    def is_connected(self) -> bool:
        """Whether it is connected."""
        return self.thing.online is not None

    @property
    def ip_address(self) -> str | None:
        """Its address while it is connected."""
        return self.thing.online.ip_address if self.thing.online else None

    @property
    def hostname(self) -> str | None:
        """What it is called."""
        return self.thing.name


CLIENTS = (
    TrackerDescription(key="tracker", translation_key="client", things=lambda network: network.tracked, device=None),
)


async def async_setup_entry(
    hass: HomeAssistant, entry: UnifiConsoleEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add a tracker for each client that the site remembers."""
    network = entry.runtime_data.network
    if network:
        add_entities(network, async_add_entities, ConsoleTracker, CLIENTS)
