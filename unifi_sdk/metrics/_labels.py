"""Names that tell things apart, and values in the units of Prometheus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final, TypeVar

from unifi_sdk._core.dialect import clean_text

__all__ = ["ratio", "told_apart"]

T = TypeVar("T")

_LONGEST: Final = 64


def told_apart(items: Iterable[T], name: Callable[[T], str | None], key: Callable[[T], str]) -> list[tuple[str, T]]:
    """Things with a name for each that no other has, always the same for the same things: ``Lobby``, ``Lobby #2``.

    Args:
        items: The things.
        name: What one is called.
        key: What tells it from others of its name.
    """
    named = sorted(
        ((clean_text(name(item) or "", _LONGEST) or "(no name)", key(item), item) for item in items), key=_by
    )
    seen = Counter[str]()
    found = []
    for text, _, item in named:
        seen[text] += 1
        found.append((text if seen[text] == 1 else f"{text} #{seen[text]}", item))
    return found


def _by(entry: tuple[str, str, T]) -> tuple[str, str]:
    return entry[0], entry[1]


def ratio(percent: float | None) -> float | None:
    """A share from 0 to 1."""
    return None if percent is None else percent / 100
