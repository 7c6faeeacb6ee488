"""Sensors: doors and windows, motion, air, water, smoke and glass."""

from __future__ import annotations

from unifi_sdk._core.model import UNSET, Model, OpenEnum, UnixMilliseconds, Unset, field, model
from unifi_sdk.protect.models.devices import AdoptedDevice, BatteryStatus, ModelKey, WirelessConnectionState

__all__ = [
    "AlarmSettings",
    "AlarmSettingsChanges",
    "LeakSettings",
    "MetricStatus",
    "MountType",
    "ScheduleMode",
    "SensitivitySettings",
    "SensitivitySettingsChanges",
    "Sensor",
    "SensorCapability",
    "SensorChanges",
    "SensorFeatureFlags",
    "SensorMetric",
    "SensorStats",
    "ThresholdSettings",
    "ThresholdSettingsChanges",
]


class MountType(OpenEnum):
    """What a sensor is mounted on, and so what it watches."""

    DOOR = "door"
    WINDOW = "window"
    GARAGE = "garage"
    LEAK = "leak"
    """Nothing: it lies where water would come."""
    NONE = "none"


class MetricStatus(OpenEnum):
    """In which range a measured value is."""

    NEUTRAL = "neutral"
    LOW = "low"
    SAFE = "safe"
    HIGH = "high"
    UNKNOWN = "unknown"


class ScheduleMode(OpenEnum):
    """When a sensor tells of broken glass and motion."""

    ALWAYS = "always"
    WHEN_ARMED = "when_armed"


@model
class SensorCapability(Model):
    """One thing that a sensor can sense."""

    channel_count: int | None = None
    """For how many places at once."""


@model
class SensorFeatureFlags(Model):
    """What a sensor can sense; None where it can't. From UniFi Protect 7.2."""

    temperature: SensorCapability | None = None
    humidity: SensorCapability | None = None
    light: SensorCapability | None = None
    motion: SensorCapability | None = None
    water_leak: SensorCapability | None = None
    open: SensorCapability | None = None
    tamper: SensorCapability | None = None
    smoke: SensorCapability | None = None


@model
class SensorMetric(Model):
    """What a sensor measures at this moment."""

    value: float | None = None
    """None until the sensor has told it."""
    status: MetricStatus | None = None


@model
class SensorStats(Model):
    """What a sensor measures at this moment."""

    light: SensorMetric | None = None
    """Lux."""
    humidity: SensorMetric | None = None
    """Per cent, relative."""
    temperature: SensorMetric | None = None
    """Degrees Celsius."""


@model
class ThresholdSettings(Model):
    """Between which values all is well; what is outside is told as a `SensorExtremeValue`."""

    is_enabled: bool | None = None
    margin: float | None = None
    """How far a value has to come back before it counts as inside again; the sensor's own choice."""
    low_threshold: float | None = None
    """None for no lower end."""
    high_threshold: float | None = None
    """None for no upper end."""


@model
class SensitivitySettings(Model):
    """How easily a sensor is set off."""

    is_enabled: bool | None = None
    sensitivity: int | None = None
    """0 to 100."""
    sensitivity_when_armed: int | None = None
    """0 to 100, while the alarm is armed and `Sensor.has_custom_sensitivity_when_armed`. From UniFi Protect 7.1."""


@model
class AlarmSettings(Model):
    """Whether a sensor listens for smoke and carbon monoxide alarms."""

    is_enabled: bool | None = None


@model
class LeakSettings(Model):
    """Where a sensor looks for water."""

    is_internal_enabled: bool | None = None
    is_external_enabled: bool | None = None
    """At the probe that is plugged in."""


@model
class Sensor(AdoptedDevice):
    """A sensor.

    Right after it connects, REST may tell older values for some seconds than the event stream did.
    """

    model_key: ModelKey = field(default=ModelKey.SENSOR)
    mount_type: MountType | None = None
    battery_status: BatteryStatus | None = None
    """Deprecated by the vendor for the one in `wireless_connection_state`."""
    feature_flags: SensorFeatureFlags | None = None
    """None on some products even where they are known."""
    stats: SensorStats | None = None
    light_settings: ThresholdSettings | None = None
    """Lux."""
    humidity_settings: ThresholdSettings | None = None
    """Per cent."""
    temperature_settings: ThresholdSettings | None = None
    """Degrees Celsius."""
    is_opened: bool | None = None
    """Whether the door, window or garage is open; None for a sensor that watches none."""
    open_status_changed_at: UnixMilliseconds | None = None
    is_motion_detected: bool | None = None
    motion_detected_at: UnixMilliseconds | None = None
    motion_settings: SensitivitySettings | None = None
    glass_break_settings: SensitivitySettings | None = None
    """From UniFi Protect 7.1."""
    schedule_mode: ScheduleMode | None = None
    """For glass and motion together. From UniFi Protect 7.1."""
    arm_profile_ids: tuple[str, ...] | None = None
    """With which arm profiles `ScheduleMode.WHEN_ARMED` counts; none named are all. From UniFi Protect 7.1."""
    has_custom_sensitivity_when_armed: bool | None = None
    """From UniFi Protect 7.1."""
    alarm_triggered_at: UnixMilliseconds | None = None
    """When it last heard a smoke or carbon monoxide alarm."""
    alarm_settings: AlarmSettings | None = None
    leak_detected_at: UnixMilliseconds | None = None
    external_leak_detected_at: UnixMilliseconds | None = None
    """From UniFi Protect 6.0."""
    leak_settings: LeakSettings | None = None
    """From UniFi Protect 6.0."""
    tampering_detected_at: UnixMilliseconds | None = None
    wireless_connection_state: WirelessConnectionState | None = None
    """From UniFi Protect 7.1."""


@model
class ThresholdSettingsChanges(Model):
    """Changes to the values between which all is well; what is UNSET stays as it is, None takes an end away.

    Light goes from 1 to 503192 lux, humidity from 1 to 99 per cent, temperature from -39 to 124 degrees Celsius.
    """

    is_enabled: bool | Unset = UNSET
    low_threshold: float | Unset | None = UNSET
    high_threshold: float | Unset | None = UNSET


@model
class SensitivitySettingsChanges(Model):
    """Changes to how easily a sensor is set off; what is UNSET stays as it is."""

    is_enabled: bool | Unset = UNSET
    sensitivity: int | Unset = UNSET
    """0 to 100."""
    sensitivity_when_armed: int | Unset = UNSET
    """0 to 100."""


@model
class AlarmSettingsChanges(Model):
    """Whether a sensor is to listen for smoke and carbon monoxide alarms; UNSET leaves it as it is."""

    is_enabled: bool | Unset = UNSET


@model
class SensorChanges(Model):
    """Changes to a sensor; what is UNSET stays as it is."""

    name: str | Unset = UNSET
    light_settings: ThresholdSettingsChanges | Unset = UNSET
    humidity_settings: ThresholdSettingsChanges | Unset = UNSET
    temperature_settings: ThresholdSettingsChanges | Unset = UNSET
    motion_settings: SensitivitySettingsChanges | Unset = UNSET
    glass_break_settings: SensitivitySettingsChanges | Unset = UNSET
    schedule_mode: ScheduleMode | Unset = UNSET
    arm_profile_ids: tuple[str, ...] | Unset | None = UNSET
    """Up to 32 ids; an empty list and None are all profiles."""
    has_custom_sensitivity_when_armed: bool | Unset = UNSET
    alarm_settings: AlarmSettingsChanges | Unset = UNSET
