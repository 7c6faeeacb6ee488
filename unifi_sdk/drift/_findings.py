"""What is found when a console is held against this SDK."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import attrs

__all__ = ["At", "Finding", "FindingKind", "Findings"]


class FindingKind(StrEnum):
    """In which way a console and the SDK differ."""

    MISSING_OPERATION = "MISSING_OPERATION"
    """The console has an operation that the SDK has no method for."""
    EXTRA_OPERATION = "EXTRA_OPERATION"
    """The SDK has a method for an operation that the console doesn't have."""
    EXTRA = "EXTRA"
    """The console has a field that a model lacks; `Model.extra` has it, and can carry it in a body."""
    LOST = "LOST"
    """A model has a field that the console doesn't: it stays None, or is sent in vain."""
    ENUM_DRIFT = "ENUM_DRIFT"
    """An enumeration has other values on the console."""
    REQUIRED_HERE = "REQUIRED_HERE"
    """One side can't do without what the other may leave out: the console refuses a body without it, or a model can't be
    read from an answer without it."""
    TYPE_DRIFT = "TYPE_DRIFT"
    """A field is of another type on the console; `Model.extra` has its value."""
    UNREADABLE = "UNREADABLE"
    """A part of the specification isn't as such documents are; nothing is said about it, all else is compared."""


@attrs.frozen
class Finding:
    """One difference."""

    kind: FindingKind
    where: str
    """An operation, a field such as ``Port.speedMbps`` by its name on the wire, an enumeration, or a schema."""
    detail: str
    """What the difference is, in words."""


@attrs.frozen
class At:
    """Where in which body of which operation something stands."""

    operation: str
    is_sent: bool
    path: str = "$"

    def below(self, segment: str) -> At:
        """A part of what stands there.

        Args:
            segment: ``.name``, ``[]`` or ``.*``.
        """
        return attrs.evolve(self, path=self.path + segment)

    def __str__(self) -> str:
        return f"{'body' if self.is_sent else 'answer'} of {self.operation}, {self.path}"


class Findings:
    """Each finding once, however often it is met."""

    def __init__(self) -> None:
        self._found: dict[tuple[FindingKind, str, str], Finding] = {}

    def add(self, kind: FindingKind, where: str, detail: str, at: At | None = None) -> None:
        """Keep a finding, unless the same stands elsewhere too.

        Args:
            kind: Of the difference.
            where: What it is about.
            detail: What it is.
            at: Where it was met first.
        """
        self._found.setdefault((kind, where, detail), Finding(kind, where, f"{detail} ({at})" if at else detail))

    def without(self, known: frozenset[tuple[FindingKind, str, str]]) -> list[Finding]:
        """All but what is known, by their kinds.

        Args:
            known: Kinds, subjects and details.
        """
        found = [finding for key, finding in self._found.items() if key not in known]
        return sorted(found, key=lambda one: (_ORDER.index(one.kind), one.where, one.detail))


_ORDER: Final = list(FindingKind)
