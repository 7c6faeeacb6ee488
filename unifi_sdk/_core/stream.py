"""A WebSocket that reconnects by itself and says so, so that whoever reads it never misses that it missed something."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator
from itertools import chain, islice
from typing import Final, Generic, TypeAlias, TypeVar

import attrs

from unifi_sdk._core.dialect import Dialect
from unifi_sdk._core.failures import HandshakeRefusedError
from unifi_sdk._core.json_text import loads
from unifi_sdk._core.listener import Listener, Liveness, News
from unifi_sdk._core.model import Json
from unifi_sdk._core.nesting import LESS_DEEP, TooDeepError, check_depth
from unifi_sdk._core.operation import parse_operation
from unifi_sdk._core.sockets import WebSocket
from unifi_sdk._core.transport import Endpoint, Transport
from unifi_sdk.errors import (
    ApiError,
    AuthenticationError,
    CertificateMismatchError,
    ConfigurationError,
    ConnectionFailedError,
    DecodeError,
    PermissionDeniedError,
    TransportError,
    UntrustedCertificateError,
)

__all__ = ["Connected", "Gap", "Idle", "Liveness", "RawEvent", "Resynced", "StreamItem", "in_a_row", "open_batches"]

T = TypeVar("T")

_log = logging.getLogger("unifi_sdk.stream")

_FIRST_WAIT: Final = 1.0
_LONGEST_WAIT: Final = 60.0
_HEALTHY_AFTER: Final = 60.0
_AT_A_TIME: Final = 100
"""Items after which others may run, though there are more."""
_LIMITED_SECONDS: Final = 1.0
"""How long nothing goes out after a socket was refused for too many requests; such limits count by the second."""


@attrs.frozen
class Connected:
    """The stream is open for the first time."""


@attrs.frozen
class Gap:
    """From here on something may be missing, until `Resynced`.

    Args:
        reason: Why, for a log: ``connection lost``; ``silence`` when nothing came for too long; ``rate limit`` when the
            console has closed the connection for too many requests; ``overflow`` when whoever reads has taken nothing for a
            minute although there was more.
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
class Idle(Generic[T]):
    """What a stream says of its own when it is quiet.

    Args:
        seconds: After so long without a message.
        tell: What there is to say then; called again after the same time.
    """

    seconds: float
    tell: Callable[[], Iterable[T]]


async def open_batches(
    transport: Transport,
    endpoint: Endpoint,
    dialect: Dialect,
    operation: str,
    decode: Callable[[Json], Iterable[T | RawEvent]],
    liveness: Liveness,
    *,
    idle: Idle[T] | None = None,
    jitter: Callable[[], float] = random.random,
) -> AsyncGenerator[Iterable[StreamItem[T]], None]:
    """Read a stream for as long as somebody iterates, and no faster; what has come is handed on some hundred at a time.

    A first connection that fails raises. Later ones are tried again for ever, after a random wait that grows from 1 to
    60 seconds and starts anew once a connection has been healthy for a minute. When the transport is closed the stream ends.

    Args:
        transport: What connects.
        endpoint: Where to.
        dialect: How the application speaks.
        operation: What to subscribe to.
        decode: From a frame to its events; raises `DecodeError` for what it can't read, gives nothing for a keep-alive. What
            it gives is taken one by one, when it is asked for.
        liveness: When a connection counts as dead.
        idle: What to say when nothing comes.
        jitter: Gives a number from 0 to 1.

    Yields:
        What has come. Each is decoded when it is asked for, and all of them before the next of these.

    Raises:
        AuthenticationError: the console refused the credential (401 or 403), at first or later.
        TransportError: the first connection failed; or, at any time, the certificate is not trusted.
        ConfigurationError: the transport, or a session that was given to it, is not open.
    """
    connector = _Connector(transport, endpoint, dialect, operation)
    clock, quiet_seconds = transport.clock, idle.seconds if idle else None
    failures, was_open = 0, False
    try:
        while True:
            try:
                socket = await connector.connect()
            except (AuthenticationError, CertificateMismatchError, UntrustedCertificateError):
                raise
            except (ApiError, TransportError):
                if not was_open:
                    raise
            else:
                opened_at, first, was_open = clock.monotonic(), not was_open, True
                async with Listener(transport, socket, liveness, quiet_seconds=quiet_seconds) as listener:
                    yield [Connected() if first else Resynced()]
                    inbox = _Inbox(listener, operation, decode)
                    while (news := await listener.wait()) is not News.OVER:
                        if news is News.QUIET:
                            yield idle.tell() if idle else ()
                            continue
                        for number, batch in enumerate(inbox.batches()):
                            if number:
                                await asyncio.sleep(0)
                            yield batch
                if transport.is_closed or listener.ended_by == "cancelled":
                    return
                if listener.ended_by == "rate limit":
                    endpoint.pace.hold(_LIMITED_SECONDS)
                yield [Gap(listener.ended_by)]
                failures = 0 if clock.monotonic() - opened_at >= _HEALTHY_AFTER else failures
            failures += 1
            ceiling = min(_FIRST_WAIT * 2.0 ** min(failures - 1, 30), _LONGEST_WAIT)
            transport.check_open()
            await transport.run(clock.sleep(ceiling * jitter()))
    except ConfigurationError:
        if not was_open or not transport.is_closed:
            raise


async def in_a_row(batches: AsyncGenerator[Iterable[T], None]) -> AsyncGenerator[T, None]:
    """What comes in batches, one by one.

    Args:
        batches: The batches; closed at the end.
    """
    try:
        async for batch in batches:
            for item in batch:
                yield item
    finally:
        await batches.aclose()


class _Inbox(Generic[T]):
    """What waits at a listener, decoded when it is asked for.

    Args:
        listener: What has the messages.
        operation: What they come from, for errors.
        decode: As for `open_batches`.
    """

    def __init__(self, listener: Listener, operation: str, decode: Callable[[Json], Iterable[T | RawEvent]]) -> None:
        self._listener = listener
        self._operation = operation
        self._decode = decode

    def batches(self) -> Iterator[Iterator[T | RawEvent]]:
        """What is there, so many at a time; a bulk message of some thousands takes no more memory than one of them."""
        items = self._items()
        for item in items:
            yield chain((item,), islice(items, _AT_A_TIME - 1))

    def _items(self) -> Iterator[T | RawEvent]:
        take, decode = self._listener.take, self._decode
        while (message := take()) is not None:
            raw = message.encode() if isinstance(message, str) else message
            try:
                frame = loads(raw)
                check_depth(frame, raw)
            except ValueError as mismatch:
                expected = LESS_DEEP if isinstance(mismatch, TooDeepError) else "JSON"
                yield RawEvent(raw.decode("utf-8", "replace"), self._mismatch(expected))
                continue
            try:
                yield from decode(frame)
            except (DecodeError, RecursionError) as mismatch:
                error = mismatch if isinstance(mismatch, DecodeError) else self._mismatch(LESS_DEEP)
                _log.debug("%s", error)
                yield RawEvent(frame, error)

    def _mismatch(self, expected: str) -> DecodeError:
        return DecodeError(f"{self._operation}: expected {expected} at $", operation=self._operation, expected=expected)


class _Connector:
    """Opens the sockets of one stream."""

    def __init__(self, transport: Transport, endpoint: Endpoint, dialect: Dialect, operation: str) -> None:
        self._transport = transport
        self._endpoint = endpoint
        self._dialect = dialect
        self._operation = parse_operation(operation)

    async def connect(self) -> WebSocket:
        """Open a socket.

        Raises:
            AuthenticationError: the credential was refused.
            ApiError: the console opens no socket.
            TransportError: there is no connection.
            ConfigurationError: the transport is closed.
        """
        try:
            return await self._transport.websocket(self._endpoint, self._operation.path({}), self._operation)
        except HandshakeRefusedError as refused:
            status = refused.status
        if status == 429:
            self._endpoint.pace.hold(_LIMITED_SECONDS)
        raise self._refusal(status)

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
