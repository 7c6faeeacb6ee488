"""One record of each call, for whoever asked to be told."""

from __future__ import annotations

import asyncio
import inspect
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Final

from unifi_sdk._core.clock import Clock
from unifi_sdk._core.exchange import Endpoint, Request, Response, Tally
from unifi_sdk._core.failures import HandshakeRefusedError
from unifi_sdk._core.operation import Operation
from unifi_sdk.calls import CallOutcome, CallRecord, OnCall
from unifi_sdk.errors import (
    ApiError,
    CertificateMismatchError,
    ConfigurationError,
    ConnectionFailedError,
    OutcomeUnknownError,
    RequestTimeoutError,
    ResponseTooLargeError,
    UntrustedCertificateError,
)
from unifi_sdk.guard import WritePlanned

__all__ = ["Recorder", "outcome_of_answer"]

_log = logging.getLogger("unifi_sdk.calls")

_OUTCOMES: Final[tuple[tuple[type[BaseException], CallOutcome], ...]] = (
    (asyncio.CancelledError, CallOutcome.CANCELLED),
    (GeneratorExit, CallOutcome.CANCELLED),
    (OutcomeUnknownError, CallOutcome.UNKNOWN),
    (RequestTimeoutError, CallOutcome.TIMED_OUT),
    (UntrustedCertificateError, CallOutcome.UNTRUSTED),
    (CertificateMismatchError, CallOutcome.UNTRUSTED),
    (ResponseTooLargeError, CallOutcome.TOO_LARGE),
    (HandshakeRefusedError, CallOutcome.REFUSED),
    (ConnectionFailedError, CallOutcome.UNREACHABLE),
    (ApiError, CallOutcome.REFUSED),
)
_WORD: Final = re.compile(r"\{\w+\}|v\d+|[a-z]{1,24}(?:[-_.][a-z]{1,24})*")


class Recorder:
    """Tells a function of each call.

    Args:
        on_call: What is told.
        console: What the console is called in records; "" for its host.
        clock: Tells how long a call took.

    Raises:
        ConfigurationError: the function is an async one, which nobody would await.
    """

    def __init__(self, on_call: OnCall, console: str, clock: Clock) -> None:
        if inspect.iscoroutinefunction(on_call) or inspect.iscoroutinefunction(type(on_call).__call__):
            raise ConfigurationError("on_call must be a plain function: what an async one does is never awaited")
        self.on_call = on_call
        self.console = console
        self._clock = clock
        self._has_failed = False

    @contextmanager
    def watch(self, endpoint: Endpoint, operation: Operation) -> Iterator[Tally]:
        """Goes around one call, and tells of it at its end."""
        tally, started = Tally(), self._clock.monotonic()
        outcome: CallOutcome | None = CallOutcome.FAILED
        try:
            yield tally
            outcome = tally.outcome
        except BaseException as error:
            outcome = _outcome_of(error, tally)
            raise
        finally:
            if outcome is not None:
                self._tell(
                    CallRecord(
                        operation=_without_ids(operation.text),
                        console=self.console or endpoint.address.host,
                        application=endpoint.application,
                        status=tally.status,
                        seconds=self._clock.monotonic() - started,
                        attempts=tally.attempts,
                        bytes_sent=tally.sent,
                        bytes_received=tally.received,
                        outcome=outcome,
                    )
                )

    def _tell(self, record: CallRecord) -> None:
        try:
            self.on_call(record)
        except Exception as error:
            if not self._has_failed:
                self._has_failed = True
                _log.warning("on_call raised %s: no later error of it is logged", type(error).__name__, exc_info=error)


def outcome_of_answer(request: Request, response: Response) -> CallOutcome:
    """How a call ended that has an answer."""
    is_refused = response.status >= 400 or request.refuses(response.status, response.body)
    return CallOutcome.REFUSED if is_refused else CallOutcome.OK


def _outcome_of(error: BaseException, tally: Tally) -> CallOutcome | None:
    """How a call ended with an error; None for what is no call at all."""
    if isinstance(error, WritePlanned):
        return None
    found = next((outcome for kind, outcome in _OUTCOMES if isinstance(error, kind)), None)
    if found is CallOutcome.CANCELLED:
        return found
    if not tally.attempts:
        return CallOutcome.NOT_SENT
    if found is None and tally.status is not None:  # what a download's answer was judged to be
        return CallOutcome.REFUSED if tally.status >= 400 else CallOutcome.OK
    return found or CallOutcome.FAILED


@lru_cache(maxsize=1024)
def _without_ids(operation: str) -> str:
    """An operation without the ids that a caller may have written into it: only the vendor's words look like words."""
    verb, _, path = operation.partition(" ")
    segments = [segment if not segment or _WORD.fullmatch(segment) else "{id}" for segment in path.split("/")]
    return f"{verb} {'/'.join(segments)}"
