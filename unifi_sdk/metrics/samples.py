"""What was read of one application: values of gauges, bounded in number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, TypeVar

from unifi_sdk.metrics.gauges import Gauge

__all__ = ["Samples"]

L = TypeVar("L", bound=tuple[str, ...])

MOST_SERIES: Final = 500
"""Of each gauge of one application of a target; further ones are left out, and counted."""


class Samples:
    """Values of gauges. What nobody knows is put nowhere: it has no series, and not the value 0."""

    def __init__(self) -> None:
        self._values: dict[Gauge, dict[tuple[str, ...], float]] = {}
        self.left_out = 0
        """What is missing since there was too much of it, or since it could not be read."""

    def put(self, gauge: Gauge, value: float | None, *labels: str) -> None:
        """Keep a value.

        Args:
            gauge: Which.
            value: What; None is kept nowhere.
            labels: Values of its labels, in their order.
        """
        if value is None:
            return
        series = self._values.setdefault(gauge, {})
        if len(series) >= MOST_SERIES and labels not in series:
            self.left_out += 1
        else:
            series[labels] = float(value)

    def count(self, gauge: Gauge, counted: Mapping[L, int]) -> None:
        """Keep how many there are of each kind."""
        for labels, number in sorted(counted.items()):
            self.put(gauge, number, *labels)

    def __iter__(self) -> Iterator[tuple[Gauge, Mapping[tuple[str, ...], float]]]:
        yield from self._values.items()
