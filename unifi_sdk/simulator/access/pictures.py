"""Pictures of the simulated Access application as PNG: the pattern of a QR code, and a face for a user."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Sequence

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MODULES, QUIET, MODULE_PIXELS = 29, 4, 8
FINDER = 7
"""Modules of each of the three squares that make a QR code known for one."""


def qr_picture(text: str) -> bytes:
    """A PNG with the looks of a QR code: its squares and a pattern of its own for each text, but no readable content."""
    side = MODULES + 2 * QUIET
    dark = {(x + QUIET, y + QUIET) for x in range(MODULES) for y in range(MODULES) if _is_dark(text, x, y)}
    rows = [[(x, y) in dark for x in range(side)] for y in range(side)]
    return _png(
        [
            [0 if cell else 255 for cell in row for _ in range(MODULE_PIXELS)]
            for row in rows
            for _ in range(MODULE_PIXELS)
        ]
    )


def avatar_picture(name: str) -> bytes:
    """A PNG of 40 by 40 pixels: a mirrored pattern of its own for each name."""
    digest = hashlib.sha256(name.encode()).digest()
    cells = [[digest[5 * y + min(x, 4 - x)] > 127 for x in range(5)] for y in range(5)]
    return _png([[60 if cell else 220 for cell in row for _ in range(8)] for row in cells for _ in range(8)])


def is_picture(data: bytes) -> bool:
    """Whether data begins like a PNG or a JPEG."""
    return data.startswith((SIGNATURE, b"\xff\xd8\xff"))


def _is_dark(text: str, x: int, y: int) -> bool:
    for left, top in ((0, 0), (MODULES - FINDER, 0), (0, MODULES - FINDER)):
        if -1 <= x - left <= FINDER and -1 <= y - top <= FINDER:
            ring = max(abs(x - left - 3), abs(y - top - 3))
            return ring in (0, 1, 3)
    block = hashlib.sha256(f"{text}:{y}".encode()).digest()
    return bool(block[x // 8] >> x % 8 & 1)


def _png(rows: Sequence[Sequence[int]]) -> bytes:
    """An eight-bit greyscale picture."""
    header = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 0, 0, 0, 0)
    pixels = b"".join(b"\0" + bytes(row) for row in rows)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(pixels)), (b"IEND", b""))
    return SIGNATURE + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
