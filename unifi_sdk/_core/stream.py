"""A WebSocket that reconnects by itself and says so, so that whoever reads it never misses that it missed something."""

from __future__ import annotations

import asyncio
import logging
import random
from collections import deque
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import aclosing
from typing import Final, Generic, TypeAlias, TypeVar

import aiohttp
import attrs

from unifi_sdk._core.codec import loads
from unifi_sdk._core.dialect import Dialect
from unifi_sdk._core.model import Json
from unifi_sdk._core.nesting import LESS_DEEP, TooDeepError, check_depth
from unifi_sdk._core.operation import parse_operation
from unifi_sdk._core.transport import Endpoint, HandshakeRefusedError, Transport, WebSocket, hang_up
from unifi_sdk.errors import (
    ApiError,
    AuthenticationError,
    CertificateMismatchError,
    ConnectionFailedError,
    DecodeError,
    PermissionDeniedError,
    TransportError,
    UntrustedCertificateError,
)

__all__ = ["Connected", "Gap", "Liveness", "RawEvent", "Resynced", "StreamItem", "open_stream"]

T = TypeVar("T")

_log = logging.getLogger("unifi_sdk.stream")

_FIRST_WAIT: Final = 1.0
_LONGEST_WAIT: Final = 60.0
_HEALTHY_AFTER: Final = 60.0
_MOST_WAITING: Final = 1000
_POLICY_VIOLATION: Final = 1008
_LIMITED_SECONDS: Final = 1.0
"""How long nothing goes out after a socket was refused for too many requests; such limits count by the second."""


@attrs.frozen
class Connected:
    """The stream is open for the first time."""


@attrs.frozen
class Gap:
    """From here on something may be missing, until `Resynced`.

    Args:
        reason: Why, for a log: ``connection lost``, ``silence``, ``rate limit``, ``overflow``.
    """

    reason: str


@attrs.frozen
class Resynced:
    """The stream is whole again from here on; what happened in the gap has to be read from the console."""


@attrs.frozen
class RawEvent:
    """A frame that could not be decoded, or of a kind that this SDK does not know.

    Args:
        raw: The frame as JSON, or its text when it is none.
        error: What was expected where; None for an unknown kind.
    """

    raw: Json = attrs.field(repr=False)
    error: DecodeError | None = None


StreamItem: TypeAlias = T | Connected | Gap | Resynced | RawEvent


@attrs.frozen
class Liveness:
    """How a dead connection is told from a quiet one.

    Args:
        ping_seconds: Ask the console this often, and give up when it doesn't answer; None never asks.
        silence_seconds: Give up when nothing at all has come for so long; None waits for ever.
    """

    ping_seconds: float | None = None
    silence_seconds: float | None = None


async def open_stream(
    transport: Transport,
    endpoint: Endpoint,
    dialect: Dialect,
    operation: str,
    decode: Callable[[Json], Iterable[T | RawEvent]],
    liveness: Liveness,
    *,
    jitter: Callable[[], float] = random.random,
) -> AsyncGenerator[StreamItem[T], None]:
    """Read a stream for as long as somebody iterates.

    A first connection that fails raises. Later ones are tried again for ever, after a random wait that grows from 1 to
    60 seconds and starts anew once a connection has been healthy for a minute.

    Args:
        transport: What connects.
        endpoint: Where to.
        dialect: How the application speaks.
        operation: What to subscribe to.
        decode: From a frame to its events; raises `DecodeError` for what it can't read, gives nothing for a keep-alive.
        liveness: When a connection counts as dead.
        jitter: Gives a number from 0 to 1.

    Raises:
        AuthenticationError: the console refused the credential (401 or 403), at first or later.
        TransportError: the first connection failed; or, at any time, the certificate is not trusted.
    """
    reader = _Reader(transport, endpoint, dialect, operation, decode, liveness)
    clock = transport.clock
    failures, was_open = 0, False
    while True:
        try:
            socket = await reader.connect()
        except (AuthenticationError, CertificateMismatchError, UntrustedCertificateError):
            raise
        except (ApiError, TransportError):
            if not was_open:
                raise
        else:
            opened_at, first, was_open = clock.monotonic(), not was_open, True
            try:
                yield Connected() if first else Resynced()
                async with aclosing(reader.read(socket)) as items:
                    async for item in items:
                        yield item
            finally:
                await hang_up(socket)  # whoever reads may leave before the first item
            failures = 0 if clock.monotonic() - opened_at >= _HEALTHY_AFTER else failures
        failures += 1
        ceiling = min(_FIRST_WAIT * 2.0 ** min(failures - 1, 30), _LONGEST_WAIT)
        await clock.sleep(ceiling * jitter())


class _Reader(Generic[T]):
    """Reads one connection after the other."""

    def __init__(
        self,
        transport: Transport,
        endpoint: Endpoint,
        dialect: Dialect,
        operation: str,
        decode: Callable[[Json], Iterable[T | RawEvent]],
        liveness: Liveness,
    ) -> None:
        self._transport = transport
        self._endpoint = endpoint
        self._dialect = dialect
        self._operation = parse_operation(operation)
        self._decode = decode
        self._liveness = liveness
        self._last_frame = 0.0

    async def connect(self) -> WebSocket:
        """Open the socket.

        Raises:
            AuthenticationError: the credential was refused.
            ApiError: the console opens no socket.
            TransportError: there is no connection.
        """
        try:
            return await self._transport.websocket(
                self._endpoint, self._operation.path({}), self._operation, ping_seconds=self._liveness.ping_seconds
            )
        except HandshakeRefusedError as refused:
            status = refused.status
        if status == 429:
            self._endpoint.pace.hold(_LIMITED_SECONDS)
        raise self._refusal(status)

    async def read(self, socket: WebSocket) -> AsyncGenerator[T | Gap | Resynced | RawEvent, None]:
        """The items of one connection; the last one is the `Gap` that its end leaves."""
        waiting: deque[T | Gap | Resynced | RawEvent] = deque()
        arrived = asyncio.Event()
        receiving = self._transport.spawn(self._receive(socket, waiting, arrived))
        watching = self._transport.spawn(self._watch(socket))
        try:
            while True:
                while waiting:
                    yield waiting.popleft()
                if receiving.done():
                    yield Gap(self._end_of(receiving))
                    return
                arrived.clear()
                await arrived.wait()
        finally:
            receiving.cancel()
            watching.cancel()
            await asyncio.wait({receiving, watching})

    async def _receive(
        self, socket: WebSocket, waiting: deque[T | Gap | Resynced | RawEvent], arrived: asyncio.Event
    ) -> str:
        """Put what arrives into the queue, and give back why the connection ended."""
        self._last_frame = self._transport.clock.monotonic()
        overflowing = False
        try:
            async for message in socket:
                self._last_frame = self._transport.clock.monotonic()
                if message.type not in (aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.BINARY):
                    continue
                if len(waiting) >= _MOST_WAITING:
                    if not overflowing:
                        waiting.append(Gap("overflow"))
                    overflowing = True
                    continue
                if overflowing:
                    waiting.append(Resynced())
                    overflowing = False
                waiting.extend(self._read_frame(message.data))
                arrived.set()
        finally:
            arrived.set()
        if socket.close_code != _POLICY_VIOLATION:
            return "connection lost"
        self._endpoint.pace.hold(_LIMITED_SECONDS)
        return "rate limit"

    def _read_frame(self, data: str | bytes) -> list[T | RawEvent]:
        raw = data.encode() if isinstance(data, str) else data
        try:
            frame = loads(raw)
            check_depth(frame, raw)
        except ValueError as mismatch:
            expected = LESS_DEEP if isinstance(mismatch, TooDeepError) else "JSON"
            error = DecodeError(f"{self._operation.text}: expected {expected} at $", operation=self._operation.text)
            return [RawEvent(raw.decode("utf-8", "replace"), error)]
        try:
            return list(self._decode(frame))
        except DecodeError as error:
            _log.debug("%s", error)
            return [RawEvent(frame, error)]

    async def _watch(self, socket: WebSocket) -> None:
        """Close a connection on which nothing has come for too long."""
        limit = self._liveness.silence_seconds
        if limit is None:
            return
        clock = self._transport.clock
        while (left := self._last_frame + limit - clock.monotonic()) > 0:
            await clock.sleep(left)
        await socket.close()

    def _end_of(self, receiving: asyncio.Task[str]) -> str:
        if receiving.cancelled() or receiving.exception() is not None:
            return "connection lost"
        silence, limit = self._transport.clock.monotonic() - self._last_frame, self._liveness.silence_seconds
        return "silence" if limit is not None and silence >= limit else receiving.result()

    def _refusal(self, status: int) -> ApiError | ConnectionFailedError:
        operation, dialect = self._operation.text, self._dialect
        if status in (401, 403):
            kind: type[ApiError] = AuthenticationError if status == 401 else PermissionDeniedError
            advice = dialect.advise(kind, "", operation)
            return AuthenticationError(
                f"{operation}: HTTP status {status}. {advice}".rstrip(),
                application=dialect.application,
                operation=operation,
                status=status,
            )
        if 400 <= status < 500:
            return dialect.catalogue.exception("", status)(
                f"{operation}: HTTP status {status}",
                application=dialect.application,
                operation=operation,
                status=status,
            )
        return ConnectionFailedError(
            f"{operation}: the console opened no WebSocket (HTTP status {status})", operation=operation
        )
