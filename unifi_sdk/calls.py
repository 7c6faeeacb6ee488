"""What a program is told of each call, for metrics and traces: which operation, how it ended, how long it took.

``on_call=`` of `Console`, `CloudClient` and the clients of single applications takes a function that is given a `CallRecord`
when a call has ended, exactly once for each, however it ended::

    async with Console(host, api_key=KEY, on_call=print) as console:
        ...

A call is one request with all its attempts; a list is one for each of its pages. A download is a call that ends with its last
piece, or when it is left. Of a WebSocket the handshake is the call, and what comes over it is none. What `plan` shows is none
either.

The function is called in the event loop and should return at once; what it raises is logged once and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TypeAlias

import attrs

__all__ = ["CallOutcome", "CallRecord", "OnCall"]


class CallOutcome(StrEnum):
    """How a call ended; there may be more of these in later versions."""

    OK = "ok"
    """There was an answer, and it is no refusal."""
    REFUSED = "refused"
    """The console, or what stands in front of it, refused, also with HTTP status 200."""
    TIMED_OUT = "timed_out"
    """There was no answer in time."""
    UNREACHABLE = "unreachable"
    """There was no connection, or it ended before the answer had come."""
    UNTRUSTED = "untrusted"
    """The certificate is not one that is trusted; nothing was sent."""
    TOO_LARGE = "too_large"
    """The answer has more bytes than are read."""
    UNKNOWN = "unknown"
    """A write that may have been carried out or not (`OutcomeUnknownError`)."""
    CANCELLED = "cancelled"
    """The task was cancelled, or a download was left before its end."""
    NOT_SENT = "not_sent"
    """It was ended on this side before the first attempt: a write of a read-only client, no turn in time, a closed client."""
    FAILED = "failed"
    """Anything else."""


@attrs.frozen(kw_only=True)
class CallRecord:
    """One call that has ended. There is no id, no secret and no query in it.

    Args:
        operation: The operation with its placeholders, such as ``GET /v1/sites/{site_id}/devices``. Of a call in your own
            words, ids that stand in the path are ``{id}``.
        console: The console's name where it has one (a reference of a fleet, a host of the cloud), else its host.
        application: Such as ``network``, ``access``, ``protect``, ``cloud``.
        status: The HTTP status of the last attempt, None where it had no answer; 101 of a WebSocket that opened.
        seconds: From the call to its end, waits and all attempts included.
        attempts: How often a request was sent, or was begun to be; 0 where none was.
        bytes_sent: Of the bodies of all attempts.
        bytes_received: Of the bodies of all answers as far as they came, after decompression by HTTP.
        outcome: How it ended.
    """

    operation: str
    console: str
    application: str
    status: int | None
    seconds: float
    attempts: int
    bytes_sent: int
    bytes_received: int
    outcome: CallOutcome


OnCall: TypeAlias = Callable[[CallRecord], object]
"""What is told of each call; a plain function, whose result is ignored."""
