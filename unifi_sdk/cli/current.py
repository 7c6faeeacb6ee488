"""The console that a command runs at, while it runs over a fleet."""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final

import attrs

if TYPE_CHECKING:
    from unifi_sdk.cli.output import Output
    from unifi_sdk.console import Console

__all__ = ["CURRENT", "Current", "Reached"]


class Reached(BaseException):
    """Ends the trial of a command, which has come as far as its console.

    Args:
        needed: The applications of which it needs one.
    """

    def __init__(self, needed: tuple[str, ...]) -> None:
        super().__init__()
        self.needed = needed


@attrs.frozen(kw_only=True)
class Current:
    """One console of a fleet.

    Args:
        name: What the fleet calls it; "" while a command is tried without a console.
        output: Takes what the command prints.
        console: The console, open; None in a trial.
        locks: The variables with which its profiles hold writes back.
        forbidden: Why nothing may be written to it, or "".
        plan: The plan of the whole fleet, where there is one.
        rehearsal: Whether a write ends when it was found to be the planned one.
    """

    name: str
    output: Output
    console: Console | None = None
    locks: tuple[Mapping[str, str], ...] = ()
    forbidden: str = ""
    plan: str | None = None
    rehearsal: bool = False


CURRENT: Final[ContextVar[Current | None]] = ContextVar("unifi_current", default=None)
"""None while a command runs at the one console that it was told."""
