"""What a simulated camera sees: a painted view that differs by camera, a walker that moves with time, a time stamp."""

from __future__ import annotations

import colorsys
import io
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache

from unifi_sdk._core.optional import needs_extra

with needs_extra("simulator"):
    from PIL import Image, ImageDraw, ImageFont


__all__ = ["picture"]

RGB = tuple[int, int, int]

QUALITY = 85
_SKY_SHADES = 48
_LONGEST_LABEL = 24
_PAPER, _INK = (20, 20, 20), (240, 240, 240)


class _Canvas:
    """An image to paint on, in parts of its width and height from 0 to 1."""

    def __init__(self, width: int, height: int) -> None:
        self.image = Image.new("RGB", (width, height))
        self._pen = ImageDraw.Draw(self.image)

    def fill(self, left: float, top: float, right: float, bottom: float, colour: RGB) -> None:
        """Paint a rectangle; what lies outside is cut off."""
        width, height = self.image.size
        x, y, end, last = round(left * width), round(top * height), round(right * width) - 1, round(bottom * height) - 1
        if x <= end and y <= last:
            self._pen.rectangle((x, y, end, last), fill=colour)

    def write(self, text: str, left: float, top: float) -> None:
        """Write a line of text on a dark strip."""
        width, height = self.image.size
        font = _font(max(height // 24, 8))
        corner = left * width, top * height
        x, y, end, last = self._pen.textbbox(corner, text, font=font)
        self._pen.rectangle((x - 4, y - 4, end + 4, last + 4), fill=_PAPER)
        self._pen.text(corner, text, font=font, fill=_INK)


def picture(camera_id: str, name: str, time: float, width: int, height: int) -> bytes:
    """Paint what a camera sees at a moment.

    Args:
        camera_id: Decides colours and arrangement.
        name: Written into the picture.
        time: Unix seconds; written into the picture in UTC, and moves the walker.
        width: Pixels.
        height: Pixels.

    Returns:
        A JPEG.
    """
    seed = zlib.crc32(camera_id.encode())
    hue = seed % 360 / 360
    canvas = _Canvas(width, height)
    for shade in range(_SKY_SHADES):
        part = shade / _SKY_SHADES
        colour = _colour(0.58, 0.55 - 0.4 * part, 0.7 + 0.28 * part)
        canvas.fill(0, part * 0.6, 1, (shade + 1) / _SKY_SHADES * 0.6, colour)
    canvas.fill(0, 0.6, 1, 1, _colour(0.25, 0.25, 0.45))
    for left, top, right, bottom, colour in _buildings(seed, hue):
        canvas.fill(left, top, right, bottom, colour)
    at, coat = (time * 0.02 + seed % 100 / 100) % 1, _colour((hue + 0.5) % 1, 0.7, 0.8)
    canvas.fill(at, 0.62, at + 0.03, 0.86, coat)
    canvas.fill(at + 0.005, 0.56, at + 0.025, 0.61, coat)
    canvas.write(_label(name), 0.02, 0.03)
    canvas.write(datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%d %H:%M:%S"), 0.02, 0.92)
    file = io.BytesIO()
    canvas.image.save(file, "JPEG", quality=QUALITY)
    return file.getvalue()


def _buildings(seed: int, hue: float) -> Iterator[tuple[float, float, float, float, RGB]]:
    """Three houses with windows and a door each, as rectangles."""
    wall, window, door = _colour(hue, 0.35, 0.65), _colour(0.13, 0.45, 0.95), _colour(hue, 0.6, 0.3)
    for number in range(3):
        height = 0.25 + (seed >> (4 * number) & 15) / 60
        left, top, right, bottom = 0.06 + 0.32 * number, 0.7 - height, 0.30 + 0.32 * number, 0.7
        yield left, top, right, bottom, wall
        for column in range(3):
            x = left + 0.03 + 0.07 * column
            yield x, top + 0.05, x + 0.04, top + 0.13, window
        yield left + 0.1, bottom - 0.14, left + 0.15, bottom, door


def _label(name: str) -> str:
    """A name in one line of letters that every font has."""
    line = "".join(letter if letter.isprintable() else " " for letter in name[:_LONGEST_LABEL])
    return line.encode("ascii", "replace").decode()


@lru_cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _colour(hue: float, saturation: float, value: float) -> RGB:
    red, green, blue = colorsys.hsv_to_rgb(hue, saturation, value)
    return round(red * 255), round(green * 255), round(blue * 255)
