"""The events of sensors."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, field, model
from unifi_sdk.protect.models.events import Event, EventType, unboxed
from unifi_sdk.protect.models.fobs import Button
from unifi_sdk.protect.models.sensors import MetricStatus, MountType

__all__ = [
    "AlarmType",
    "BatteryLowMetadata",
    "BoxedAlarmType",
    "BoxedButton",
    "BoxedMetric",
    "BoxedMetricStatus",
    "BoxedMountType",
    "BoxedNumber",
    "BoxedValue",
    "ButtonMetadata",
    "ExtremeValueMetadata",
    "Metric",
    "MountMetadata",
    "SensorAlarm",
    "SensorAlarmMetadata",
    "SensorBatteryLow",
    "SensorButtonPressed",
    "SensorClosed",
    "SensorCoFault",
    "SensorExtremeValue",
    "SensorMotion",
    "SensorOpened",
    "SensorSmokeBatteryLow",
    "SensorSmokeEndOfLife",
    "SensorSmokeFault",
    "SensorSmokeNeedsCleaning",
    "SensorSmokeTest",
    "SensorTamper",
    "SensorVape",
    "SensorWaterLeak",
    "SmokeTestMetadata",
    "SmokeTestSource",
]


class Metric(OpenEnum):
    """What a sensor measures."""

    TEMPERATURE = "temperature"
    LIGHT = "light"
    HUMIDITY = "humidity"
    AQI = "aqi"
    """The air quality index."""
    VAPE = "vape"
    TVOC = "tvoc"
    PM1 = "pm1p0"
    PM2_5 = "pm2p5"
    PM4 = "pm4p0"
    PM10 = "pm10p0"
    NOX = "nox"
    CO2 = "co2"
    VOC = "voc"


class AlarmType(OpenEnum):
    """What a sensor or alarm hub raises an alarm for."""

    SMOKE = "smoke"
    CARBON_MONOXIDE = "CO"
    GLASS_BREAK = "glassBreak"
    SENSOR_BUTTON_PRESS = "sensorButtonPress"
    TAMPER = "tamper"
    SHORT = "short"
    CUT = "cut"


class SmokeTestSource(OpenEnum):
    """Where the test of a smoke detector was begun."""

    REMOTE = "remote"
    LOCAL = "local"


@model
class BoxedNumber(Model):
    """A number in its box."""

    number: float | None = None


@model
class BoxedValue(Model):
    """A measured value in its box, a number although the box says ``text``."""

    text: float | None = None


@model
class BoxedMetric(Model):
    """A metric in its box."""

    text: Metric | None = None


@model
class BoxedMetricStatus(Model):
    """The range of a value in its box."""

    text: MetricStatus | None = None


@model
class BoxedMountType(Model):
    """A type of mounting in its box."""

    text: MountType | None = None


@model
class BoxedAlarmType(Model):
    """A kind of alarm in its box."""

    text: AlarmType | None = None


@model
class BoxedButton(Model):
    """A button in its box."""

    text: Button | None = None


@model
class ExtremeValueMetadata(Model):
    """Which value went in or out of its range."""

    sensor_type: BoxedMetric | None = None
    sensor_value: BoxedValue | None = None
    status: BoxedMetricStatus | None = None


@model
class SensorExtremeValue(Event):
    """A value went in or out of its range."""

    type: EventType = field(default=EventType.SENSOR_EXTREME_VALUES)
    metadata: ExtremeValueMetadata | None = None

    @property
    def metric(self) -> Metric | None:
        """What was measured."""
        return unboxed(self.metadata.sensor_type) if self.metadata else None

    @property
    def value(self) -> float | None:
        """The value, in the unit of the metric."""
        return unboxed(self.metadata.sensor_value) if self.metadata else None

    @property
    def status(self) -> MetricStatus | None:
        """In which range the value is now."""
        return unboxed(self.metadata.status) if self.metadata else None


@model
class MountMetadata(Model):
    """What the sensor is mounted on."""

    sensor_mount_type: BoxedMountType | None = None

    @property
    def mount_type(self) -> MountType | None:
        """What the sensor is mounted on."""
        return unboxed(self.sensor_mount_type)


@model
class SensorWaterLeak(Event):
    """A sensor found water, or no longer does."""

    type: EventType = field(default=EventType.SENSOR_WATER_LEAK)
    metadata: MountMetadata | None = None


@model
class SensorOpened(Event):
    """A door, window or garage was opened."""

    type: EventType = field(default=EventType.SENSOR_OPENED)
    metadata: MountMetadata | None = None


@model
class SensorClosed(Event):
    """A door, window or garage was closed."""

    type: EventType = field(default=EventType.SENSOR_CLOSED)
    metadata: MountMetadata | None = None


@model
class SensorTamper(Event):
    """Somebody meddles with a sensor."""

    type: EventType = field(default=EventType.SENSOR_TAMPER)


@model
class BatteryLowMetadata(Model):
    """How full a sensor's battery is."""

    sensor_battery_percentage: BoxedNumber | None = None


@model
class SensorBatteryLow(Event):
    """The battery of a sensor runs low."""

    type: EventType = field(default=EventType.SENSOR_BATTERY_LOW)
    metadata: BatteryLowMetadata | None = None

    @property
    def percentage(self) -> float | None:
        """What is left, 0 to 100."""
        box = self.metadata.sensor_battery_percentage if self.metadata else None
        return None if box is None else box.number


@model
class SensorAlarmMetadata(Model):
    """What a sensor raises an alarm for."""

    alarm_type: BoxedAlarmType | None = None


@model
class SensorAlarm(Event):
    """A sensor raises an alarm."""

    type: EventType = field(default=EventType.SENSOR_ALARM)
    metadata: SensorAlarmMetadata | None = None

    @property
    def alarm_type(self) -> AlarmType | None:
        """What for."""
        return unboxed(self.metadata.alarm_type) if self.metadata else None


@model
class SensorVape(Event):
    """A sensor smelled vape. From UniFi Protect 7.1."""

    type: EventType = field(default=EventType.SENSOR_VAPE)


@model
class SensorMotion(Event):
    """Something moved before a sensor."""

    type: EventType = field(default=EventType.SENSOR_MOTION)


@model
class ButtonMetadata(Model):
    """Which button was pressed."""

    button: BoxedButton | None = None


@model
class SensorButtonPressed(Event):
    """A button of a fob or sensor was pressed. From UniFi Protect 7.1."""

    type: EventType = field(default=EventType.SENSOR_BUTTON_PRESSED)
    metadata: ButtonMetadata | None = None

    @property
    def button(self) -> Button | None:
        """Which one."""
        return unboxed(self.metadata.button) if self.metadata else None


@model
class SmokeTestMetadata(Model):
    """Where the test of a smoke detector was begun."""

    source: SmokeTestSource | None = None


@model
class SensorSmokeTest(Event):
    """A smoke detector was tested. From UniFi Protect 6.2."""

    type: EventType = field(default=EventType.SENSOR_SMOKE_TEST)
    metadata: SmokeTestMetadata | None = None


@model
class SensorSmokeBatteryLow(Event):
    """The inner battery of a smoke detector runs low and has to be replaced. From UniFi Protect 7.1."""

    type: EventType = field(default=EventType.SENSOR_SMOKE_BATTERY_LOW)


@model
class SensorSmokeNeedsCleaning(Event):
    """A smoke detector has to be cleaned. From UniFi Protect 7.1."""

    type: EventType = field(default=EventType.SENSOR_SMOKE_NEEDS_CLEANING)


@model
class SensorSmokeFault(Event):
    """A smoke detector is faulty. From UniFi Protect 7.1."""

    type: EventType = field(default=EventType.SENSOR_SMOKE_FAULT)


@model
class SensorSmokeEndOfLife(Event):
    """A smoke detector is too old and has to be replaced. From UniFi Protect 7.1."""

    type: EventType = field(default=EventType.SENSOR_SMOKE_END_OF_LIFE)


@model
class SensorCoFault(Event):
    """A carbon monoxide detector is faulty. From UniFi Protect 7.1."""

    type: EventType = field(default=EventType.SENSOR_CO_FAULT)
