"""Numbers: how loud chimes and sirens are, and how often chimes ring."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from homeassistant.components.number import NumberEntity, NumberEntityDescription
from homeassistant.const import PERCENTAGE, EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from unifi_sdk.protect.models import Chime, RingSettingsInput, Siren

from .coordinator import ConsoleCoordinator, acting
from .data import UnifiConsoleEntry
from .entity import ConsoleEntity, Described, add_entities
from .protect import ProtectCoordinator, device_page, is_connected

PARALLEL_UPDATES = 1


@dataclass(frozen=True, kw_only=True)
class NumberDescription[C: ConsoleCoordinator[Any], T](NumberEntityDescription, Described[C, T]):
    """A kind of number.

    Args:
        value: What it is; None when nobody knows.
        set: Set it.
    """

    value: Callable[[T], float | None]
    set: Callable[[C, T, int], Awaitable[object]]


def _ring_settings(chime: Chime) -> list[RingSettingsInput]:
    """How it rings for each doorbell, as it can be written back."""
    return [
        RingSettingsInput(
            camera_id=ring.camera_id,
            repeat_times=ring.repeat_times,
            ringtone_id=ring.ringtone_id,
            volume=ring.volume,
        )
        for ring in chime.ring_settings or ()
        if ring.camera_id and ring.repeat_times and ring.ringtone_id and ring.volume is not None
    ]


def _is_whole(chime: Chime) -> bool:
    """Whether nothing of a chime's settings is lost when they are written back."""
    return bool(chime.ring_settings) and len(_ring_settings(chime)) == len(chime.ring_settings or ())


async def _set_volume(protect: ProtectCoordinator, chime: Chime, volume: int) -> None:
    rings = [ring.evolve(volume=volume) for ring in _ring_settings(chime)]
    await protect.protect.chimes.update(chime.id, ring_settings=rings)


async def _set_repetitions(protect: ProtectCoordinator, chime: Chime, times: int) -> None:
    rings = [ring.evolve(repeat_times=times) for ring in _ring_settings(chime)]
    await protect.protect.chimes.update(chime.id, ring_settings=rings)


CHIMES: tuple[NumberDescription[ProtectCoordinator, Chime], ...] = (
    NumberDescription(
        key="chime_volume",
        translation_key="volume",
        entity_category=EntityCategory.CONFIG,
        native_max_value=100,
        native_unit_of_measurement=PERCENTAGE,
        things=lambda protect: protect.data.chimes,
        device=device_page,
        exists=_is_whole,
        is_available=is_connected,
        value=lambda chime: max((ring.volume for ring in _ring_settings(chime)), default=None),
        set=_set_volume,
    ),
    NumberDescription(
        key="chime_repetitions",
        translation_key="repetitions",
        entity_category=EntityCategory.CONFIG,
        native_min_value=1,
        native_max_value=10,
        things=lambda protect: protect.data.chimes,
        device=device_page,
        exists=_is_whole,
        is_available=is_connected,
        value=lambda chime: max((ring.repeat_times for ring in _ring_settings(chime)), default=None),
        set=_set_repetitions,
    ),
)
SIRENS: tuple[NumberDescription[ProtectCoordinator, Siren], ...] = (
    NumberDescription(
        key="siren_volume",
        translation_key="volume",
        entity_category=EntityCategory.CONFIG,
        native_min_value=1,
        native_max_value=100,
        native_unit_of_measurement=PERCENTAGE,
        things=lambda protect: protect.data.sirens,
        device=device_page,
        is_available=is_connected,
        value=lambda siren: siren.volume,
        set=lambda protect, siren, volume: protect.protect.sirens.update(siren.id, volume=volume),
    ),
)


class ConsoleNumber[C: ConsoleCoordinator[Any], T](ConsoleEntity[C, T], NumberEntity):
    """A number."""

    entity_description: NumberDescription[C, T]

    @property
    def native_value(self) -> float | None:
        """What it is."""
        return self.entity_description.value(self.thing)

    async def async_set_native_value(self, value: float) -> None:
        """Set it."""
        with acting():
            await self.entity_description.set(self.coordinator, self.thing, round(value))


async def async_setup_entry(
    hass: HomeAssistant, entry: UnifiConsoleEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the numbers of UniFi Protect."""
    protect = entry.runtime_data.protect
    if protect:
        add_entities(protect, async_add_entities, ConsoleNumber, CHIMES)
        add_entities(protect, async_add_entities, ConsoleNumber, SIRENS)
