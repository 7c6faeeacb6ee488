"""Selections: which profile the alarm of UniFi Protect is armed with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from homeassistant.components.select import SelectEntity, SelectEntityDescription
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import acting
from .data import UnifiConsoleEntry
from .entity import ConsoleEntity, Described, add_entities, console_device
from .protect import Alarm, ProtectCoordinator

PARALLEL_UPDATES = 1


@dataclass(frozen=True, kw_only=True)
class SelectDescription(SelectEntityDescription, Described[ProtectCoordinator, Alarm]):
    """A kind of selection."""


SELECTS = (
    SelectDescription(
        key="arm_profile",
        translation_key="arm_profile",
        things=lambda protect: protect.data.alarms,
        device=console_device,
    ),
)


class ConsoleSelect(ConsoleEntity[ProtectCoordinator, Alarm], SelectEntity):
    """Which arm profile is chosen."""

    entity_description: SelectDescription

    @property
    def options(self) -> list[str]:
        """What the profiles are called."""
        return [*self._ids]

    @property
    def current_option(self) -> str | None:
        """What the chosen one is called."""
        chosen = self.thing.mode.arm_profile_id
        return next((name for name, profile_id in self._ids.items() if profile_id == chosen), None)

    async def async_select_option(self, option: str) -> None:
        """Choose the profile that the alarm will be armed with."""
        with acting():
            await self.coordinator.protect.arm_profiles.select(self._ids[option])

    @property
    def _ids(self) -> Mapping[str, str]:
        return {profile.name or profile.id: profile.id for profile in self.thing.profiles.values()}


async def async_setup_entry(
    hass: HomeAssistant, entry: UnifiConsoleEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the selections of UniFi Protect."""
    protect = entry.runtime_data.protect
    if protect:
        add_entities(protect, async_add_entities, ConsoleSelect, SELECTS)
