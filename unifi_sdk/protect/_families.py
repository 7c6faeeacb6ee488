"""Every device as the lists of a console have it, family by family."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Final, TypeAlias

from unifi_sdk._core.clock import Clock
from unifi_sdk.errors import NotFoundError, NotSupportedError
from unifi_sdk.protect.models.devices import Device
from unifi_sdk.protect.reducer import State, is_told_only

__all__ = ["Families", "Read"]

Read: TypeAlias = Callable[[], Awaitable[Iterable[Device]]]
"""Reads the list of one family."""

_log = logging.getLogger("unifi_sdk.protect.mirror")

_SECOND_LOOK_AFTER: Final = 3.0
"""Seconds for which a family that is gone is not believed to be."""


class Families:
    """Lists every family of devices, and believes that one is gone only when a second look says the same.

    A console that starts answers some of its lists with nothing, or with 404, before it has found its devices again.

    Args:
        reads: How each family is listed; a family that the console doesn't know has no devices.
        clock: Waits before the second look.
    """

    def __init__(self, reads: Sequence[Read], clock: Clock) -> None:
        self._reads = reads
        self._clock = clock
        self._given: dict[int, frozenset[str]] = {}

    async def list(self, known: State) -> dict[str, Device]:
        """Every device that there is.

        Args:
            known: What was known before; kinds that nothing lists are taken from there.

        Raises:
            UniFiError: a list could not be read.
        """
        listed = [await self._read(read) for read in self._reads]
        doubtful = self._doubtful(listed, known)
        if doubtful:
            _log.warning("%d families of devices are gone; they are looked for once more", len(doubtful))
            await self._clock.sleep(_SECOND_LOOK_AFTER)
            for place in doubtful:
                listed[place] = await self._read(self._reads[place])
        self._given = {place: frozenset(device.id for device in devices) for place, devices in enumerate(listed)}
        told = {name: device for name, device in known.items() if is_told_only(device.model_key)}
        return told | {device.id: device for devices in listed for device in devices}

    async def _read(self, read: Read) -> Sequence[Device]:
        try:
            return list(await read())
        except (NotFoundError, NotSupportedError):
            return ()  # an older console lacks some families

    def _doubtful(self, listed: Sequence[Sequence[Device]], known: State) -> Sequence[int]:
        """The lists that are empty, and were not, or may be the ones that lack a kind of which there were devices."""
        empty = [place for place, devices in enumerate(listed) if not devices]
        kinds = {device.model_key for devices in listed for device in devices}
        is_a_kind_gone = any(
            device.model_key not in kinds for device in known.values() if not is_told_only(device.model_key)
        )
        return [place for place in empty if is_a_kind_gone or not known.keys().isdisjoint(self._given.get(place, ()))]
