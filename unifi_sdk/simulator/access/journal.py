"""The system log of a simulated Access application: what happened, when, by whom and to what."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING

from attrs import Factory, define, field

from unifi_sdk.simulator.access.wire import new_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unifi_sdk.simulator.clock import Clock

TOPICS = ("critical", "door_openings", "updates", "device_events", "admin_activity", "visitor")
"""What entries are filed under; a query may also ask for `all`."""


@define(kw_only=True)
class LogEntry:
    """One line of the system log."""

    id: str = Factory(new_id)
    topic: str
    """One of `TOPICS`."""
    type: str
    """For instance `access.door.unlock`."""
    message: str
    time: float
    """Unix seconds."""
    result: str = "ACCESS"
    """`ACCESS` or `BLOCKED` for door openings."""
    reason: str = ""
    actor: Mapping[str, object] = field(default=Factory(dict))
    authentication: Mapping[str, object] | None = None
    targets: Sequence[Mapping[str, object]] = ()

    @property
    def published(self) -> int:
        """Unix milliseconds."""
        return int(self.time * 1000)

    @property
    def log_key(self) -> str:
        """What the socket's two reports of one event have in common."""
        return f"{self.type}.{self.id}"

    def hit(self) -> dict[str, object]:
        """The entry as answers and sockets carry it (reference 9.2)."""
        source: dict[str, object] = {
            "actor": dict(self.actor),
            "event": {
                "display_message": self.message,
                "log_category": self.topic,
                "log_key": self.log_key,
                "published": self.published,
                "reason": self.reason,
                "result": self.result,
                "tag": "access",
                "type": self.type,
            },
            "target": [dict(item) for item in self.targets],
        }
        if self.authentication is not None:
            source["authentication"] = dict(self.authentication)
        moment = datetime.fromtimestamp(self.time, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return {"@timestamp": moment, "_id": self.id, "_source": source, "tag": "access"}

    def row(self, zone: tzinfo) -> list[str]:
        """The entry as a line of the export; the vendor doesn't document its columns."""
        moment = datetime.fromtimestamp(self.time, zone).strftime("%Y-%m-%d %H:%M:%S")
        names = [str(item["display_name"]) for item in self.targets if item["type"] == "door"]
        return [moment, self.topic, self.type, self.message, self.result, str(self.actor["display_name"]), *names[:1]]


@define(kw_only=True)
class Recording:
    """Film and picture of one door opening."""

    id: str
    """Id of the device, a hyphen and a UUID."""
    device_id: str
    time: float
    """Unix seconds."""

    @property
    def video(self) -> str:
        """Path of the film below `/system/static`."""
        return f"/activities_resource/video/{int(self.time)}_{self.id.partition('-')[2]}.mp4"

    @property
    def thumbnail(self) -> str:
        """Path of the picture below `/system/static`."""
        return f"/activities_resource/thumbnail/{int(self.time)}_{self.id.partition('-')[2]}.jpg"


class Journal:
    """Every entry and recording, oldest first.

    Args:
        clock: Tells the time in unix seconds.
    """

    def __init__(self, clock: Clock) -> None:
        self.entries: list[LogEntry] = []
        self.recordings: dict[str, Recording] = {}
        self.totals_inside_data = False
        """Whether `page` and `total` stand in `data` instead of beside it; the vendor's documents disagree."""
        self._clock = clock

    def record(self, device_id: str) -> Recording:
        """Keep a film of what a device sees now."""
        recording = Recording(id=f"{device_id}-{new_id()}", device_id=device_id, time=self._clock.now())
        self.recordings[recording.id] = recording
        return recording

    def find(self, topic: str, since: float | None, until: float | None, actor_id: str | None) -> list[LogEntry]:
        """Entries, the newest first.

        Args:
            topic: One of `TOPICS`, or `all`.
            since: Not before this time, unix seconds.
            until: Not after this time, unix seconds.
            actor_id: Only by this actor.
        """
        return [
            entry
            for entry in reversed(self.entries)
            if topic in ("all", entry.topic)
            and (since is None or entry.time >= since)
            and (until is None or entry.time <= until)
            and actor_id in (None, entry.actor["id"])
        ]


def actor_of(actor_id: str, name: str, kind: str = "user") -> dict[str, object]:
    """The `actor` of an entry."""
    return {"alternate_id": "", "alternate_name": "", "display_name": name, "id": actor_id, "type": kind}


def target_of(kind: str, target_id: str, name: str) -> dict[str, object]:
    """One of the `target` objects of an entry."""
    return {"alternate_id": "", "alternate_name": "", "display_name": name, "id": target_id, "type": kind}
