"""What the devices of UniFi Protect have in common."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, model

__all__ = [
    "AdoptedDevice",
    "BatteryStatus",
    "Device",
    "DeviceState",
    "ModelKey",
    "SignalState",
    "StatusLed",
    "WirelessConnectionState",
]


class DeviceState(OpenEnum):
    """Whether a device can be reached."""

    CONNECTED = "CONNECTED"
    CONNECTING = "CONNECTING"
    DISCONNECTED = "DISCONNECTED"


class ModelKey(OpenEnum):
    """What kind of device something is."""

    NVR = "nvr"
    CAMERA = "camera"
    CHIME = "chime"
    LIGHT = "light"
    VIEWER = "viewer"
    SPEAKER = "speaker"
    BRIDGE = "bridge"
    DOORLOCK = "doorlock"
    """Until UniFi Protect 6.1."""
    SENSOR = "sensor"
    SIREN = "siren"
    FOB = "fob"
    RELAY = "relay"
    AI_PROCESSOR = "aiprocessor"
    AI_PORT = "aiport"
    LINK_STATION = "linkstation"
    """Alarm hubs are among these."""


@model
class Device(Model):
    """What every device tells, the recorder too."""

    id: str
    model_key: ModelKey | None = None
    name: str | None = None
    type: str | None = None
    """The product, such as ``UVC G4 Doorbell Pro``; None for a device of another maker. From UniFi Protect 7.2."""
    guid: str | None = None
    """The same for every device of the same product. From UniFi Protect 7.2."""
    mac: str | None = None
    """Twelve upper-case hexadecimal digits without separators. From UniFi Protect 6.2."""

    @property
    def state(self) -> DeviceState | None:
        """Whether it can be reached; None for the recorder, which is what answers."""
        return None

    @property
    def is_connected(self) -> bool | None:
        """Whether it can be reached; None for the recorder, which is what answers."""
        return None


@model
class AdoptedDevice(Device):
    """What every device tells that the recorder has adopted."""

    state: DeviceState | None = None

    @property
    def is_connected(self) -> bool:
        """Whether the device can be reached; without, a camera gives no snapshots and a relay switches nothing."""
        return self.state == DeviceState.CONNECTED


@model
class StatusLed(Model):
    """The status light of a device."""

    is_enabled: bool | None = None


@model
class BatteryStatus(Model):
    """How full a battery is."""

    percentage: float | None = None
    """0 to 100; None until the device has told it."""
    is_low: bool | None = None


@model
class SignalState(Model):
    """How well a wireless device is heard; None until it has been."""

    signal_quality: float | None = None
    """Per cent."""
    signal_strength: float | None = None
    """dBm."""


@model
class WirelessConnectionState(Model):
    """How a wireless device is connected."""

    signal_state: SignalState | None = None
    battery_status: BatteryStatus | None = None
    bridge: str | None = None
    """The id of the bridge it is connected through; None without one."""
