"""Every model of UniFi Protect."""

from unifi_sdk.protect.models.cameras import (
    Camera,
    CameraFeatureFlags,
    HdrType,
    LcdMessage,
    LcdMessageType,
    LedSettings,
    OsdSettings,
    OverlayLocation,
    SmartDetectAudioType,
    SmartDetectSettings,
    SmartDetectType,
    SnapshotChannel,
    VideoMode,
)
from unifi_sdk.protect.models.devices import DeviceState, ModelKey
from unifi_sdk.protect.models.legacy import LegacyCamera, LegacyChannel, LegacyRecordingSettings, LegacyUser
from unifi_sdk.protect.models.meta import ApplicationInfo
from unifi_sdk.protect.models.nvr import ArmMode, ArmStatus, DoorbellImage, DoorbellSettings, Nvr
from unifi_sdk.protect.models.picture import Picture

__all__ = [
    "ApplicationInfo",
    "ArmMode",
    "ArmStatus",
    "Camera",
    "CameraFeatureFlags",
    "DeviceState",
    "DoorbellImage",
    "DoorbellSettings",
    "HdrType",
    "LcdMessage",
    "LcdMessageType",
    "LedSettings",
    "LegacyCamera",
    "LegacyChannel",
    "LegacyRecordingSettings",
    "LegacyUser",
    "ModelKey",
    "Nvr",
    "OsdSettings",
    "OverlayLocation",
    "Picture",
    "SmartDetectAudioType",
    "SmartDetectSettings",
    "SmartDetectType",
    "SnapshotChannel",
    "VideoMode",
]
