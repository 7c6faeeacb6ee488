"""HTTP: the only code that touches aiohttp requests. TLS, pace, deadline, retry, size cap and guard are applied here."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import aclosing, contextmanager, suppress
from typing import Final

import aiohttp
from yarl import URL

from unifi_sdk._core.bodies import clean_headers, data_of, next_piece, read_body, read_inflated
from unifi_sdk._core.clock import Clock, SystemClock
from unifi_sdk._core.exchange import Cap, Endpoint, Request, Response, Tally
from unifi_sdk._core.failures import (
    CAUGHT,
    HandshakeRefusedError,
    NoAnswer,
    explain,
    may_have_been_done,
    no_turn,
    not_open,
    outcome_unknown,
    too_large,
)
from unifi_sdk._core.json_text import loads
from unifi_sdk._core.lifetime import Lifetime
from unifi_sdk._core.model import Json
from unifi_sdk._core.operation import Operation
from unifi_sdk._core.records import Recorder, outcome_of_answer
from unifi_sdk._core.sent_once import sent_once
from unifi_sdk._core.sockets import SOCKET_TIMEOUT, WebSocket, hang_up_if_open
from unifi_sdk._core.writes import check_write
from unifi_sdk.calls import OnCall
from unifi_sdk.errors import (
    ApiError,
    ResponseTooLargeError,
    UniFiError,
)
from unifi_sdk.retry import (
    Failure,
    Quota,
    RetryPolicy,
    Safety,
    leaves_outcome_unknown,
    may_resend,
    parse_wait,
)
from unifi_sdk.trust import SslOption

__all__ = ["Cap", "Endpoint", "Request", "Response", "Transport"]

_log = logging.getLogger("unifi_sdk.transport")

_SWITCHING: Final = 101
_CONNECTING: Final = 0.8
"""The share of a deadline for getting a connection: when that runs out, it is certain that nothing was sent."""


class Transport(Lifetime):
    """Sends requests over one session; shared by the applications of a console.

    Args:
        session: A session of the caller's, never closed here; None to make one in `open` and close it in `close`.
        retry: How often and how long to try.
        read_only: Refuse every write.
        clock: Tells the time and waits.
        on_call: Told of each call when it has ended.
        console: What the console is called there; "" for its host.

    Raises:
        ConfigurationError: ``on_call`` is an async function.
    """

    def __init__(
        self,
        *,
        session: aiohttp.ClientSession | None = None,
        retry: RetryPolicy | None = None,
        read_only: bool = False,
        clock: Clock | None = None,
        on_call: OnCall | None = None,
        console: str = "",
    ) -> None:
        self._retry = retry or RetryPolicy()
        super().__init__(session, self._make_timeout(self._retry.deadline_seconds))
        self._read_only = read_only
        self.clock: Clock = clock or SystemClock()
        self._quota = Quota(self._retry.quota)
        self._never_again = self._retry.attempts == 1
        self._read_timeout = self._make_timeout(min(self._retry.read_attempt_seconds, self._retry.deadline_seconds))
        self._recorder = Recorder(on_call, console, self.clock) if on_call is not None else None

    def beside(
        self,
        *,
        read_only: bool,
        retry: RetryPolicy | None = None,
        on_call: OnCall | None = None,
        console: str = "",
    ) -> Transport:
        """Another transport over the same session, with retries and a guard of its own; it works while this one is open.

        Args:
            read_only: Refuse every write.
            retry: How often and how long to try; as this one when left out.
            on_call: Told of each call; as this one when left out.
            console: What the console is called there; "" for its host.
        """
        told = on_call or (self._recorder.on_call if self._recorder is not None else None)
        other = Transport(
            retry=retry or self._retry,
            read_only=read_only or self._read_only,
            clock=self.clock,
            on_call=told,
            console=console,
        )
        other._lender = self
        return other

    async def send(self, request: Request) -> Response:
        """Send a request by the rules of `unifi_sdk.retry`.

        Returns:
            The answer, whatever its status.

        Raises:
            TransportError: there was no usable answer.
            OutcomeUnknownError: a write left, and its answer was lost or is too large.
            CancelledError: with a note when a write may have been carried out.
            ConfigurationError: the transport is not open, or open in another event loop.
            MutationBlockedError: a write, and this transport is read-only.
        """
        if self._recorder is None:
            return await self._send(request)
        with self._recorder.watch(request.endpoint, request.operation) as tally:
            request.tally = tally
            response = await self._send(request)
            tally.outcome = outcome_of_answer(request, response)
            return response

    async def _send(self, request: Request) -> Response:
        if request.safety is not Safety.READ:
            check_write(request, is_read_only=self._read_only)
        self.check_loop()
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
        with self._watched(endpoint, operation) as tally:
            opening = self._open_websocket(endpoint, target, operation, tally)
            opened = await self.run(opening, undo=hang_up_if_open)
            if isinstance(opened, UniFiError):
                raise opened
            return opened

    @contextmanager
    def _watched(self, endpoint: Endpoint, operation: Operation) -> Iterator[Tally]:
        """Goes around a call that is long enough for being counted always, and told where somebody wants to know."""
        if self._recorder is None:
            yield Tally()
            return
        with self._recorder.watch(endpoint, operation) as tally:
            yield tally

    async def _open_websocket(
        self, endpoint: Endpoint, target: str, operation: Operation, tally: Tally
    ) -> WebSocket | UniFiError:
        """The error is given back, so that aiohttp's own stands in no frame that the traceback could show."""
        self._session_or_raise()
        deadline = self.clock.monotonic() + self._retry.deadline_seconds
        if not await endpoint.pace.wait(deadline, is_socket=True):
            return no_turn(endpoint, operation.text)
        ssl_option = await endpoint.trust.ssl_option()
        session = self._websocket_session()
        tally.begin()
        try:
            socket = await session.ws_connect(
                URL(endpoint.prefix + target, encoded=True),
                headers=endpoint.headers,
                ssl=ssl_option,
                server_hostname=endpoint.trust.server_hostname,
                autoping=False,
                timeout=SOCKET_TIMEOUT,
            )
            tally.status = _SWITCHING
            return socket
        except (aiohttp.WSServerHandshakeError, HandshakeRefusedError) as error:
            tally.status = error.status
            return HandshakeRefusedError(operation.text, error.status)
        except CAUGHT as error:
            failure = error
        outcome = await explain(failure, endpoint, operation, seconds=deadline - self.clock.monotonic())
        return outcome.error if isinstance(outcome, NoAnswer) else outcome

    async def _attempt(self, request: Request, deadline: float, attempt: int) -> Response | NoAnswer | UniFiError:
        endpoint, tally = request.endpoint, request.tally
        if not await endpoint.pace.wait(deadline):
            return no_turn(endpoint, request.operation.text)
        ssl_option = await endpoint.trust.ssl_option()
        session = self._current_session()
        if session is None:
            return not_open()
        started = self.clock.monotonic()
        request.has_left = True  # until `sent_once` knows better
        if tally is not None:
            tally.begin(request.body)
        try:
            answer = await self._call(session, request, ssl_option, self._limits(request, deadline - started))
            if tally is not None:
                tally.answered(answer)
            body = await read_inflated(answer, Cap.ERROR if answer.status >= 400 else endpoint.limit(request.cap))
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
            headers = clean_headers(answer, endpoint.redactor)
            return Response(answer.status, headers, endpoint.redactor.clean(body), secrets=request.secrets)
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
            data=data_of(request.body),
            headers=endpoint.headers_for(request),
            ssl=ssl_option,
            server_hostname=endpoint.trust.server_hostname,
            allow_redirects=False,
            raise_for_status=False,
            auto_decompress=True,
            timeout=limits,
            trace_request_ctx={"operation": request.operation.text},
            middlewares=sent_once(session, request) if request.safety is not Safety.READ or self._never_again else None,
        )

    async def download(
        self,
        request: Request,
        judge: Callable[[Response], None],
        first_byte_seconds: float | None = None,
        content_type: str | tuple[str, ...] = "",
    ) -> AsyncGenerator[bytes, None]:
        """A body as it comes in, for files of any size, without a deadline for the whole.

        An answer that is a refusal for a while (500, 503, 429 and so on) is asked for again by the rules for a READ. Once
        a byte was given, there is no other attempt.

        Args:
            request: What to read; a READ.
            judge: Is given the answer, without its body when it is a success of this media type, and raises when it is none.
            first_byte_seconds: How long the console may take until it answers; the policy's deadline when left out.
            content_type: How the media type of a good answer begins; one of several; any when left out.

        Raises:
            ConnectionFailedError: the connection was lost; what was given so far is a beginning.
            RequestTimeoutError: nothing came for as long as the retry policy's deadline, or no answer in its time.
            TransportError: there is no connection.
            ConfigurationError: the transport is not open, or open in another event loop.
        """
        with self._watched(request.endpoint, request.operation) as tally:
            self.check_loop()
            attempt, refused = 1, True
            while refused:
                refused = False
                deadline = self.clock.monotonic() + self._retry.deadline_seconds
                if not await request.endpoint.pace.wait(deadline):
                    raise no_turn(request.endpoint, request.operation.text)
                async with aclosing(self._pieces(request, tally, first_byte_seconds, content_type)) as pieces:
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
        self, request: Request, tally: Tally, first_byte_seconds: float | None, content_type: str | tuple[str, ...]
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
        tally.begin(request.body)
        try:
            async with asyncio.timeout(first):
                answer = await self._call(session, request, ssl_option, limits)
                tally.answered(answer)
                response = Response(answer.status, clean_headers(answer, endpoint.redactor), b"")
                is_good = answer.status < 300 and response.content_type.startswith(content_type)
                if not is_good:
                    response.body = endpoint.redactor.clean(await read_body(answer, Cap.ERROR) or b"")
            yield response
            if is_good:
                while chunk := await next_piece(answer.content, seconds):
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
        most = (
            request.endpoint.route.most_attempts.get(verdict, policy.attempts)
            if isinstance(verdict, int)
            else policy.attempts
        )
        if attempt >= min(most, policy.attempts) or not may_resend(request.safety, verdict):
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
        unknown_now = leaves_outcome_unknown(request.safety, verdict) or self._is_a_gateways_failure(request, outcome)
        not_through = verdict is Failure.UNSENT or (isinstance(verdict, int) and may_resend(request.safety, verdict))
        if unknown_now or (unsettled and not_through):
            status = verdict if unknown_now and isinstance(verdict, int) else 0
            raise outcome_unknown(request, status, unsettled + unknown_now)
        if isinstance(outcome, Response):
            outcome.resent = unsettled > 0
            return outcome
        raise outcome.error

    def _is_a_gateways_failure(self, request: Request, outcome: Response | NoAnswer) -> bool:
        """Whether a gateway failed at a write (500), which does not tell whether the application has carried it out."""
        if request.safety is Safety.READ or not isinstance(outcome, Response) or outcome.status != 500:
            return False
        return request.endpoint.route.is_gateways(outcome)

    def _retry_after(self, response: Response) -> float | None:
        document: Json = None
        if response.status == 429:
            with suppress(ValueError):
                document = loads(response.body)
        return parse_wait(response.headers.get("Retry-After"), document, self.clock.time())

    def _limits(self, request: Request, left: float) -> aiohttp.ClientTimeout:
        """The limits for an attempt; those of a first one are made once."""
        policy, usual, longest = self._retry, self._timeout, request.endpoint.route.attempt_seconds
        if longest is not None:
            left = min(left, longest)
        elif request.safety is Safety.READ and request.deadline_seconds is None and policy.attempts > 1:
            left, usual = min(left, policy.read_attempt_seconds), self._read_timeout
        total = usual.total or 0.0
        return usual if 0.99 * total <= left <= total else self._make_timeout(max(0.001, left))

    def _make_timeout(self, total: float) -> aiohttp.ClientTimeout:
        connecting = _CONNECTING * total
        return aiohttp.ClientTimeout(
            total=total, connect=connecting, sock_connect=min(connecting, self._retry.connect_seconds)
        )

    def _log_attempt(self, request: Request, outcome: str, started: float, attempt: int) -> None:
        milliseconds = (self.clock.monotonic() - started) * 1000
        _log.debug("%s -> %s in %.1f ms, attempt %d", request.operation.text, outcome, milliseconds, attempt)
