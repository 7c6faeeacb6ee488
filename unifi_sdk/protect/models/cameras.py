"""Cameras and doorbells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final, Self

from unifi_sdk._core.address import elsewhere
from unifi_sdk._core.model import UNSET, Model, OpenEnum, UnixMilliseconds, Unset, field, model, secret
from unifi_sdk.protect.models.devices import AdoptedDevice, ModelKey

__all__ = [
    "LCD_MESSAGE_CLEARED",
    "Camera",
    "CameraChanges",
    "CameraFeatureFlags",
    "HdrType",
    "LcdMessage",
    "LcdMessageInput",
    "LcdMessageType",
    "LedSettings",
    "LedSettingsChanges",
    "OsdSettings",
    "OsdSettingsChanges",
    "OverlayLocation",
    "RtspsStreams",
    "SmartDetectAudioType",
    "SmartDetectSettings",
    "SmartDetectSettingsChanges",
    "SmartDetectType",
    "SnapshotChannel",
    "StreamQuality",
    "TalkbackSession",
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


class StreamQuality(OpenEnum):
    """Which stream of a camera."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    PACKAGE = "package"
    """The second lens of a camera with `Camera.has_package_camera`. From UniFi Protect 7.1."""


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
class Camera(AdoptedDevice):
    """A camera or doorbell."""

    model_key: ModelKey = field(default=ModelKey.CAMERA)
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


@model
class OsdSettingsChanges(Model):
    """Changes to what is written into the picture; what is UNSET stays as it is."""

    is_name_enabled: bool | Unset = UNSET
    is_date_enabled: bool | Unset = UNSET
    is_logo_enabled: bool | Unset = UNSET
    is_debug_enabled: bool | Unset = UNSET
    overlay_location: OverlayLocation | Unset = UNSET


@model
class LedSettingsChanges(Model):
    """Changes to the lights on a camera; what is UNSET stays as it is."""

    is_enabled: bool | Unset = UNSET
    """The status light."""
    welcome_led: bool | Unset = UNSET
    flood_led: bool | Unset = UNSET


@model
class SmartDetectSettingsChanges(Model):
    """Changes to what a camera looks and listens for; a list replaces the one there is, what is UNSET stays as it is."""

    object_types: tuple[SmartDetectType, ...] | Unset = UNSET
    """Some of `CameraFeatureFlags.smart_detect_types`."""
    audio_types: tuple[SmartDetectAudioType, ...] | Unset = UNSET
    """Some of `CameraFeatureFlags.smart_detect_audio_types`."""


@model
class LcdMessageInput(Model):
    """What a doorbell's display is to show."""

    type: LcdMessageType
    text: str | Unset = UNSET
    """The message of a CUSTOM_MESSAGE, or for an IMAGE the `AssetFile.name` of its file; the others take none."""
    reset_at: UnixMilliseconds | Unset | None = UNSET
    """Until when. UNSET for as long as `DoorbellSettings.default_message_reset_timeout_ms` says, None for ever."""


LCD_MESSAGE_CLEARED: Final = LcdMessageInput(
    type=LcdMessageType.DO_NOT_DISTURB, reset_at=datetime.fromtimestamp(0, UTC)
)
"""Takes the message off the display: one whose time has passed."""


@model
class CameraChanges(Model):
    """Changes to a camera; what is UNSET stays as it is."""

    name: str | Unset = UNSET
    osd_settings: OsdSettingsChanges | Unset = UNSET
    led_settings: LedSettingsChanges | Unset = UNSET
    lcd_message: LcdMessageInput | Unset = UNSET
    """For a camera with a display; `LCD_MESSAGE_CLEARED` takes the message off."""
    mic_volume: int | Unset = UNSET
    """1 to 100."""
    video_mode: VideoMode | Unset = UNSET
    """One of `CameraFeatureFlags.video_modes`."""
    hdr_type: HdrType | Unset = UNSET
    smart_detect_settings: SmartDetectSettingsChanges | Unset = UNSET


@model
class RtspsStreams(Model):
    """The addresses under which a camera can be watched; whoever knows one can watch.

    An address reads ``rtsps://host:7441/alias?enableSrtp``. It changes when the camera connects anew. Its host is what the
    console takes for its own: it may be that of another network card, or another console of the same stack.
    """

    high: str | None = secret(default=None)
    medium: str | None = secret(default=None)
    low: str | None = secret(default=None)
    package: str | None = secret(default=None)
    """Of the second lens. From UniFi Protect 7.1."""

    def with_host(self, host: str, *, port: int | None = None) -> Self:
        """The same streams under another host, for programs that reach the console by a way that it doesn't know.

        ::

            streams = (await protect.cameras.rtsps_streams(camera.id)).with_host(protect.host)

        Args:
            host: A name or an address, such as `ProtectClient.host`; no port.
            port: 1 to 65535; the port in the addresses stays when left out.

        Raises:
            ConfigurationError: the host or the port can't be.
        """
        elsewhere("", host, port)  # what can't be is refused where there is no stream, too
        return self._each(lambda address: elsewhere(address, host, port))

    def without_srtp(self) -> Self:
        """The same streams without ``enableSrtp``, with which go2rtc and players of its kind can't do anything."""
        return self._each(_without_srtp)

    def _each(self, change: Callable[[str], str]) -> Self:
        """A copy with every address changed, those of qualities that the SDK doesn't know among them."""
        known = {quality.value: getattr(self, quality.value) for quality in StreamQuality}
        changes = {name: change(address) for name, address in known.items() if address}
        is_address = {name: isinstance(value, str) and "://" in value for name, value in self.extra.items()}
        extra = {name: change(str(value)) if is_address[name] else value for name, value in self.extra.items()}
        return self.evolve(**changes, extra=extra)


@model
class TalkbackSession(Model):
    """Where to send sound so that a camera plays it."""

    url: str
    """Such as ``rtp://192.0.2.7:7004``."""
    codec: str | None = None
    """``opus`` or ``aac``."""
    sampling_rate: int | None = None
    """Hertz."""
    bits_per_sample: int | None = None


def _without_srtp(address: str) -> str:
    path, _, query = address.partition("?")
    rest = "&".join(part for part in query.split("&") if part.partition("=")[0].casefold() != "enablesrtp")
    return f"{path}?{rest}" if rest else path
