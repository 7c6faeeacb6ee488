"""Moving one thing before or behind another in an ordered list of ids."""

from __future__ import annotations

from collections.abc import Sequence

from unifi_sdk._core.check import not_empty
from unifi_sdk.errors import ConfigurationError, NotFoundError

__all__ = ["check_move", "moved"]


def check_move(item: str, before: str | None, after: str | None) -> None:
    """Refuse a move that says too little, too much, or nothing.

    Raises:
        ConfigurationError: not exactly one neighbour is given, an id is empty, or the neighbour is the thing itself.
    """
    if (before is None) == (after is None):
        raise ConfigurationError("pass either before or after: the id of the one that it moves next to")
    neighbour = before if before is not None else after or ""
    not_empty(**{"id": item, "before" if before is not None else "after": neighbour})
    if item == neighbour:
        raise ConfigurationError("nothing can move before or behind itself: before or after is the id of another")


def moved(ids: Sequence[str | None], item: str, *, before: str | None, after: str | None) -> list[str | None]:
    """The ids with one of them next to another, and whatever has no id between them as before.

    Args:
        ids: The order; None for each thing without an id.
        item: What moves; this and the following have passed `check_move`.
        before: What it shall go before.
        after: What shall go before it.

    Raises:
        NotFoundError: one of the two is not among the ids.
    """
    neighbour = before or after or ""
    nameless = f"; {count} in it have no id, which can't be moved" if (count := list(ids).count(None)) else ""
    for wanted in (item, neighbour):
        if wanted not in ids:
            raise NotFoundError(f"{wanted} has no place in this order{nameless}", application="network")
    others = [each for each in ids if each != item]
    others.insert(others.index(neighbour) + (before is None), item)
    return others
