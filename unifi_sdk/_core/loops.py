"""Event loops: the one that a client belongs to, and locks that serve in whichever one is running."""

from __future__ import annotations

import asyncio
from types import TracebackType
from weakref import WeakKeyDictionary

import aiohttp

from unifi_sdk.errors import ConfigurationError

__all__ = ["LoopLock", "elsewhere", "loop_of"]


class LoopLock:
    """A lock for whoever shares an event loop; each has one of its own, since a client may be opened in several, in turn."""

    def __init__(self) -> None:
        self._locks: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock] = WeakKeyDictionary()

    async def __aenter__(self) -> None:
        await self._locks.setdefault(asyncio.get_running_loop(), asyncio.Lock()).acquire()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._locks[asyncio.get_running_loop()].release()


def loop_of(session: aiohttp.ClientSession | None) -> asyncio.AbstractEventLoop | None:
    """The event loop in which a session was made, and for which alone it is good.

    Args:
        session: The session; None when there is none.
    """
    return getattr(session, "_loop", None)


def elsewhere(loop: asyncio.AbstractEventLoop, *, is_given: bool) -> ConfigurationError:
    """For a client that is used in another event loop than its own.

    Args:
        loop: The one that it belongs to.
        is_given: Whether it belongs there because of a session that it was given.
    """
    what = "the session that the client was given was made" if is_given else "the client was opened"
    if loop.is_closed():
        which = "an event loop that has ended"
        advice = "each asyncio.run() has a loop of its own, so do everything in one, or "
        advice += (
            "make session and client anew in this one" if is_given else "open the client in this one, in 'async with'"
        )
    else:
        which = "another event loop, which still runs"
        advice = "use it there, where asyncio.run_coroutine_threadsafe() takes work from other threads, or "
        advice += "make another session and client here" if is_given else "make and open another client here"
    return ConfigurationError(f"{what} in {which} ({loop!r}), and is used in this one: {advice}")
