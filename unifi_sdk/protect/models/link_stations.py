"""Link stations, through which wireless devices are connected; alarm hubs are among them."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, UnixMilliseconds, field, model
from unifi_sdk.protect.models.alarm_hubs import AlarmHub
from unifi_sdk.protect.models.devices import AdoptedDevice, ModelKey, StatusLed

__all__ = ["LinkStation", "ThreadNetwork", "ThreadNetworkStatus", "ThreadRole", "ThreadState"]


class ThreadNetworkStatus(OpenEnum):
    """Whether a Thread network works."""

    READY = "ready"
    ERROR = "error"


class ThreadRole(OpenEnum):
    """What a link station is in its Thread network."""

    DISABLED = "disabled"
    DETACHED = "detached"
    CHILD = "child"
    ROUTER = "router"
    LEADER = "leader"


@model
class ThreadNetwork(Model):
    """The Thread network that a link station told of last."""

    status: ThreadNetworkStatus | None = None
    role: ThreadRole | None = None
    network_name: str | None = None
    channel: int | None = None
    """11 to 26."""
    pan_id: str | None = None
    """4 hexadecimal digits."""
    extended_pan_id: str | None = None
    """16 hexadecimal digits."""
    joined_device_count: int | None = None
    error_reason: str | None = None
    last_updated_at: UnixMilliseconds | None = None


@model
class ThreadState(Model):
    """How the Thread radio of a link station does."""

    network: ThreadNetwork | None = None
    """None for a link station without such a radio."""


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
    thread_state: ThreadState | None = field(default=None, since="7.3")
    """From UniFi Protect 7.3 on."""
