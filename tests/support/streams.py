"""Reading streams in tests: never longer than a few seconds."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from typing import Any

__all__ = ["end", "eventually", "take"]


async def take(items: AsyncGenerator[Any, None], count: int) -> list[Any]:
    """The next items of a stream."""
    return [await asyncio.wait_for(anext(items), 5) for _ in range(count)]


async def end(task: asyncio.Future[Any]) -> None:
    """Cancel a task, and wait until it has ended: until then what it iterates over can't be closed."""
    task.cancel()
    await asyncio.wait({task})


async def eventually(holds: Callable[[], bool]) -> None:
    """Wait until something holds.

    Raises:
        TimeoutError: it doesn't.
    """
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.005)
