"""The notification stream of UniFi Access: doorbells, unlocks, doors and the log as they happen."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Final

from unifi_sdk._core.application import Application
from unifi_sdk._core.model import Json
from unifi_sdk._core.stream import Liveness, RawEvent, StreamItem
from unifi_sdk.access.models.notifications import Notification

__all__: list[str] = []

_OPERATION: Final = "GET /devices/notifications"
_LIVENESS: Final = Liveness(silence_seconds=30)  # a keep-alive comes about every five seconds; pings go unanswered


def open_notifications(app: Application) -> AsyncGenerator[StreamItem[Notification], None]:
    """See `AccessClient.notifications`."""

    def decode(frame: Json) -> list[Notification | RawEvent]:
        if not isinstance(frame, dict):
            return []  # the keep-alive is a bare text
        notification = app.dialect.codec.decode(Notification, frame, operation=_OPERATION)
        is_whole = type(notification) is not Notification and notification.extra.get("data") is None
        return [notification if is_whole else RawEvent(frame)]

    return app.stream(_OPERATION, decode, _LIVENESS)
