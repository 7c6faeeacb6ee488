"""Sirens."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, UnixMilliseconds, field, model
from unifi_sdk.protect.models.devices import AdoptedDevice, ModelKey, StatusLed, WirelessConnectionState

__all__ = ["Siren", "SirenConnectionType", "SirenStatus"]


class SirenConnectionType(OpenEnum):
    """How a siren is connected."""

    UCP4 = "ucp4"
    LORA = "lora"


@model
class SirenStatus(Model):
    """Whether a siren sounds.

    Nothing is sent when the time is over: `is_active` stays true in what was read before.
    """

    is_active: bool | None = None
    activated_at: UnixMilliseconds | None = None
    duration: int | None = None
    """Milliseconds."""


@model
class Siren(AdoptedDevice):
    """A siren."""

    model_key: ModelKey = field(default=ModelKey.SIREN)
    volume: int | None = None
    """1 to 100."""
    led_settings: StatusLed | None = None
    siren_status: SirenStatus | None = None
    connection_type: SirenConnectionType | None = None
    wireless_connection_state: WirelessConnectionState | None = None
