"""What UniFi Access sends to a webhook endpoint; any part may be missing.

Source: reference, chapter on webhooks. The vendor shows no sample of the last five kinds; they have the frame of the others.
"""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk._core.model import Json, Model, Name, UnixNanoseconds, UnixSeconds, field, model, secret, untrusted
from unifi_sdk.access.models.doors import DoorPosition

__all__ = [
    "DeviceEmergencyEvent",
    "DoorPositionEvent",
    "DoorUnlockEvent",
    "DoorbellCompletedEvent",
    "DoorbellIncomingEvent",
    "DoorbellIncomingRenEvent",
    "EventActor",
    "EventData",
    "EventDevice",
    "EventLocation",
    "EventObject",
    "TemporaryUnlockEndEvent",
    "TemporaryUnlockStartEvent",
    "UnlockScheduleActivateEvent",
    "UnlockScheduleDeactivateEvent",
    "VisitorStatusEvent",
    "WebhookEvent",
]


@model
class EventLocation(Model):
    """The door."""

    id: str | None = None
    location_type: str | None = None
    name: Name | None = None
    up_id: str | None = None
    """The floor's id."""
    extras: Mapping[str, Json] | None = None
    device_ids: tuple[str, ...] = ()


@model
class EventDevice(Model):
    """The hub or reader."""

    id: str | None = None
    name: str | None = None
    alias: str | None = None
    ip: str | None = None
    mac: str | None = None
    online: bool | None = None
    adopting: bool | None = None
    device_type: str | None = None
    connected_hub_id: str | None = None
    location_id: str | None = None
    firmware: str | None = None
    version: str | None = None
    guid: str | None = None
    hw_type: str | None = None
    start_time: UnixSeconds | None = None
    revision: UnixNanoseconds | None = None
    cap: Mapping[str, Json] | None = None
    category: Mapping[str, Json] | None = None


@model
class EventActor(Model):
    """Who did it; for an unlock by the API what the call said, or the token's name."""

    id: str | None = None
    name: str | None = untrusted(default=None)
    type: str | None = None


@model
class EventObject(Model):
    """What the event is about; which fields there are depends on its kind."""

    authentication_type: str | None = None
    """``NFC``, ``PIN_CODE``, ``CALL``; others are possible."""
    authentication_value: str | None = secret(default=None)
    policy_id: str | None = None
    policy_name: str | None = None
    reader_id: str | None = None
    result: str | None = None
    request_id: str | None = None
    """Which ring."""
    host_device_mac: str | None = None
    reason_code: int | None = None
    """Why a ring ended: 105 timed out, 106 rejected, 107 unlocked, 108 cancelled by the visitor, 400 answered elsewhere."""
    event_type: str | None = None
    status: str | None = None
    """Of a door: ``open`` or ``close``."""
    mode: str | None = None
    """Of an emergency: ``lockdown`` or ``evacuation``."""
    value: bool | None = None
    """Whether the emergency is on now."""
    is_global: bool | None = field(default=None, wire="glocal")
    """Whether the emergency is in force at every door."""


@model
class EventData(Model):
    """The parts of an event."""

    location: EventLocation | None = None
    device: EventDevice | None = None
    actor: EventActor | None = None
    object: EventObject | None = None


@model(tag="event")
class WebhookEvent(Model):
    """One delivery; a kind that the SDK doesn't know is of this class."""

    event: str = ""
    event_object_id: str | None = None
    """What the event is about."""
    data: EventData | None = None

    @property
    def location_name(self) -> str | None:
        """Where, None when the console doesn't say; somebody typed the name, so decide nothing by it."""
        location = self.data.location if self.data else None
        return location.name if location else None

    @property
    def actor_name(self) -> str | None:
        """Who, None when the console doesn't say; somebody typed the name, so decide nothing by it."""
        actor = self.data.actor if self.data else None
        return actor.name if actor else None


@model
class DoorbellIncomingEvent(WebhookEvent):
    """Somebody rings."""

    event: str = "access.doorbell.incoming"


@model
class DoorbellCompletedEvent(WebhookEvent):
    """A ring has ended."""

    event: str = "access.doorbell.completed"


@model
class DoorbellIncomingRenEvent(WebhookEvent):
    """Somebody pressed a request-to-enter button."""

    event: str = "access.doorbell.incoming.REN"


@model
class DoorPositionEvent(WebhookEvent):
    """A door was opened or closed."""

    event: str = "access.device.dps_status"

    @property
    def position(self) -> DoorPosition:
        """What the sensor says; UNKNOWN when it says nothing."""
        status = self.data.object.status if self.data and self.data.object else None
        return DoorPosition(status or "")


@model
class DoorUnlockEvent(WebhookEvent):
    """A door was unlocked."""

    event: str = "access.door.unlock"


@model
class DeviceEmergencyEvent(WebhookEvent):
    """An emergency has begun or ended; `EventObject.mode` tells which, `EventObject.value` whether it is on."""

    event: str = "access.device.emergency_status"


@model
class UnlockScheduleActivateEvent(WebhookEvent):
    """A door's unlock schedule has begun one of its windows."""

    event: str = "access.unlock_schedule.activate"


@model
class UnlockScheduleDeactivateEvent(WebhookEvent):
    """A window of a door's unlock schedule has ended."""

    event: str = "access.unlock_schedule.deactivate"


@model
class TemporaryUnlockStartEvent(WebhookEvent):
    """A door is unlocked for a time."""

    event: str = "access.temporary_unlock.start"


@model
class TemporaryUnlockEndEvent(WebhookEvent):
    """The time for which a door was unlocked is over."""

    event: str = "access.temporary_unlock.end"


@model
class VisitorStatusEvent(WebhookEvent):
    """The status of a visitor has changed."""

    event: str = "access.visitor.status.changed"
