"""Bodies and headers on their way: what is sent piece by piece, what is read up to a cap, what is blacked out."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Mapping
from typing import Final

import aiohttp
from multidict import CIMultiDict, CIMultiDictProxy

from unifi_sdk._core.inflate import inflate, is_gzip
from unifi_sdk.auth import Redactor

__all__ = ["clean_headers", "data_of", "next_piece", "read_body", "read_inflated"]

_CHUNK: Final = 64 * 1024
_SENT_AT_ONCE: Final = 1024 * 1024


def data_of(body: bytes | None) -> bytes | io.BytesIO | None:
    """What aiohttp sends at once, or piece by piece where it would keep the loop busy and warn of that."""
    return io.BytesIO(body) if body is not None and len(body) > _SENT_AT_ONCE else body


async def next_piece(content: aiohttp.StreamReader, seconds: float) -> bytes:
    """What has come of a body, b"" at its end."""
    async with asyncio.timeout(seconds):
        return await content.read(_CHUNK)


async def read_body(answer: aiohttp.ClientResponse, cap: int) -> bytes | None:
    """The whole body, or None when it grows over the cap; counted after decompression."""
    length = answer.content_length
    if length is not None and length <= cap and "Content-Encoding" not in answer.headers:
        return await answer.read()
    chunks: list[bytes] = []
    size = 0
    try:
        async for chunk in answer.content.iter_chunked(_CHUNK):
            size += len(chunk)
            if size > cap:
                return None if answer.status < 400 else b"".join(chunks)
            chunks.append(chunk)
        return b"".join(chunks)
    finally:
        answer.close()  # does nothing to a connection that was read to the end


def clean_headers(answer: aiohttp.ClientResponse, redactor: Redactor) -> Mapping[str, str]:
    """The headers of an answer, without the credential."""
    raw = answer.raw_headers
    if not redactor.finds(b"\n".join([value for _, value in raw])):
        return answer.headers
    clean = ((name.decode("latin-1"), redactor.clean(value).decode("latin-1")) for name, value in raw)
    return CIMultiDictProxy(CIMultiDict(clean))


async def read_inflated(answer: aiohttp.ClientResponse, cap: int) -> bytes | None:
    """The body as it was meant: inflated too where a gateway has lost the header that says so."""
    body = await read_body(answer, cap)
    if body is None or not is_gzip(body, answer.headers.get("Content-Type", "").lower()):
        return body
    return await inflate(body, cap, cut=answer.status >= 400)
