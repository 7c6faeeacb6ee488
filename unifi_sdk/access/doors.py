"""Doors: what they are, opening them, and the rules that keep them open or shut."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

import attrs

from unifi_sdk._core.check import at_least, not_empty
from unifi_sdk._core.codec import given
from unifi_sdk._core.model import Json
from unifi_sdk.access._clues import Clues, clues_in
from unifi_sdk.access._dialect import list_whole
from unifi_sdk.access._resource import Resource, the_one
from unifi_sdk.access.devices import Devices
from unifi_sdk.access.errors import NoHubError
from unifi_sdk.access.models.doors import Door, EntryMethod, GateCommand, LockRule, LockRuleChange
from unifi_sdk.access.models.notifications import Notification
from unifi_sdk.errors import ConfigurationError, NotFoundError
from unifi_sdk.pagination import Paginator
from unifi_sdk.retry import Safety

__all__ = ["Actor", "Doors"]

_NO_HUB: Final = ("CODE_DEVICE_DEVICE_NOT_FOUND", "CODE_SPACE_DEVICE_BOUND_LOCATION_NOT_FOUND")
"""What an operation of a door answers where the door is known and the device behind it is not."""


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
            name: `Door.name` or `Door.full_name`, compared exactly, but for the Unicode form of its letters.

        Raises:
            ConfigurationError: the name is empty.
            NotFoundError: no door is called so.
            ConflictError: several doors are called so.
        """
        not_empty(name=name)
        return await self._led_to(Clues(names=[name]), f"door is called {name!r}")

    async def of_notification(self, notification: Notification) -> Door:
        """The door that a notification is about; reads the list of doors, and that of devices where it has to.

        A ring has no id of a door: the device that rings, or its hub, leads there. Consoles that don't tell where devices are
        leave its name, which they may write in another Unicode form. Somebody who comes in may be told with the id of a hub.

        ::

            case DoorbellNotification() as rings:
                door = await access.doors.of_notification(rings)

        Args:
            notification: Of any kind that is about a door, a device at a door, or somebody who came in.

        Raises:
            NotFoundError: it leads to no door, as the end of a ring: that tells the ``request_id`` of the ring and no more.
            ConflictError: several doors are called as it says.
            PermissionDeniedError: the token lacks ``view:space`` or ``view:device``.
        """
        return await self._led_to(clues_in(notification), f"door belongs to this {notification.event!r}")

    async def of_device(self, device_id: str) -> Door:
        """The door at which a device is; reads the lists of doors and devices.

        Args:
            device_id: A reader, hub or intercom, as `Device.id` or with separators.

        Raises:
            ConfigurationError: the id is empty.
            NotFoundError: no device has this id, or it is at no door, as far as the console tells.
            PermissionDeniedError: the token lacks ``view:space`` or ``view:device``.
        """
        not_empty(device_id=device_id)
        return await self._led_to(Clues(devices=[device_id]), f"door has a device with the id {device_id!r}")

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
            NotFoundError: no door has this id, or no device has ``reader_id``.
            NoHubError: no hub drives the door.
            DeviceUnavailableError: its hub is offline.
            OutcomeUnknownError: the answer was lost and the door may have been unlocked; `get` tells its lock.
        """
        if reader_id is not None:
            not_empty(reader_id=reader_id)
        with _of_its_hub(names_a_device=reader_id is not None):
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
            NoHubError: no hub drives the door.
            NotSupportedError: its hub has no rules.
        """
        with _of_its_hub():
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
            NoHubError: no hub drives the door.
            NotSupportedError: its hub has no rules.
            OutcomeUnknownError: the answer was lost; `get_lock_rule` tells what is in force.
        """
        if (change == LockRuleChange.CUSTOM) != (minutes is not None):
            raise ConfigurationError("minutes belongs to the change CUSTOM, which can't be without it")
        at_least(1, minutes=minutes)
        with _of_its_hub():
            await self._app.call(
                "PUT /doors/{door_id}/lock_rule",
                None,
                body=given(type=change, interval=minutes),
                safety=Safety.UNSAFE,
                door_id=door_id,
                deadline_seconds=timeout_seconds,
            )

    async def _led_to(self, clues: Clues, what: str) -> Door:
        doors = await self.list()
        found = clues.door_by_id(doors)
        if found is None and clues.devices:
            found = clues.door_by_device(doors, await Devices(self._app).list())
        return the_one(clues.doors_by_name(doors) if found is None else [found], what)


@contextmanager
def _of_its_hub(*, names_a_device: bool = False) -> Iterator[None]:
    """Tell a door without a hub from one that there isn't; the console answers both with something that was not found.

    Args:
        names_a_device: Whether the call names a device of its own, which may as well be the one that is missing.
    """
    try:
        yield
    except NotFoundError as error:
        if names_a_device or error.code not in _NO_HUB:
            raise
        refused = NoHubError(f"{str(error).rstrip('.')}. No hub drives this door: see Door.is_bind_hub.")
        vars(refused).update(vars(error))
    else:
        return
    raise refused
