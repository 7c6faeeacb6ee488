"""HTTP: the only code that touches aiohttp requests. TLS, pace, deadline, retry, size cap and guard are applied here."""

from __future__ import annotations

import asyncio
import io
import logging
import os
import socket
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import aclosing
from enum import IntEnum
from typing import Any, Final, TypeAlias, TypeVar

import aiohttp
import attrs
from multidict import CIMultiDict, CIMultiDictProxy
from yarl import URL

from unifi_sdk._core.address import Address
from unifi_sdk._core.clock import Clock, SystemClock
from unifi_sdk._core.codec import loads
from unifi_sdk._core.model import Json
from unifi_sdk._core.operation import Operation
from unifi_sdk._core.pace import Pace
from unifi_sdk.auth import HeaderValue, Redactor, Secret
from unifi_sdk.errors import (
    CertificateMismatchError,
    ConfigurationError,
    ConnectionFailedError,
    MutationBlockedError,
    OutcomeUnknownError,
    RequestTimeoutError,
    ResponseTooLargeError,
    TransportError,
    UniFiError,
    UntrustedCertificateError,
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
from unifi_sdk.trust import SslOption, Trust, fetch_certificate

__all__ = ["Cap", "Endpoint", "HandshakeRefusedError", "Request", "Response", "Transport"]

T = TypeVar("T")
WebSocket: TypeAlias = "aiohttp.ClientWebSocketResponse[bool]"

_log = logging.getLogger("unifi_sdk.transport")

_JSON: Final = "application/json"
_SOCKET_TIMEOUT: Final = aiohttp.ClientWSTimeout(ws_close=2.0)
_CHUNK: Final = 64 * 1024
_SENT_AT_ONCE: Final = 1024 * 1024
_CONNECTING: Final = 0.8
"""The share of a deadline for getting a connection: when that runs out, it is certain that nothing was sent."""


class Cap(IntEnum):
    """The most bytes that an answer may have once it is decompressed."""

    ERROR = 64 * 1024
    JSON = 16 * 1024 * 1024
    IMAGE = 32 * 1024 * 1024


class HandshakeRefusedError(TransportError):
    """The console answered a WebSocket handshake with something else than a WebSocket.

    Args:
        operation: What was called.
        status: The HTTP status of the answer.
    """

    def __init__(self, operation: str = "", status: int = 0) -> None:
        super().__init__(f"{operation}: the console opened no WebSocket (HTTP status {status})", operation=operation)
        self.status = status


class Endpoint:
    """Where one application listens, and what it is sent with every request.

    Args:
        application: Its name in errors and logs.
        address: Host and port.
        base_path: What stands before the path of every operation.
        headers: The headers of every request, the credential's among them.
        trust: How its certificate is judged.
        pace: How fast it may be asked.
    """

    def __init__(
        self,
        *,
        application: str,
        address: Address,
        base_path: str,
        headers: Mapping[str, str],
        trust: Trust,
        pace: Pace,
    ) -> None:
        self.application = application
        self.address = address
        self.prefix = address.origin + base_path
        self.trust = trust
        self.pace = pace
        self.set_headers(headers)

    def set_headers(self, headers: Mapping[str, str]) -> None:
        """Replace what is sent with every request, after a new login."""
        self.headers = CIMultiDict(headers)
        self.headers_with_json = CIMultiDict({**headers, "Content-Type": _JSON})
        credentials = [value for value in headers.values() if isinstance(value, HeaderValue)]
        self.redactor = Redactor(value.rpartition(" ")[2] for value in credentials)

    def headers_for(self, request: Request) -> CIMultiDict[str]:
        """What is sent with a request; made beforehand for all but uploads."""
        if request.body is None:
            return self.headers
        if request.content_type == _JSON:
            return self.headers_with_json
        return CIMultiDict({**self.headers, "Content-Type": request.content_type})

    def conceal(self, secret: Secret) -> None:
        """Take this secret too out of what the console says: the password of a login, which stands in a body."""
        self.redactor = Redactor([secret.reveal()])


@attrs.define(slots=True)
class Request:
    """One call on its way to the socket.

    Args:
        endpoint: Where it goes.
        operation: What is called.
        target: Path and query behind the endpoint's prefix, percent-encoded.
        safety: Whether it may be sent twice.
        body: The bytes of a JSON body.
        cap: The most bytes of a success.
        deadline_seconds: For this call alone, in place of the policy's.
        content_type: What the body is.
    """

    endpoint: Endpoint
    operation: Operation
    target: str
    safety: Safety
    body: bytes | None = attrs.field(default=None, repr=False)
    cap: int = Cap.JSON
    deadline_seconds: float | None = None
    content_type: str = _JSON


@attrs.define(slots=True)
class Response:
    """An answer, read to its end.

    Args:
        status: The HTTP status.
        headers: The response headers.
        body: The body, decompressed.
        resent: Whether an earlier attempt may have reached the console too.
    """

    status: int
    headers: Mapping[str, str] = attrs.field(repr=False)
    body: bytes = attrs.field(repr=False)
    resent: bool = False

    @property
    def content_type(self) -> str:
        """The media type, in lower case and without parameters."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()


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
        self._tasks: set[asyncio.Task[Any]] = set()

    async def open(self) -> None:
        """Make the session, unless one was given."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=100), cookie_jar=aiohttp.DummyCookieJar(), timeout=self._timeout
            )

    async def close(self) -> None:
        """End what is still under way, and close the session that was made here; twice does no harm."""
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

    async def send(self, request: Request) -> Response:
        """Send a request by the rules of `unifi_sdk.retry`.

        Returns:
            The answer, whatever its status.

        Raises:
            TransportError: there was no usable answer.
            OutcomeUnknownError: a write left and its answer was lost.
            MutationBlockedError: a write, and this transport is read-only.
        """
        if request.safety is not Safety.READ:
            self._guard(request)
        deadline_seconds = request.deadline_seconds or self._retry.deadline_seconds
        deadline = self.clock.monotonic() + deadline_seconds
        attempt, spent, unsettled = 1, 0, 0
        while True:
            outcome = await self._attempt(request, deadline, attempt)
            if isinstance(outcome, UniFiError):
                was_answered = isinstance(outcome, ResponseTooLargeError)
                raise _outcome_unknown(request, 0, unsettled) if unsettled and not was_answered else outcome
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

    async def websocket(
        self, endpoint: Endpoint, target: str, operation: Operation, *, ping_seconds: float | None = None
    ) -> WebSocket:
        """Open a WebSocket with the endpoint's headers and trust.

        Args:
            endpoint: Where it goes.
            target: Path and query behind the endpoint's prefix, percent-encoded.
            operation: What is called.
            ping_seconds: How often to ask whether the console is still there; None never does.

        Raises:
            HandshakeRefusedError: the console answered, and did not switch protocols.
            TransportError: there is no connection.
        """
        opened = await self._open_websocket(endpoint, target, operation, ping_seconds)
        if isinstance(opened, UniFiError):
            raise opened
        return opened

    async def _open_websocket(
        self, endpoint: Endpoint, target: str, operation: Operation, ping_seconds: float | None
    ) -> WebSocket | UniFiError:
        """The error is given back, so that aiohttp's own stands in no frame that the traceback could show."""
        session = self._websocket_session()
        if not await endpoint.pace.wait(self.clock.monotonic() + self._retry.deadline_seconds):
            return _no_turn(endpoint.address, operation.text)
        ssl_option = await endpoint.trust.ssl_option()
        try:
            return await session.ws_connect(
                URL(endpoint.prefix + target, encoded=True),
                headers=endpoint.headers,
                ssl=ssl_option,
                server_hostname=endpoint.trust.server_hostname,
                heartbeat=ping_seconds,
                timeout=_SOCKET_TIMEOUT,
            )
        except (aiohttp.WSServerHandshakeError, HandshakeRefusedError) as error:
            return HandshakeRefusedError(operation.text, error.status)
        except _CAUGHT as error:
            failure = error
        outcome = await self._explain(failure, endpoint, operation)
        return outcome.error if isinstance(outcome, _NoAnswer) else outcome

    async def _attempt(self, request: Request, deadline: float, attempt: int) -> Response | _NoAnswer | UniFiError:
        endpoint = request.endpoint
        if not await endpoint.pace.wait(deadline):
            return _no_turn(endpoint.address, request.operation.text)
        ssl_option = await endpoint.trust.ssl_option()
        session = self._session
        if session is None or session.closed:
            return _not_open()
        started = self.clock.monotonic()
        try:
            answer = await self._call(session, request, ssl_option, self._limits(deadline - started))
            body = await _read(answer, Cap.ERROR if answer.status >= 400 else request.cap)
        except _CAUGHT as error:
            failed = error
        else:
            if _log.isEnabledFor(logging.DEBUG):
                self._log_attempt(request, str(answer.status), started, attempt)
            policy = answer.headers.get("RateLimit-Policy")
            if policy:
                endpoint.pace.learn(policy)
            if body is None:
                return _too_large(request, answer.status)
            return Response(answer.status, _headers(answer, endpoint.redactor), endpoint.redactor.clean(body))
        self._log_attempt(request, type(failed).__name__, started, attempt)
        return await self._explain(failed, endpoint, request.operation)

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
            middlewares=_sent_once(session) if request.safety is not Safety.READ or self._never_again else None,
        )

    async def download(self, request: Request, judge: Callable[[Response], None]) -> AsyncGenerator[bytes, None]:
        """A body as it comes in, for files of any size; one attempt, without a deadline for the whole.

        Args:
            request: What to read; a READ.
            judge: Is given the answer, without its body when it is a success, and raises when it is none.

        Raises:
            ConnectionFailedError: the connection was lost; what was given so far is a beginning.
            RequestTimeoutError: nothing came for as long as the retry policy's deadline.
            TransportError: there is no connection.
        """
        if not await request.endpoint.pace.wait(self.clock.monotonic() + self._retry.deadline_seconds):
            raise _no_turn(request.endpoint.address, request.operation.text)
        async with aclosing(self._pieces(request)) as pieces:
            async for piece in pieces:
                if isinstance(piece, Response):
                    judge(piece)
                elif isinstance(piece, UniFiError):
                    raise piece
                else:
                    yield piece

    async def _pieces(self, request: Request) -> AsyncGenerator[Response | bytes | UniFiError, None]:
        """The answer, then its body; an error is given too, so that aiohttp's own stands in no frame of its traceback."""
        endpoint, seconds = request.endpoint, self._retry.deadline_seconds
        ssl_option = await endpoint.trust.ssl_option()
        session = self._session_or_raise()
        connecting = min(seconds, self._retry.connect_seconds)
        limits = aiohttp.ClientTimeout(total=None, connect=seconds, sock_connect=connecting, sock_read=seconds)
        answer = None
        try:
            answer = await self._call(session, request, ssl_option, limits)
            body = await _read(answer, Cap.ERROR) or b"" if answer.status >= 300 else b""
            yield Response(answer.status, _headers(answer, endpoint.redactor), endpoint.redactor.clean(body))
            if answer.status < 300:
                async for chunk in answer.content.iter_chunked(_CHUNK):
                    yield chunk
            return
        except _CAUGHT as error:
            failed = error
        finally:
            if answer is not None:
                answer.close()
        outcome = await self._explain(failed, endpoint, request.operation)
        yield outcome.error if isinstance(outcome, _NoAnswer) else outcome

    def _wait_before_next(
        self, request: Request, outcome: Response | _NoAnswer, verdict: Failure | int, attempt: int, deadline: float
    ) -> float | None:
        """Seconds to wait before another attempt, or None when there is to be none."""
        policy = self._retry
        if attempt >= policy.attempts or not may_resend(request.safety, verdict):
            return None
        asked = self._retry_after(outcome) if isinstance(outcome, Response) else None
        if verdict == 429 and asked is not None:
            request.endpoint.pace.hold(min(asked, policy.max_retry_after_seconds))
        wait = policy.wait_seconds(attempt, throttled=verdict == 429) if asked is None else asked
        fits = wait <= policy.max_retry_after_seconds and self.clock.monotonic() + wait < deadline
        return wait if fits else None

    def _settle(
        self, request: Request, outcome: Response | _NoAnswer, verdict: Failure | int, unsettled: int
    ) -> Response:
        """Give back an answer that is a refusal, or raise for one that tells nothing.

        ``unsettled`` counts the earlier attempts that may have been carried out: after one of these, a last attempt that
        did not get through leaves the whole call unknown.
        """
        unknown_now = leaves_outcome_unknown(request.safety, verdict)
        not_through = verdict is Failure.UNSENT or (isinstance(verdict, int) and may_resend(request.safety, verdict))
        if unknown_now or (unsettled and not_through):
            status = verdict if unknown_now and isinstance(verdict, int) else 0
            raise _outcome_unknown(request, status, unsettled + unknown_now)
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

    async def _explain(self, error: Exception, endpoint: Endpoint, operation: Operation) -> _NoAnswer | UniFiError:
        """Our own exception for one of aiohttp's, whose ``repr`` may hold the request's headers."""
        address, text = endpoint.address, operation.text
        if isinstance(error, aiohttp.ServerFingerprintMismatch):
            presented = error.got.hex()
            return CertificateMismatchError(
                f"{address} presented a certificate with SHA-256 {presented}, which is not pinned: nothing was sent. "
                f'If the console has a new certificate, pin it with Pinned("{presented}").',
                operation=text,
                host=address.host,
                port=address.port,
                expected=getattr(endpoint.trust, "fingerprints", ()),
                presented=presented,
            )
        if isinstance(error, aiohttp.ClientConnectorCertificateError):
            return await _untrusted(address, text)
        if isinstance(error, aiohttp.InvalidURL | ValueError):
            return ConfigurationError(
                f"{text}: the request could not be built: check the host and the session's settings"
            )
        failure = _classify(error)
        return _NoAnswer(failure, _no_answer_error(error, failure, address, text))

    def _limits(self, left: float) -> aiohttp.ClientTimeout:
        """The limits for an attempt; those of a first one are made once."""
        total = self._retry.deadline_seconds
        return self._timeout if 0.99 * total <= left <= total else self._make_timeout(max(0.001, left))

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
            raise _not_open()
        return self._session

    def _log_attempt(self, request: Request, outcome: str, started: float, attempt: int) -> None:
        milliseconds = (self.clock.monotonic() - started) * 1000
        _log.debug("%s -> %s in %.1f ms, attempt %d", request.operation.text, outcome, milliseconds, attempt)


@attrs.frozen
class _NoAnswer:
    """An attempt without an answer, and what to raise if it was the last."""

    failure: Failure
    error: TransportError


class _AnswerLostError(Exception):
    """Takes the place of the exceptions after which aiohttp would send a PUT or DELETE a second time by itself."""


_CAUGHT: Final = (aiohttp.ClientError, OSError, TimeoutError, ValueError, _AnswerLostError)
_UNSENT: Final = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)


async def _send_once(
    request: aiohttp.ClientRequest,
    handler: aiohttp.ClientHandlerType,
) -> aiohttp.ClientResponse:
    try:
        return await handler(request)
    except _UNSENT:
        raise
    except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError):
        lost = _AnswerLostError()
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


def _sent_once(session: aiohttp.ClientSession) -> Sequence[Any]:
    """The session's own middlewares, which per-request ones would replace, around the one that stops the second sending."""
    return (*getattr(session, "_middlewares", ()), _send_once)


def _data(body: bytes | None) -> bytes | io.BytesIO | None:
    """What aiohttp sends at once, or piece by piece where it would keep the loop busy and warn of that."""
    return io.BytesIO(body) if body is not None and len(body) > _SENT_AT_ONCE else body


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


def _classify(error: Exception) -> Failure:
    if isinstance(error, _UNSENT):
        return Failure.UNSENT
    return Failure.TIMED_OUT if isinstance(error, TimeoutError) else Failure.LOST


def _no_answer_error(error: Exception, failure: Failure, address: Address, operation: str) -> TransportError:
    if isinstance(error, TimeoutError):
        where = f"{address} accepted no connection" if failure is Failure.UNSENT else f"{address} gave no answer"
        return RequestTimeoutError(f"{operation}: {where} in time", operation=operation)
    if failure is Failure.LOST:
        return ConnectionFailedError(
            f"{operation}: {address} closed the connection before it had answered", operation=operation
        )
    if isinstance(error, aiohttp.ClientConnectorSSLError):
        return ConnectionFailedError(f"{operation}: {address} does not speak TLS; check the port", operation=operation)
    return ConnectionFailedError(
        f"{operation}: {address} can't be reached ({_reason(error)}); check the host, the port and the firewall",
        operation=operation,
    )


def _reason(error: Exception) -> str:
    """The system's short word for a failed connection; asyncio's own repeats the address."""
    cause = getattr(error, "os_error", None)
    number = getattr(cause, "errno", None)
    if isinstance(cause, socket.gaierror):
        return "the name is unknown"
    return os.strerror(number).lower() if isinstance(number, int) and number > 0 else "no connection"


async def _untrusted(address: Address, operation: str) -> UntrustedCertificateError:
    try:
        fingerprint = (await fetch_certificate(address.host, address.port, timeout_seconds=5)).fingerprint
    except (TransportError, ValueError):
        fingerprint = ""
    pin = (
        f'Compare its SHA-256 with the console\'s and pass tls=Pinned("{fingerprint}").'
        if fingerprint
        else "Read it with fetch_certificate() and pin it with tls=Pinned(...)."
    )
    return UntrustedCertificateError(
        f"{address} presented a certificate that this machine does not trust, as consoles do: nothing was sent. {pin}",
        operation=operation,
        host=address.host,
        port=address.port,
        fingerprint=fingerprint,
    )


def _planned_body(request: Request) -> Json:
    if request.body is None:
        return None
    return (
        loads(bytes(request.body))
        if request.content_type == _JSON
        else f"{request.content_type}, {len(request.body)} bytes"
    )


def _not_open() -> ConfigurationError:
    return ConfigurationError(
        "the client is not open: use it in 'async with', or give it a session, and don't close that before"
    )


def _no_turn(address: Address, operation: str) -> RequestTimeoutError:
    return RequestTimeoutError(
        f"{operation}: {address} takes no request in time, for it has asked to send fewer: nothing was sent",
        operation=operation,
    )


def _outcome_unknown(request: Request, status: int, attempts: int) -> OutcomeUnknownError:
    operation = request.operation.text
    what = f"a gateway answered {status} in the application's place" if status else "its answer was lost"
    return OutcomeUnknownError(
        f"{operation} was sent and {what}: it may have been carried out or not. "
        "Read the state before you send it again.",
        application=request.endpoint.application,
        operation=operation,
        attempts=attempts,
        status=status,
    )


def _too_large(request: Request, status: int) -> ResponseTooLargeError:
    operation = request.operation.text
    return ResponseTooLargeError(
        f"{operation}: the answer (status {status}) is larger than {request.cap} bytes and was dropped",
        operation=operation,
        limit=int(request.cap),
    )
