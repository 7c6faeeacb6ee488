"""Devices of all hosts that the account owns or is a super admin of."""

from __future__ import annotations

from unifi_sdk._core.check import is_same_mac
from unifi_sdk._core.model import IsoTime, Json, Model, OpenEnum, model

__all__ = ["Device", "DeviceStatus", "FirmwareStatus", "HostDevices", "HostedDevice"]


class DeviceStatus(OpenEnum):
    """Whether a device is connected to its host."""

    ONLINE = "online"
    OFFLINE = "offline"


class FirmwareStatus(OpenEnum):
    """Whether a device has the newest firmware."""

    UP_TO_DATE = "upToDate"
    UPDATE_AVAILABLE = "updateAvailable"


@model
class Device(Model):
    """A device of a host, as the cloud knows it."""

    id: str
    mac: str | None = None
    """Digits in upper case with nothing between them; see `has_mac`."""
    name: str | None = None
    model: str | None = None
    shortname: str | None = None
    """The model in short, such as ``UDMPROSE``."""
    ip: str | None = None
    product_line: str | None = None
    """``network``, ``protect``, and others."""
    status: DeviceStatus | None = None
    version: str | None = None
    """Of its firmware."""
    firmware_status: FirmwareStatus | None = None
    update_available: str | None = None
    """The version that waits for it."""
    is_console: bool | None = None
    is_managed: bool | None = None
    startup_time: IsoTime | None = None
    adoption_time: IsoTime | None = None
    note: str | None = None
    uidb: Json = None
    """Pictures and ids of the vendor's own interface; its form changes with the version of UniFi OS."""

    def has_mac(self, mac: str) -> bool:
        """Whether this is its MAC address, however it is written."""
        return is_same_mac(self.mac, mac)


@model
class HostedDevice(Device):
    """A device, and the host that it belongs to."""

    host_id: str
    host_name: str | None = None


@model
class HostDevices(Model):
    """The devices of a host, or a part of them: the devices of one host may come on several pages."""

    host_id: str
    host_name: str | None = None
    updated_at: IsoTime | None = None
    devices: tuple[Device, ...] = ()
