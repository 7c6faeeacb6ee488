"""Devices of all hosts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from unifi_sdk._core.check import mac_address
from unifi_sdk._core.model import Json
from unifi_sdk.cloud._dialect import list_by_token
from unifi_sdk.cloud._resource import Resource, moment, the_one
from unifi_sdk.cloud.models.devices import Device, HostDevices, HostedDevice
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.pagination import Paginator

__all__ = ["Devices"]

_DEVICES: Final = "GET /v1/devices"


class Devices(Resource):
    """Devices of every host that the account owns or is a super admin of."""

    def list(self, *, host_ids: Iterable[str] | None = None, time: datetime | None = None) -> Paginator[HostDevices]:
        """Devices, host by host; those of one host may come in several parts.

        A host with sites may have no devices here: that takes the owner or a super admin.

        Args:
            host_ids: Only of these hosts; of all of them when left out.
            time: Only what the cloud had processed by then.

        Raises:
            ConfigurationError: ``host_ids`` is empty, or the time has no time zone.
        """
        return list_by_token(self._app, _DEVICES, HostDevices, _asked(host_ids, time))

    def every(self, *, host_ids: Iterable[str] | None = None, time: datetime | None = None) -> Paginator[HostedDevice]:
        """The same device by device, each with its host.

        Args:
            host_ids: As for `list`.
            time: As for `list`.

        Raises:
            ConfigurationError: as for `list`.
        """
        return list_by_token(self._app, _DEVICES, HostedDevice, _asked(host_ids, time), parts=_devices_of)

    async def by_host(self, *, host_ids: Iterable[str] | None = None) -> dict[str, tuple[Device, ...]]:
        """All devices by the id of their host, the parts of each put together.

        Args:
            host_ids: As for `list`.
        """
        merged: dict[str, tuple[Device, ...]] = {}
        async for part in self.list(host_ids=host_ids):
            merged[part.host_id] = merged.get(part.host_id, ()) + part.devices
        return merged

    async def find(self, *, mac: str) -> HostedDevice:
        """The device with a MAC address, and its host.

        Args:
            mac: With any separators between its digits, or none.

        Raises:
            ConfigurationError: it is no MAC address.
            NotFoundError: no device has it.
            ConflictError: several hosts list it.
        """
        address = mac_address(mac)
        found = [device async for device in self.every() if device.has_mac(address)]
        return the_one(found, f"device has the MAC address {address}")


def _asked(host_ids: Iterable[str] | None, time: datetime | None) -> dict[str, str | list[str] | None]:
    ids = None if host_ids is None else list(host_ids)
    if ids is not None and not all(ids or [""]):
        raise ConfigurationError("host_ids is empty: name hosts, or leave it out for all of them")
    return {"hostIds[]": ids, "time": moment("time", time)}


def _devices_of(part: Json) -> list[Json]:
    """The devices of a host, each with the id and the name of it; whatever is no such part stays as it is."""
    devices = part.get("devices") if isinstance(part, dict) else None
    if not isinstance(part, dict) or not isinstance(devices, list):
        return [part]
    host: dict[str, Json] = {name: part[name] for name in ("hostId", "hostName") if name in part}
    return [{**device, **host} if isinstance(device, dict) else device for device in devices]
