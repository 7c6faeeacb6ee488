"""What the simulated older Protect API has recorded: clips, events and their thumbnails."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator

import attrs
from aiohttp import web

from unifi_sdk.simulator.clock import Clock
from unifi_sdk.simulator.protect.cameras import paint
from unifi_sdk.simulator.protect.events import SimulatedEvent
from unifi_sdk.simulator.protect.state import Camera, Document

__all__ = ["ExportedRange", "Footage", "event_body", "movie", "number", "thumbnail"]

HOUR_MS = 3_600_000
BYTES_PER_SECOND = 16
_HEADER_BYTES = 512
_BLOCK = 4096
_KEPT_SECONDS = 7 * 86_400.0


@attrs.frozen
class ExportedRange:
    """A clip that was asked for."""

    camera: str
    """The camera's id."""
    start: int
    """Unix milliseconds."""
    end: int
    """Unix milliseconds, inclusive."""
    channel: int


class Footage:
    """What the recorder has on its disk, the same for every camera.

    Args:
        clock: Tells the time in unix seconds; nothing is recorded beyond it.

    Attributes:
        ranges: When it recorded, as pairs of unix seconds; the last week and from then on if not set otherwise.
    """

    def __init__(self, clock: Clock) -> None:
        self.ranges: list[tuple[float, float]] = [(clock.now() - _KEPT_SECONDS, math.inf)]
        self._clock = clock

    def seconds(self, start: int, end: int) -> float:
        """How much of a time was recorded.

        Args:
            start: Unix milliseconds.
            end: Unix milliseconds, inclusive.
        """
        last = min((end + 1) / 1000, self._clock.now())
        return sum(max(min(until, last) - max(since, start / 1000), 0.0) for since, until in self.ranges)


def movie(camera: Camera, start: int, seconds: float) -> Iterator[bytes]:
    """A clip that begins like an MP4, block by block: always the same for the same arguments.

    Args:
        camera: Who recorded it.
        start: Unix milliseconds.
        seconds: How much there is; a clip of nothing has less than 300 bytes, any other has more than 500.
    """
    brand = b"isom" + struct.pack(">I", 512) + b"isomiso2avc1mp41"
    yield struct.pack(">I", 8 + len(brand)) + b"ftyp" + brand
    size = _HEADER_BYTES + math.ceil(seconds * BYTES_PER_SECOND) if seconds > 0 else 0
    yield struct.pack(">I", 8 + size) + b"mdat"
    pattern = f"{camera.id} {start} ".encode()
    filling = (pattern * (_BLOCK // len(pattern) + 1))[:_BLOCK]
    for offset in range(0, size, _BLOCK):
        yield filling[: min(_BLOCK, size - offset)]


def number(text: str | None) -> int | None:
    """A whole number of up to 15 digits; None for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else None


def event_body(event: SimulatedEvent) -> Document:
    """An event as the older API lists it; its end is null while it goes on."""
    return {
        "id": event.id,
        "modelKey": "event",
        "type": event.type,
        "start": event.start,
        "end": event.end,
        "score": 80,
        "smartDetectTypes": event.smart_detect_types,
        "camera": event.device,
        "user": None,
        "thumbnail": f"e-{event.id}",
        "heatmap": f"e-{event.id}",
    }


async def thumbnail(camera: Camera, event: SimulatedEvent, width: int) -> web.Response:
    """What a camera saw when an event began.

    Args:
        camera: The camera.
        event: The event.
        width: In pixels.
    """
    jpeg = await paint(camera, event.start / 1000, (width, max(width * 9 // 16, 1)))
    return web.Response(body=jpeg, content_type="image/jpeg")
