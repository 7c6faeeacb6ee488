"""The recorder: the console itself, as Protect sees it."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, UnixMilliseconds, field, model
from unifi_sdk.protect.models.devices import Device, ModelKey

__all__ = ["ArmMode", "ArmStatus", "DoorbellImage", "DoorbellSettings", "Nvr"]


class ArmStatus(OpenEnum):
    """How the alarm stands."""

    DISABLED = "disabled"
    ARMING = "arming"
    ARMED = "armed"
    BREACH = "breach"


@model
class ArmMode(Model):
    """The alarm; always disabled when the alarm manager is in global mode."""

    status: ArmStatus | None = None
    arm_profile_id: str | None = None
    armed_at: UnixMilliseconds | None = None
    will_be_armed_at: UnixMilliseconds | None = None
    breach_detected_at: UnixMilliseconds | None = None
    breach_event_count: int | None = None
    breach_trigger_event_id: str | None = None
    breach_event_id: str | None = None


@model
class DoorbellImage(Model):
    """An image for the display of doorbells."""

    preview: str | None = None
    """A file name, such as ``….png.gif``."""
    sprite: str | None = None
    """A file name, such as ``….png``."""


@model
class DoorbellSettings(Model):
    """What the displays of doorbells can show."""

    default_message_text: str | None = None
    default_message_reset_timeout_ms: int | None = None
    """After this a message that was set without an end goes."""
    custom_messages: tuple[str, ...] | None = None
    custom_images: tuple[DoorbellImage, ...] | None = None


@model
class Nvr(Device):
    """The recorder."""

    model_key: ModelKey = field(default=ModelKey.NVR)
    doorbell_settings: DoorbellSettings | None = None
    arm_mode: ArmMode | None = None
    """From UniFi Protect 7.1."""
