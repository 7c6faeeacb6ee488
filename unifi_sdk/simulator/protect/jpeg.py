"""A baseline JPEG encoder for palette images, enough to give simulated cameras real pictures (ITU-T T.81)."""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from functools import lru_cache

__all__ = ["RGB", "encode"]

RGB = tuple[int, int, int]

ZIGZAG = sorted(
    ((row, column) for row in range(8) for column in range(8)),
    key=lambda at: (at[0] + at[1], at[0] if (at[0] + at[1]) % 2 else at[1]),
)
"""The 64 (row, column) places of a block in the order in which they are written."""
QUANTIZERS = [3 + row + column for row, column in ZIGZAG]
COSINES = [
    [math.cos((2 * place + 1) * wave * math.pi / 16) / 2 * (math.sqrt(0.5) if wave == 0 else 1) for place in range(8)]
    for wave in range(8)
]
DC_SYMBOLS = bytes(range(12))
END_OF_BLOCK, SIXTEEN_ZEROS = 0x00, 0xF0
AC_SYMBOLS = bytes([END_OF_BLOCK, SIXTEEN_ZEROS, *(run << 4 | size for run in range(16) for size in range(1, 11))])
"""One table serves all components: the frequent end-of-block mark has one bit, every other symbol nine."""

Block = tuple[int, str]
"""The quantized DC value of a block and its AC values as a text of binary digits."""


def encode(pixels: bytes, width: int, height: int, palette: Sequence[RGB]) -> bytes:
    """Encode an image as a colour JPEG without subsampling.

    Equal blocks are transformed once, so images with flat areas and repeated patterns are fast.

    Args:
        pixels: `width * height` palette indices, row by row.
        width: Pixels in a row, 1 to 65,535.
        height: Number of rows, 1 to 65,535.
        palette: Up to 256 colours.

    Raises:
        ValueError: The number of pixels does not fit the size.
    """
    if len(pixels) != width * height or not 0 < width < 65536 or not 0 < height < 65536:
        raise ValueError("the number of pixels does not fit the size")
    scan = "".join(_scan(_blocks(pixels, width, height), tuple(palette)))
    scan += "1" * (-len(scan) % 8)
    data = int(scan, 2).to_bytes(len(scan) // 8, "big").replace(b"\xff", b"\xff\x00")
    return b"".join((_header(width, height), data, b"\xff\xd9"))


def _header(width: int, height: int) -> bytes:
    components = b"".join(bytes((number, 0x11, 0)) for number in (1, 2, 3))
    return b"".join(
        (
            b"\xff\xd8",
            _segment(0xE0, b"JFIF\x00" + struct.pack(">HBHHBB", 0x0101, 0, 1, 1, 0, 0)),
            _segment(0xDB, b"\x00" + bytes(QUANTIZERS)),
            _segment(0xC0, struct.pack(">BHHB", 8, height, width, 3) + components),
            _segment(0xC4, b"\x00" + _code_lengths({4: len(DC_SYMBOLS)}) + DC_SYMBOLS),
            _segment(0xC4, b"\x10" + _code_lengths({1: 1, 9: len(AC_SYMBOLS) - 1}) + AC_SYMBOLS),
            _segment(0xDA, b"\x03" + b"\x01\x00\x02\x00\x03\x00" + b"\x00\x3f\x00"),
        )
    )


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def _code_lengths(counts: dict[int, int]) -> bytes:
    """How many codes there are of each length from 1 to 16 bits."""
    return bytes(counts.get(length, 0) for length in range(1, 17))


def _blocks(pixels: bytes, width: int, height: int) -> Sequence[bytes]:
    """The image in blocks of 64 palette indices; the last row and column are repeated to fill the edge."""
    padding = -width % 8
    rows = [pixels[start : start + width] for start in range(0, len(pixels), width)]
    rows = [row + row[-1:] * padding for row in rows]
    rows += rows[-1:] * (-height % 8)
    return [
        b"".join(row[left : left + 8] for row in rows[top : top + 8])
        for top in range(0, len(rows), 8)
        for left in range(0, width, 8)
    ]


def _scan(blocks: Sequence[bytes], palette: tuple[RGB, ...]) -> Sequence[str]:
    codes: list[str] = []
    previous = [0, 0, 0]
    for block in blocks:
        for component, (dc, ac) in enumerate(_encode_block(block, palette)):
            codes += (_dc_code(dc - previous[component]), ac)
            previous[component] = dc
    return codes


@lru_cache(maxsize=4096)
def _encode_block(block: bytes, palette: tuple[RGB, ...]) -> tuple[Block, Block, Block]:
    red, green, blue = zip(*(palette[index] for index in block), strict=True)
    luma = [0.299 * r + 0.587 * g + 0.114 * b for r, g, b in zip(red, green, blue, strict=True)]
    return (
        _transform([y - 128 for y in luma]),
        _transform([(b - y) / 1.772 for y, b in zip(luma, blue, strict=True)]),
        _transform([(r - y) / 1.402 for y, r in zip(luma, red, strict=True)]),
    )


def _transform(samples: Sequence[float]) -> Block:
    """Cosine transform, quantization and the AC part of the entropy code; samples lie around zero."""
    rows = [[_dot(samples[start : start + 8], wave) for wave in COSINES] for start in range(0, 64, 8)]
    columns = [[_dot([row[column] for row in rows], wave) for wave in COSINES] for column in range(8)]
    values = [round(columns[c][r] / quantizer) for (r, c), quantizer in zip(ZIGZAG, QUANTIZERS, strict=True)]
    codes: list[str] = []
    run = 0
    for value in values[1:]:
        if value == 0:
            run += 1
            continue
        codes += [_ac_code(SIXTEEN_ZEROS)] * (run // 16)
        codes += (_ac_code(run % 16 << 4 | abs(value).bit_length()), _magnitude(value))
        run = 0
    if run:
        codes.append(_ac_code(END_OF_BLOCK))
    return values[0], "".join(codes)


def _dot(left: Sequence[float], right: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(left, right, strict=True))


def _dc_code(difference: int) -> str:
    return f"{abs(difference).bit_length():04b}" + _magnitude(difference)


def _ac_code(symbol: int) -> str:
    return "0" if symbol == END_OF_BLOCK else f"{0x100 + AC_SYMBOLS.index(symbol) - 1:09b}"


def _magnitude(value: int) -> str:
    """A value in as many bits as it needs; negative ones as the complement of their amount (T.81, F.1.2.1)."""
    size = abs(value).bit_length()
    return f"{value if value > 0 else value + (1 << size) - 1:0{size}b}" if size else ""
