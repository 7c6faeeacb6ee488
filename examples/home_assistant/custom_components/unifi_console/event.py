"""Events: who rings, who comes in, and who doesn't."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from homeassistant.components.event import EventDeviceClass, EventEntity, EventEntityDescription
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from unifi_sdk.access.models import Door
from unifi_sdk.protect.models import Camera

from .access import ACCESS_DENIED, ACCESS_GRANTED, BUTTON_PRESSED, AccessCoordinator, door_page
from .access import RANG as RANG_AT_DOOR
from .data import UnifiConsoleEntry
from .entity import ConsoleEntity, Described, add_entities
from .protect import RANG, ProtectCoordinator, Watcher, watcher_page
from .stream import StreamCoordinator

PARALLEL_UPDATES = 0


@dataclass(frozen=True, kw_only=True)
class EventDescription[C: StreamCoordinator[Any], T](EventEntityDescription, Described[C, T]):
    """A kind of event entity."""


DOORS: tuple[EventDescription[AccessCoordinator, Door], ...] = (
    EventDescription(
        key="doorbell",
        translation_key="doorbell",
        device_class=EventDeviceClass.DOORBELL,
        event_types=[RANG_AT_DOOR, BUTTON_PRESSED],
        things=lambda access: access.data.doors,
        device=door_page,
    ),
    EventDescription(
        key="entry",
        translation_key="entry",
        event_types=[ACCESS_GRANTED, ACCESS_DENIED],
        things=lambda access: access.data.doors,
        device=door_page,
    ),
)
DOORBELLS: tuple[EventDescription[ProtectCoordinator, Watcher[Camera]], ...] = (
    EventDescription(
        key="camera_doorbell",
        translation_key="doorbell",
        device_class=EventDeviceClass.DOORBELL,
        event_types=[RANG],
        things=lambda protect: protect.data.doorbells,
        device=watcher_page,
    ),
)


class ConsoleEvent[C: StreamCoordinator[Any], T](ConsoleEntity[C, T], EventEntity):
    """What happens at a thing."""

    entity_description: EventDescription[C, T]

    async def async_added_to_hass(self) -> None:
        """Listen to what happens."""
        await super().async_added_to_hass()
        self.async_on_remove(self.coordinator.async_listen(self._key, self._happened))

    @callback
    def _happened(self, kind: str, details: Mapping[str, str | None]) -> None:
        if kind in self.event_types:
            self._trigger_event(kind, dict(details))
            self.async_write_ha_state()


async def async_setup_entry(
    hass: HomeAssistant, entry: UnifiConsoleEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the events of each application."""
    data = entry.runtime_data
    if data.access:
        add_entities(data.access, async_add_entities, ConsoleEvent, DOORS)
    if data.protect:
        add_entities(data.protect, async_add_entities, ConsoleEvent, DOORBELLS)
