"""What may stand in a guest's way; what is told about it stands in languages/, always with what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .pages import Problem

__all__ = [
    "BAD_FORM",
    "BAD_REDIRECT",
    "EXPIRED",
    "NOT_LET_IN",
    "NOT_ONLINE",
    "NOT_SEEN",
    "NO_GUEST",
    "NO_MATCH",
    "OLD_FORM",
    "OTHER_DEVICE",
    "ROOM_FULL",
    "TOO_MANY",
    "UNKNOWN",
    "UNREACHABLE",
    "incomplete",
    "of_status",
]

BAD_REDIRECT: Final = Problem(status=400, key="bad_redirect")
BAD_FORM: Final = Problem(status=403, key="bad_form")
OLD_FORM: Final = Problem(status=403, key="old_form")
EXPIRED: Final = Problem(status=403, key="expired")
NO_MATCH: Final = Problem(status=403, key="no_match", errors={"room": "room_wrong", "surname": "surname_wrong"})
TOO_MANY: Final = Problem(status=429, key="too_many")
NOT_SEEN: Final = Problem(status=404, key="not_seen")
NO_GUEST: Final = Problem(status=409, key="no_guest")
OTHER_DEVICE: Final = Problem(status=403, key="other_device")
ROOM_FULL: Final = Problem(status=409, key="room_full")
UNREACHABLE: Final = Problem(status=503, key="unreachable")
NOT_LET_IN: Final = Problem(status=503, key="not_let_in")
UNKNOWN: Final = Problem(status=503, key="unknown")
NOT_ONLINE: Final = Problem(status=403, key="not_online")


def incomplete(errors: Mapping[str, str]) -> Problem:
    """A form with something left out or too long.

    Args:
        errors: By the name of a field, the key of what is wrong with it.
    """
    return Problem(status=422, key="one_missing" if len(errors) == 1 else "some_missing", errors=errors)


def of_status(status: int) -> Problem:
    """For requests that no page of the portal is for.

    Args:
        status: The HTTP status.
    """
    if status in (400, 408):
        return Problem(status=status, key="unreadable")
    return Problem(status=status, key="broken" if status >= 500 else "nothing_here")
