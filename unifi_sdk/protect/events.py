"""Events of UniFi Protect as they happen: each begins once, changes, and ends once, whatever the console sends.

Source: ``/v1/subscribe/events``, and what consoles do there: some events come with their end already, some never get one,
ends come twice, and nothing is sent again after a lost connection.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import AsyncGenerator, Iterator, Mapping
from types import MappingProxyType
from typing import Final, Literal, TypeAlias, TypeVar, cast

import attrs

from unifi_sdk._core.application import Application
from unifi_sdk._core.clock import Clock
from unifi_sdk._core.codec import Codec
from unifi_sdk._core.model import Json
from unifi_sdk._core.patch import Patcher, merge
from unifi_sdk._core.stream import Gap, Idle, RawEvent, StreamItem
from unifi_sdk.errors import ConfigurationError, DecodeError
from unifi_sdk.protect.frames import ADD, LIVENESS, OPERATIONS, REMOVE, UPDATE, Frame, Subscription, read_frames
from unifi_sdk.protect.models.events import Event, EventType

__all__ = ["EndedBy", "EventChange", "EventEnded", "EventLog", "EventStarted", "EventUpdated"]

K = TypeVar("K")
V = TypeVar("V")

EndedBy: TypeAlias = Literal["console", "at once", "gap", "silence", "age"]
"""Why an event is over; see `EventEnded`."""

_WITHOUT_END: Final = frozenset({EventType.LIGHT_MOTION})
"""Kinds that the console never ends: they are over as soon as they have begun."""
_MOST_REMEMBERED: Final = 1000
_MOST_FRAGMENTS: Final = 100
_LOOKED_AT_EVERY: Final = 15.0
"""Seconds after which a quiet stream looks for events of which nothing was heard for too long."""

_MINUTE: Final = 60.0
_HOUR: Final = 60 * _MINUTE
_SILENCE: Final = 30 * _MINUTE
"""Seconds of silence after which an event is taken to be over whose end the console owes: of what is seen and heard, and of
kinds that this SDK doesn't know."""
_SILENCES: Final[Mapping[EventType, float]] = MappingProxyType(
    dict.fromkeys(  # somebody did something
        (
            EventType.RING,
            EventType.NFC_CARD_SCANNED,
            EventType.FINGERPRINT_IDENTIFIED,
            EventType.SENSOR_BUTTON_PRESSED,
            EventType.SENSOR_SMOKE_TEST,
            EventType.RELAY_INPUT_CHANGED,
            EventType.CAMERA_DIGITAL_INPUT_CHANGED,
            EventType.ALARM_HUB_BUTTON_PRESS,
            EventType.ALARM_HUB_RELAY_SWITCHED,
            EventType.ALARM_HUB_BATTERY_CONNECTED,
        ),
        5 * _MINUTE,
    )
    | dict.fromkeys(  # something is in a state, of which nothing is told until it is in another
        (
            EventType.SENSOR_EXTREME_VALUES,
            EventType.SENSOR_WATER_LEAK,
            EventType.SENSOR_TAMPER,
            EventType.SENSOR_BATTERY_LOW,
            EventType.SENSOR_ALARM,
            EventType.SENSOR_OPENED,
            EventType.SENSOR_CLOSED,
            EventType.SENSOR_SMOKE_BATTERY_LOW,
            EventType.SENSOR_SMOKE_NEEDS_CLEANING,
            EventType.SENSOR_SMOKE_FAULT,
            EventType.SENSOR_SMOKE_END_OF_LIFE,
            EventType.SENSOR_CO_FAULT,
            EventType.ALARM_HUB_ENTRY_OPENED,
            EventType.ALARM_HUB_ENTRY_CLOSED,
            EventType.ALARM_HUB_SMOKE,
            EventType.ALARM_HUB_TAMPER,
            EventType.ALARM_HUB_DEVICE_TAMPER,
            EventType.ALARM_HUB_BATTERY_LOW,
        ),
        12 * _HOUR,
    )
)


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
            nobody will say it; ``silence`` when nothing was heard of it for long: for 5 minutes when somebody did something
            (rang, pressed, held a card to a reader), for 12 hours when something is in a state (a leak, a door that is open,
            a low battery), for 30 minutes otherwise; ``age`` when a thousand younger ones are open.
    """

    event: Event
    ended_by: EndedBy = "console"


EventChange: TypeAlias = EventStarted | EventUpdated | EventEnded
"""What can become of an event."""


class EventLog:
    """Makes sense of the frames of the event socket; no I/O.

    Args:
        codec: The application's.
        clock: Tells for how long nothing was heard of an event; without one, time goes by what the frames say when things
            began and ended.
    """

    def __init__(self, codec: Codec, clock: Clock | None = None) -> None:
        self._codec = codec
        self._clock = clock
        self._patcher = Patcher(codec)
        self._open: dict[str, Event] = {}
        self._heard_at: dict[str, float] = {}
        self._over: OrderedDict[str, Event] = OrderedDict()
        self._fragments: OrderedDict[str, Mapping[str, Json]] = OrderedDict()
        self._now = -math.inf
        self._due = math.inf

    @property
    def open(self) -> tuple[Event, ...]:
        """The events that have begun and not ended, oldest first."""
        return tuple(self._open.values())

    def take(self, frame: Frame) -> list[EventChange | RawEvent]:
        """What a frame means; a `RawEvent` where it is no event, or too little is known of it for one to have begun.

        Raises:
            ConfigurationError: it is no frame.
        """
        if not isinstance(frame, Frame):
            raise ConfigurationError(f"frame must be a Frame, not {type(frame).__name__}")
        if self._clock is not None:
            self._now = self._clock.monotonic()
        changes = self._read(frame)
        return [*self.expire(), *changes] if self._due <= self._now else changes

    def lose(self) -> list[EventChange]:
        """End what is open, because its end will not be heard."""
        return [change for event in self.open for change in self._end(event, "gap")]

    def expire(self) -> list[EventChange]:
        """End what is open and was silent for too long; see `EventEnded`."""
        if self._clock is not None:
            self._now = self._clock.monotonic()
        now = self._now
        if now < self._due or now == -math.inf:
            return []
        for name, heard_at in self._heard_at.items():
            self._heard_at[name] = now if heard_at == -math.inf else heard_at  # no frame had told the time yet
        due = {name: heard_at + _silence_of(self._open[name]) for name, heard_at in self._heard_at.items()}
        self._due = min((moment for moment in due.values() if moment > now), default=math.inf)
        silent = [event for name, event in self._open.items() if due[name] <= now]
        return [change for event in silent for change in self._end(event, "silence")]

    def _read(self, frame: Frame) -> list[EventChange | RawEvent]:
        if frame.model_key not in ("", "event"):
            return [_raw(frame, "an event", "$.item.modelKey")]
        try:
            if frame.action == UPDATE or frame.action == ADD:
                return self._hear(frame)
            if frame.action == REMOVE:
                self._fragments.pop(frame.id, None)
                event = self._open.get(frame.id)
                return [] if event is None else [*self._end(event, "console")]
        except DecodeError as error:
            return [RawEvent(_message(frame), error)]
        return [_raw(frame, "add, update or remove", "$.type")]

    def _hear(self, frame: Frame) -> list[EventChange | RawEvent]:
        if self._clock is None:
            self._now = max(self._now, *_moments(frame.item))
        is_open = (before := self._open.get(frame.id)) is not None
        if before is None and (before := self._over.get(frame.id)) is None:
            return self._begin(frame)
        event = self._patcher.apply(before, frame.item)
        if event is before:
            if is_open:
                self._note(event)
            return []
        if not is_open:
            self._over[frame.id] = event
        elif (ended_by := _end_of(event)) is None:
            self._open[frame.id] = event
            self._note(event)
        else:
            return [*self._end(event, ended_by)]
        return [EventUpdated(event, before)]

    def _begin(self, frame: Frame) -> list[EventChange | RawEvent]:
        item: Mapping[str, Json] = frame.item
        if frame.id in self._fragments:
            item = cast("dict[str, Json]", merge({**self._fragments[frame.id]}, {**item}))
        event = self._codec.decode(Event, dict(item))
        if not event.type or (event.start is None and frame.action == UPDATE):
            _remember(self._fragments, frame.id, item, _MOST_FRAGMENTS)
            missing = "start" if event.type else "type"
            return [_raw(frame, f"the {missing} of an event that has begun", f"$.item.{missing}")]
        self._fragments.pop(frame.id, None)
        self._open[event.id] = event
        self._note(event)
        changes: list[EventChange | RawEvent] = [EventStarted(event)]
        if (ended_by := _end_of(event)) is not None:
            changes += self._end(event, ended_by)
        if len(self._open) > _MOST_REMEMBERED:
            changes += self._end(next(iter(self._open.values())), "age")
        return changes

    def _note(self, event: Event) -> None:
        """Something was heard of an event that is open."""
        self._heard_at[event.id] = self._now
        due = self._now + _silence_of(event)
        if due < self._due:
            self._due = due

    def _end(self, event: Event, ended_by: EndedBy) -> list[EventChange]:
        """Keep an event that is over for a while: its end may come twice."""
        del self._open[event.id], self._heard_at[event.id]
        _remember(self._over, event.id, event, _MOST_REMEMBERED)
        return [EventEnded(event, ended_by)]


async def open_events(app: Application) -> AsyncGenerator[StreamItem[EventChange], None]:
    """See `ProtectClient.events`."""
    log = EventLog(app.dialect.codec, app.transport.clock)
    operation = OPERATIONS[Subscription.EVENTS]

    def decode(document: Json) -> Iterator[EventChange | RawEvent]:
        for frame in read_frames(document, operation):
            yield from log.take(frame)

    batches = app.batches(operation, decode, LIVENESS, idle=Idle(_LOOKED_AT_EVERY, log.expire))
    try:
        async for batch in batches:
            for item in batch:
                if isinstance(item, Gap):
                    for change in log.lose():
                        yield change
                yield item
    finally:
        await batches.aclose()


def _end_of(event: Event) -> EndedBy | None:
    """What has ended an event; None for one that is not over."""
    if event.end is not None:
        return "console"
    return "at once" if event.type in _WITHOUT_END else None


def _silence_of(event: Event) -> float:
    return _SILENCES.get(event.type, _SILENCE) if event.type else _SILENCE


def _moments(item: Mapping[str, Json]) -> Iterator[float]:
    """The unix seconds in an event."""
    yield -math.inf
    for key in ("start", "end"):
        moment = item.get(key)
        if isinstance(moment, int | float):
            yield moment / 1000


def _message(frame: Frame) -> Json:
    return {"type": str(frame.action), "item": {**frame.item}}


def _raw(frame: Frame, expected: str, path: str) -> RawEvent:
    operation = OPERATIONS[Subscription.EVENTS]
    error = DecodeError(
        f"{operation}: expected {expected} at {path}", operation=operation, path=path, expected=expected
    )
    return RawEvent(_message(frame), error)


def _remember(memory: OrderedDict[K, V], key: K, value: V, most: int) -> None:
    memory[key] = value
    if len(memory) > most:
        memory.popitem(last=False)
