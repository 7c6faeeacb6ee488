"""How deep and how large a JSON document is.

What walks a document by calling itself would end in a RecursionError, so there is a limit to how deeply it may be nested.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final, TypeVar

__all__ = ["DEEPEST", "LESS_DEEP", "TooDeepError", "aside", "check_depth", "is_too_deep", "judged", "size_of"]

V = TypeVar("V")

DEEPEST: Final = 128
"""Levels of objects and lists within each other; no document of the vendor has a third of that."""
LESS_DEEP: Final = "a document that is nested less deeply"
_DEEPEST_ASIDE: Final = 96
"""Levels of what is kept as it came, which leaves room for those of the models around it."""
_is_judged: ContextVar[bool] = ContextVar("_is_judged", default=False)
_ENTRY, _TEXT, _NUMBER, _POINTER = 100, 50, 30, 8  # bytes of memory
_SCALARS: Final = frozenset({int, float, bool, type(None)})
_TOO_SHORT: Final = 2 * DEEPEST
"""Bytes up to which there is no room for as many brackets as it takes."""
_SHORT: Final = 4096
"""Bytes up to which counting brackets takes less time than walking through the document."""


class TooDeepError(ValueError):
    """A document is nested more deeply than `DEEPEST`."""

    def __init__(self) -> None:
        super().__init__("the document is nested too deeply")


class PerhapsTooDeepError(RecursionError):
    """Something is kept aside that may be nested too deeply, together with what is around it."""


def aside(value: V) -> V:
    """A value of a document that a decoder keeps as it came.

    What is decoded is no deeper than the models are, so a document is nested too deeply only if something is in what is kept
    aside of it. To look at that alone costs next to nothing, since there is mostly nothing.

    Raises:
        PerhapsTooDeepError: the document has to be looked at as a whole, see `judged`.
    """
    is_container = value.__class__ is dict or value.__class__ is list
    if is_container and is_too_deep(value, _DEEPEST_ASIDE) and not _is_judged.get():
        raise PerhapsTooDeepError
    return value


@contextmanager
def judged() -> Iterator[None]:
    """Decode a document of which it is known that it isn't nested too deeply."""
    token = _is_judged.set(True)
    try:
        yield
    finally:
        _is_judged.reset(token)


def check_depth(document: Any, text: bytes) -> None:
    """Refuse a document that is nested more deeply than `DEEPEST`.

    Args:
        document: JSON as Python has it.
        text: The same as it was written.

    Raises:
        TooDeepError: it is.
    """
    size = len(text)
    if size <= _TOO_SHORT:
        return
    if (size > _SHORT or text.count(b"{") + text.count(b"[") > DEEPEST) and is_too_deep(document):
        raise TooDeepError


def is_too_deep(document: Any, deepest: int = DEEPEST) -> bool:
    """Whether a document is nested more deeply than allowed; level by level, without calling itself.

    Args:
        document: JSON as Python has it.
        deepest: How many levels are allowed.
    """
    level = [document] if document.__class__ is dict or document.__class__ is list else []
    for _ in range(deepest):
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
    size = 0
    waiting: list[Iterable[Any]] = [(document,)]
    while waiting:
        for value in waiting.pop():
            kind = value.__class__
            if kind is str:
                size += _TEXT + len(value)
            elif kind in _SCALARS:
                size += _NUMBER
            elif kind is dict or isinstance(value, Mapping):
                size += _ENTRY * len(value)
                waiting.append(value.values())
            elif kind is list:
                size += _TEXT + _POINTER * len(value)
                waiting.append(value)
            else:
                size += _NUMBER
    return size
