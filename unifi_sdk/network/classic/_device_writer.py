"""Writing to a device: one writer at a time, and what is given back is what the device says once it has caught up."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Final, cast
from weakref import WeakKeyDictionary

import attrs

from unifi_sdk._core.model import Json
from unifi_sdk._core.transport import Transport
from unifi_sdk.network.classic._application import ClassicApplication
from unifi_sdk.network.classic._overrides import Changes, has_taken, overrides_in, with_changes
from unifi_sdk.network.classic.models.devices import ManagedDevice

__all__ = ["DeviceWriter", "Reading"]

_log = logging.getLogger("unifi_sdk.network")

_LOOK_AGAIN_SECONDS: Final = 0.5
_LONGEST_LAG_SECONDS: Final = 4.0

_locks: Final[WeakKeyDictionary[Transport, dict[tuple[str, str], asyncio.Lock]]] = WeakKeyDictionary()


@attrs.frozen
class Reading:
    """A device as it was read.

    Args:
        document: As it came.
        device: What it says.
    """

    document: Mapping[str, Json] = attrs.field(repr=False)
    device: ManagedDevice


class DeviceWriter:
    """Reads and changes one device.

    Args:
        app: The older half.
        mac: Its address, lower case with colons.
    """

    def __init__(self, app: ClassicApplication, mac: str) -> None:
        self._app = app
        self.mac = mac

    @property
    def lock(self) -> asyncio.Lock:
        """Held by whoever writes to the device: everybody in this program who shares a connection to its console."""
        mine = _locks.setdefault(self._app.transport, {})
        return mine.setdefault((str(self._app.endpoint.address), self.mac), asyncio.Lock())

    async def read(self) -> Reading:
        """The device as it is.

        Raises:
            NotFoundError: the site has no such device.
        """
        operation = "GET /stat/device/{mac}"
        document = await self._app.one(operation, dict[str, object], mac=self.mac)
        device = self._app.dialect.codec.decode(
            ManagedDevice, cast("Json", document), operation=operation, path="$.data[0]"
        )
        return Reading(cast("Mapping[str, Json]", document), device)

    async def change_list(
        self,
        name: str,
        key: str,
        choose: Callable[[Reading], Mapping[int, Changes]],
        timeout_seconds: float | None,
    ) -> Reading:
        """Change elements of a list that the console replaces whole: read, merge, write, and read until it shows.

        Args:
            name: What the list is called.
            key: What the number of an element is called.
            choose: From the device as it is to new settings by number; raises for what can't be.
            timeout_seconds: For the write, in place of the retry policy's deadline.

        Returns:
            The device afterwards; a device that takes a setting otherwise than it was sent shows that.
        """
        async with self.lock:
            reading = await self.read()
            changes = choose(reading)
            overrides = overrides_in(reading.document, name)
            merged = with_changes(overrides, key, changes)
            if merged == overrides:
                return reading
            await self.write_fields(reading.device.id, {name: merged}, timeout_seconds)
            return await self.settle(lambda document: has_taken(overrides_in(document, name), key, changes))

    async def write_fields(self, device_id: str, fields: Mapping[str, object], timeout_seconds: float | None) -> None:
        """Set fields of a device; those that are not named stay."""
        await self._app.call(
            "PUT /rest/device/{device_id}", None, body=fields, device_id=device_id, deadline_seconds=timeout_seconds
        )

    async def settle(self, has_settled: Callable[[Mapping[str, Json]], bool]) -> Reading:
        """Read until the device shows what was written; it lags by a second or two."""
        clock = self._app.transport.clock
        latest = clock.monotonic() + _LONGEST_LAG_SECONDS
        while True:
            reading = await self.read()
            if has_settled(reading.document):
                return reading
            if clock.monotonic() >= latest:
                _log.warning("%s does not show all that was written to it; what it shows is given back", self.mac)
                return reading
            await clock.sleep(_LOOK_AGAIN_SECONDS)
