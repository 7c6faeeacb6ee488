"""The events of alarm hubs. From UniFi Protect 7.1."""

from __future__ import annotations

from unifi_sdk._core.model import Model, field, model
from unifi_sdk.protect.models.alarm_hubs import TamperState
from unifi_sdk.protect.models.events import BoxedText, Event, EventType, unboxed
from unifi_sdk.protect.models.fobs import Button
from unifi_sdk.protect.models.sensor_events import AlarmType, BoxedAlarmType, BoxedButton

__all__ = [
    "AlarmHubBatteryConnected",
    "AlarmHubBatteryLow",
    "AlarmHubButtonPressed",
    "AlarmHubDeviceTamper",
    "AlarmHubDeviceTamperMetadata",
    "AlarmHubEntryClosed",
    "AlarmHubEntryOpened",
    "AlarmHubGlassBreak",
    "AlarmHubInputEvent",
    "AlarmHubInputMetadata",
    "AlarmHubMotion",
    "AlarmHubRelaySwitched",
    "AlarmHubSmoke",
    "AlarmHubTamper",
    "BoxedTamperState",
]


@model
class AlarmHubInputMetadata(Model):
    """Which input it was."""

    pin: BoxedText | None = None
    status: BoxedText | None = None
    """How the input stands; which words there are depends on the kind of event."""
    alarm_type: BoxedAlarmType | None = None
    """Not told of motion and entries."""
    button: BoxedButton | None = None
    """Told of buttons only."""
    device_id: BoxedText | None = None
    """The id of the alarm hub."""
    device_name: BoxedText | None = None
    """What the input is called."""


@model
class AlarmHubInputEvent(Event):
    """Something that an input of an alarm hub noticed; one of those below."""

    metadata: AlarmHubInputMetadata | None = None

    @property
    def pin(self) -> str | None:
        """The number of the input, as a text."""
        return unboxed(self.metadata.pin) if self.metadata else None

    @property
    def input_name(self) -> str | None:
        """What the input is called."""
        return unboxed(self.metadata.device_name) if self.metadata else None

    @property
    def alarm_type(self) -> AlarmType | None:
        """What the alarm is for; not told of motion and entries."""
        return unboxed(self.metadata.alarm_type) if self.metadata else None


@model
class AlarmHubMotion(AlarmHubInputEvent):
    """Something moved."""

    type: EventType = field(default=EventType.ALARM_HUB_MOTION)


@model
class AlarmHubEntryOpened(AlarmHubInputEvent):
    """A door or window was opened."""

    type: EventType = field(default=EventType.ALARM_HUB_ENTRY_OPENED)


@model
class AlarmHubEntryClosed(AlarmHubInputEvent):
    """A door or window was closed."""

    type: EventType = field(default=EventType.ALARM_HUB_ENTRY_CLOSED)


@model
class AlarmHubSmoke(AlarmHubInputEvent):
    """A detector found smoke."""

    type: EventType = field(default=EventType.ALARM_HUB_SMOKE)


@model
class AlarmHubGlassBreak(AlarmHubInputEvent):
    """A detector heard glass break."""

    type: EventType = field(default=EventType.ALARM_HUB_GLASS_BREAK)


@model
class AlarmHubButtonPressed(AlarmHubInputEvent):
    """An emergency button was pressed."""

    type: EventType = field(default=EventType.ALARM_HUB_BUTTON_PRESS)

    @property
    def button(self) -> Button | None:
        """Which one."""
        return unboxed(self.metadata.button) if self.metadata else None


@model
class AlarmHubTamper(AlarmHubInputEvent):
    """Somebody meddles with an input."""

    type: EventType = field(default=EventType.ALARM_HUB_TAMPER)


@model
class BoxedTamperState(Model):
    """A state of a case in its box."""

    text: TamperState | None = None


@model
class AlarmHubDeviceTamperMetadata(Model):
    """How the case of the alarm hub is."""

    status: BoxedTamperState | None = None
    device_id: BoxedText | None = None
    """The id of the alarm hub."""
    device_name: BoxedText | None = None
    """What the alarm hub is called."""
    user_name: str | None = field(default=None, since="7.3")
    """Who was at it, as far as the console knows; from UniFi Protect 7.3 on."""


@model
class AlarmHubDeviceTamper(Event):
    """Somebody meddles with an alarm hub, or has stopped. From UniFi Protect 7.2."""

    type: EventType = field(default=EventType.ALARM_HUB_DEVICE_TAMPER)
    metadata: AlarmHubDeviceTamperMetadata | None = None

    @property
    def status(self) -> TamperState | None:
        """How the case is now."""
        return unboxed(self.metadata.status) if self.metadata else None


@model
class AlarmHubRelaySwitched(Event):
    """An output of an alarm hub was switched."""

    type: EventType = field(default=EventType.ALARM_HUB_RELAY_SWITCHED)


@model
class AlarmHubBatteryLow(Event):
    """The battery of an alarm hub runs low."""

    type: EventType = field(default=EventType.ALARM_HUB_BATTERY_LOW)


@model
class AlarmHubBatteryConnected(Event):
    """A battery was connected to an alarm hub."""

    type: EventType = field(default=EventType.ALARM_HUB_BATTERY_CONNECTED)
