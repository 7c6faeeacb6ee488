"""Where the console sends its webhooks."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk._core.model import Model, OpenEnum, field, model
from unifi_sdk._core.model import secret as masked

__all__ = ["WebhookEndpoint", "WebhookEventType"]


class WebhookEventType(OpenEnum):
    """What a webhook can tell of; the last five need UniFi Access 3.3.10 or later."""

    DOORBELL_INCOMING = "access.doorbell.incoming"
    DOORBELL_COMPLETED = "access.doorbell.completed"
    DOORBELL_INCOMING_REN = "access.doorbell.incoming.REN"
    """A request-to-enter button was pressed."""
    DEVICE_DPS_STATUS = "access.device.dps_status"
    """A door was opened or closed."""
    DOOR_UNLOCK = "access.door.unlock"
    DEVICE_EMERGENCY_STATUS = "access.device.emergency_status"
    UNLOCK_SCHEDULE_ACTIVATE = "access.unlock_schedule.activate"
    UNLOCK_SCHEDULE_DEACTIVATE = "access.unlock_schedule.deactivate"
    TEMPORARY_UNLOCK_START = "access.temporary_unlock.start"
    TEMPORARY_UNLOCK_END = "access.temporary_unlock.end"
    VISITOR_STATUS_CHANGED = "access.visitor.status.changed"


@model
class WebhookEndpoint(Model):
    """Where the console sends webhooks, and which."""

    id: str = field(default="", read_only=True)
    endpoint: str | None = None
    """The URL, with ``https`` or ``http``."""
    name: str | None = None
    secret: str | None = masked(default=None, read_only=True)
    """What every webhook is signed with."""
    events: tuple[WebhookEventType, ...] = ()
    headers: Mapping[str, str] | None = masked(default=None)
    """Sent along with every webhook; one of them may hold a secret."""
