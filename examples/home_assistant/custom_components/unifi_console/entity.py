"""What all entities have in common: a description tells of one kind of thing, and each such thing gets an entity."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from homeassistant.core import callback
from homeassistant.helpers import entity_platform
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.device_registry import CONNECTION_NETWORK_MAC, DeviceInfo
from homeassistant.helpers.entity import Entity, EntityDescription
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .const import DOMAIN, MANUFACTURER
from .coordinator import ConsoleCoordinator


def _always(thing: object) -> bool:
    return True


def _nothing(thing: object) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True, kw_only=True)
class Described[C: ConsoleCoordinator[Any], T](EntityDescription):
    """What the description of a platform says of the things that its entities are about.

    Args:
        things: All of them as the coordinator knows them, by what tells them apart.
        device: The device on whose page an entity stands; None for none.
        exists: Whether a thing gets an entity at all.
        is_available: Whether the entity has a state at this moment.
        placeholders: What stands in the entity's name.
    """

    things: Callable[[C], Mapping[str, T]]
    device: Callable[[C, T], DeviceInfo] | None
    exists: Callable[[T], bool] = _always
    is_available: Callable[[T], bool] = _always
    placeholders: Callable[[T], Mapping[str, str]] = _nothing


class ConsoleEntity[C: ConsoleCoordinator[Any], T](CoordinatorEntity[C]):
    """An entity about one thing.

    Args:
        coordinator: What keeps the thing current.
        description: What kind of thing it is.
        key: Which of them.
    """

    _attr_has_entity_name = True

    def __init__(self, coordinator: C, description: Described[C, T], key: str) -> None:
        super().__init__(coordinator)
        self.entity_description = description
        self._things = description.things
        self._is_available = description.is_available
        self._key = key
        self._attr_unique_id = unique_id(coordinator, description, key)
        self._attr_translation_placeholders = description.placeholders(self.thing)
        if description.device is not None:
            self._attr_device_info = description.device(coordinator, self.thing)
        self._shown: tuple[bool, T | None] | None = None

    @callback
    def _handle_coordinator_update(self) -> None:
        """Write a state where there is another one; most of what a console tells is about other things."""
        is_available = self.available
        now = (is_available, self.thing if is_available else None)
        if now != self._shown:
            self._shown = now
            super()._handle_coordinator_update()

    @property
    def thing(self) -> T:
        """The thing as it was last seen; it is there while the entity is available."""
        return self._things(self.coordinator)[self._key]

    @property
    def available(self) -> bool:
        """Whether the coordinator is up to date, and the thing there."""
        is_there = super().available and self._key in self._things(self.coordinator)
        return is_there and self._is_available(self.thing)


def unique_id(coordinator: ConsoleCoordinator[Any], description: EntityDescription, key: str) -> str:
    """What tells an entity apart from those of all consoles; no key of a description has a slash."""
    return f"{coordinator.console_id}/{description.key}/{key}"


def add_entities[C: ConsoleCoordinator[Any], T](
    coordinator: C,
    async_add_entities: AddConfigEntryEntitiesCallback,
    make: Callable[[C, Any, str], Entity],
    descriptions: Collection[Described[C, T]],
) -> None:
    """Have an entity for each thing of each description: add those that appear, and remove those that are gone.

    Args:
        coordinator: What keeps the things current.
        async_add_entities: The platform's.
        make: The platform's class of entities, called with the coordinator, the description and the key of the thing.
        descriptions: What there can be.
    """
    entry, registry = coordinator.config_entry, er.async_get(coordinator.hass)
    domain = entity_platform.async_get_current_platform().domain
    ours = tuple(unique_id(coordinator, description, "") for description in descriptions)
    known: set[str] | None = None

    @callback
    def compare() -> None:
        nonlocal known
        there = {
            unique_id(coordinator, description, key): (description, key)
            for description in descriptions
            for key, thing in description.things(coordinator).items()
            if description.exists(thing)
        }
        if there.keys() == known:
            return
        new = [make(coordinator, *there[each]) for each in there.keys() - (known or set())]
        known = set(there)
        for registered in er.async_entries_for_config_entry(registry, entry.entry_id):
            is_gone = registered.unique_id.startswith(ours) and registered.unique_id not in known
            if registered.domain == domain and is_gone:
                registry.async_remove(registered.entity_id)
        async_add_entities(new)

    compare()
    entry.async_on_unload(coordinator.async_add_listener(compare))


def console_device(coordinator: ConsoleCoordinator[Any], thing: object = None) -> DeviceInfo:
    """The console itself, for what is on no other device."""
    return DeviceInfo(identifiers={(DOMAIN, coordinator.console_id)})


def attached_device(
    coordinator: ConsoleCoordinator[Any],
    device_id: str,
    *,
    name: str | None,
    model: str | None = None,
    mac: str | None = None,
    version: str | None = None,
) -> DeviceInfo:
    """A device that the console manages.

    Args:
        coordinator: Of the console; its `device_ids` has this one as long as it is there.
        device_id: What tells it apart from others of this console.
        name: What it is called.
        model: The product.
        mac: Its MAC address with colons.
        version: Of its firmware.
    """
    return DeviceInfo(
        identifiers={(DOMAIN, f"{coordinator.console_id}/{device_id}")},
        connections={(CONNECTION_NETWORK_MAC, mac)} if mac else set(),
        via_device=(DOMAIN, coordinator.console_id),
        manufacturer=MANUFACTURER,
        name=name or device_id,
        model=model,
        sw_version=version,
    )
