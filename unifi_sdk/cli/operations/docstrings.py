"""What a docstring says of a method: its first paragraph, its arguments and what it returns."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs

__all__ = ["Told", "read_docstring"]

_SECTION: Final = re.compile(r"^(Args|Returns|Raises|Yields):$", re.MULTILINE)
_ARGUMENT: Final = re.compile(r"^    (\w+): (.*(?:\n(?!    \w+: )(?:        .*)?)*)", re.MULTILINE)
_ELSEWHERE: Final = re.compile(r"See `(\w+)\.(\w+)`")
_AS_FOR: Final = re.compile(r"[Aa]rguments (?:and errors )?as for `(\w+)`")
_REFERENCE: Final = re.compile(r"\s*\((?:reference|``/)[^)]*\)")


@attrs.frozen
class Told:
    """What a docstring says.

    Args:
        summary: Its first sentence or paragraph, on one line.
        arguments: What it says of each argument.
        returns: What it says of the result, "" for nothing.
    """

    summary: str = ""
    arguments: Mapping[str, str] = attrs.field(factory=dict)
    returns: str = ""


def read_docstring(function: Callable[..., Any]) -> Told:
    """What is said of a method, where it is said: a docstring that only names another one stands for that one.

    Args:
        function: With a docstring in the house's style.
    """
    text = inspect.cleandoc(function.__doc__ or "")
    if elsewhere := _ELSEWHERE.match(text):
        return read_docstring(getattr(getattr(inspect.getmodule(function), elsewhere[1]), elsewhere[2]))
    head, *rest = _SECTION.split(text)
    sections = dict(zip(rest[::2], rest[1::2], strict=True))
    arguments = {name: _plain(about) for name, about in _ARGUMENT.findall(sections.get("Args", ""))}
    if other := _AS_FOR.search(text):
        arguments = {**read_docstring(_beside(function, other[1])).arguments, **arguments}
    return Told(_plain(head.partition("\n\n")[0]), arguments, _plain(sections.get("Returns", "")))


def _beside(function: Callable[..., Any], name: str) -> Callable[..., Any]:
    """Another method of the same class."""
    owner = getattr(inspect.getmodule(function), function.__qualname__.partition(".")[0])
    other: Callable[..., Any] = getattr(owner, name)
    return other


def _plain(text: str) -> str:
    """On one line, without the marks of code."""
    return _REFERENCE.sub("", " ".join(text.split())).replace("`", "").strip()
