"""Points in time as people write them."""

from __future__ import annotations

from datetime import datetime

from unifi_sdk._core.dialect import clean_text
from unifi_sdk.cli.exits import CommandError, Exit

__all__ = ["parse_moment"]


def parse_moment(text: str, option: str) -> datetime:
    """An aware moment; one without a zone is by the clock of this machine.

    Args:
        text: ISO 8601, such as ``2026-11-20T14:00``, ``2026-11-20 14:00:00+01:00`` or ``2026-11-20``.
        option: Where it was given.

    Raises:
        CommandError: it is no such text, or no year that a clock knows.
    """
    try:
        return datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError, OSError):
        raise CommandError(
            Exit.USAGE,
            f"{option}: {clean_text(text)!r} is no point in time",
            code="USAGE",
            remediation="write it as 2026-11-20T14:00, with or without a zone such as +01:00",
        ) from None
