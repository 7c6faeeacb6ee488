"""What requests are sent over: the session, the tasks that end with it, and the event loop that both belong to."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any, TypeVar

import aiohttp

from unifi_sdk._core.connections import Connections
from unifi_sdk._core.failures import not_open
from unifi_sdk._core.loops import elsewhere, loop_of
from unifi_sdk._core.sockets import refuse_redirects
from unifi_sdk.errors import ConfigurationError

__all__ = ["Lifetime"]

T = TypeVar("T")


class Lifetime:
    """A session, and all that is done over it, from `open` to `close`.

    Args:
        session: A session of the caller's, never closed here; None to make one in `open` and close it in `close`.
        timeout: The limits of a request over it that has none of its own.
    """

    def __init__(self, session: aiohttp.ClientSession | None, timeout: aiohttp.ClientTimeout) -> None:
        self._session = session
        self._owns_session = session is None
        self._loop = loop_of(session)
        self._sockets: aiohttp.ClientSession | None = None
        self._connections = Connections()
        self._lender: Lifetime | None = None
        self._timeout = timeout
        self._tasks: set[asyncio.Task[Any]] = set()
        self.is_closed = False
        """Whether `close` was called, and `open` not again since."""

    async def open(self) -> None:
        """Make the session, unless one was given or lent.

        Raises:
            ConfigurationError: it is open in another event loop, or the session was made in another.
        """
        if self._owns_session and self._loop is not None and self._loop.is_closed():
            await self.close()  # it was left open when its loop ended
        self.check_loop()
        self.is_closed = False
        if self._session is None and self._lender is None:
            self._loop = asyncio.get_running_loop()
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=100, socket_factory=self._connections),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=self._timeout,
            )

    async def close(self) -> None:
        """End what is still under way, and close the session that was made here; twice does no harm.

        Raises:
            ConfigurationError: it is open in another event loop, which still runs.
        """
        if self._loop is not None and self._loop.is_closed():
            self._tasks.clear()  # they have ended with their loop
        else:
            self.check_loop()
        self.is_closed = True
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        try:
            await asyncio.gather(*tasks, return_exceptions=True)
        finally:  # also when this is cancelled meanwhile
            await self._close_sessions()

    async def _close_sessions(self) -> None:
        try:
            if self._sockets is not None:
                await self._sockets.close()
        finally:
            if self._owns_session and self._session is not None:
                session, self._session, self._loop = self._session, None, None
                try:
                    await session.close()
                finally:
                    await self._connections.end()

    def check_loop(self) -> None:
        """Refuse to go on in another event loop than that of the session.

        Raises:
            ConfigurationError: this is another one.
        """
        if self._lender is not None:
            self._lender.check_loop()
        elif self._loop is not None and self._loop is not asyncio.get_running_loop():
            raise elsewhere(self._loop, is_given=not self._owns_session)

    def spawn(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Start a task that ends with this transport at the latest.

        Raises:
            ConfigurationError: the transport belongs to another event loop.
        """
        try:
            self.check_loop()
        except ConfigurationError:
            work.close()
            raise
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def run(self, work: Coroutine[Any, Any, T], *, undo: Callable[[T], Awaitable[object]] | None = None) -> T:
        """Await something that ends with this transport at the latest.

        Args:
            work: What to await.
            undo: What is done with a result that comes when whoever waited for it is just being cancelled.

        Raises:
            ConfigurationError: the transport was closed before it was done, or belongs to another event loop.
        """
        if self.is_closed:
            work.close()
            raise not_open()
        task = self.spawn(work)
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError:
            while not task.done():
                task.cancel()
                with suppress(asyncio.CancelledError):  # again, while it cleans up: what it gives would be nobody's
                    await asyncio.wait({task})
            if not task.cancelled() and task.exception() is None and undo is not None:
                await undo(task.result())
            raise
        if task.cancelled():
            raise not_open()
        return task.result()

    def check_open(self) -> None:
        """Refuse to go on without a session.

        Raises:
            ConfigurationError: there is none, or it is closed.
        """
        self._session_or_raise()

    def _websocket_session(self) -> aiohttp.ClientSession:
        """A session on the same connector that refuses redirects, which `ws_connect` would follow with the credential."""
        if self._sockets is None or self._sockets.closed:
            self._sockets = aiohttp.ClientSession(
                connector=self._session_or_raise().connector,
                connector_owner=False,
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=self._timeout,
                middlewares=(refuse_redirects,),
            )
        return self._sockets

    def _current_session(self) -> aiohttp.ClientSession | None:
        """The session to send with, None when there is none that is open."""
        session = self._session if self._lender is None else self._lender._current_session()
        return None if session is None or session.closed or (self._lender and self.is_closed) else session

    def _session_or_raise(self) -> aiohttp.ClientSession:
        session = self._current_session()
        if session is None:
            raise not_open()
        return session
