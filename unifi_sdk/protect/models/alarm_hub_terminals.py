"""How the terminals of an alarm hub are wired."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, model

__all__ = [
    "AlarmHubAuxiliaryPower",
    "AlarmHubAuxiliaryStatus",
    "AlarmHubIdleState",
    "AlarmHubOutputAlert",
    "AlarmHubOutputMode",
    "AlarmHubOutputPins",
    "AlarmHubOutputTerminal",
    "AlarmHubPin",
    "AlarmHubTerminal",
    "AlarmHubTerminalLabel",
    "AlarmHubTerminalStatus",
]


class AlarmHubTerminalStatus(OpenEnum):
    """How a terminal or one of its pins stands."""

    DISABLED = "disabled"
    IDLE = "idle"
    NOT_CONNECTED = "not-connected"
    TAMPER = "tamper"
    TRIGGERED = "triggered"
    CUT = "cut"
    SHORT = "short"
    PARTIALLY_CONNECTED = "partially-connected"
    """Of a whole terminal, never of one pin."""


class AlarmHubIdleState(OpenEnum):
    """How a terminal at rest stands."""

    OPEN = "open"
    CLOSED = "closed"


class AlarmHubTerminalLabel(OpenEnum):
    """What an output is doing."""

    DISABLED = "disabled"
    OFF = "off"
    ACTIVE = "active"


class AlarmHubOutputMode(OpenEnum):
    """How an output is wired."""

    DRY_CONTACT = "dry-contact"
    POWERED_12V = "powered-12v"


class AlarmHubOutputAlert(OpenEnum):
    """What the fuse of an output tells."""

    NONE = "none"
    HIGH_CURRENT = "high-current"
    OVER_CURRENT = "over-current"


class AlarmHubPin(OpenEnum):
    """A pin of an output."""

    PLUS = "+"
    MINUS = "-"
    NORMALLY_CLOSED = "nc"
    NORMALLY_OPEN = "no"
    COMMON = "com"


class AlarmHubAuxiliaryStatus(OpenEnum):
    """How a terminal that gives power to others is wired."""

    NOT_CONNECTED = "not-connected"
    PARTIALLY_CONNECTED = "partially-connected"
    CONNECTED = "connected"


@model
class AlarmHubTerminal(Model):
    """The terminal of an input or of the emergency button."""

    plus_pin_status: AlarmHubTerminalStatus | None = None
    minus_pin_status: AlarmHubTerminalStatus | None = None
    terminal_status: AlarmHubTerminalStatus | None = None
    idle_sub_state: AlarmHubIdleState | None = None


@model
class AlarmHubOutputPins(Model):
    """The pins of an output."""

    no: AlarmHubTerminalStatus | None = None
    com: AlarmHubTerminalStatus | None = None
    nc: AlarmHubTerminalStatus | None = None


@model
class AlarmHubOutputTerminal(Model):
    """The terminal of an output."""

    pins: AlarmHubOutputPins | None = None
    status_label: AlarmHubTerminalLabel | None = None
    mode: AlarmHubOutputMode | None = None
    efuse_alert: AlarmHubOutputAlert | None = None
    wired_pins: tuple[AlarmHubPin, ...] | None = None


@model
class AlarmHubAuxiliaryPower(Model):
    """A terminal that gives power to others."""

    plus_pin_status: AlarmHubTerminalStatus | None = None
    minus_pin_status: AlarmHubTerminalStatus | None = None
    status: AlarmHubAuxiliaryStatus | None = None
    current_ma: float | None = None
    """Milliamperes."""
    load_percent: float | None = None
