"""What devices can be filtered by."""

from __future__ import annotations

from typing import Final

from unifi_sdk.network.filters.grammar import (
    Choice,
    Equal,
    SetOf,
    Text,
    Version,
    write_flag,
    write_mac,
    write_text,
    write_uuid,
)
from unifi_sdk.network.models.devices import DeviceOverview, PendingDevice

__all__ = ["DeviceFilter", "PendingDeviceFilter"]


class DeviceFilter:
    """What adopted devices can be filtered by."""

    id: Final = Choice[DeviceOverview, str]("id", write_uuid)
    mac_address: Final = Choice[DeviceOverview, str]("macAddress", write_mac)
    """In any usual spelling; the console is asked in lower case with colons."""
    ip_address: Final = Choice[DeviceOverview, str]("ipAddress", write_text)
    name: Final = Text[DeviceOverview]("name", write_text)
    model: Final = Choice[DeviceOverview, str]("model", write_text)
    state: Final = Choice[DeviceOverview, str]("state", write_text)
    """A `DeviceState`."""
    supported: Final = Equal[DeviceOverview, bool]("supported", write_flag)
    firmware_version: Final = Version[DeviceOverview]("firmwareVersion", write_text)
    firmware_updatable: Final = Equal[DeviceOverview, bool]("firmwareUpdatable", write_flag)
    features: Final = SetOf[DeviceOverview, str]("features", write_text)
    """Of `DeviceFeature`."""
    interfaces: Final = SetOf[DeviceOverview, str]("interfaces", write_text)
    """Of `DeviceInterface`."""


class PendingDeviceFilter:
    """What devices that wait for adoption can be filtered by."""

    mac_address: Final = Choice[PendingDevice, str]("macAddress", write_mac)
    """In any usual spelling; the console is asked in lower case with colons."""
    ip_address: Final = Choice[PendingDevice, str]("ipAddress", write_text)
    model: Final = Choice[PendingDevice, str]("model", write_text)
    state: Final = Choice[PendingDevice, str]("state", write_text)
    """A `DeviceState`."""
    supported: Final = Equal[PendingDevice, bool]("supported", write_flag)
    firmware_version: Final = Version[PendingDevice]("firmwareVersion", write_text)
    firmware_updatable: Final = Equal[PendingDevice, bool]("firmwareUpdatable", write_flag)
    features: Final = SetOf[PendingDevice, str]("features", write_text)
    """Of `DeviceFeature`."""
