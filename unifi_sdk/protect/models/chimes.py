"""Chimes, which ring inside when somebody is at a doorbell."""

from __future__ import annotations

from unifi_sdk._core.model import Model, field, model
from unifi_sdk.protect.models.devices import AdoptedDevice, ModelKey

__all__ = ["Chime", "RingSettings", "RingSettingsInput"]


@model
class RingSettings(Model):
    """How a chime rings for one doorbell."""

    camera_id: str | None = None
    repeat_times: int | None = None
    """1 to 10."""
    ringtone_id: str | None = None
    """Can be None here, but has to be told when it is written."""
    volume: int | None = None
    """0 to 100."""


@model
class Chime(AdoptedDevice):
    """A chime."""

    model_key: ModelKey = field(default=ModelKey.CHIME)
    camera_ids: tuple[str, ...] | None = None
    """The doorbells that it rings for."""
    ring_settings: tuple[RingSettings, ...] | None = None


@model
class RingSettingsInput(Model):
    """How a chime is to ring for one doorbell."""

    camera_id: str
    repeat_times: int
    """1 to 10; the vendor's own apps offer up to 6."""
    ringtone_id: str
    """As in the `RingSettings` of some chime; this API lists no ringtones."""
    volume: int
    """0 to 100."""
