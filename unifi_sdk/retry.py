"""When a call is sent again, and when it must never be.

A call has a `Safety`:

* READ changes nothing. It is sent again after a lost connection, a timeout, and the statuses 408, 429, 500, 502, 503, 504.
* IDEMPOTENT leaves the same state however often it is sent (a PUT of the whole, a DELETE). It is sent again after a lost
  connection and the statuses 429 and 503.
* UNSAFE adds, moves or opens something (POST, PATCH, everything physical, everything that spends money, whatever its
  verb). It is sent again only when the first attempt provably never left (the name was not found, the connection or
  the TLS handshake failed) or was refused with 429.

A write that is not sent again although it may have arrived ends in `OutcomeUnknownError`. So does one that was answered
with 408, 502 or 504, which come from a gateway in the application's place, and one whose success tells nothing: half a
document, a web page, an object of another kind, more bytes than an answer has. Where a write is cancelled after bytes
of it have left, its ``CancelledError`` has a note that says so.

A READ whose connection was cut may arrive once more with each attempt: aiohttp repeats it on a new connection by itself,
unless there is but one attempt. It is kept from doing so with a write.

Between attempts the SDK waits a random time between zero and ``base * 2 ** (attempt - 1)`` (full jitter), or exactly what the
console asked for with Retry-After; when that does not fit into the deadline, the call raises at once, it never waits
less. Where the console asks for no wait at all (0, or a moment that has passed), it waits ``base`` and such a random time.
All attempts share one deadline, in which an untrusted certificate is looked at too. All calls of a client share a quota
of retries, so that a console in trouble is not kept there.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime
from enum import Enum
from typing import Any, Final

import attrs

from unifi_sdk._core.arguments import checked
from unifi_sdk.errors import ConfigurationError

__all__ = ["RetryPolicy", "Safety"]


class Safety(Enum):
    """Whether sending a call twice does harm."""

    READ = "read"
    IDEMPOTENT = "idempotent"
    UNSAFE = "unsafe"


_RETRIED_STATUSES: Final = {
    Safety.READ: frozenset({408, 429, 500, 502, 503, 504}),
    Safety.IDEMPOTENT: frozenset({429, 503}),
    Safety.UNSAFE: frozenset({429}),
}
_SHORTEST_WAIT: Final = 0.1
"""Seconds; a console that asks for less asks for no wait at all, and many clients would come back at one moment."""
_ANSWER_IS_A_GATEWAYS: Final = frozenset({408, 502, 504})


def _positive(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ConfigurationError(f"{attribute.name} must be a number, not {type(value).__name__}")
    if not value > 0:
        raise ConfigurationError(f"{attribute.name} must be greater than 0, not {value}")
    if attribute.type in (int, "int") and not isinstance(value, int):
        raise ConfigurationError(f"{attribute.name} must be a whole number, not {value}")


@attrs.frozen(kw_only=True)
class RetryPolicy:
    """How often and how long a client tries.

    Args:
        attempts: Attempts in all, the first included; 1 switches retries off.
        base_seconds: The first wait is a random time up to this; it doubles with each attempt.
        throttled_base_seconds: The same after 429 without a Retry-After.
        max_wait_seconds: No random wait is longer.
        max_retry_after_seconds: A longer Retry-After raises at once.
        deadline_seconds: For a call with all its attempts and waits.
        read_attempt_seconds: For one attempt of a READ, so that one that hangs leaves time for another. A write is waited for
            until the deadline, for an answer that comes late is better than an unknown outcome.
        connect_seconds: For one attempt to connect, the TLS handshake included.
        quota: Tokens for retries, shared by all calls of a client: a retry takes 5, or 10 after a timeout; success gives
            back what its retries took, and 1 where it needed none.
        jitter: Gives a number from 0 to 1; for tests.

    Raises:
        ConfigurationError: a number is not positive.
    """

    attempts: int = attrs.field(default=3, validator=_positive)
    base_seconds: float = attrs.field(default=0.25, validator=_positive)
    throttled_base_seconds: float = attrs.field(default=1.0, validator=_positive)
    max_wait_seconds: float = attrs.field(default=20.0, validator=_positive)
    max_retry_after_seconds: float = attrs.field(default=120.0, validator=_positive)
    deadline_seconds: float = attrs.field(default=30.0, validator=_positive)
    read_attempt_seconds: float = attrs.field(default=15.0, validator=_positive)
    connect_seconds: float = attrs.field(default=10.0, validator=_positive)
    quota: int = attrs.field(default=100, validator=_positive)
    jitter: Callable[[], float] = attrs.field(default=random.random, repr=False, eq=False)

    @checked
    def wait_seconds(self, attempt: int, *, throttled: bool = False) -> float:
        """The random wait after an attempt.

        Args:
            attempt: The attempt that failed, from 1.
            throttled: Whether it was refused with 429.
        """
        base = self.throttled_base_seconds if throttled else self.base_seconds
        return self.jitter() * min(base * 2.0 ** min(attempt - 1, 30), self.max_wait_seconds)

    @checked
    def at_least_a_step(self, asked: float, attempt: int, *, throttled: bool = False) -> float:
        """What is waited when the console asks for a wait: that long, and where it asks for none, a step of this policy.

        Args:
            asked: Seconds; 0 for "now" and for a moment that has passed.
            attempt: The attempt that failed, from 1.
            throttled: Whether it was refused with 429.
        """
        if asked >= _SHORTEST_WAIT:
            return asked
        base = self.throttled_base_seconds if throttled else self.base_seconds
        return base + self.wait_seconds(attempt, throttled=throttled)


class Failure(Enum):
    """What became of an attempt that brought no answer."""

    UNSENT = "unsent"
    """Nothing left this machine but, at most, a TLS greeting."""
    LOST = "lost"
    """The request left, wholly or in part, and the connection ended."""
    TIMED_OUT = "timed out"
    """The request left and nothing came in time."""


def may_resend(safety: Safety, outcome: Failure | int) -> bool:
    """Whether the rules allow another attempt.

    Args:
        safety: The call's.
        outcome: What became of the attempt: a failure, or the HTTP status of its answer.
    """
    if isinstance(outcome, int):
        return outcome in _RETRIED_STATUSES[safety]
    if outcome is Failure.UNSENT:
        return True
    if outcome is Failure.TIMED_OUT:
        return safety is Safety.READ
    return safety is not Safety.UNSAFE


def leaves_outcome_unknown(safety: Safety, outcome: Failure | int) -> bool:
    """Whether, after this, nobody on this side can say if a write was carried out."""
    if safety is Safety.READ:
        return False
    return outcome in _ANSWER_IS_A_GATEWAYS if isinstance(outcome, int) else outcome is not Failure.UNSENT


class Quota:
    """The tokens that all retries of one client share.

    Args:
        capacity: Tokens at the start and at the most.
    """

    RETRY: Final = 5
    TIMEOUT: Final = 10

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self.tokens = capacity

    def take(self, cost: int) -> bool:
        """Take tokens for one retry; False, and none taken, when there are too few."""
        if cost > self.tokens:
            return False
        self.tokens -= cost
        return True

    def give_back(self, tokens: int) -> None:
        """Return tokens after a success."""
        self.tokens = min(self._capacity, self.tokens + tokens)


_UNITS: Final = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 1e-3, "us": 1e-6, "µs": 1e-6, "ns": 1e-9}
_DURATION: Final = re.compile(r"(?:\d+(?:\.\d+)?(?:[mnuµ]s|h|m|s))+")
_DURATION_PART: Final = re.compile(r"(\d+(?:\.\d+)?)([mnuµ]s|h|m|s)")
_IN_A_SENTENCE: Final = re.compile(r"retry after ((?:\d+(?:\.\d+)?(?:[mnuµ]s|h|m|s))+)", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")


def parse_retry_after(value: str, now: float) -> float | None:
    """Read a Retry-After: seconds, whole or not, a duration such as ``1m0s``, or an HTTP date.

    Args:
        value: The header's text.
        now: Unix seconds, for a date.

    Returns:
        Seconds to wait, never negative; None for what can't be read.
    """
    text = value.strip()
    if _NUMBER.fullmatch(text):
        return float(text)
    if _DURATION.fullmatch(text):
        return sum(float(number) * _UNITS[unit] for number, unit in _DURATION_PART.findall(text))
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError, OverflowError):
        return None
    return max(0.0, (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - now)


def parse_retry_after_body(document: object) -> float | None:
    """Read the wait from a 429's body: ``windowMs``, or a sentence with "retry after 5.3s".

    Args:
        document: The decoded JSON.

    Returns:
        Seconds to wait, or None when the body says nothing.
    """
    if not isinstance(document, Mapping):
        return None
    window = document.get("windowMs")
    if isinstance(window, int | float) and not isinstance(window, bool) and 0 <= window < 1e12:
        return window / 1000
    found = _IN_A_SENTENCE.search(str(document.get("message", "")))
    return parse_retry_after(found[1], 0) if found else None


def parse_wait(header: str | None, document: object, now: float) -> float | None:
    """How long an answer asks to wait: by its Retry-After, or by its body where that is missing or can't be read.

    Args:
        header: The header's text, None when there is none.
        document: The decoded body.
        now: Unix seconds, for a date.

    Returns:
        Seconds to wait, never negative; None when the answer says nothing.
    """
    asked = None if header is None else parse_retry_after(header, now)
    return parse_retry_after_body(document) if asked is None else asked
