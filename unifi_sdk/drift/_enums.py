"""Enumerations held against the values that a console has."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from unifi_sdk._core.model import OpenEnum
from unifi_sdk._facts import Schema
from unifi_sdk.drift._findings import At, FindingKind, Findings
from unifi_sdk.drift._sides import Sides
from unifi_sdk.drift._types import fold

__all__ = ["Enums"]

Values = Callable[[Schema], tuple[object, ...]]


@attrs.define
class _Met:
    """The values of an enumeration wherever it stands, by their folded spelling."""

    here: dict[str, tuple[str, At]] = attrs.field(factory=dict)
    expected: set[str] = attrs.field(factory=set)
    """What specifications of the console's age have."""
    known: set[str] = attrs.field(factory=set)
    """What any known specification has."""
    is_open: bool = False
    """Whether it is plain text somewhere, so that nothing is known to be missing."""


class Enums:
    """Collects what the console has for each enumeration, and compares it at the end.

    Args:
        findings: Gets what is found.
    """

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._enums: dict[type[OpenEnum], _Met] = {}

    def value(self, enum: type[OpenEnum], sides: Sides, values: Values, at: At) -> None:
        """Look at one place where an enumeration stands.

        Args:
            enum: The enumeration.
            sides: The shapes that have its values.
            values: Takes them out of a shape.
            at: Where it stands.
        """
        met = self._enums.setdefault(enum, _Met())
        met.is_open |= not values(sides.here)
        for value in values(sides.here):
            met.here.setdefault(fold(str(value)), (str(value), at))
        near = [{fold(str(value)) for value in values(shape)} if shape else set[str]() for shape in sides.near]
        met.expected |= set[str].intersection(*near) if near else set()
        met.known |= {fold(str(value)) for shape in (*sides.near, *sides.far) if shape for value in values(shape)}

    def finish(self) -> None:
        """Find in what they differ."""
        for enum, met in self._enums.items():
            members = {fold(member.value): member.value for member in enum}
            for folded, (value, at) in met.here.items():
                if folded not in members:
                    self._findings.add(FindingKind.ENUM_DRIFT, enum.__name__, f"{value} has no member", at)
            for folded, value in members.items():
                is_missed = folded in met.expected or folded not in met.known
                if folded not in met.here and not met.is_open and is_missed:
                    self._findings.add(FindingKind.ENUM_DRIFT, enum.__name__, f"{value} is unknown to the console")
