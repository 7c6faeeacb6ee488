"""Bodies that come compressed without a header that says so, as some gateways send them."""

from __future__ import annotations

import asyncio
import zlib
from typing import Final

__all__ = ["inflate", "is_gzip"]

_MAGIC: Final = b"\x1f\x8b"
_FILES: Final = ("gzip", "octet-stream", "x-tar")
_GZIP: Final = 16 + zlib.MAX_WBITS
_INLINE: Final = 64 * 1024
"""What is inflated in the event loop; more than that is done in a thread."""


def is_gzip(body: bytes, content_type: str) -> bool:
    """Whether a body is compressed, and is not a file that is meant to be.

    Args:
        body: What came; JSON never begins so.
        content_type: Its media type, in lower case.
    """
    return body.startswith(_MAGIC) and not any(kind in content_type for kind in _FILES)


async def inflate(body: bytes, cap: int, *, cut: bool = False) -> bytes | None:
    """The body decompressed, or as it is when it can't be.

    Args:
        body: What came.
        cap: The most bytes of the result.
        cut: Whether a larger result is cut there, as for an error.

    Returns:
        None when the result is larger than the cap.
    """
    inflated = _inflate(body, cap) if len(body) <= _INLINE else await asyncio.to_thread(_inflate, body, cap)
    if inflated is None:
        return body
    return inflated if len(inflated) <= cap else inflated[:cap] if cut else None


def _inflate(body: bytes, cap: int) -> bytes | None:
    """One byte more than the cap at most; None for what is no whole gzip file."""
    machine = zlib.decompressobj(_GZIP)
    try:
        inflated = machine.decompress(body, cap + 1)
    except zlib.error:
        return None
    return inflated if machine.eof or len(inflated) > cap else None
