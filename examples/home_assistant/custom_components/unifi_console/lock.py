"""Locks: the doors of UniFi Access."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from homeassistant.components.lock import LockEntity, LockEntityDescription
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from unifi_sdk.access.models import Door, LockRuleChange

from .access import AccessCoordinator, door_page
from .coordinator import acting
from .data import UnifiConsoleEntry
from .entity import ConsoleEntity, Described, add_entities

PARALLEL_UPDATES = 1


@dataclass(frozen=True, kw_only=True)
class LockDescription(LockEntityDescription, Described[AccessCoordinator, Door]):
    """A kind of lock."""


LOCKS = (
    LockDescription(
        key="lock",
        name=None,
        things=lambda access: access.data.doors,
        device=door_page,
        exists=lambda door: door.is_bind_hub is not False,
    ),
)


class ConsoleLock(ConsoleEntity[AccessCoordinator, Door], LockEntity):
    """The lock of a door; a lock of which nobody knows is neither locked nor unlocked."""

    entity_description: LockDescription

    @property
    def is_locked(self) -> bool | None:
        """Whether it is locked; None when nobody knows."""
        return self.thing.is_locked

    async def async_unlock(self, **kwargs: Any) -> None:
        """Unlock the door for a few seconds; this is sent once, whatever becomes of the answer."""
        with acting():
            await self.coordinator.access.doors.unlock(self.thing.id)

    async def async_lock(self, **kwargs: Any) -> None:
        """End what keeps the door unlocked: the current window of its schedule, and any temporary unlock."""
        with acting():
            await self.coordinator.access.doors.set_lock_rule(self.thing.id, LockRuleChange.LOCK_NOW)


async def async_setup_entry(
    hass: HomeAssistant, entry: UnifiConsoleEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the locks of UniFi Access."""
    access = entry.runtime_data.access
    if access:
        add_entities(access, async_add_entities, ConsoleLock, LOCKS)
