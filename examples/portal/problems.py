"""What a guest is told when something stands in the way: always what to do next, never more than the portal knows."""

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
    "TOO_MANY",
    "UNKNOWN",
    "UNREACHABLE",
    "incomplete",
    "of_status",
]

_START_AGAIN: Final = "Turn WiFi off and on again, or open any website: the sign-in page comes back by itself."

BAD_REDIRECT: Final = Problem(
    status=400, title="This link cannot be used", text=f"It is too old or incomplete. {_START_AGAIN}"
)
BAD_FORM: Final = Problem(
    status=403, title="Please start again", text=f"This page was not made for you. {_START_AGAIN}"
)
OLD_FORM: Final = Problem(status=403, title="Please start again", text=f"This page is too old. {_START_AGAIN}")
EXPIRED: Final = Problem(
    status=403, title="The page was open too long", text="For your safety it was not sent. Go online again, please."
)
NO_MATCH: Final = Problem(
    status=403,
    title="Room and surname do not match",
    text="Compare both with your key card or your booking.",
    errors={"room": "Check the room number", "surname": "Check the surname"},
)
TOO_MANY: Final = Problem(
    status=429, title="Too many attempts", text="Wait ten minutes, then try again. Or ask the front desk for help."
)
NOT_SEEN: Final = Problem(
    status=404,
    title="The WiFi does not see your device yet",
    text="Stay connected, wait a few seconds and go online again.",
)
NO_GUEST: Final = Problem(
    status=409, title="You are not on the guest WiFi", text="Join the guest network in the settings of your device."
)
UNREACHABLE: Final = Problem(
    status=503, title="The WiFi does not answer", text="You are not online yet. Wait a minute and go online again."
)
NOT_LET_IN: Final = Problem(
    status=503, title="That did not work", text="You are not online yet. Wait a few seconds and go online again."
)
UNKNOWN: Final = Problem(
    status=503,
    title="We cannot see whether you are online",
    text="The WiFi does not answer right now. You may be online already: wait a few seconds, then check.",
)
NOT_ONLINE: Final = Problem(
    status=403, title="You are not online", text="Sign in again. Your time or your data may be used up."
)


def incomplete(errors: Mapping[str, str]) -> Problem:
    """A form with something left out or too long.

    Args:
        errors: By the name of a field.
    """
    count = "One thing is" if len(errors) == 1 else f"{len(errors)} things are"
    return Problem(status=422, title="Not quite yet", text=f"{count} missing or too long below.", errors=errors)


def of_status(status: int) -> Problem:
    """For requests that no page of the portal is for.

    Args:
        status: The HTTP status.
    """
    if status >= 500:
        text = "Something went wrong on our side. Wait a minute and try again."
        return Problem(status=status, title="That did not work", text=text)
    return Problem(status=status, title="Nothing to see here", text=f"To sign in to the guest WiFi: {_START_AGAIN}")
