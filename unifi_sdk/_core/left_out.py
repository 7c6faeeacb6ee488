"""What a console left out, where the default says something: it is not written back.

A list knows it by itself: the empty tuple of one that was left out is an object of its own. False is always the same object,
so the flags of a model that were left out stand beside its extras.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

__all__ = ["FlagsLeftOut", "default_for", "flags_left_out", "is_left_out", "own"]


class _NoList(tuple[()]):
    """The empty tuple of a list that was left out."""

    __slots__ = ()

    def __reduce__(self) -> tuple[Callable[[object], object], tuple[object]]:
        return default_for, ((),)


_NO_LIST: Final = _NoList()


class FlagsLeftOut(dict[str, Any]):
    """The extras of a model whose console left flags out.

    Args:
        extra: What else there is.
        names: The fields.
    """

    __slots__ = ("names",)

    def __init__(self, extra: Mapping[str, Any], names: Iterable[str]) -> None:
        super().__init__(extra)
        self.names = frozenset(names)

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (dict(self), self.names)


def default_for(default: object) -> Any:
    """What stands in a field that the console left out: the default, or for an empty tuple one that is equal to it.

    Args:
        default: Of the field.
    """
    return _NO_LIST if default.__class__ is tuple and not default else default


def flags_left_out(extra: Mapping[str, Any]) -> frozenset[str]:
    """The fields that are False because the console left them out.

    Args:
        extra: Of the model.
    """
    return extra.names if isinstance(extra, FlagsLeftOut) else frozenset()


def is_left_out(value: object) -> bool:
    """Whether a list is one that the console left out.

    Args:
        value: Of a field.
    """
    return value is _NO_LIST


def own(extra: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of extras that may be changed, and knows as much.

    Args:
        extra: Of a model.
    """
    return FlagsLeftOut(extra, extra.names) if isinstance(extra, FlagsLeftOut) else dict(extra)
