"""Key fobs that arm and disarm."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, field, model
from unifi_sdk.protect.models.devices import AdoptedDevice, ModelKey, WirelessConnectionState

__all__ = [
    "Button",
    "ButtonLabels",
    "Fob",
    "FobArmControlSettings",
    "FobAwayState",
    "FobFeatureFlags",
    "FobKeypadSettings",
]


class Button(OpenEnum):
    """A button of a fob, sensor or alarm hub."""

    FUNCTION = "function"
    ALARM_HUB_BUTTON = "alarmHubButton"
    ARM = "arm"
    DISARM = "disarm"
    NIGHT = "night"
    PANIC = "panic"
    LEFT = "left"
    RIGHT = "right"
    INPUT_1 = "input1"
    INPUT_2 = "input2"
    MAIN = "main"


class ButtonLabels(OpenEnum):
    """What the buttons of a fob are called by."""

    SECURITY_ACTIONS = "securityActions"
    POSITION_HINT = "positionHint"


class FobAwayState(OpenEnum):
    """How long ago a fob was heard."""

    ONLINE = "ONLINE"
    RECENTLY_SEEN = "RECENTLY_SEEN"
    NO_RECENT_HEARTBEAT = "NO_RECENT_HEARTBEAT"
    DEVICE_LOST = "DEVICE_LOST"


@model
class FobFeatureFlags(Model):
    """What a fob has."""

    buttons: tuple[Button, ...] | None = None
    has_keypad: bool | None = field(default=None, since="7.3")
    """Whether a PIN can be typed in; from UniFi Protect 7.3 on."""


@model
class FobArmControlSettings(Model):
    """What a fob may arm and disarm; arm profiles are those of the system beside UniFi Protect that the fob belongs to."""

    enabled: bool | None = None
    """Whether it may at all."""
    arm_profile_id: str | None = None
    """What the arm button arms, None for nothing."""
    night_profile_id: str | None = None
    """What the night button arms, None for nothing."""


@model
class FobKeypadSettings(Model):
    """How the keypad of a fob sounds; without meaning for fobs that have none."""

    beep_enabled: bool | None = None
    beep_volume: int | None = None
    """0 to 100."""


@model
class Fob(AdoptedDevice):
    """A key fob."""

    model_key: ModelKey = field(default=ModelKey.FOB)
    away_state: FobAwayState | None = None
    button_labels: ButtonLabels | None = None
    feature_flags: FobFeatureFlags | None = None
    arm_control_settings: FobArmControlSettings | None = field(default=None, since="7.3")
    """From UniFi Protect 7.3 on."""
    keypad_settings: FobKeypadSettings | None = field(default=None, since="7.3")
    """From UniFi Protect 7.3 on."""
    wireless_connection_state: WirelessConnectionState | None = None
