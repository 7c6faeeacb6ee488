"""Which model a device has, by the key that names its kind."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from unifi_sdk.protect.models.ai_devices import AiPort, AiProcessor
from unifi_sdk.protect.models.bridges import Bridge
from unifi_sdk.protect.models.cameras import Camera
from unifi_sdk.protect.models.chimes import Chime
from unifi_sdk.protect.models.devices import Device, ModelKey
from unifi_sdk.protect.models.fobs import Fob
from unifi_sdk.protect.models.lights import Light
from unifi_sdk.protect.models.link_stations import LinkStation
from unifi_sdk.protect.models.nvr import Nvr
from unifi_sdk.protect.models.relays import Relay
from unifi_sdk.protect.models.sensors import Sensor
from unifi_sdk.protect.models.sirens import Siren
from unifi_sdk.protect.models.speakers import Speaker
from unifi_sdk.protect.models.viewers import Viewer

__all__ = ["DEVICE_MODELS"]

DEVICE_MODELS: Final[Mapping[str, type[Device]]] = MappingProxyType(
    {
        ModelKey.NVR: Nvr,
        ModelKey.CAMERA: Camera,
        ModelKey.CHIME: Chime,
        ModelKey.LIGHT: Light,
        ModelKey.VIEWER: Viewer,
        ModelKey.SPEAKER: Speaker,
        ModelKey.BRIDGE: Bridge,
        ModelKey.SENSOR: Sensor,
        ModelKey.SIREN: Siren,
        ModelKey.FOB: Fob,
        ModelKey.RELAY: Relay,
        ModelKey.AI_PROCESSOR: AiProcessor,
        ModelKey.AI_PORT: AiPort,
        ModelKey.LINK_STATION: LinkStation,
    }
)
"""The model of each kind of device, by the ``modelKey`` on the wire.

Another kind, of a newer console or the door locks of an older one, is an `AdoptedDevice`.
"""
