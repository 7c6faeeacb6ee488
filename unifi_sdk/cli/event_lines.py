"""What the event streams of Protect and Access tell, each thing as one line."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final, Protocol, TypeAlias

import attrs

from unifi_sdk._core.dialect import clean_text
from unifi_sdk._core.model import Model
from unifi_sdk._core.stream import Connected, Gap, RawEvent, Resynced
from unifi_sdk.access.models.notifications import (
    BaseInfoNotification,
    DeviceUpdateNotification,
    DoorbellChangeNotification,
    DoorbellNotification,
    HardwareDoorbellNotification,
    InsightEntryNotification,
    LocationUpdateNotification,
    LogEntryNotification,
    Notification,
    OlderLocationUpdateNotification,
    RemoteUnlockNotification,
    SettingUpdateNotification,
)
from unifi_sdk.cli.data import Data, Writer
from unifi_sdk.errors import ApiError, TransportError
from unifi_sdk.protect.events import EventChange, EventEnded, EventStarted
from unifi_sdk.protect.models import Event

__all__ = ["CONNECTION", "AccessLines", "Line", "Names", "ProtectLines", "life_line"]

CONNECTION: Final = ("connected", "gap", "resynced", "unavailable")
"""The kinds of lines that tell of a stream itself, and of nothing that happened."""

_LOOKUP_SECONDS: Final = 5.0
_NAMES_STAY_SECONDS: Final = 60.0
_KIND: Final = re.compile(r"[\w.:-]{1,80}")
_RING_ENDS: Final = {105: "timed out", 106: "rejected", 107: "unlocked", 108: "cancelled", 400: "answered"}
_STILL: Final = {"connected": "connected", "resynced": "whole again: read the state of what matters"}

StreamLife: TypeAlias = Connected | Gap | Resynced | RawEvent


@attrs.frozen(kw_only=True)
class Line:
    """One thing that happened.

    Args:
        kind: What, as the vendor calls it, or one of `CONNECTION`.
        facts: What a program is told besides time, application and kind.
        where: Where it happened, for people.
        what: What happened, for people.
        at: When; None for now.
    """

    kind: str
    facts: Mapping[str, Data] = attrs.field(factory=dict)
    where: str = ""
    what: str = ""
    at: datetime | None = None


class Named(Protocol):
    """A thing with an id and a name."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def name(self) -> str | None:
        """What it is called."""


class Names:
    """What devices are called; lists are read only when an id turns up that no list so far had.

    Args:
        lists: Read the devices, those that things happen to most first.
    """

    def __init__(self, *lists: Callable[[], Awaitable[Sequence[Named]]]) -> None:
        self._lists = lists
        self.forget()

    def forget(self) -> None:
        """Read everything anew when it is needed."""
        self._known: dict[str, str] = {}
        self._left = list(self._lists)
        self._since = time.monotonic()

    async def find(self, device_id: str | None) -> str | None:
        """The name of a device; None when it has none, or it can't be read.

        Args:
            device_id: Its id.
        """
        if not device_id:
            return None
        if device_id not in self._known and not self._left and time.monotonic() - self._since > _NAMES_STAY_SECONDS:
            self.forget()
        while device_id not in self._known and self._left:
            await self._read(self._left.pop(0))
        return self._known.get(device_id) or None

    async def _read(self, read: Callable[[], Awaitable[Sequence[Named]]]) -> None:
        try:
            async with asyncio.timeout(_LOOKUP_SECONDS):
                devices = await read()
        except (ApiError, TransportError, TimeoutError):
            return  # an event without a name is better than none
        self._known.update({device.id: device.name or "" for device in devices})


class ProtectLines:
    """The lines of UniFi Protect.

    Args:
        writer: Writes what may be shown.
        names: What the devices are called.
    """

    def __init__(self, writer: Writer, names: Names) -> None:
        self._writer = writer
        self._names = names

    async def describe(self, item: EventChange | StreamLife) -> Line:
        """The line of something that the stream gave.

        Args:
            item: What it gave.
        """
        if isinstance(item, Connected | Gap | Resynced | RawEvent):
            if isinstance(item, Resynced):
                self._names.forget()
            return life_line(item, self._writer)
        event = item.event
        change = "started" if isinstance(item, EventStarted) else "ended" if isinstance(item, EventEnded) else "updated"
        name = await self._names.find(event.device)
        facts: dict[str, Data] = {
            "change": change,
            "ended_by": item.ended_by if isinstance(item, EventEnded) else None,
            "id": event.id,
            "device_id": event.device,
            "device_name": name,
            "details": self._writer.write(event),
        }
        kind = clean_text(str(event.type or "event"))
        what = " ".join([kind, *map(str, getattr(event, "smart_detect_types", None) or ()), change])
        return Line(kind=kind, facts=facts, where=name or event.device or "", what=what, at=_moment(event, change))


class AccessLines:
    """The lines of UniFi Access.

    Args:
        writer: Writes what may be shown.
        names: What the devices are called.
    """

    def __init__(self, writer: Writer, names: Names) -> None:
        self._writer = writer
        self._names = names

    async def describe(self, item: Notification | StreamLife) -> Line | None:
        """The line of something that the stream gave; None for the greeting, which says nothing.

        Args:
            item: What it gave.
        """
        if isinstance(item, BaseInfoNotification):
            return None
        if isinstance(item, Connected | Gap | Resynced | RawEvent):
            if isinstance(item, Resynced):
                self._names.forget()
            return life_line(item, self._writer)
        line = await self._told(item)
        data = getattr(item, "data", None)
        details = self._writer.write(data) if isinstance(data, Model) else self._writer.write_json(data)
        facts: dict[str, Data] = {"id": item.event_object_id or None, **line.facts, "details": details}
        where = line.where or str(line.facts.get("door_name") or line.facts.get("device_name") or "")
        return attrs.evolve(line, facts=facts, where=where, what=line.what or line.kind)

    async def _told(self, item: Notification) -> Line:
        """What is known of a notification; nothing but its kind of many."""
        kind = item.event
        match item:
            case DoorbellNotification(data=ring) if ring:
                name = ring.device_name or await self._names.find(ring.device_id)
                doorbell: dict[str, Data] = {"device_id": ring.device_id, "device_name": name}
                facts = {"door_name": ring.door_name, **doorbell, "request_id": ring.request_id}
                return Line(kind=kind, facts=facts, what="somebody rings", at=ring.create_time)
            case DoorbellChangeNotification(data=change) if change:
                reason = _RING_ENDS.get(change.reason_code or 0, str(change.reason_code))
                return Line(
                    kind=kind,
                    facts={"request_id": change.remote_call_request_id, "reason": reason},
                    what=f"the ring has ended: {reason}",
                )
            case RemoteUnlockNotification(data=door) if door:
                return Line(
                    kind=kind, facts={"door_id": door.unique_id, "door_name": door.name}, what="unlocked from afar"
                )
            case HardwareDoorbellNotification(data=bell) if bell:
                return Line(
                    kind=kind, facts={"door_id": bell.door_id, "door_name": bell.door_name}, what="somebody rings"
                )
            case LocationUpdateNotification(data=place) | OlderLocationUpdateNotification(data=place) if place:
                state = place.state
                lock, position = (state.lock, state.dps) if state else (None, None)
                words = [str(lock or "lock unknown"), f"position {position or 'unknown'}"]
                return Line(kind=kind, facts={"door_id": place.id, "door_name": place.name}, what=", ".join(words))
            case DeviceUpdateNotification(data=device) if device:
                name = await self._names.find(device.id)
                is_online = {True: "online", False: "offline", None: "changed"}[device.online]
                return Line(kind=kind, facts={"device_id": device.id, "device_name": name}, what=is_online)
            case SettingUpdateNotification(data=emergency) if emergency:
                on = [name for name in ("lockdown", "evacuation") if getattr(emergency, name)]
                return Line(kind=kind, what=f"emergency: {' and '.join(on) or 'none'}")
            case InsightEntryNotification(data=insight) if insight:
                message = self._writer.write_json(insight.message)
                facts = {"event_type": insight.event_type, "result": insight.result}
                return Line(kind=kind, facts=facts, what=str(message or insight.event_type), at=insight.published)
            case LogEntryNotification(data=entry) if entry and entry.source:
                return self._logged(item)
        return Line(kind=kind)

    def _logged(self, item: LogEntryNotification) -> Line:
        source = item.data.source if item.data else None
        event, actor = (source.event, source.actor) if source else (None, None)
        door = next((target for target in (source.target if source else ()) if target.type == "door"), None)
        who = self._writer.write_json(actor.display_name) if actor else None
        message = self._writer.write_json(event.display_message) if event else None
        result = event.result if event else None
        facts: dict[str, Data] = {
            "event_type": event.type if event else None,
            "actor": who,
            "result": None if result is None else str(result),
            "door_id": door.id if door else None,
            "door_name": self._writer.write_json(door.display_name) if door else None,
        }
        what = ", ".join(str(part) for part in (message or facts["event_type"], who, result) if part)
        return Line(kind=item.event, facts=facts, what=what, at=event.published if event else None)


def life_line(item: StreamLife, writer: Writer) -> Line:
    """The line of what a stream tells of itself, or could not read.

    Args:
        item: What it gave.
        writer: Writes what may be shown.
    """
    if isinstance(item, Gap):
        return Line(kind="gap", facts={"reason": item.reason}, what=f"gap: {item.reason}; something may be missing")
    if isinstance(item, RawEvent):
        return _raw(item, writer)
    kind = "connected" if isinstance(item, Connected) else "resynced"
    return Line(kind=kind, what=_STILL[kind])


def _raw(item: RawEvent, writer: Writer) -> Line:
    """A frame that could not be read, or of a kind that this version doesn't know; whoever wrote it is not trusted."""
    said = item.raw.get("event") if isinstance(item.raw, dict) else None
    event = said if isinstance(said, str) and _KIND.fullmatch(said) else None
    error = None if item.error is None else clean_text(str(item.error))
    facts: dict[str, Data] = {"event": event, "error": error, "details": writer.write_json(item.raw)}
    return Line(kind="raw", facts=facts, what=error or f"of an unknown kind: {event or 'it has no name'}")


def _moment(event: Event, change: str) -> datetime | None:
    if change == "updated":
        return None
    return (event.end or datetime.now(UTC)) if change == "ended" else event.start
