"""How an alarm hub is wired and how its inputs, outputs and power stand."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk._core.model import Model, OpenEnum, UnixMilliseconds, field, model
from unifi_sdk.protect.models.alarm_hub_terminals import (
    AlarmHubAuxiliaryPower,
    AlarmHubOutputTerminal,
    AlarmHubTerminal,
)

__all__ = [
    "AlarmHub",
    "AlarmHubAlert",
    "AlarmHubBattery",
    "AlarmHubBatteryLevel",
    "AlarmHubConnection",
    "AlarmHubConnector",
    "AlarmHubContactType",
    "AlarmHubCover",
    "AlarmHubCoverStatus",
    "AlarmHubCurrentChannel",
    "AlarmHubCurrentStatus",
    "AlarmHubEfuse",
    "AlarmHubInput",
    "AlarmHubInputPower",
    "AlarmHubInputStatus",
    "AlarmHubInputType",
    "AlarmHubLevel",
    "AlarmHubOutput",
    "AlarmHubOutputWiring",
    "AlarmHubPoeOut",
    "AlarmHubPolePair",
    "AlarmHubPowerMeter",
    "AlarmHubRelayPins",
    "OnOff",
    "TamperState",
]


class OnOff(OpenEnum):
    """Whether something is switched on."""

    ON = "on"
    OFF = "off"


class AlarmHubConnection(OpenEnum):
    """Whether something is plugged in."""

    CONNECTED = "connected"
    DISCONNECTED = "disconnected"


class AlarmHubAlert(OpenEnum):
    """Whether a value is as it should be."""

    NORMAL = "normal"
    ALERT = "alert"


class AlarmHubEfuse(OpenEnum):
    """How an electronic fuse stands."""

    NORMAL = "normal"
    WARNING = "warning"
    FAULT = "fault"


class AlarmHubBatteryLevel(OpenEnum):
    """How full the battery is."""

    OK = "ok"
    LOW = "low"
    CRITICAL = "critical"


class AlarmHubCoverStatus(OpenEnum):
    """Whether the case is open."""

    OPEN = "open"
    CLOSE = "close"


class AlarmHubLevel(OpenEnum):
    """A signal of the power supply."""

    LOW = "low"
    HIGH = "high"


class AlarmHubOutputWiring(OpenEnum):
    """Whether an output gives power of its own."""

    WET = "wet"
    """It does."""
    DRY = "dry"


class AlarmHubContactType(OpenEnum):
    """How a contact stands at rest."""

    NORMALLY_OPEN = "no"
    NORMALLY_CLOSED = "nc"


class AlarmHubInputStatus(OpenEnum):
    """How an input stands."""

    NORMAL = "normal"
    ALARM = "alarm"
    FAULT = "fault"
    SHORT = "short"
    CUT = "cut"


class AlarmHubInputType(OpenEnum):
    """What an input watches."""

    MOTION = "MOTION"
    ENTRY = "ENTRY"
    SMOKE = "SMOKE"
    GLASS_BREAK = "GLASS_BREAK"
    EMERGENCY_BUTTON = "EMERGENCY_BUTTON"


class TamperState(OpenEnum):
    """Whether the case of an alarm hub is as it should be."""

    TAMPERED = "tampered"
    RESTORED = "restored"


@model
class AlarmHubBattery(Model):
    """The battery."""

    charging: OnOff | None = None
    connection: AlarmHubConnection | None = None
    voltage: float | None = None
    battery_status: AlarmHubBatteryLevel | None = None


@model
class AlarmHubPolePair(Model):
    """A connector with two poles."""

    plus: AlarmHubConnection | None = field(default=None, wire="+")
    minus: AlarmHubConnection | None = field(default=None, wire="-")


@model
class AlarmHubRelayPins(Model):
    """The connector of a relay."""

    com: AlarmHubConnection | None = None
    nc: AlarmHubConnection | None = None
    no: AlarmHubConnection | None = None


@model
class AlarmHubConnector(Model):
    """What is plugged in."""

    emergency: AlarmHubPolePair | None = None
    twelve_volt: Mapping[str, AlarmHubPolePair] | None = field(default=None, wire="12v")
    """By number."""
    relay: Mapping[str, AlarmHubRelayPins] | None = None
    """By number."""
    tb: Mapping[str, AlarmHubPolePair] | None = None
    """Terminal blocks, by number."""
    battery: AlarmHubConnection | None = None
    poeout: AlarmHubConnection | None = None


@model
class AlarmHubCover(Model):
    """The cover of the case."""

    distance: int | None = None
    status: AlarmHubCoverStatus | None = None


@model
class AlarmHubCurrentChannel(Model):
    """What a channel of the current meter tells."""

    critical_alarm: AlarmHubAlert | None = None
    critical_threshold: float | None = None
    value: float | None = None
    warning_alarm: AlarmHubAlert | None = None
    warning_threshold: float | None = None


@model
class AlarmHubCurrentStatus(Model):
    """How a current meter stands."""

    critical: AlarmHubAlert | None = None
    efuse: AlarmHubEfuse | None = None
    enable: OnOff | None = None
    power_valid: AlarmHubAlert | None = None
    timing_control: AlarmHubAlert | None = None
    warning: AlarmHubAlert | None = None


@model
class AlarmHubInputPower(Model):
    """Which kinds of power over Ethernet come in."""

    bt: AlarmHubLevel | None = None
    typ1: AlarmHubLevel | None = None
    typ2: AlarmHubLevel | None = None


@model
class AlarmHubPoeOut(Model):
    """The power over Ethernet that goes out."""

    connection: AlarmHubConnection | None = None
    power_supply: OnOff | None = None


@model
class AlarmHubPowerMeter(Model):
    """What a power meter tells."""

    alarm: AlarmHubAlert | None = None
    current: float | None = None
    efuse: AlarmHubEfuse | None = None
    enable: OnOff | None = None
    power: float | None = None
    power_threshold: float | None = None
    voltage: float | None = None


@model
class AlarmHubOutput(Model):
    """An output."""

    enable: OnOff | None = None
    active: OnOff | None = None
    status: AlarmHubOutputWiring | None = None
    delay: int | None = None
    duration: int | None = None
    name: str | None = None


@model
class AlarmHubInput(Model):
    """An input."""

    enable: OnOff | None = None
    type: AlarmHubContactType | None = None
    eolr: int | None = None
    """How many resistors end its line, 0 to 2."""
    resistor: float | None = None
    """0 to 10."""
    status: AlarmHubInputStatus | None = None
    trigger: int | None = None
    name: str | None = None
    input_type: AlarmHubInputType | None = None
    allowed_arming_profiles: tuple[str, ...] | None = None
    """Ids of arm profiles."""
    trigger_when_disarmed: OnOff | None = None
    trigger_on_current_arming_profile: OnOff | None = None
    last_triggered_at: UnixMilliseconds | None = None
    camera_id: str | None = None
    power_reset: bool | None = None


@model
class AlarmHub(Model):
    """What is known of an alarm hub beside its `LinkStation`; the vendor names no units where none stand here."""

    armed: OnOff | None = None
    battery: AlarmHubBattery | None = None
    buckboost: OnOff | None = None
    connector: AlarmHubConnector | None = None
    cover: AlarmHubCover | None = None
    device_tamper_status: TamperState | None = field(default=None, since="7.3")
    """From UniFi Protect 7.3 on."""
    current_meter_channel_status: Mapping[str, AlarmHubCurrentChannel] | None = None
    """By channel."""
    current_meter_status: Mapping[str, AlarmHubCurrentStatus] | None = None
    """By meter."""
    input_power: AlarmHubInputPower | None = None
    poeout: AlarmHubPoeOut | None = None
    power_meter: Mapping[str, AlarmHubPowerMeter] | None = None
    """By meter."""
    output: Mapping[str, AlarmHubOutput] | None = None
    """By number."""
    input: Mapping[str, AlarmHubInput] | None = None
    """By number."""
    input_terminal_status: Mapping[str, AlarmHubTerminal] | None = None
    """By number of the input."""
    output_terminal_status: Mapping[str, AlarmHubOutputTerminal] | None = None
    """By number of the output."""
    emergency_terminal_status: AlarmHubTerminal | None = None
    auxiliary_power_terminal_status: Mapping[str, AlarmHubAuxiliaryPower] | None = None
    """By number."""
