"""What the system log tells."""

from __future__ import annotations

from datetime import datetime

import attrs

from unifi_sdk._core.model import (
    IsoTime,
    Model,
    OpenEnum,
    UnixMilliseconds,
    field,
    model,
    one_or_many,
    untrusted,
)

__all__ = [
    "CredentialProvider",
    "LogActor",
    "LogAuthentication",
    "LogEntry",
    "LogEvent",
    "LogResource",
    "LogResult",
    "LogSource",
    "LogTarget",
    "LogTopic",
]


class LogTopic(OpenEnum):
    """What entries of the log are about."""

    ALL = "all"
    CRITICAL = "critical"
    """Devices that were restarted or deleted, went offline, or detected something."""
    DOOR_OPENINGS = "door_openings"
    UPDATES = "updates"
    """Firmware of devices."""
    DEVICE_EVENTS = "device_events"
    """Devices that came online or were updated, policies that were sent to them, unlock schedules that began or ended."""
    ADMIN_ACTIVITY = "admin_activity"
    VISITOR = "visitor"


class LogResult(OpenEnum):
    """How an event ended."""

    ACCESS = "ACCESS"
    BLOCKED = "BLOCKED"
    INCOMPLETE = "INCOMPLETE"
    TIMEOUT = "TIMEOUT"


class CredentialProvider(OpenEnum):
    """How somebody came in; consoles know more than these."""

    NFC = "NFC"
    PIN_CODE = "PIN_CODE"
    MOBILE_TAP = "MOBILE_TAP"
    MOBILE_BUTTON = "MOBILE_BUTTON"
    TOUCH_PASS = "TOUCH_PASS"  # noqa: S105 - a word of the vendor's
    FACE = "FACE"
    REMOTE_THROUGH_UAH = "REMOTE_THROUGH_UAH"
    """The door was unlocked from afar."""


@model
class LogActor(Model):
    """Who or what did it."""

    id: str | None = None
    type: str | None = None
    display_name: str | None = untrusted(default=None)
    alternate_id: str | None = None
    alternate_name: str | None = untrusted(default=None)
    avatar: str | None = None
    sso_picture: str | None = None


@model
class LogAuthentication(Model):
    """What somebody came in with."""

    credential_provider: CredentialProvider | None = None
    issuer: str | int | None = None
    """Whose credential it was, the number of a card for example."""


@model
class LogEvent(Model):
    """What happened."""

    type: str | None = None
    """Such as ``access.door.unlock``."""
    display_message: str | None = untrusted(default=None)
    result: LogResult | None = None
    reason: str | None = None
    published: UnixMilliseconds | None = None
    tag: str | None = None
    log_key: str | None = None
    log_category: str | None = None


@model
class LogTarget(Model):
    """What it happened to."""

    type: str | None = None
    """Such as ``door``, ``UAH``, ``floor``, ``building``, ``device_config`` or ``activities_resource``."""
    id: str | None = None
    """Under some consoles that of the hub even where the type is ``door``."""
    display_name: str | None = untrusted(default=None)
    alternate_id: str | None = None
    alternate_name: str | None = untrusted(default=None)


@model
class LogSource(Model):
    """What an entry is about."""

    actor: LogActor | None = None
    authentication: LogAuthentication | None = None
    event: LogEvent | None = None
    target: tuple[LogTarget, ...] = one_or_many()


@model
class LogEntry(Model):
    """An entry of the system log."""

    id: str | None = field(default=None, wire="_id")
    """Empty from some consoles."""
    timestamp: IsoTime | None = field(default=None, wire="@timestamp")
    source: LogSource | None = field(default=None, wire="_source")
    tag: str | None = None

    @property
    def key(self) -> str:
        """What tells the entry from others: its id, or all that it says where the console gives it none."""
        return self.id or repr(attrs.asdict(self))

    @property
    def happened_at(self) -> datetime | None:
        """When, to the millisecond where the console tells it so."""
        event = self._source.event
        return (event.published if event else None) or self.timestamp

    @property
    def result(self) -> LogResult | None:
        """How it ended."""
        event = self._source.event
        return event.result if event else None

    @property
    def actor_name(self) -> str | None:
        """Who or what did it, as somebody typed the name; nothing to decide by."""
        actor = self._source.actor
        return actor.display_name if actor else None

    @property
    def credential_provider(self) -> CredentialProvider | None:
        """What somebody came in with."""
        authentication = self._source.authentication
        return authentication.credential_provider if authentication else None

    def targets(self, kind: str) -> tuple[LogTarget, ...]:
        """What it happened to.

        Args:
            kind: Only those of this `LogTarget.type`, such as ``door`` or ``activities_resource``.
        """
        return tuple(target for target in self._source.target if target.type == kind)

    @property
    def _source(self) -> LogSource:
        return self.source or LogSource()


@model
class LogResource(Model):
    """What was recorded with an event; `SystemLogs.file` takes the paths."""

    video_record: str | None = None
    video_record_thumbnail: str | None = None
    created_at: IsoTime | None = None
    updated_at: IsoTime | None = None
