"""Bodies that come compressed without saying so: inflated within their cap, and left alone when they can't be."""

from __future__ import annotations

import gzip
import zlib

import pytest

from unifi_sdk._core.inflate import inflate, is_gzip

BODY = b'{"data": []}'
PACKED = gzip.compress(BODY, mtime=0)


@pytest.mark.parametrize(
    ("body", "content_type", "is_packed"),
    [
        (PACKED, "application/json", True),
        (PACKED, "application/json; charset=utf-8", True),
        (PACKED, "", True),
        (PACKED, "text/html", True),
        (PACKED, "application/gzip", False),
        (PACKED, "application/x-gzip", False),
        (PACKED, "application/octet-stream", False),
        (BODY, "application/json", False),
        (b"", "application/json", False),
        (b"\x1f", "application/json", False),
    ],
)
def test_it_is_known_by_its_first_bytes_unless_it_is_a_file(body: bytes, content_type: str, is_packed: bool):
    assert is_gzip(body, content_type) is is_packed


@pytest.mark.parametrize("size", [0, 1, 1000, 300_000])
async def test_it_is_inflated_whatever_its_size(size: int):
    body = zlib.crc32(b"x").to_bytes(4, "big") * size
    assert await inflate(gzip.compress(body, mtime=0), len(body)) == body


async def test_more_than_the_cap_is_too_much_and_an_error_is_cut():
    packed = gzip.compress(b"x" * 1_000_000, mtime=0)
    assert await inflate(packed, 999_999) is None
    assert await inflate(packed, 1000, cut=True) == b"x" * 1000


@pytest.mark.parametrize("broken", [PACKED[:-4], PACKED[:12], b"\x1f\x8b", b"\x1f\x8bnonsense", b"\x1f\x8b" + PACKED])
async def test_what_can_not_be_inflated_stays_as_it_is(broken: bytes):
    assert await inflate(broken, 1000) == broken
