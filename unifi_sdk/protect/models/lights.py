"""Floodlights."""

from __future__ import annotations

from unifi_sdk._core.model import UNSET, Model, OpenEnum, UnixMilliseconds, Unset, field, model
from unifi_sdk.protect.models.devices import AdoptedDevice, ModelKey

__all__ = [
    "Light",
    "LightChanges",
    "LightDeviceSettings",
    "LightDeviceSettingsChanges",
    "LightEnableAt",
    "LightMode",
    "LightModeSettings",
    "LightModeSettingsChanges",
]


class LightMode(OpenEnum):
    """What turns a floodlight on."""

    ALWAYS = "always"
    MOTION = "motion"
    OFF = "off"
    """Nothing does."""


class LightEnableAt(OpenEnum):
    """At what time the mode of a floodlight counts."""

    FULLTIME = "fulltime"
    DARK = "dark"


@model
class LightModeSettings(Model):
    """When a floodlight turns on."""

    mode: LightMode | None = None
    enable_at: LightEnableAt | None = None
    """Of no effect while the mode is OFF."""


@model
class LightDeviceSettings(Model):
    """How a floodlight shines and watches."""

    is_indicator_enabled: bool | None = None
    """The status light."""
    pir_duration: int | None = None
    """How long the light stays on after motion, in milliseconds."""
    pir_sensitivity: int | None = None
    """0 to 100."""
    led_level: int | None = None
    """Brightness, 1 to 6."""


@model
class Light(AdoptedDevice):
    """A floodlight."""

    model_key: ModelKey = field(default=ModelKey.LIGHT)
    light_mode_settings: LightModeSettings | None = None
    light_device_settings: LightDeviceSettings | None = None
    is_dark: bool | None = None
    """Whether it is dark where the light hangs."""
    is_light_on: bool | None = None
    is_light_force_enabled: bool | None = None
    """Whether it was turned on by hand, whatever the mode says."""
    last_motion: UnixMilliseconds | None = None
    is_pir_motion_detected: bool | None = None
    """Whether something moves before it now."""
    camera: str | None = None
    """The id of the camera it is paired with."""


@model
class LightModeSettingsChanges(Model):
    """Changes to when a floodlight turns on; what is UNSET stays as it is."""

    mode: LightMode | Unset = UNSET
    enable_at: LightEnableAt | Unset = UNSET


@model
class LightDeviceSettingsChanges(Model):
    """Changes to how a floodlight shines and watches; what is UNSET stays as it is."""

    is_indicator_enabled: bool | Unset = UNSET
    pir_duration: int | Unset = UNSET
    """Milliseconds, from 0."""
    pir_sensitivity: int | Unset = UNSET
    """0 to 100."""
    led_level: int | Unset = UNSET
    """1 to 6."""


@model
class LightChanges(Model):
    """Changes to a floodlight; what is UNSET stays as it is."""

    name: str | Unset = UNSET
    is_light_force_enabled: bool | Unset = UNSET
    """Turn the light on by hand, or let the mode decide again."""
    light_mode_settings: LightModeSettingsChanges | Unset = UNSET
    light_device_settings: LightDeviceSettingsChanges | Unset = UNSET
