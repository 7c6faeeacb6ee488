"""Comparing JSON with what is expected of it, where it may hold more and where some values are known by their form only."""

from __future__ import annotations

from typing import Any

__all__ = ["Like", "check_holds"]


class Like:
    """Equal to what a test of its own says, for values that only the console knows."""

    def __init__(self, what: str, fits: Any) -> None:
        self._what = what
        self._fits = fits

    def __eq__(self, other: object) -> bool:
        return bool(self._fits(other))

    def __repr__(self) -> str:
        return self._what

    __hash__ = None  # type: ignore[assignment]


def check_holds(found: Any, expected: Any, at: str = "$") -> None:
    """Everything that is expected is there, at its place."""
    if isinstance(expected, dict):
        assert isinstance(found, dict), at
        for key, value in expected.items():
            assert key in found, f"{at} has no {key}: {list(found)}"
            check_holds(found[key], value, f"{at}.{key}")
    elif isinstance(expected, list):
        assert len(found) >= len(expected) if expected else found == [], at
        for index, value in enumerate(expected):
            check_holds(found[index], value, f"{at}[{index}]")
    else:
        assert expected == found, f"{at}: {found!r} is not {expected!r}"
