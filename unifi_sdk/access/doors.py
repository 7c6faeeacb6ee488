"""Doors: what they are, opening them, and the rules that keep them open or shut."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from unifi_sdk._core.check import at_least, not_empty
from unifi_sdk._core.codec import given
from unifi_sdk._core.model import Json
from unifi_sdk.access._dialect import list_whole
from unifi_sdk.access._resource import Resource, the_one
from unifi_sdk.access.models.doors import Door, EntryMethod, GateCommand, LockRule, LockRuleChange
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.pagination import Paginator
from unifi_sdk.retry import Safety

__all__ = ["Actor", "Doors"]


@attrs.frozen
class Actor:
    """Who opened a door, as system log and webhooks show it.

    Args:
        id: Any text; not empty.
        name: Any text; not empty.

    Raises:
        ConfigurationError: one of them is empty; the console takes both or none.
    """

    id: str
    name: str

    def __attrs_post_init__(self) -> None:
        not_empty(actor_id=self.id, actor_name=self.name)


class Doors(Resource):
    """Every door of the console."""

    def list(self) -> Paginator[Door]:
        """Every door, in the console's order (reference 7.8)."""
        return list_whole(self._app, "GET /doors", Door)

    async def get(self, door_id: str) -> Door:
        """One door, with its lock and position as they are now (reference 7.7).

        Raises:
            NotFoundError: no door has this id.
        """
        return await self._app.call("GET /doors/{door_id}", Door, door_id=door_id)

    async def find(self, *, name: str) -> Door:
        """The one door that is called so; reads the whole list.

        Args:
            name: `Door.name` or `Door.full_name`, compared exactly.

        Raises:
            ConfigurationError: the name is empty.
            NotFoundError: no door is called so.
            ConflictError: several doors are called so.
        """
        not_empty(name=name)
        found = [door for door in await self.list() if name in (door.name, door.full_name)]
        return the_one(found, f"door is called {name!r}")

    async def unlock(
        self,
        door_id: str,
        *,
        actor: Actor | None = None,
        extra: Mapping[str, Json] | None = None,
        reader_id: str | None = None,
        entry_method: EntryMethod | None = None,
        control_cmd: GateCommand | None = None,
        timeout_seconds: float | None = None,
    ) -> None:
        """Unlock a door for a few seconds; it is never sent twice by itself (reference 7.9).

        That it returns means that the console took the command, not that the door was opened.

        Args:
            door_id: A door with a hub, see `Door.is_bind_hub`.
            actor: Who opens it; the name of the token when left out.
            extra: Handed through to webhooks unchanged.
            reader_id: The device that alone greets, with UniFi Access 4.0.10 or later.
            entry_method: The lane, at a gate with two of them, likewise.
            control_cmd: What a gate hub in three-button mode shall do, likewise.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: ``reader_id`` is empty.
            NotFoundError: no door has this id, or no hub drives it.
            DeviceUnavailableError: its hub is offline.
            OutcomeUnknownError: the answer was lost and the door may have been unlocked; `get` tells its lock.
        """
        if reader_id is not None:
            not_empty(reader_id=reader_id)
        await self._app.call(
            "PUT /doors/{door_id}/unlock",
            None,
            body=given(actor_id=actor and actor.id, actor_name=actor and actor.name, extra=extra),
            query={"reader_id": reader_id, "entry_method": entry_method, "control_cmd": control_cmd},
            safety=Safety.UNSAFE,  # a second one would open the door again
            door_id=door_id,
            deadline_seconds=timeout_seconds,
        )

    async def get_lock_rule(self, door_id: str) -> LockRule:
        """The rule in force at a door (reference 7.11; UniFi Access 1.24.6 or later).

        Raises:
            NotFoundError: no door has this id, or its hub has no rules.
            NotSupportedError: its hub has no rules.
        """
        return await self._app.call("GET /doors/{door_id}/lock_rule", LockRule, door_id=door_id)

    async def set_lock_rule(
        self, door_id: str, change: LockRuleChange, *, minutes: int | None = None, timeout_seconds: float | None = None
    ) -> None:
        """Keep a door open or shut, or end what keeps it so (reference 7.10; UniFi Access 1.24.6 or later).

        It is never sent twice by itself: minutes count from when the console takes the rule, and what another rule has
        begun in between would be ended with the old one.

        Args:
            door_id: A door with a hub.
            change: What to do.
            minutes: How long the door stays unlocked, from 1; needed with CUSTOM, for nothing else.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: ``minutes`` is missing, below 1, or given for another change.
            NotFoundError: no door has this id, or its hub has no rules.
            NotSupportedError: its hub has no rules.
            OutcomeUnknownError: the answer was lost; `get_lock_rule` tells what is in force.
        """
        if (change == LockRuleChange.CUSTOM) != (minutes is not None):
            raise ConfigurationError("minutes belongs to the change CUSTOM, which can't be without it")
        at_least(1, minutes=minutes)
        await self._app.call(
            "PUT /doors/{door_id}/lock_rule",
            None,
            body=given(type=change, interval=minutes),
            safety=Safety.UNSAFE,
            door_id=door_id,
            deadline_seconds=timeout_seconds,
        )
