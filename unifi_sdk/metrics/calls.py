"""Counting the calls of a client, by its ``on_call``."""

from __future__ import annotations

from typing import Final, TypeVar

from unifi_sdk._core.optional import needs_extra
from unifi_sdk.calls import CallRecord

with needs_extra("metrics"):
    from prometheus_client import CollectorRegistry, Counter, Histogram

__all__ = ["CallMetrics"]

K = TypeVar("K")

_BUCKETS: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_MOST_CONSOLES: Final = 1000
_MOST_OPERATIONS: Final = 200


class CallMetrics:
    """Counts calls, for ``on_call=`` of any client: how they ended, how long they took, attempts and bytes.

    Labels are bounded: consoles behind the first 1,000 and operations behind the first 200 are counted as ``(other)``.

    Args:
        registry: Where the metrics are registered; a new one when left out.
    """

    def __init__(self, registry: CollectorRegistry | None = None) -> None:
        self.registry = registry or CollectorRegistry()
        """Where the metrics are."""
        self._consoles: set[str] = set()
        self._operations: set[tuple[str, str]] = set()
        self._calls = Counter(
            "unifi_sdk_calls", "Calls by how they ended", ("console", "application", "outcome"), registry=self.registry
        )
        self._seconds = Histogram(
            "unifi_sdk_call_duration_seconds",
            "How long calls took, with all attempts and waits",
            ("application", "operation"),
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self._attempts = Counter(
            "unifi_sdk_call_attempts",
            "Requests, of which a call may take several",
            ("application",),
            registry=self.registry,
        )
        self._bytes = Counter(
            "unifi_sdk_call_bytes", "Bytes of bodies", ("application", "direction"), registry=self.registry
        )

    def __call__(self, record: CallRecord) -> None:
        """Count a call.

        Args:
            record: What the client tells of it.
        """
        application = record.application
        console = _bounded(self._consoles, record.console, record.console, _MOST_CONSOLES)
        operation = _bounded(self._operations, (application, record.operation), record.operation, _MOST_OPERATIONS)
        self._calls.labels(console, application, record.outcome).inc()
        self._seconds.labels(application, operation).observe(record.seconds)
        self._attempts.labels(application).inc(record.attempts)
        self._bytes.labels(application, "sent").inc(record.bytes_sent)
        self._bytes.labels(application, "received").inc(record.bytes_received)


def _bounded(seen: set[K], key: K, text: str, most: int) -> str:
    if key not in seen:
        if len(seen) >= most:
            return "(other)"
        seen.add(key)
    return text
