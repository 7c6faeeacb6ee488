"""Cameras and doorbells."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, UnixMilliseconds, field, model
from unifi_sdk.protect.models.devices import DeviceState, ModelKey

__all__ = [
    "Camera",
    "CameraFeatureFlags",
    "HdrType",
    "LcdMessage",
    "LcdMessageType",
    "LedSettings",
    "OsdSettings",
    "OverlayLocation",
    "SmartDetectAudioType",
    "SmartDetectSettings",
    "SmartDetectType",
    "SnapshotChannel",
    "VideoMode",
]


class OverlayLocation(OpenEnum):
    """Where the overlay stands in the picture."""

    TOP_LEFT = "topLeft"
    TOP_MIDDLE = "topMiddle"
    TOP_RIGHT = "topRight"
    BOTTOM_LEFT = "bottomLeft"
    BOTTOM_MIDDLE = "bottomMiddle"
    BOTTOM_RIGHT = "bottomRight"


class VideoMode(OpenEnum):
    """What a camera is tuned for."""

    DEFAULT = "default"
    HIGH_FPS = "highFps"
    HOMEKIT = "homekit"
    """Told as a capability, never as the mode in use."""
    SPORT = "sport"
    SLOW_SHUTTER = "slowShutter"
    LPR_REFLEX = "lprReflex"
    """For reading number plates that reflect."""
    LPR_NONE_REFLEX = "lprNoneReflex"
    """For reading number plates that do not reflect."""


class HdrType(OpenEnum):
    """How high dynamic range is used."""

    AUTO = "auto"
    ON = "on"
    """Always, at the highest level."""
    OFF = "off"


class SmartDetectType(OpenEnum):
    """What a camera can tell apart in the picture."""

    PERSON = "person"
    VEHICLE = "vehicle"
    PACKAGE = "package"
    LICENSE_PLATE = "licensePlate"
    FACE = "face"
    ANIMAL = "animal"


class SmartDetectAudioType(OpenEnum):
    """What a camera can tell apart by ear."""

    SMOKE = "alrmSmoke"
    CARBON_MONOXIDE = "alrmCmonx"
    SIREN = "alrmSiren"
    BABY_CRY = "alrmBabyCry"
    SPEAK = "alrmSpeak"
    BARK = "alrmBark"
    BURGLAR = "alrmBurglar"
    CAR_HORN = "alrmCarHorn"
    GLASS_BREAK = "alrmGlassBreak"
    SMOKE_OR_CARBON_MONOXIDE = "smoke_cmonx"
    """Until UniFi Protect 6.0."""


class LcdMessageType(OpenEnum):
    """What a doorbell's display shows."""

    LEAVE_PACKAGE_AT_DOOR = "LEAVE_PACKAGE_AT_DOOR"
    DO_NOT_DISTURB = "DO_NOT_DISTURB"
    CUSTOM_MESSAGE = "CUSTOM_MESSAGE"
    IMAGE = "IMAGE"


class SnapshotChannel(OpenEnum):
    """Which lens a snapshot is taken with."""

    MAIN = "main"
    PACKAGE = "package"
    """The second lens of a camera with `Camera.has_package_camera`."""


@model
class OsdSettings(Model):
    """What is written into the picture."""

    is_name_enabled: bool | None = None
    is_date_enabled: bool | None = None
    is_logo_enabled: bool | None = None
    is_debug_enabled: bool | None = None
    overlay_location: OverlayLocation | None = None
    """From UniFi Protect 6.0."""


@model
class LedSettings(Model):
    """The lights on a camera."""

    is_enabled: bool | None = None
    """The status light."""
    welcome_led: bool | None = None
    """From UniFi Protect 6.2."""
    flood_led: bool | None = None
    """From UniFi Protect 6.2."""


@model
class LcdMessage(Model):
    """What a doorbell's display shows."""

    type: LcdMessageType | None = None
    text: str | None = None
    """The message; for an image the name of its file."""
    reset_at: UnixMilliseconds | None = None
    """Until when; what is past has ended. None for as long as nobody changes it, or not told."""


@model
class CameraFeatureFlags(Model):
    """What a camera can do."""

    support_full_hd_snapshot: bool | None = None
    """Without it, snapshots are 640 by 360 pixels."""
    has_hdr: bool | None = None
    smart_detect_types: tuple[SmartDetectType, ...] | None = None
    smart_detect_audio_types: tuple[SmartDetectAudioType, ...] | None = None
    video_modes: tuple[VideoMode, ...] | None = None
    has_mic: bool | None = None
    has_led_status: bool | None = None
    has_speaker: bool | None = None


@model
class SmartDetectSettings(Model):
    """What a camera is told to look and listen for."""

    object_types: tuple[SmartDetectType, ...] | None = None
    audio_types: tuple[SmartDetectAudioType, ...] | None = None


@model
class Camera(Model):
    """A camera or doorbell."""

    id: str
    model_key: ModelKey = field(default=ModelKey.CAMERA)
    state: DeviceState | None = None
    name: str | None = None
    type: str | None = None
    """The product, such as ``UVC G4 Doorbell Pro``; None for a camera of another maker. From UniFi Protect 7.2."""
    guid: str | None = None
    """The same for every camera of the same product. From UniFi Protect 7.2."""
    mac: str | None = None
    """Twelve upper-case hexadecimal digits without separators. From UniFi Protect 6.2."""
    is_mic_enabled: bool | None = None
    mic_volume: int | None = None
    """0 to 100."""
    osd_settings: OsdSettings | None = None
    led_settings: LedSettings | None = None
    lcd_message: LcdMessage | None = None
    """None without a display, and on some with one that shows nothing."""
    active_patrol_slot: int | None = None
    """The patrol that is running, 0 to 4; None while there is none."""
    video_mode: VideoMode | None = None
    hdr_type: HdrType | None = None
    feature_flags: CameraFeatureFlags | None = None
    smart_detect_settings: SmartDetectSettings | None = None
    has_package_camera: bool | None = None
    """From UniFi Protect 7.1."""

    @property
    def is_connected(self) -> bool:
        """Whether the camera can be reached; without, it gives no snapshots."""
        return self.state == DeviceState.CONNECTED
