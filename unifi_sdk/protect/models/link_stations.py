"""Link stations, through which wireless devices are connected; alarm hubs are among them."""

from __future__ import annotations

from unifi_sdk._core.model import UnixMilliseconds, field, model
from unifi_sdk.protect.models.alarm_hubs import AlarmHub
from unifi_sdk.protect.models.devices import AdoptedDevice, ModelKey, StatusLed

__all__ = ["LinkStation"]


@model
class LinkStation(AdoptedDevice):
    """A link station or an alarm hub."""

    model_key: ModelKey = field(default=ModelKey.LINK_STATION)
    is_alarm_hub: bool | None = None
    led_settings: StatusLed | None = None
    last_event: UnixMilliseconds | None = None
    """When something happened at it last."""
    alarm_hub: AlarmHub | None = None
    """None for a link station that is no alarm hub."""
