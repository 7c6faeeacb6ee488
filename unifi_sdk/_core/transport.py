"""HTTP: the only code that touches aiohttp requests. TLS, pace, deadline, retry, size cap and guard are applied here."""

from __future__ import annotations

import asyncio
import io
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import aclosing
from typing import Any, Final, TypeAlias, TypeVar

import aiohttp
import attrs
from multidict import CIMultiDict, CIMultiDictProxy
from yarl import URL

from unifi_sdk._core.clock import Clock, SystemClock
from unifi_sdk._core.codec import loads
from unifi_sdk._core.exchange import JSON_TYPE, Cap, Endpoint, Request, Response
from unifi_sdk._core.failures import (
    CAUGHT,
    UNSENT,
    AnswerLostError,
    HandshakeRefusedError,
    NoAnswer,
    explain,
    may_have_been_done,
    no_turn,
    not_open,
    outcome_unknown,
    too_large,
)
from unifi_sdk._core.model import Json
from unifi_sdk._core.operation import Operation
from unifi_sdk.auth import Redactor
from unifi_sdk.errors import (
    ApiError,
    MutationBlockedError,
    ResponseTooLargeError,
    UniFiError,
)
from unifi_sdk.guard import PlannedRequest, WritePlanned, planning
from unifi_sdk.retry import (
    Failure,
    Quota,
    RetryPolicy,
    Safety,
    leaves_outcome_unknown,
    may_resend,
    parse_retry_after,
    parse_retry_after_body,
)
from unifi_sdk.trust import SslOption

__all__ = ["Cap", "Endpoint", "HandshakeRefusedError", "Request", "Response", "Transport", "WebSocket", "hang_up"]

T = TypeVar("T")
WebSocket: TypeAlias = "aiohttp.ClientWebSocketResponse[bool]"

_log = logging.getLogger("unifi_sdk.transport")

_SOCKET_TIMEOUT: Final = aiohttp.ClientWSTimeout(ws_close=2.0)
_CHUNK: Final = 64 * 1024
_SENT_AT_ONCE: Final = 1024 * 1024
_CONNECTING: Final = 0.8
"""The share of a deadline for getting a connection: when that runs out, it is certain that nothing was sent."""


class Transport:
    """Sends requests over one session; shared by the applications of a console.

    Args:
        session: A session of the caller's, never closed here; None to make one in `open` and close it in `close`.
        retry: How often and how long to try.
        read_only: Refuse every write.
        clock: Tells the time and waits.
    """

    def __init__(
        self,
        *,
        session: aiohttp.ClientSession | None = None,
        retry: RetryPolicy | None = None,
        read_only: bool = False,
        clock: Clock | None = None,
    ) -> None:
        self._session = session
        self._owns_session = session is None
        self._sockets: aiohttp.ClientSession | None = None
        self._retry = retry or RetryPolicy()
        self._read_only = read_only
        self.clock: Clock = clock or SystemClock()
        self._quota = Quota(self._retry.quota)
        self._never_again = self._retry.attempts == 1
        self._timeout = self._make_timeout(self._retry.deadline_seconds)
        self._read_timeout = self._make_timeout(min(self._retry.read_attempt_seconds, self._retry.deadline_seconds))
        self._tasks: set[asyncio.Task[Any]] = set()
        self.is_closed = False
        """Whether `close` was called, and `open` not again since."""

    async def open(self) -> None:
        """Make the session, unless one was given."""
        self.is_closed = False
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=100), cookie_jar=aiohttp.DummyCookieJar(), timeout=self._timeout
            )

    async def close(self) -> None:
        """End what is still under way, and close the session that was made here; twice does no harm."""
        self.is_closed = True
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._sockets is not None:
            await self._sockets.close()
        if self._owns_session and self._session is not None:
            session, self._session = self._session, None
            await session.close()

    def spawn(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Start a task that ends with this transport at the latest."""
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
            ConfigurationError: the transport was closed before it was done.
        """
        if self.is_closed:
            work.close()
            raise not_open()
        task = self.spawn(work)
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError:
            task.cancel()
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

    async def send(self, request: Request) -> Response:
        """Send a request by the rules of `unifi_sdk.retry`.

        Returns:
            The answer, whatever its status.

        Raises:
            TransportError: there was no usable answer.
            OutcomeUnknownError: a write left, and its answer was lost or is too large.
            CancelledError: with a note when a write may have been carried out.
            MutationBlockedError: a write, and this transport is read-only.
        """
        if request.safety is not Safety.READ:
            self._guard(request)
        deadline_seconds = request.deadline_seconds or self._retry.deadline_seconds
        deadline = self.clock.monotonic() + deadline_seconds
        attempt, spent, unsettled = 1, 0, 0
        try:
            while True:
                outcome = await self._attempt(request, deadline, attempt)
                if isinstance(outcome, UniFiError):
                    was_answered = isinstance(outcome, ResponseTooLargeError) and request.safety is not Safety.READ
                    if not was_answered and not unsettled:
                        raise outcome
                    what = "its answer was too large to read" if was_answered else ""
                    raise outcome_unknown(request, 0, unsettled + was_answered, what)
                if isinstance(outcome, Response) and outcome.status < 400:
                    self._quota.give_back(spent or 1)
                    outcome.resent = unsettled > 0
                    return outcome
                verdict = outcome.status if isinstance(outcome, Response) else outcome.failure
                wait = self._wait_before_next(request, outcome, verdict, attempt, deadline)
                cost = Quota.TIMEOUT if verdict is Failure.TIMED_OUT else Quota.RETRY
                if wait is None or not self._quota.take(cost):
                    return self._settle(request, outcome, verdict, unsettled)
                unsettled += leaves_outcome_unknown(request.safety, verdict)
                spent += cost
                attempt += 1
                await self.clock.sleep(wait)
        except asyncio.CancelledError as cancelled:
            if request.safety is not Safety.READ and (unsettled or request.has_left):
                cancelled.add_note(may_have_been_done(request.operation.text))
            raise

    async def websocket(self, endpoint: Endpoint, target: str, operation: Operation) -> WebSocket:
        """Open a WebSocket with the endpoint's headers and trust; pings are handed on, and have to be answered.

        Args:
            endpoint: Where it goes.
            target: Path and query behind the endpoint's prefix, percent-encoded.
            operation: What is called.

        Raises:
            HandshakeRefusedError: the console answered, and did not switch protocols.
            TransportError: there is no connection.
            ConfigurationError: the transport is closed, or was meanwhile.
        """
        opened = await self.run(self._open_websocket(endpoint, target, operation), undo=_hang_up_if_open)
        if isinstance(opened, UniFiError):
            raise opened
        return opened

    async def _open_websocket(self, endpoint: Endpoint, target: str, operation: Operation) -> WebSocket | UniFiError:
        """The error is given back, so that aiohttp's own stands in no frame that the traceback could show."""
        self._session_or_raise()
        deadline = self.clock.monotonic() + self._retry.deadline_seconds
        if not await endpoint.pace.wait(deadline, is_socket=True):
            return no_turn(endpoint, operation.text)
        ssl_option = await endpoint.trust.ssl_option()
        session = self._websocket_session()
        try:
            return await session.ws_connect(
                URL(endpoint.prefix + target, encoded=True),
                headers=endpoint.headers,
                ssl=ssl_option,
                server_hostname=endpoint.trust.server_hostname,
                autoping=False,
                timeout=_SOCKET_TIMEOUT,
            )
        except (aiohttp.WSServerHandshakeError, HandshakeRefusedError) as error:
            return HandshakeRefusedError(operation.text, error.status)
        except CAUGHT as error:
            failure = error
        outcome = await explain(failure, endpoint, operation, seconds=deadline - self.clock.monotonic())
        return outcome.error if isinstance(outcome, NoAnswer) else outcome

    async def _attempt(self, request: Request, deadline: float, attempt: int) -> Response | NoAnswer | UniFiError:
        endpoint = request.endpoint
        if not await endpoint.pace.wait(deadline):
            return no_turn(endpoint, request.operation.text)
        ssl_option = await endpoint.trust.ssl_option()
        session = self._session
        if session is None or session.closed:
            return not_open()
        started = self.clock.monotonic()
        request.has_left = True  # until `_SentOnce` knows better
        try:
            answer = await self._call(session, request, ssl_option, self._limits(request, deadline - started))
            body = await _read(answer, Cap.ERROR if answer.status >= 400 else request.cap)
        except CAUGHT as error:
            failed, had_left, request.has_left = error, request.has_left, False
        else:
            request.has_left = False
            if _log.isEnabledFor(logging.DEBUG):
                self._log_attempt(request, str(answer.status), started, attempt)
            policy = answer.headers.get("RateLimit-Policy")
            if policy:
                endpoint.pace.learn(policy)
            if body is None:
                return too_large(request, answer.status)
            return Response(answer.status, _headers(answer, endpoint.redactor), endpoint.redactor.clean(body))
        self._log_attempt(request, type(failed).__name__, started, attempt)
        left = deadline - self.clock.monotonic()
        return await explain(failed, endpoint, request.operation, has_left=had_left, seconds=left)

    def _call(
        self, session: aiohttp.ClientSession, request: Request, ssl_option: SslOption, limits: aiohttp.ClientTimeout
    ) -> Awaitable[aiohttp.ClientResponse]:
        endpoint = request.endpoint
        return session.request(
            request.operation.verb,
            URL(endpoint.prefix + request.target, encoded=True),
            data=_data(request.body),
            headers=endpoint.headers_for(request),
            ssl=ssl_option,
            server_hostname=endpoint.trust.server_hostname,
            allow_redirects=False,
            raise_for_status=False,
            auto_decompress=True,
            timeout=limits,
            trace_request_ctx={"operation": request.operation.text},
            middlewares=_sent_once(session, request)
            if request.safety is not Safety.READ or self._never_again
            else None,
        )

    async def download(
        self, request: Request, judge: Callable[[Response], None], first_byte_seconds: float | None = None
    ) -> AsyncGenerator[bytes, None]:
        """A body as it comes in, for files of any size, without a deadline for the whole.

        An answer that is a refusal for a while (500, 503, 429 and so on) is asked for again by the rules for a READ. Once
        a byte was given, there is no other attempt.

        Args:
            request: What to read; a READ.
            judge: Is given the answer, without its body when it is a success, and raises when it is none.
            first_byte_seconds: How long the console may take until it answers; the policy's deadline when left out.

        Raises:
            ConnectionFailedError: the connection was lost; what was given so far is a beginning.
            RequestTimeoutError: nothing came for as long as the retry policy's deadline, or no answer in its time.
            TransportError: there is no connection.
        """
        attempt, refused = 1, True
        while refused:
            refused = False
            deadline = self.clock.monotonic() + self._retry.deadline_seconds
            if not await request.endpoint.pace.wait(deadline):
                raise no_turn(request.endpoint, request.operation.text)
            async with aclosing(self._pieces(request, first_byte_seconds)) as pieces:
                async for piece in pieces:
                    if isinstance(piece, UniFiError):
                        raise piece
                    if isinstance(piece, bytes):
                        yield piece
                        continue
                    wait = self._wait_before_next(request, piece, piece.status, attempt, deadline)
                    try:
                        judge(piece)
                    except ApiError:
                        if wait is None or not self._quota.take(Quota.RETRY):
                            raise
                        refused = True
            if refused and wait is not None:
                attempt += 1
                await self.clock.sleep(wait)

    async def _pieces(
        self, request: Request, first_byte_seconds: float | None
    ) -> AsyncGenerator[Response | bytes | UniFiError, None]:
        """The answer, then its body; an error is given too, so that aiohttp's own stands in no frame of its traceback."""
        endpoint, seconds = request.endpoint, self._retry.deadline_seconds
        first = seconds if first_byte_seconds is None else first_byte_seconds
        ssl_option = await endpoint.trust.ssl_option()
        session = self._session_or_raise()
        connect = min(seconds, _CONNECTING * first)
        limits = aiohttp.ClientTimeout(
            total=None, connect=connect, sock_connect=min(connect, self._retry.connect_seconds)
        )
        answer = None
        try:
            async with asyncio.timeout(first):
                answer = await self._call(session, request, ssl_option, limits)
                body = await _read(answer, Cap.ERROR) or b"" if answer.status >= 300 else b""
            yield Response(answer.status, _headers(answer, endpoint.redactor), endpoint.redactor.clean(body))
            if answer.status < 300:
                while chunk := await _next_piece(answer.content, seconds):
                    yield chunk
            return
        except CAUGHT as error:
            failed = error
        finally:
            if answer is not None:
                answer.close()
        outcome = await explain(failed, endpoint, request.operation)
        yield outcome.error if isinstance(outcome, NoAnswer) else outcome

    def _wait_before_next(
        self, request: Request, outcome: Response | NoAnswer, verdict: Failure | int, attempt: int, deadline: float
    ) -> float | None:
        """Seconds to wait before another attempt, or None when there is to be none."""
        policy = self._retry
        throttled = verdict == 429
        asked = self._retry_after(outcome) if isinstance(outcome, Response) else None
        if asked is not None:
            asked = policy.at_least_a_step(asked, attempt, throttled=throttled)
        if throttled and asked is not None:  # others wait too, even when this request isn't sent again
            request.endpoint.pace.hold(min(asked, policy.max_retry_after_seconds))
        if attempt >= policy.attempts or not may_resend(request.safety, verdict):
            return None
        wait = policy.wait_seconds(attempt, throttled=throttled) if asked is None else asked
        fits = wait <= policy.max_retry_after_seconds and self.clock.monotonic() + wait < deadline
        return wait if fits else None

    def _settle(
        self, request: Request, outcome: Response | NoAnswer, verdict: Failure | int, unsettled: int
    ) -> Response:
        """Give back an answer that is a refusal, or raise for one that tells nothing.

        ``unsettled`` counts the earlier attempts that may have been carried out: after one of these, a last attempt that
        did not get through leaves the whole call unknown.
        """
        unknown_now = leaves_outcome_unknown(request.safety, verdict)
        not_through = verdict is Failure.UNSENT or (isinstance(verdict, int) and may_resend(request.safety, verdict))
        if unknown_now or (unsettled and not_through):
            status = verdict if unknown_now and isinstance(verdict, int) else 0
            raise outcome_unknown(request, status, unsettled + unknown_now)
        if isinstance(outcome, Response):
            outcome.resent = unsettled > 0
            return outcome
        raise outcome.error

    def _retry_after(self, response: Response) -> float | None:
        header = response.headers.get("Retry-After")
        if header is not None:
            return parse_retry_after(header, self.clock.time())
        if response.status != 429:
            return None
        try:
            return parse_retry_after_body(loads(response.body))
        except ValueError:
            return None

    def _guard(self, request: Request) -> None:
        operation = request.operation
        if planning.get():
            endpoint = request.endpoint
            raise WritePlanned(
                PlannedRequest(
                    console=str(endpoint.address),
                    application=endpoint.application,
                    operation=operation.text,
                    verb=operation.verb,
                    path=URL(endpoint.prefix + request.target, encoded=True).raw_path_qs,
                    body=_planned_body(request),
                )
            )
        if self._read_only:
            raise MutationBlockedError(
                f"{operation.text} is a write and this client is read-only: nothing was sent. "
                "Make the client without read_only=True to allow it.",
                operation=operation.text,
            )

    def _limits(self, request: Request, left: float) -> aiohttp.ClientTimeout:
        """The limits for an attempt; those of a first one are made once."""
        policy, usual = self._retry, self._timeout
        if request.safety is Safety.READ and request.deadline_seconds is None and policy.attempts > 1:
            left, usual = min(left, policy.read_attempt_seconds), self._read_timeout
        total = usual.total or 0.0
        return usual if 0.99 * total <= left <= total else self._make_timeout(max(0.001, left))

    def _make_timeout(self, total: float) -> aiohttp.ClientTimeout:
        connecting = _CONNECTING * total
        return aiohttp.ClientTimeout(
            total=total, connect=connecting, sock_connect=min(connecting, self._retry.connect_seconds)
        )

    def _websocket_session(self) -> aiohttp.ClientSession:
        """A session on the same connector that refuses redirects, which `ws_connect` would follow with the credential."""
        if self._sockets is None or self._sockets.closed:
            self._sockets = aiohttp.ClientSession(
                connector=self._session_or_raise().connector,
                connector_owner=False,
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=self._timeout,
                middlewares=(_refuse_redirects,),
            )
        return self._sockets

    def _session_or_raise(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            raise not_open()
        return self._session

    def _log_attempt(self, request: Request, outcome: str, started: float, attempt: int) -> None:
        milliseconds = (self.clock.monotonic() - started) * 1000
        _log.debug("%s -> %s in %.1f ms, attempt %d", request.operation.text, outcome, milliseconds, attempt)


async def hang_up(socket: WebSocket, *, seconds: float = 2.0) -> None:
    """Close a WebSocket and its TLS connection, of which aiohttp leaves the farewell under way when it returns.

    Args:
        socket: The socket.
        seconds: How long the console may take to say goodbye.
    """
    connection = getattr(getattr(socket, "_response", None), "connection", None)
    tls = connection.transport if connection is not None else None
    if tls is not None and not seconds:
        tls.abort()
    try:
        async with asyncio.timeout(seconds):
            await socket.close()
    except TimeoutError:
        pass
    finally:
        if tls is not None:
            tls.abort()
    await asyncio.sleep(0)


async def _hang_up_if_open(opened: WebSocket | UniFiError) -> None:
    if not isinstance(opened, UniFiError):
        await hang_up(opened)


@attrs.frozen
class _SentOnce:
    """Keeps aiohttp from sending a request a second time, and tells the request whether it has left."""

    request: Request

    async def __call__(
        self, message: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
    ) -> aiohttp.ClientResponse:
        self.request.has_left = False
        try:
            return await handler(message)
        except UNSENT:
            raise
        except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError):
            lost = AnswerLostError()
        finally:  # there is a response from when the head was written on
            self.request.has_left = getattr(message, "response", message) is not None
        raise lost


async def _refuse_redirects(
    request: aiohttp.ClientRequest,
    handler: aiohttp.ClientHandlerType,
) -> aiohttp.ClientResponse:
    answer = await handler(request)
    if 300 <= answer.status < 400:
        answer.close()
        raise HandshakeRefusedError(status=answer.status)
    return answer


def _sent_once(session: aiohttp.ClientSession, request: Request) -> Sequence[Any]:
    """The session's own middlewares, which per-request ones would replace, around the one that stops the second sending."""
    return (*getattr(session, "_middlewares", ()), _SentOnce(request))


def _data(body: bytes | None) -> bytes | io.BytesIO | None:
    """What aiohttp sends at once, or piece by piece where it would keep the loop busy and warn of that."""
    return io.BytesIO(body) if body is not None and len(body) > _SENT_AT_ONCE else body


async def _next_piece(content: aiohttp.StreamReader, seconds: float) -> bytes:
    """What has come of a body, b"" at its end."""
    async with asyncio.timeout(seconds):
        return await content.read(_CHUNK)


async def _read(answer: aiohttp.ClientResponse, cap: int) -> bytes | None:
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


def _headers(answer: aiohttp.ClientResponse, redactor: Redactor) -> Mapping[str, str]:
    """The headers of an answer, without the credential."""
    raw = answer.raw_headers
    if not any(redactor.finds(value) for _, value in raw):
        return answer.headers
    clean = ((name.decode("latin-1"), redactor.clean(value).decode("latin-1")) for name, value in raw)
    return CIMultiDictProxy(CIMultiDict(clean))


def _planned_body(request: Request) -> Json:
    if request.body is None:
        return None
    return (
        loads(bytes(request.body))
        if request.content_type == JSON_TYPE
        else f"{request.content_type}, {len(request.body)} bytes"
    )
