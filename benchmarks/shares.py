"""Where the processor's time of a case goes: whose code it is spent in."""

from __future__ import annotations

import cProfile
import pstats
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from sysconfig import get_path
from typing import Final

import attrs

from benchmarks.measure import OURS, Case

__all__ = ["Share", "profile"]

_ROOTS: Final = (Path(__file__).parents[1], Path(get_path("purelib")), Path(get_path("stdlib")))
_BUILT_IN: Final = "~"
_GENERATED: Final = "<string>"


@attrs.frozen
class Share:
    """What one place takes.

    Args:
        place: A module, or a function that is no Python.
        percent: Of the time of the case.
        calls: For each object, call or message.
    """

    place: str
    percent: float
    calls: float


async def profile(case: Case, most: int = 12) -> Sequence[Share]:
    """Run the SDK's way of a case under cProfile, which makes calls of Python functions look dearer than they are.

    Args:
        case: What is done.
        most: How many places are told, the dearest first.
    """
    await case.works[OURS]()
    profiler = cProfile.Profile()
    profiler.enable()
    await case.works[OURS]()
    profiler.disable()
    seconds: Counter[str] = Counter()
    calls: Counter[str] = Counter()
    for (file, _, function), (_, number, own, _, _) in pstats.Stats(profiler).stats.items():  # type: ignore[attr-defined]
        place = _place(file, function)
        seconds[place] += own
        calls[place] += number
    whole = sum(seconds.values())
    return [Share(place, 100 * spent / whole, calls[place] / case.amount) for place, spent in seconds.most_common(most)]


def _place(file: str, function: str) -> str:
    if file == _BUILT_IN:
        return function.strip("<>{}").removeprefix("built-in method ")
    if file.startswith("<"):
        return "generated decoders" if file == _GENERATED else "generated constructors"
    path = Path(file)
    for root in _ROOTS:
        if path.is_relative_to(root):
            return ".".join(path.relative_to(root).with_suffix("").parts)
    return path.stem
