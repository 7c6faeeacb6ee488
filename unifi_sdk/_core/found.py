"""What a search by a name found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from unifi_sdk.errors import ConflictError, NotFoundError

__all__ = ["the_one"]

T = TypeVar("T")


def the_one(found: Sequence[T], what: str, application: str) -> T:
    """The only item that a search found.

    Args:
        found: All that it found.
        what: What was looked for, as the subject of a sentence in the singular: ``device is called 'Lobby'``.
        application: Where it was looked for.

    Raises:
        NotFoundError: there is none.
        ConflictError: there are several.
    """
    if not found:
        raise NotFoundError(f"no {what}", application=application)
    if len(found) > 1:
        raise ConflictError(f"more than one {what}: use an id, {len(found)} have it", application=application)
    return found[0]
