"""What a call that was sent again may find."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from unifi_sdk.errors import NotFoundError

__all__ = ["gone_if_resent"]


@contextmanager
def gone_if_resent() -> Iterator[None]:
    """Let a deletion pass that finds nothing at its second attempt, for the first may well have done it."""
    try:
        yield
    except NotFoundError as error:
        if not error.resent:
            raise
