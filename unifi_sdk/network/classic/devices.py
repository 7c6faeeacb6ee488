"""Devices of a site as the classic API knows them: ports and outlets, lights, firmware."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from yarl import URL

from unifi_sdk._core.check import between, mac_address
from unifi_sdk._core.codec import given
from unifi_sdk._core.model import Json
from unifi_sdk.errors import ConfigurationError, ConflictError, NotSupportedError
from unifi_sdk.network.classic._application import Room, list_all
from unifi_sdk.network.classic._commands import device_command
from unifi_sdk.network.classic._device_writer import DeviceWriter, Reading
from unifi_sdk.network.classic._dialect import APPLICATION
from unifi_sdk.network.classic._resource import ClassicResource
from unifi_sdk.network.classic.models.devices import LedState, ManagedDevice
from unifi_sdk.network.classic.outlets import DeviceOutlets
from unifi_sdk.network.classic.ports import DevicePorts
from unifi_sdk.pagination import Paginator
from unifi_sdk.retry import Safety

__all__ = ["ClassicDevices", "DeviceScope"]

_Command: TypeAlias = Literal["set-locate", "unset-locate", "upgrade", "upgrade-external"]

_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")


class DeviceScope:
    """One device, with its ports and outlets; made by `ClassicDevices.get`.

    Args:
        room: The classic API of the site.
        writer: What reads and changes it.
        reading: The device as it was read.
    """

    info: ManagedDevice
    """The device as it was read."""
    ports: DevicePorts
    outlets: DeviceOutlets

    def __init__(self, room: Room, writer: DeviceWriter, reading: Reading) -> None:
        self.mac = writer.mac
        self.info = reading.device
        self.ports = DevicePorts(room, writer, reading.device.ports)
        self.outlets = DeviceOutlets(writer, reading.device.outlet_table)

    @property
    def name(self) -> str | None:
        """What the device is called."""
        return self.info.name

    def __repr__(self) -> str:
        return f"DeviceScope({self.mac!r}, name={self.name!r})"


class ClassicDevices(ClassicResource):
    """Devices of a site: what their ports do, and what hangs on them; ``site.devices`` restarts, adopts and power-cycles."""

    def list(self) -> Paginator[ManagedDevice]:
        """Every device with its ports, in one request; large on large sites."""
        return list_all(self._v1, "GET /stat/device", ManagedDevice)

    async def get(self, mac: str) -> DeviceScope:
        """One device, with its ports and outlets.

        Args:
            mac: In any usual spelling.

        Raises:
            ConfigurationError: this is no MAC address.
            NotFoundError: the site has no such device.
        """
        writer = DeviceWriter(self._v1, mac_address(mac))
        return DeviceScope(self._room, writer, await writer.read())

    async def upgradable(self) -> tuple[ManagedDevice, ...]:
        """The devices for which there is newer firmware; `ManagedDevice.upgrade_to_firmware` tells which."""
        return tuple(device for device in await self.list() if device.upgradable)

    async def locate(self, mac: str, *, timeout_seconds: float | None = None) -> None:
        """Let a device blink until `stop_locating`, so that somebody finds it.

        Args:
            mac: In any usual spelling.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: this is no MAC address.
            NotFoundError: the site has no such device.
        """
        await self._command("set-locate", mac, Safety.IDEMPOTENT, timeout_seconds)

    async def stop_locating(self, mac: str, *, timeout_seconds: float | None = None) -> None:
        """Let a device stop blinking.

        Args:
            mac: In any usual spelling.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: this is no MAC address.
            NotFoundError: the site has no such device.
        """
        await self._command("unset-locate", mac, Safety.IDEMPOTENT, timeout_seconds)

    async def set_led(
        self,
        mac: str,
        state: LedState | None = None,
        *,
        color: str | None = None,
        brightness: int | None = None,
        timeout_seconds: float | None = None,
    ) -> ManagedDevice:
        """Change the light of a device; what is left out stays as it is.

        Args:
            mac: In any usual spelling.
            state: On, off, or what the site says.
            color: ``#rrggbb``, for a device with a ring of light.
            brightness: From 0 to 100, likewise.
            timeout_seconds: For the write, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The device as it was read afterwards.

        Raises:
            ConfigurationError: nothing is to be changed, or a value can't be.
            NotFoundError: the site has no such device.
            NotSupportedError: its light has no colour and no brightness.
        """
        between(0, 100, brightness=brightness)
        if color is not None and not _COLOUR.fullmatch(color):
            raise ConfigurationError("color must read like #0000ff")
        fields = given(led_override=state, led_override_color=color, led_override_color_brightness=brightness)
        if not fields:
            raise ConfigurationError("state: say what is to be changed of the light: state, color, brightness")
        writer = DeviceWriter(self._v1, mac_address(mac))
        async with writer.lock:
            device = (await writer.read()).device
            if (color is not None or brightness is not None) and not device.has_led_ring:
                raise NotSupportedError(f"the light of {device.mac} has no colour", application=APPLICATION)
            await writer.write_fields(device.id, fields, timeout_seconds)
            shows = {name: str(value) for name, value in fields.items()}
            return (await writer.settle(lambda document: shows.items() <= _as_texts(document).items())).device

    async def upgrade(self, mac: str, *, timeout_seconds: float | None = None) -> None:
        """Have a device install the newer firmware that the console offers; it restarts, and what hangs on it is cut off.

        It is never sent twice by itself. Meanwhile its state is `ManagedDeviceState.UPGRADING`.

        Args:
            mac: In any usual spelling.
            timeout_seconds: For the command, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: this is no MAC address.
            ConflictError: there is no newer firmware for it.
            NotFoundError: the site has no such device.
            OutcomeUnknownError: the answer was lost; its state tells.
        """
        device = (await DeviceWriter(self._v1, mac_address(mac)).read()).device
        if device.upgradable is False:
            raise ConflictError(f"there is no newer firmware for {device.mac}", application=APPLICATION)
        await self._command("upgrade", mac, Safety.UNSAFE, timeout_seconds)

    async def upgrade_from(self, mac: str, url: str, *, timeout_seconds: float | None = None) -> None:
        """Have a device install the firmware at an address: it takes whatever is there, and may not come back.

        It is never sent twice by itself.

        Args:
            mac: In any usual spelling.
            url: ``https://...``, an image of the vendor for this very model; the device fetches it.
            timeout_seconds: For the command, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: this is no MAC address, or no URL.
            NotFoundError: the site has no such device.
            OutcomeUnknownError: the answer was lost; its state tells.
        """
        address = _url(url)
        await self._command("upgrade-external", mac, Safety.UNSAFE, timeout_seconds, url=address)

    async def _command(
        self, cmd: _Command, mac: str, safety: Safety, timeout_seconds: float | None, **arguments: object
    ) -> None:
        await device_command(
            self._v1, cmd, safety=safety, timeout_seconds=timeout_seconds, mac=mac_address(mac), **arguments
        )


def _as_texts(document: Mapping[str, Json]) -> dict[str, str]:
    """Plain values as texts: a console writes a brightness as either."""
    return {name: str(value) for name, value in document.items() if isinstance(value, str | int)}


def _url(text: str) -> str:
    try:
        url = URL(text)
    except ValueError:
        url = URL()
    if url.scheme not in ("http", "https") or not url.host:
        raise ConfigurationError("url must begin with https:// or http://")
    return str(url)
