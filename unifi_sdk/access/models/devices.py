"""Readers, hubs and intercoms, and the ways in that they offer."""

from __future__ import annotations

from typing import Self

from unifi_sdk._core.model import UNSET, Model, OpenEnum, Unset, model

__all__ = [
    "AccessMethod",
    "AccessMethodChanges",
    "AccessMethods",
    "AntiSpoofingLevel",
    "DetectDistance",
    "Device",
    "DeviceCapability",
    "DeviceSettings",
    "FaceMethod",
    "PinMethod",
    "Switch",
]


class DeviceCapability(OpenEnum):
    """What a device can do; consoles know more than these."""

    IS_HUB = "is_hub"
    IS_READER = "is_reader"
    NFC = "nfc"
    PIN_CODE = "pin_code"
    FACE = "face"
    QR_CODE = "qr_code"
    REMOTE_CALL = "remote_call"
    """It can ring; see `Devices.ring_doorbell`."""
    EMERGENCY_SETTINGS = "emergency_settings"
    UNLOCK_FAILURE_LIMIT = "unlock_failure_limit"
    SUPPORT_REBOOT = "support_reboot"


@model
class Device(Model):
    """A reader, a hub or an intercom; older consoles tell no more than id, name, type and alias."""

    id: str = ""
    """12 hexadecimal digits, the MAC address without separators."""
    name: str | None = None
    alias: str | None = None
    type: str | None = None
    """The model, such as ``UA-G2-PRO`` or ``UAH``."""
    capabilities: tuple[DeviceCapability, ...] | None = None
    """None when the console doesn't tell; see `has`."""
    connected_uah_id: str | None = None
    """The hub that it is connected to; empty for a hub."""
    location_id: str | None = None
    """The door that it belongs to."""
    is_adopted: bool | None = None
    is_connected: bool | None = None
    is_managed: bool | None = None
    is_online: bool | None = None
    """May lag behind: devices have been seen at work while this was False."""

    def has(self, capability: DeviceCapability) -> bool | None:
        """Whether the device can do something; None when the console doesn't tell.

        Args:
            capability: What; an unknown one as ``DeviceCapability("…")``.
        """
        return None if self.capabilities is None else capability in self.capabilities


class Switch(OpenEnum):
    """Whether something is switched on; ``true`` and ``false``, as the reference has them, are read as YES and NO."""

    YES = "yes"
    NO = "no"

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        word = str(value).casefold()
        if word in ("yes", "true", "1", "on"):
            return cls("yes")
        return cls("no") if word in ("no", "false", "0", "off") else super()._missing_(value)


class AntiSpoofingLevel(OpenEnum):
    """How hard a face is checked for being a picture of one."""

    HIGH = "high"
    MEDIUM = "medium"
    NO = "no"


class DetectDistance(OpenEnum):
    """From how far a face is taken in."""

    NEAR = "near"
    MEDIUM = "medium"
    FAR = "far"


@model
class AccessMethod(Model):
    """A way in."""

    enabled: Switch | None = None

    @property
    def is_enabled(self) -> bool | None:
        """Whether it is switched on; None when the console doesn't say."""
        return _as_bool(self.enabled)


@model
class PinMethod(AccessMethod):
    """PINs on a keypad."""

    pin_code_shuffle: Switch | None = None

    @property
    def is_shuffled(self) -> bool | None:
        """Whether the keys change places; None when the console doesn't say."""
        return _as_bool(self.pin_code_shuffle)


@model
class FaceMethod(AccessMethod):
    """Faces; ``enabled`` is missing in the vendor's own sample."""

    anti_spoofing_level: AntiSpoofingLevel | None = None
    detect_distance: DetectDistance | None = None


@model
class AccessMethods(Model):
    """The ways in at a device, methods that its hardware doesn't have among them: `Device.has` tells the truth."""

    nfc: AccessMethod | None = None
    bt_tap: AccessMethod | None = None
    """Mobile Tap, with Bluetooth."""
    bt_button: AccessMethod | None = None
    """Mobile Unlock, with Bluetooth."""
    bt_shake: AccessMethod | None = None
    """Mobile Shake, with Bluetooth."""
    mobile_wave: AccessMethod | None = None
    wave: AccessMethod | None = None
    """Hand Wave."""
    pin_code: PinMethod | None = None
    face: FaceMethod | None = None
    qr_code: AccessMethod | None = None
    touch_pass: AccessMethod | None = None


@model
class DeviceSettings(Model):
    """The settings of a device."""

    device_id: str | None = None
    access_methods: AccessMethods = AccessMethods()


@model
class AccessMethodChanges(Model):
    """Which ways in to switch on or off; what is UNSET stays."""

    nfc: bool | Unset = UNSET
    bt_tap: bool | Unset = UNSET
    bt_button: bool | Unset = UNSET
    bt_shake: bool | Unset = UNSET
    mobile_wave: bool | Unset = UNSET
    wave: bool | Unset = UNSET
    pin_code: bool | Unset = UNSET
    pin_code_shuffle: bool | Unset = UNSET
    """Whether the keys change places; takes effect only where PINs are on."""
    face: bool | Unset = UNSET
    anti_spoofing_level: AntiSpoofingLevel | Unset = UNSET
    """Goes with `detect_distance`: NO with FAR or MEDIUM, MEDIUM with NEAR, HIGH with NEAR; where faces are on."""
    detect_distance: DetectDistance | Unset = UNSET
    """Goes with `anti_spoofing_level`."""
    qr_code: bool | Unset = UNSET
    touch_pass: bool | Unset = UNSET


def _as_bool(switch: Switch | None) -> bool | None:
    return switch == Switch.YES if switch in (Switch.YES, Switch.NO) else None
