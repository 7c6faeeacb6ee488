"""Relays, which switch garage doors, gates, valves and the like."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, field, model
from unifi_sdk.protect.models.devices import AdoptedDevice, ModelKey, StatusLed, WirelessConnectionState

__all__ = [
    "Relay",
    "RelayActionTrigger",
    "RelayActionType",
    "RelayInput",
    "RelayInputState",
    "RelayOutput",
    "RelayOutputState",
    "RelayOutputType",
    "RelayRebootState",
]


class RelayOutputType(OpenEnum):
    """What an output switches."""

    GARAGE_DOOR = "garageDoor"
    GATE = "gate"
    VALVE = "valve"
    SIREN = "siren"
    CUSTOM = "custom"


class RelayOutputState(OpenEnum):
    """How an output stands."""

    ON = "on"
    OFF = "off"
    OFF_OTP = "offOtp"


class RelayRebootState(OpenEnum):
    """How an output stands after the power was gone."""

    RESTORE = "restore"
    """As before."""
    ON = "on"
    OFF = "off"


class RelayInputState(OpenEnum):
    """How an input stands."""

    ON = "on"
    OFF = "off"


class RelayActionTrigger(OpenEnum):
    """What an input has to do so that something is done."""

    SWITCHED_ON = "switchedOn"
    SWITCHED_OFF = "switchedOff"


class RelayActionType(OpenEnum):
    """What an input does to an output."""

    SET_OUTPUT_ON = "setOutputOn"
    SET_OUTPUT_OFF = "setOutputOff"
    TOGGLE_OUTPUT = "toggleOutput"
    FOLLOW_INPUT = "followInput"


@model
class RelayOutput(Model):
    """One output of a relay."""

    id: int | None = None
    """Its number, from 0."""
    name: str | None = None
    type: RelayOutputType | None = None
    delay: int | None = None
    """Milliseconds until it switches; None for the default."""
    pulse_duration: int | None = None
    """Milliseconds until it switches off by itself; 0 for never, None for the default."""
    state: RelayOutputState | None = None
    reboot_state: RelayRebootState | None = None


@model
class RelayInput(Model):
    """One input of a relay."""

    id: int | None = None
    """Its number, from 0."""
    name: str | None = None
    state: RelayInputState | None = None
    action_trigger: RelayActionTrigger | None = None
    action_type: RelayActionType | None = None
    action_output_id: int | None = None
    """The `RelayOutput.id` that it acts on."""


@model
class Relay(AdoptedDevice):
    """A relay."""

    model_key: ModelKey = field(default=ModelKey.RELAY)
    led_settings: StatusLed | None = None
    outputs: tuple[RelayOutput, ...] | None = None
    inputs: tuple[RelayInput, ...] | None = None
    wireless_connection_state: WirelessConnectionState | None = None
