"""Devices of a site, and those that wait for a site to adopt them."""

from __future__ import annotations

from unifi_sdk._core.check import at_least, mac_address, not_empty
from unifi_sdk._core.codec import given
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.network._dialect import list_pages
from unifi_sdk.network._resource import Resource, SiteResource, the_one
from unifi_sdk.network.filters import DeviceFilter, Filter
from unifi_sdk.network.models.devices import (
    Device,
    DeviceAction,
    DeviceOverview,
    DeviceStatistics,
    PendingDevice,
    PortAction,
)
from unifi_sdk.pagination import Paginator
from unifi_sdk.retry import Safety

__all__ = ["Devices", "PendingDevices"]


class Devices(SiteResource):
    """Devices that a site has adopted."""

    def list(self, *, filter: Filter[DeviceOverview] | None = None) -> Paginator[DeviceOverview]:  # noqa: A002 - the vendor's word
        """Every adopted device, without its ports and radios, which `get` tells.

        Args:
            filter: Made with `unifi_sdk.network.filters.DeviceFilter`.
        """
        return list_pages(
            self._app, "GET /v1/sites/{site_id}/devices", DeviceOverview, filter=filter, site_id=self._site_id
        )

    async def get(self, device_id: str) -> Device:
        """One device, with its uplink, ports and radios.

        Raises:
            NotFoundError: no device of this site has this id.
        """
        return await self._app.call(
            "GET /v1/sites/{site_id}/devices/{device_id}", Device, site_id=self._site_id, device_id=device_id
        )

    async def find(self, *, name: str | None = None, mac: str | None = None) -> DeviceOverview:
        """One device by its name or its MAC address.

        Args:
            name: Compared exactly.
            mac: In any usual spelling.

        Raises:
            ConfigurationError: neither is given, or both, the name is empty, or the address is none.
            NotFoundError: no device of this site has it.
            ConflictError: several devices have this name.
        """
        if name is not None and mac is None:
            not_empty(name=name)
            named = await self.list(filter=DeviceFilter.name.eq(name))
            return the_one([device for device in named if device.name == name], f"device is called {name!r}")
        if mac is not None and name is None:
            address = mac_address(mac)
            found = await self.list(filter=DeviceFilter.mac_address.eq(address))
            same = [device for device in found if (device.mac_address or "").lower() == address]
            return the_one(same, f"device has the address {address}")
        raise ConfigurationError("name or mac: give one of them")

    async def statistics(self, device_id: str) -> DeviceStatistics:
        """How a device is doing at this moment: uptime, load, memory, uplink and radios.

        Raises:
            NotFoundError: no device of this site has this id.
        """
        return await self._app.call(
            "GET /v1/sites/{site_id}/devices/{device_id}/statistics/latest",
            DeviceStatistics,
            site_id=self._site_id,
            device_id=device_id,
        )

    async def restart(self, device_id: str, *, timeout_seconds: float | None = None) -> None:
        """Restart a device; what is connected through it is cut off meanwhile.

        Raises:
            NotFoundError: no device of this site has this id.
            OutcomeUnknownError: the answer was lost; `DeviceStatistics.uptime_sec` tells whether it restarted.
        """
        await self._app.call(
            "POST /v1/sites/{site_id}/devices/{device_id}/actions",
            None,
            body=given(action=DeviceAction.RESTART),
            site_id=self._site_id,
            device_id=device_id,
            deadline_seconds=timeout_seconds,
        )

    async def power_cycle_port(self, device_id: str, port_idx: int, *, timeout_seconds: float | None = None) -> None:
        """Switch the power over Ethernet of a port off and on again; what it feeds restarts.

        Args:
            device_id: A device with such a port.
            port_idx: The `Port.idx`, from 1.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: the number is below 1.
            BadRequestError: the port gives no power.
            NotFoundError: no device of this site has this id, or the device has no such port.
            OutcomeUnknownError: the answer was lost.
        """
        at_least(1, port_idx=port_idx)
        await self._app.call(
            "POST /v1/sites/{site_id}/devices/{device_id}/interfaces/ports/{port_idx}/actions",
            None,
            body=given(action=PortAction.POWER_CYCLE),
            site_id=self._site_id,
            device_id=device_id,
            port_idx=port_idx,
            deadline_seconds=timeout_seconds,
        )

    async def adopt(
        self, mac: str, *, ignore_device_limit: bool = False, timeout_seconds: float | None = None
    ) -> Device:
        """Adopt a device to this site; `PendingDevices.list` shows which ones wait for it.

        Args:
            mac: Its address, in any usual spelling.
            ignore_device_limit: Adopt it although the console has as many devices as it is made for.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The device as it is adopted; it takes a while until it is online.

        Raises:
            ConfigurationError: it is no MAC address.
            NotFoundError: no device with this address waits for adoption.
            OutcomeUnknownError: the answer was lost; `find` tells whether it is adopted.
        """
        return await self._app.call(
            "POST /v1/sites/{site_id}/devices",
            Device,
            body=given(mac_address=mac_address(mac), ignore_device_limit=ignore_device_limit),
            site_id=self._site_id,
            deadline_seconds=timeout_seconds,
        )

    async def remove(self, device_id: str, *, timeout_seconds: float | None = None) -> None:
        """Remove a device from the site; one that is online goes back to its factory settings.

        Raises:
            NotFoundError: no device of this site has this id.
            OutcomeUnknownError: the answer was lost; `get` tells whether it is still there.
        """
        await self._app.call(
            "DELETE /v1/sites/{site_id}/devices/{device_id}",
            None,
            safety=Safety.UNSAFE,
            site_id=self._site_id,
            device_id=device_id,
            deadline_seconds=timeout_seconds,
        )


class PendingDevices(Resource):
    """Devices that wait for a site to adopt them."""

    def list(self, *, filter: Filter[PendingDevice] | None = None) -> Paginator[PendingDevice]:  # noqa: A002 - the vendor's word
        """Every device that the console sees and no site has adopted; `Devices.adopt` does it.

        Args:
            filter: Made with `unifi_sdk.network.filters.PendingDeviceFilter`.
        """
        return list_pages(self._app, "GET /v1/pending-devices", PendingDevice, filter=filter)
