"""Lights: the floodlights of UniFi Protect."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

from homeassistant.components.light import ATTR_BRIGHTNESS, LightEntity, LightEntityDescription
from homeassistant.components.light.const import ColorMode
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util.color import brightness_to_value, value_to_brightness

from unifi_sdk.protect.models import Light, LightChanges, LightDeviceSettingsChanges

from .coordinator import acting
from .data import UnifiConsoleEntry
from .entity import ConsoleEntity, Described, add_entities
from .protect import ProtectCoordinator, device_page, is_connected

PARALLEL_UPDATES = 1
_LEVELS: Final = (1, 6)


@dataclass(frozen=True, kw_only=True)
class LightDescription(LightEntityDescription, Described[ProtectCoordinator, Light]):
    """A kind of light."""


LIGHTS = (
    LightDescription(
        key="light",
        name=None,
        things=lambda protect: protect.data.lights,
        device=device_page,
        is_available=is_connected,
    ),
)


class ConsoleLight(ConsoleEntity[ProtectCoordinator, Light], LightEntity):
    """A floodlight; off lets its mode decide again."""

    entity_description: LightDescription
    _attr_color_mode = ColorMode.BRIGHTNESS
    _attr_supported_color_modes = {ColorMode.BRIGHTNESS}  # noqa: RUF012 - Home Assistant's own type

    @property
    def is_on(self) -> bool | None:
        """Whether it shines, for whatever reason."""
        return self.thing.is_light_on

    @property
    def brightness(self) -> int | None:
        """1 to 255."""
        settings = self.thing.light_device_settings
        return value_to_brightness(_LEVELS, settings.led_level) if settings and settings.led_level else None

    async def async_turn_on(self, **kwargs: Any) -> None:
        """Turn it on by hand."""
        changes = LightChanges(is_light_force_enabled=True)
        if ATTR_BRIGHTNESS in kwargs:
            level = math.ceil(brightness_to_value(_LEVELS, kwargs[ATTR_BRIGHTNESS]))
            changes = changes.evolve(light_device_settings=LightDeviceSettingsChanges(led_level=level))
        await self._update(changes)

    async def async_turn_off(self, **kwargs: Any) -> None:
        """Let its mode decide again."""
        await self._update(LightChanges(is_light_force_enabled=False))

    async def _update(self, changes: LightChanges) -> None:
        with acting():
            await self.coordinator.protect.lights.update(self.thing.id, changes)


async def async_setup_entry(
    hass: HomeAssistant, entry: UnifiConsoleEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the lights of UniFi Protect."""
    protect = entry.runtime_data.protect
    if protect:
        add_entities(protect, async_add_entities, ConsoleLight, LIGHTS)
