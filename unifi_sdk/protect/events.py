"""Events of UniFi Protect as they happen: each begins once, changes, and ends once, whatever the console sends.

Source: ``/v1/subscribe/events``, and what consoles do there: some events come with their end already, some never get one,
ends come twice, and nothing is sent again after a lost connection.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import AsyncGenerator
from typing import Final, Literal, TypeAlias

import attrs

from unifi_sdk._core.application import Application
from unifi_sdk._core.codec import Codec
from unifi_sdk._core.patch import Patcher
from unifi_sdk._core.stream import Connected, Gap, RawEvent, Resynced, StreamItem
from unifi_sdk.errors import DecodeError
from unifi_sdk.protect.frames import Frame, FrameAction, Subscription, open_frames
from unifi_sdk.protect.models.events import Event

__all__ = ["EndedBy", "EventChange", "EventEnded", "EventLog", "EventStarted", "EventUpdated"]

EndedBy: TypeAlias = Literal["console", "at once", "gap", "age"]
"""Why an event is over; see `EventEnded`."""

_WITHOUT_END: Final = frozenset({"lightMotion"})
"""Kinds that the console never ends: they are over as soon as they have begun."""
_MOST_REMEMBERED: Final = 1000


@attrs.frozen
class EventStarted:
    """An event has begun.

    Args:
        event: What is known of it.
    """

    event: Event


@attrs.frozen
class EventUpdated:
    """More is known of an event.

    Args:
        event: What is known of it now.
        before: What was known of it.
    """

    event: Event
    before: Event = attrs.field(repr=False)


@attrs.frozen
class EventEnded:
    """An event is over.

    Args:
        event: What is known of it.
        ended_by: ``console`` when it said so; ``at once`` for kinds without an end; ``gap`` when the connection was lost and
            nobody will say it; ``age`` when a thousand younger ones are open.
    """

    event: Event
    ended_by: EndedBy = "console"


EventChange: TypeAlias = EventStarted | EventUpdated | EventEnded
"""What can become of an event."""


class EventLog:
    """Makes sense of the frames of the event socket; no I/O.

    Args:
        codec: The application's.
    """

    def __init__(self, codec: Codec) -> None:
        self._codec = codec
        self._patcher = Patcher(codec)
        self._open: dict[str, Event] = {}
        self._over: OrderedDict[str, Event] = OrderedDict()

    @property
    def open(self) -> tuple[Event, ...]:
        """The events that have begun and not ended, oldest first."""
        return tuple(self._open.values())

    def take(self, frame: Frame) -> list[EventChange]:
        """What a frame means.

        Raises:
            DecodeError: the frame is no event.
        """
        before = self._open.get(frame.id) or self._over.get(frame.id)
        if frame.action == FrameAction.REMOVE:
            return self._end(before, "console") if before is not None and frame.id in self._open else []
        if before is None:
            return self._begin(self._codec.decode(Event, dict(frame.item)))
        event = self._patcher.apply(before, frame.item)
        if event is before:
            return []
        if frame.id in self._over:
            self._over[frame.id] = event
            return [EventUpdated(event, before)]
        self._open[frame.id] = event
        return self._end_if_over(event) or [EventUpdated(event, before)]

    def lose(self) -> list[EventChange]:
        """End what is open, because its end will not be heard."""
        return [change for event in self.open for change in self._end(event, "gap")]

    def _begin(self, event: Event) -> list[EventChange]:
        self._open[event.id] = event
        changes = [EventStarted(event), *self._end_if_over(event)]
        if len(self._open) > _MOST_REMEMBERED:
            changes += self._end(next(iter(self._open.values())), "age")
        return changes

    def _end_if_over(self, event: Event) -> list[EventChange]:
        if event.end is not None:
            return self._end(event, "console")
        return self._end(event, "at once") if event.type in _WITHOUT_END else []

    def _end(self, event: Event, ended_by: EndedBy) -> list[EventChange]:
        """Keep an event that is over for a while: its end may come twice."""
        del self._open[event.id]
        self._over[event.id] = event
        if len(self._over) > _MOST_REMEMBERED:
            self._over.popitem(last=False)
        return [EventEnded(event, ended_by)]


async def open_events(app: Application) -> AsyncGenerator[StreamItem[EventChange], None]:
    """See `ProtectClient.events`."""
    log = EventLog(app.dialect.codec)
    frames = open_frames(app, Subscription.EVENTS)
    try:
        async for item in frames:
            if isinstance(item, Frame):
                for change in _take(log, item):
                    yield change
                continue
            if isinstance(item, Gap):
                for change in log.lose():
                    yield change
            yield item
    finally:
        await frames.aclose()


def _take(log: EventLog, frame: Frame) -> list[EventChange | RawEvent | Connected | Gap | Resynced]:
    try:
        return list(log.take(frame))
    except DecodeError as error:
        return [RawEvent(dict(frame.item), error)]
