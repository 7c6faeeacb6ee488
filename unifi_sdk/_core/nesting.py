"""How deep and how large a JSON document is.

What walks a document by calling itself would end in a RecursionError, so there is a limit to how deeply it may be nested.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

__all__ = ["DEEPEST", "LESS_DEEP", "TooDeepError", "check_depth", "is_too_deep", "size_of"]

DEEPEST: Final = 128
"""Levels of objects and lists within each other; no document of the vendor has a third of that."""
LESS_DEEP: Final = "a document that is nested less deeply"
_ENTRY, _TEXT, _NUMBER, _POINTER = 100, 50, 30, 8  # bytes of memory
_SHORT: Final = 4096
"""Bytes up to which counting brackets takes less time than walking through the document."""


class TooDeepError(ValueError):
    """A document is nested more deeply than `DEEPEST`."""

    def __init__(self) -> None:
        super().__init__("the document is nested too deeply")


def check_depth(document: Any, text: bytes) -> None:
    """Refuse a document that is nested more deeply than `DEEPEST`.

    Args:
        document: JSON as Python has it.
        text: The same as it was written.

    Raises:
        TooDeepError: it is.
    """
    if (len(text) > _SHORT or text.count(b"{") + text.count(b"[") > DEEPEST) and is_too_deep(document):
        raise TooDeepError


def is_too_deep(document: Any) -> bool:
    """Whether a document is nested more deeply than `DEEPEST`; level by level, without calling itself.

    Args:
        document: JSON as Python has it.
    """
    level = [document] if document.__class__ is dict or document.__class__ is list else []
    for _ in range(DEEPEST):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if outer.__class__ is dict else outer)
            # most are texts
            if inner.__class__ is not str and (inner.__class__ is dict or inner.__class__ is list)
        ]
        if not level:
            return False
    return True


def size_of(document: Any) -> int:
    """About how many bytes of memory a document takes.

    Args:
        document: JSON as Python has it.
    """
    size, waiting = 0, [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            size += _TEXT + len(value)
        elif isinstance(value, Mapping):
            size += _ENTRY * len(value)
            waiting.extend(value.values())
        elif isinstance(value, list):
            size += _TEXT + _POINTER * len(value)
            waiting.extend(value)
        else:
            size += _NUMBER
    return size
