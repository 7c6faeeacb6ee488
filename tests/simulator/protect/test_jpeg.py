"""The JPEG encoder of the simulated cameras, judged by a small decoder that takes its tables from the file."""

from __future__ import annotations

import math
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unifi_sdk.simulator.protect.jpeg import RGB, encode
from unifi_sdk.simulator.protect.scene import picture


class Bits:
    def __init__(self, data: bytes) -> None:
        self.text = "".join(f"{byte:08b}" for byte in data)
        self.at = 0

    def take(self, count: int) -> int:
        self.at += count
        assert self.at <= len(self.text), "the data ends too early"
        return int(self.text[self.at - count : self.at] or "0", 2)

    def symbol(self, table: dict[str, int]) -> int:
        for length in range(1, 17):
            if (code := self.text[self.at : self.at + length]) in table:
                self.at += length
                return table[code]
        raise AssertionError("no such code")

    def value(self, size: int) -> int:
        bits = self.take(size)
        return bits if size == 0 or bits >> (size - 1) else bits - (1 << size) + 1


def zigzag() -> list[int]:
    places, row, column = [], 0, 0
    for _ in range(64):
        places.append(8 * row + column)
        if (row + column) % 2 == 0:
            row, column = (row + 1, 7) if column == 7 else (max(row - 1, 0), column + 1)
        else:
            row, column = (7, column + 1) if row == 7 else (row + 1, max(column - 1, 0))
    return places


def huffman(body: bytes) -> dict[str, int]:
    table, code, at = {}, 0, 17
    for length in range(1, 17):
        for _ in range(body[length]):
            table[f"{code:0{length}b}"] = body[at]
            code, at = code + 1, at + 1
        code <<= 1
    assert at == len(body)
    return table


def inverse(values: list[int]) -> list[float]:
    def wave(place: int, number: int) -> float:
        return math.cos((2 * place + 1) * number * math.pi / 16) * (math.sqrt(0.125) if number == 0 else 0.5)

    basis = [[wave(place, number) for number in range(8)] for place in range(8)]
    rows = [[sum(values[8 * v + u] * basis[x][u] for u in range(8)) for x in range(8)] for v in range(8)]
    return [sum(rows[v][x] * basis[y][v] for v in range(8)) for y in range(8) for x in range(8)]


def segments(jpeg: bytes) -> tuple[dict[int, list[bytes]], bytes]:
    assert jpeg[:2] == b"\xff\xd8"
    assert jpeg[-2:] == b"\xff\xd9"
    found: dict[int, list[bytes]] = {}
    at = 2
    while 0xDA not in found:
        start, marker, length = struct.unpack_from(">BBH", jpeg, at)
        assert start == 0xFF
        found.setdefault(marker, []).append(jpeg[at + 4 : at + 2 + length])
        at += 2 + length
    scan = jpeg[at:-2]
    assert b"\xff" not in scan.replace(b"\xff\x00", b"")
    return found, scan.replace(b"\xff\x00", b"\xff")


def decode(jpeg: bytes) -> tuple[int, int, dict[tuple[int, int], RGB]]:
    found, scan = segments(jpeg)
    precision, height, width, components = struct.unpack_from(">BHHB", found[0xC0][0])
    assert (precision, components) == (8, 3)
    dc_table, ac_table = (huffman(body) for body in found[0xC4])
    quantizers, bits, order = found[0xDB][0][1:], Bits(scan), zigzag()
    previous, pixels = [0, 0, 0], {}
    for top in range(0, height, 8):
        for left in range(0, width, 8):
            planes = []
            for component in range(3):
                values = [0] * 64
                previous[component] += bits.value(bits.symbol(dc_table))
                values[0] = previous[component] * quantizers[0]
                at = 1
                while at < 64 and (symbol := bits.symbol(ac_table)):
                    at += symbol >> 4
                    values[order[at]] = bits.value(symbol & 15) * quantizers[at]
                    at += 1
                planes.append(inverse(values))
            for place, (y, cb, cr) in enumerate(zip(*planes, strict=True)):
                y += 128
                rgb = (y + 1.402 * cr, y - 0.344136 * cb - 0.714136 * cr, y + 1.772 * cb)
                red, green, blue = (min(max(round(value), 0), 255) for value in rgb)
                pixels[left + place % 8, top + place // 8] = red, green, blue
    rest = bits.text[bits.at :]
    assert len(rest) < 8
    assert set(rest) <= {"1"}
    return width, height, pixels


@settings(max_examples=30, deadline=None)
@given(
    width=st.integers(1, 20),
    height=st.integers(1, 20),
    palette=st.lists(st.tuples(*[st.integers(0, 255)] * 3), min_size=1, max_size=6),
    data=st.data(),
)
def test_an_encoded_image_decodes_to_nearly_the_same_pixels(
    width: int, height: int, palette: list[RGB], data: st.DataObject
) -> None:
    indices = st.lists(st.integers(0, len(palette) - 1), min_size=width * height, max_size=width * height)
    pixels = bytes(data.draw(indices))
    shown_width, shown_height, shown = decode(encode(pixels, width, height, palette))
    assert (shown_width, shown_height) == (width, height)
    for number, index in enumerate(pixels):
        got, wanted = shown[number % width, number // width], palette[index]
        assert all(abs(a - b) <= 40 for a, b in zip(got, wanted, strict=True))


def test_a_flat_image_keeps_its_colour() -> None:
    _, _, pixels = decode(encode(bytes(64), 8, 8, [(200, 100, 50)]))
    assert all(abs(a - b) <= 3 for rgb in pixels.values() for a, b in zip(rgb, (200, 100, 50), strict=True))


@pytest.mark.parametrize(("width", "height"), [(8, 7), (0, 0), (65536, 1)])
def test_a_size_that_does_not_fit_is_refused(width: int, height: int) -> None:
    with pytest.raises(ValueError, match="size"):
        encode(bytes(64), width, height, [(0, 0, 0)])


def test_a_picture_of_a_camera_decodes_to_its_size() -> None:
    width, height, pixels = decode(picture("66e000000000000000000011", "Tür 1", 1767225600.0, 161, 91))
    assert (width, height) == (161, 91)
    assert len(set(pixels.values())) > 20


def test_pictures_differ_by_camera_and_by_time() -> None:
    shots = {picture(camera, "Yard", time, 160, 90) for camera in ("a", "b") for time in (0.0, 1.0)}
    assert len(shots) == 4
