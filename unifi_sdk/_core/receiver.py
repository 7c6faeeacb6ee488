"""What comes to a program by HTTP: bodies of a bounded size, and each delivery handed on once, after the answer."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Final, Generic, TypeVar

from aiohttp import web

from unifi_sdk.errors import ConfigurationError

__all__ = ["Receiver", "read_request"]

D = TypeVar("D")

_CHUNK_BYTES: Final = 64 * 1024
_MOST_REMEMBERED: Final = 1000


class Receiver(Generic[D]):
    """Hands deliveries on, each to a task of its own.

    Args:
        receive: What is done with a delivery; what it raises is logged.
        log: Where to.

    Raises:
        ConfigurationError: ``receive`` can't be called.
    """

    def __init__(self, receive: Callable[[D], Awaitable[None]], log: logging.Logger) -> None:
        if not callable(receive):
            raise ConfigurationError(f"receive must be something to call, not {type(receive).__name__}")
        self._receive = receive
        self._log = log
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._working: set[asyncio.Task[None]] = set()

    def hand_on(self, delivery: D, key: str, name: str) -> None:
        """Have a delivery worked on, unless one with the same key was among the last thousand.

        Args:
            delivery: What came.
            key: What it is known by when it comes again.
            name: What it is called in the log.
        """
        if key in self._seen:
            return
        self._seen[key] = None
        if len(self._seen) > _MOST_REMEMBERED:
            self._seen.popitem(last=False)
        task = asyncio.get_running_loop().create_task(self._work(delivery, name))
        self._working.add(task)
        task.add_done_callback(self._working.discard)

    async def _work(self, delivery: D, name: str) -> None:
        try:
            await self._receive(delivery)
        except Exception:
            self._log.exception("delivery of %s could not be handled", name)


async def read_request(request: web.Request, most_bytes: int) -> bytes | None:
    """The body of a request, or None when it is larger than that."""
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.content.iter_chunked(_CHUNK_BYTES):
        size += len(chunk)
        if size > most_bytes:
            return None
        chunks.append(chunk)
    return b"".join(chunks) or await request.read()  # what a middleware has read before is kept there
