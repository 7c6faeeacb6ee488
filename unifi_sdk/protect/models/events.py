"""What happens: the base of every event, and the events of doorbells, cameras, lights, readers and relays."""

from __future__ import annotations

from typing import Protocol, TypeVar

from unifi_sdk._core.model import Model, OpenEnum, UnixMilliseconds, field, model
from unifi_sdk.protect.models.cameras import SmartDetectAudioType, SmartDetectType

__all__ = [
    "BoxedInputState",
    "BoxedText",
    "CameraInputChanged",
    "CameraInputMetadata",
    "CredentialHolder",
    "Event",
    "EventType",
    "FingerprintIdentified",
    "FingerprintMetadata",
    "InputState",
    "LightMotion",
    "Motion",
    "NfcCardScanned",
    "NfcMetadata",
    "RelayInputChanged",
    "RelayInputMetadata",
    "Ring",
    "SmartAudioDetection",
    "SmartDetection",
    "SmartLineDetection",
    "SmartLoiterDetection",
    "SmartZoneDetection",
]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class EventType(OpenEnum):
    """What kind of event something is."""

    RING = "ring"
    MOTION = "motion"
    SMART_AUDIO_DETECT = "smartAudioDetect"
    SMART_DETECT_ZONE = "smartDetectZone"
    SMART_DETECT_LINE = "smartDetectLine"
    SMART_DETECT_LOITER_ZONE = "smartDetectLoiterZone"
    LIGHT_MOTION = "lightMotion"
    NFC_CARD_SCANNED = "nfcCardScanned"
    FINGERPRINT_IDENTIFIED = "fingerprintIdentified"
    RELAY_INPUT_CHANGED = "relayInputChanged"
    CAMERA_DIGITAL_INPUT_CHANGED = "cameraDigitalInputChanged"
    SENSOR_EXTREME_VALUES = "sensorExtremeValues"
    SENSOR_WATER_LEAK = "sensorWaterLeak"
    SENSOR_TAMPER = "sensorTamper"
    SENSOR_BATTERY_LOW = "sensorBatteryLow"
    SENSOR_ALARM = "sensorAlarm"
    SENSOR_VAPE = "sensorVape"
    SENSOR_OPENED = "sensorOpened"
    SENSOR_CLOSED = "sensorClosed"
    SENSOR_MOTION = "sensorMotion"
    SENSOR_BUTTON_PRESSED = "sensorButtonPressed"
    SENSOR_SMOKE_TEST = "sensorSmokeTest"
    SENSOR_SMOKE_BATTERY_LOW = "sensorSmokeBatteryLow"
    SENSOR_SMOKE_NEEDS_CLEANING = "sensorSmokeNeedsCleaning"
    SENSOR_SMOKE_FAULT = "sensorSmokeFault"
    SENSOR_SMOKE_END_OF_LIFE = "sensorSmokeEndOfLife"
    SENSOR_CO_FAULT = "sensorCoFault"
    ALARM_HUB_MOTION = "alarmHubMotion"
    ALARM_HUB_ENTRY_OPENED = "alarmHubEntryOpened"
    ALARM_HUB_ENTRY_CLOSED = "alarmHubEntryClosed"
    ALARM_HUB_SMOKE = "alarmHubSmoke"
    ALARM_HUB_GLASS_BREAK = "alarmHubGlassBreak"
    ALARM_HUB_BUTTON_PRESS = "alarmHubButtonPress"
    ALARM_HUB_TAMPER = "alarmHubTamper"
    ALARM_HUB_DEVICE_TAMPER = "alarmHubDeviceTamper"
    ALARM_HUB_RELAY_SWITCHED = "alarmHubRelaySwitched"
    ALARM_HUB_BATTERY_LOW = "alarmHubBatteryLow"
    ALARM_HUB_BATTERY_CONNECTED = "alarmHubBatteryConnected"


class InputState(OpenEnum):
    """How the circuit of an input stands."""

    CIRCUIT_CLOSED = "circuitClosed"
    CIRCUIT_OPEN = "circuitOpen"


class Boxed(Protocol[T_co]):
    """A value in a box, as the metadata of events has them."""

    @property
    def text(self) -> T_co | None:
        """The value."""


def unboxed(box: Boxed[T] | None) -> T | None:
    """The value in a box of an event's metadata, None without one.

    Args:
        box: Such as `SensorAlarmMetadata.alarm_type`.
    """
    return None if box is None else box.text


@model
class BoxedText(Model):
    """A text in its box."""

    text: str | None = None


@model
class BoxedInputState(Model):
    """A state of an input in its box."""

    text: InputState | None = None


@model(tag="type")
class Event(Model):
    """Something that happened; a kind that the SDK doesn't know is of this class.

    What comes of an event that goes on may be no more than what has changed.
    """

    id: str
    model_key: str = "event"
    type: EventType | None = None
    start: UnixMilliseconds | None = None
    end: UnixMilliseconds | None = None
    """None while it goes on."""
    device: str | None = None
    """The id of the device where it happened."""

    @property
    def metadata(self) -> Model | None:
        """What else is told, in the form of its kind; None for a kind that tells nothing else."""
        return None


@model
class Ring(Event):
    """Somebody pressed the button of a doorbell."""

    type: EventType = field(default=EventType.RING)


@model
class Motion(Event):
    """Something moved in the picture of a camera."""

    type: EventType = field(default=EventType.MOTION)


@model
class SmartDetection(Event):
    """A camera saw something it can tell apart; one of the three below.

    One thing may be told by several of these events at once. A package is told but once, when it is over.
    """

    smart_detect_types: tuple[SmartDetectType, ...] | None = None


@model
class SmartZoneDetection(SmartDetection):
    """A camera saw something in a zone."""

    type: EventType = field(default=EventType.SMART_DETECT_ZONE)


@model
class SmartLineDetection(SmartDetection):
    """A camera saw something cross a line."""

    type: EventType = field(default=EventType.SMART_DETECT_LINE)


@model
class SmartLoiterDetection(SmartDetection):
    """A camera saw something stay in a zone."""

    type: EventType = field(default=EventType.SMART_DETECT_LOITER_ZONE)


@model
class SmartAudioDetection(Event):
    """A camera heard something it can tell apart."""

    type: EventType = field(default=EventType.SMART_AUDIO_DETECT)
    smart_detect_types: tuple[SmartDetectAudioType, ...] | None = None


@model
class LightMotion(Event):
    """Something moved before a floodlight; never has an end."""

    type: EventType = field(default=EventType.LIGHT_MOTION)


@model
class CredentialHolder(Model):
    """Whose card or fingerprint it was."""

    ulp_id: str | None = None
    """The `IdentityUser.id`; None when nobody has it."""


@model
class NfcMetadata(Model):
    """What is known of a card that was scanned; its own id is not told."""

    nfc: CredentialHolder | None = None


@model
class NfcCardScanned(Event):
    """A card was held to a reader; over as soon as it is told."""

    type: EventType = field(default=EventType.NFC_CARD_SCANNED)
    metadata: NfcMetadata | None = None

    @property
    def identity_user_id(self) -> str | None:
        """The `IdentityUser.id` of the card's holder; None for a card that nobody has."""
        return None if self.metadata is None or self.metadata.nfc is None else self.metadata.nfc.ulp_id


@model
class FingerprintMetadata(Model):
    """What is known of a fingerprint."""

    fingerprint: CredentialHolder | None = None


@model
class FingerprintIdentified(Event):
    """A finger was laid on a reader; over as soon as it is told."""

    type: EventType = field(default=EventType.FINGERPRINT_IDENTIFIED)
    metadata: FingerprintMetadata | None = None

    @property
    def identity_user_id(self) -> str | None:
        """The `IdentityUser.id` of the finger's owner; None for a finger that nobody has."""
        return None if self.metadata is None or self.metadata.fingerprint is None else self.metadata.fingerprint.ulp_id


@model
class RelayInputMetadata(Model):
    """Which input of a relay changed, and how it stands now."""

    input_state: BoxedInputState | None = None
    input_channel: BoxedText | None = None


@model
class RelayInputChanged(Event):
    """The circuit of an input of a relay opened or closed."""

    type: EventType = field(default=EventType.RELAY_INPUT_CHANGED)
    metadata: RelayInputMetadata | None = None

    @property
    def state(self) -> InputState | None:
        """How the circuit stands now."""
        return unboxed(self.metadata.input_state) if self.metadata else None

    @property
    def channel(self) -> str | None:
        """The number of the input, as a text."""
        return unboxed(self.metadata.input_channel) if self.metadata else None


@model
class CameraInputMetadata(Model):
    """Which input of a camera changed, and how it stands now."""

    input_state: BoxedInputState | None = None
    input_token: BoxedText | None = None
    """The name of the input in the ONVIF standard."""
    input_channel: BoxedText | None = None


@model
class CameraInputChanged(Event):
    """The circuit of a digital input of a camera opened or closed. From UniFi Protect 7.2."""

    type: EventType = field(default=EventType.CAMERA_DIGITAL_INPUT_CHANGED)
    metadata: CameraInputMetadata | None = None

    @property
    def state(self) -> InputState | None:
        """How the circuit stands now."""
        return unboxed(self.metadata.input_state) if self.metadata else None
