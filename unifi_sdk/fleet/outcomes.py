"""Outcomes: what became of the work at one console, and how far a run is."""

from __future__ import annotations

from typing import Generic, TypeVar

import attrs

from unifi_sdk.fleet.references import ConsoleReference

__all__ = ["ConsoleOutcome", "Progress", "Skipped"]

T = TypeVar("T")


@attrs.frozen
class Skipped:
    """A console that was not asked, and why.

    Args:
        reason: In a few words.
    """

    reason: str


@attrs.frozen(kw_only=True)
class ConsoleOutcome(Generic[T]):
    """What became of the work at one console: a value, an error, or neither where it was skipped.

    Args:
        reference: The console.
        value: What the work returned.
        error: What it raised; `OutcomeUnknownError` where a write may have been done.
        skipped: Why it was not asked.
        seconds: How long it took, in the pass that counts.
        passes: How often it was tried: 2 for one that timed out at first, 0 where it was skipped.
    """

    reference: ConsoleReference
    value: T | None = None
    error: Exception | None = None
    skipped: Skipped | None = None
    seconds: float = 0.0
    passes: int = 1

    @property
    def ok(self) -> bool:
        """Whether the work was done, and has returned."""
        return self.error is None and self.skipped is None

    def get(self) -> T | None:
        """The value; None for a console that was skipped.

        Raises:
            Exception: what the work raised.
        """
        if self.error is not None:
            raise self.error
        return self.value


@attrs.frozen(kw_only=True)
class Progress:
    """How far a run is.

    Args:
        total: Consoles in all.
        done: Consoles with an outcome.
        failed: Those of them with an error.
        skipped: Those of them that were not asked.
        seconds: Since the run began.
    """

    total: int
    done: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0

    def after(self, outcome: ConsoleOutcome[T], seconds: float) -> Progress:
        """How far it is when one more console has an outcome.

        Args:
            outcome: What became of it.
            seconds: Since the run began.
        """
        return attrs.evolve(
            self,
            done=self.done + 1,
            failed=self.failed + (outcome.error is not None),
            skipped=self.skipped + (outcome.skipped is not None),
            seconds=seconds,
        )
