"""What a simulated camera sees: a painted view that differs by camera, a walker that moves with time, a time stamp."""

from __future__ import annotations

import colorsys
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime

from unifi_sdk.simulator.protect.jpeg import RGB, encode

__all__ = ["picture"]

SKY_SHADES = 48
GROUND, WALL, WINDOW, DOOR, WALKER, PAPER, INK = range(SKY_SHADES, SKY_SHADES + 7)

GLYPHS = {
    glyph: f"{bits:015b}"
    for glyph, bits in {
        "0": 0x7B6F, "1": 0x2C97, "2": 0x73E7, "3": 0x73CF, "4": 0x5BC9, "5": 0x79CF, "6": 0x79EF, "7": 0x7249,
        "8": 0x7BEF, "9": 0x7BCF, "A": 0x2BED, "B": 0x6BAE, "C": 0x3923, "D": 0x6B6E, "E": 0x79A7, "F": 0x79A4,
        "G": 0x396B, "H": 0x5BED, "I": 0x7497, "J": 0x126A, "K": 0x5BAD, "L": 0x4927, "M": 0x5FED, "N": 0x6B6D,
        "O": 0x2B6A, "P": 0x6BA4, "Q": 0x2B7B, "R": 0x6BAD, "S": 0x388E, "T": 0x7492, "U": 0x5B6F, "V": 0x5B6A,
        "W": 0x5BFD, "X": 0x5AAD, "Y": 0x5A92, "Z": 0x72A7, ":": 0x0410, "-": 0x01C0, " ": 0x0000,
    }.items()
}  # fmt: skip
"""Letters of three by five dots, row by row."""


class Canvas:
    """A grid of palette indices to paint on."""

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height
        self.pixels = bytearray(width * height)

    def fill(self, left: float, top: float, right: float, bottom: float, colour: int) -> None:
        """Paint a rectangle; the four sides are parts of the width and height, from 0 to 1."""
        self.fill_pixels(
            round(left * self.width),
            round(top * self.height),
            round(right * self.width),
            round(bottom * self.height),
            colour,
        )

    def fill_pixels(self, left: int, top: int, right: int, bottom: int, colour: int) -> None:
        """Paint a rectangle given in pixels; what lies outside is cut off."""
        left, right = max(left, 0), min(right, self.width)
        line = bytes([colour]) * max(right - left, 0)
        for y in range(max(top, 0), min(bottom, self.height)):
            self.pixels[y * self.width + left : y * self.width + left + len(line)] = line

    def write(self, text: str, left: int, top: int, dot: int) -> None:
        """Write a line of text on a dark strip; each letter is three by five squares of `dot` pixels."""
        self.fill_pixels(left - dot, top - dot, left + 4 * dot * len(text), top + 6 * dot, PAPER)
        for number, glyph in enumerate(text):
            for place, bit in enumerate(GLYPHS[glyph]):
                x, y = left + (4 * number + place % 3) * dot, top + place // 3 * dot
                if bit == "1":
                    self.fill_pixels(x, y, x + dot, y + dot, INK)


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
    canvas = Canvas(width, height)
    for shade in range(SKY_SHADES):
        canvas.fill(0, shade / SKY_SHADES * 0.6, 1, (shade + 1) / SKY_SHADES * 0.6, shade)
    canvas.fill(0, 0.6, 1, 1, GROUND)
    for left, top, right, bottom, colour in _buildings(seed):
        canvas.fill(left, top, right, bottom, colour)
    walker = (time * 0.02 + seed % 100 / 100) % 1
    canvas.fill(walker, 0.62, walker + 0.03, 0.86, WALKER)
    canvas.fill(walker + 0.005, 0.56, walker + 0.025, 0.61, WALKER)
    moment = datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%d %H:%M:%S")
    label = "".join(glyph if glyph in GLYPHS else "-" for glyph in name.upper()[:24])
    dot = max(1, height // 120)
    canvas.write(label, 4 * dot, 4 * dot, dot)
    canvas.write(moment, 4 * dot, height - 9 * dot, dot)
    return encode(bytes(canvas.pixels), width, height, _palette(seed))


def _buildings(seed: int) -> Iterator[tuple[float, float, float, float, int]]:
    """Three houses with windows and a door each, as rectangles."""
    for number in range(3):
        height = 0.25 + (seed >> (4 * number) & 15) / 60
        left, top, right, bottom = 0.06 + 0.32 * number, 0.7 - height, 0.30 + 0.32 * number, 0.7
        yield left, top, right, bottom, WALL
        for column in range(3):
            x = left + 0.03 + 0.07 * column
            yield x, top + 0.05, x + 0.04, top + 0.13, WINDOW
        yield left + 0.1, bottom - 0.14, left + 0.15, bottom, DOOR


def _palette(seed: int) -> list[RGB]:
    hue = seed % 360 / 360
    sky = [
        _colour(0.58, 0.55 - 0.4 * shade / SKY_SHADES, 0.7 + 0.28 * shade / SKY_SHADES) for shade in range(SKY_SHADES)
    ]
    ground, wall = _colour(0.25, 0.25, 0.45), _colour(hue, 0.35, 0.65)
    window, door, walker = _colour(0.13, 0.45, 0.95), _colour(hue, 0.6, 0.3), _colour((hue + 0.5) % 1, 0.7, 0.8)
    return [*sky, ground, wall, window, door, walker, (20, 20, 20), (240, 240, 240)]


def _colour(hue: float, saturation: float, value: float) -> RGB:
    red, green, blue = colorsys.hsv_to_rgb(hue, saturation, value)
    return round(red * 255), round(green * 255), round(blue * 255)
