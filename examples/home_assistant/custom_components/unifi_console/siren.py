"""Sirens of UniFi Protect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

from homeassistant.components.siren import SirenEntity, SirenEntityDescription
from homeassistant.components.siren.const import ATTR_DURATION, SirenEntityFeature
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from unifi_sdk.protect.models import Siren

from .coordinator import acting
from .data import UnifiConsoleEntry
from .entity import ConsoleEntity, Described, add_entities
from .protect import ProtectCoordinator, device_page, is_connected

PARALLEL_UPDATES = 1
type Duration = Literal[5, 10, 20, 30]
_DURATIONS: Final[tuple[Duration, ...]] = (5, 10, 20, 30)


@dataclass(frozen=True, kw_only=True)
class SirenDescription(SirenEntityDescription, Described[ProtectCoordinator, Siren]):
    """A kind of siren."""


SIRENS = (
    SirenDescription(
        key="siren",
        name=None,
        things=lambda protect: protect.data.sirens,
        device=device_page,
        is_available=is_connected,
    ),
)


class ConsoleSiren(ConsoleEntity[ProtectCoordinator, Siren], SirenEntity):
    """A siren."""

    entity_description: SirenDescription
    _attr_supported_features = SirenEntityFeature.TURN_ON | SirenEntityFeature.TURN_OFF | SirenEntityFeature.DURATION

    @property
    def is_on(self) -> bool | None:
        """Whether it sounds."""
        return self.thing.siren_status.is_active if self.thing.siren_status else None

    async def async_turn_on(self, **kwargs: Any) -> None:
        """Let it sound for the shortest of its times that is long enough, else for the longest; 5 seconds without one."""
        wanted = kwargs.get(ATTR_DURATION, _DURATIONS[0])
        seconds = next((duration for duration in _DURATIONS if duration >= wanted), _DURATIONS[-1])
        with acting():
            await self.coordinator.protect.sirens.play(self.thing.id, duration_seconds=seconds)

    async def async_turn_off(self, **kwargs: Any) -> None:
        """Silence it."""
        with acting():
            await self.coordinator.protect.sirens.stop(self.thing.id)


async def async_setup_entry(
    hass: HomeAssistant, entry: UnifiConsoleEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the sirens of UniFi Protect."""
    protect = entry.runtime_data.protect
    if protect:
        add_entities(protect, async_add_entities, ConsoleSiren, SIRENS)
