"""What the simulated console takes for the time of day: the system's clock, or one that a test moves by hand."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol

__all__ = ["Clock", "ManualClock", "SystemClock", "iso_time"]


class Clock(Protocol):
    """Anything that knows the time: every timestamp and every expiry of the simulator comes from one of these."""

    def now(self) -> float:
        """Unix time, in seconds."""


class SystemClock:
    """The computer's own time."""

    def now(self) -> float:
        """Unix time, in seconds."""
        return time.time()


class ManualClock:
    """A clock that stands still until a test moves it.

    Args:
        start: Unix time in seconds at which it stands; 2026-01-01T00:00:00Z if left out.
    """

    def __init__(self, start: float = 1_767_225_600.0) -> None:
        self._now = start

    def __repr__(self) -> str:
        return f"ManualClock({self._now})"

    def now(self) -> float:
        """Unix time, in seconds."""
        return self._now

    def advance(self, seconds: float) -> None:
        """Let time pass at once.

        Args:
            seconds: How long, in seconds; not negative.

        Raises:
            ValueError: `seconds` is negative.
        """
        if seconds < 0:
            raise ValueError("time does not run backwards: seconds must not be negative")
        self._now += seconds


def iso_time(seconds: float) -> str:
    """Unix seconds as UniFi Network writes them: UTC, with milliseconds only where there are any."""
    moment = datetime.fromtimestamp(round(seconds, 3), UTC)
    text = moment.isoformat(timespec="milliseconds" if moment.microsecond else "seconds")
    return text.replace("+00:00", "Z")
