"""How many requests the cloud takes in a minute."""

from __future__ import annotations

from collections import deque

from attrs import Factory, define

__all__ = ["Window"]

_SECONDS = 60.0


@define
class Window:
    """The requests of the last minute.

    Args:
        allowed: How many there may be.
    """

    allowed: int
    _moments: deque[float] = Factory(deque)

    def take(self, now: float) -> float | None:
        """Count a request, or tell after how many seconds one is taken again."""
        while self._moments and self._moments[0] <= now - _SECONDS:
            self._moments.popleft()
        if len(self._moments) >= self.allowed:
            return self._moments[0] + _SECONDS - now
        self._moments.append(now)
        return None
