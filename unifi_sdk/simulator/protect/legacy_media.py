"""What the simulated older Protect API has recorded: clips, events and their thumbnails."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator

import attrs
from aiohttp import web

from unifi_sdk.simulator.clock import Clock
from unifi_sdk.simulator.protect.cameras import paint
from unifi_sdk.simulator.protect.devices import Camera, Document
from unifi_sdk.simulator.protect.events import SimulatedEvent

__all__ = ["ExportedRange", "Footage", "asked_size", "event_body", "movie", "number", "photograph"]

HOUR_MS = 3_600_000
MAX_WIDTH, MAX_HEIGHT = 1920, 1080
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

    def extent(self) -> tuple[int, int] | None:
        """The first and the last moment that was recorded, in unix milliseconds; None if nothing was."""
        now = self._clock.now()
        recorded = [(since, min(until, now)) for since, until in self.ranges if since < min(until, now)]
        if not recorded:
            return None
        return round(min(since for since, _ in recorded) * 1000), round(max(until for _, until in recorded) * 1000)


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


async def photograph(camera: Camera, moment: float, size: tuple[int, int]) -> web.Response:
    """What a camera saw at a moment.

    Args:
        camera: The camera.
        moment: Unix seconds.
        size: Width and height in pixels.
    """
    return web.Response(body=await paint(camera, moment, size), content_type="image/jpeg")


def asked_size(width: str | None, height: str | None) -> tuple[int, int] | None:
    """The size of a picture, no larger than the camera gives; None if it makes no sense.

    Args:
        width: As it stands in the query, 640 pixels if missing.
        height: Likewise; nine sixteenths of the width if missing.
    """
    wide = _pixels("640" if width is None else width)
    tall = _pixels(height) if height is not None else None if wide is None else max(wide * 9 // 16, 1)
    return None if wide is None or tall is None else (min(wide, MAX_WIDTH), min(tall, MAX_HEIGHT))


def _pixels(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 and int(text) > 0 else None
