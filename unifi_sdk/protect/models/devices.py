"""What the devices of UniFi Protect have in common."""

from __future__ import annotations

from unifi_sdk._core.model import OpenEnum

__all__ = ["DeviceState", "ModelKey"]


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
