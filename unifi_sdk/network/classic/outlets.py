"""Outlets of a power strip: single ones in a list that the console replaces whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from unifi_sdk._core.arguments import check_methods
from unifi_sdk._core.check import not_empty
from unifi_sdk._core.codec import given
from unifi_sdk._core.model import Json
from unifi_sdk.errors import ConfigurationError, NotFoundError
from unifi_sdk.network.classic._device_writer import DeviceWriter, Reading
from unifi_sdk.network.classic._dialect import APPLICATION
from unifi_sdk.network.classic._overrides import Changes
from unifi_sdk.network.classic.models.devices import Outlet

__all__ = ["DeviceOutlets"]


@check_methods
class DeviceOutlets:
    """The outlets of one device, by their number; found as ``device.outlets``.

    A console replaces the settings of all outlets at once, so they are read, merged and written in one go.

    Args:
        writer: What reads and changes the device.
        outlets: The outlets as they were read.
    """

    def __init__(self, writer: DeviceWriter, outlets: tuple[Outlet, ...]) -> None:
        self._writer = writer
        self._outlets = {outlet.index: outlet for outlet in outlets}

    def __getitem__(self, index: int) -> Outlet:
        return self._outlets[index]

    def __iter__(self) -> Iterator[Outlet]:
        return iter(self._outlets.values())

    def __len__(self) -> int:
        return len(self._outlets)

    async def set(
        self,
        index: int,
        *,
        on: bool | None = None,
        name: str | None = None,
        cycle: bool | None = None,
        timeout_seconds: float | None = None,
    ) -> Outlet:
        """Change one outlet; whatever is left out stays as it is.

        Args:
            index: Its number, from 1.
            on: Whether it gives power.
            name: What it is called.
            cycle: Whether it is switched off and on when the Internet is gone.
            timeout_seconds: For the write, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The outlet as it was read afterwards.

        Raises:
            ConfigurationError: nothing is to be changed, or the name is empty.
            NotFoundError: the device has no such outlet, or the site no such device.
        """
        if name is not None:
            not_empty(name=name)
        changes = given(name=name, relay_state=on, cycle_enabled=cycle)
        if not changes:
            raise ConfigurationError(f"index: say what is to be changed of outlet {index}: on, name, cycle")
        reading = await self._writer.change_list(
            "outlet_overrides", "index", lambda reading: {index: _with_all(reading, index, changes)}, timeout_seconds
        )
        self._outlets = {outlet.index: outlet for outlet in reading.device.outlet_table}
        return self[index]


def _with_all(reading: Reading, index: int, changes: Mapping[str, object]) -> Changes:
    """The settings of an outlet, all of them: an element of the list stands for the whole outlet."""
    found = [outlet for outlet in reading.device.outlet_table if outlet.index == index]
    if not found:
        raise NotFoundError(f"the device has no outlet {index}", application=APPLICATION)
    outlet = found[0]
    present = given(name=outlet.name, relay_state=outlet.relay_state, cycle_enabled=outlet.cycle_enabled)
    wanted: dict[str, Json] = {**present, **changes}  # type: ignore[dict-item]
    return wanted
