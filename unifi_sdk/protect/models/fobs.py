"""Key fobs that arm and disarm."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, field, model
from unifi_sdk.protect.models.devices import AdoptedDevice, ModelKey, WirelessConnectionState

__all__ = ["Button", "ButtonLabels", "Fob", "FobAwayState", "FobFeatureFlags"]


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


@model
class Fob(AdoptedDevice):
    """A key fob."""

    model_key: ModelKey = field(default=ModelKey.FOB)
    away_state: FobAwayState | None = None
    button_labels: ButtonLabels | None = None
    feature_flags: FobFeatureFlags | None = None
    wireless_connection_state: WirelessConnectionState | None = None
