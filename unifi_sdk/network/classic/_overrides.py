"""Lists of overrides, which a console replaces whole: one is changed, all others go back as they came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Final, TypeAlias

from unifi_sdk._core.model import Json
from unifi_sdk.errors import DecodeError

__all__ = ["REMOVED", "Changes", "has_taken", "number_of", "overrides_in", "with_changes"]


class _Removed(Enum):
    REMOVED = "REMOVED"


REMOVED: Final = _Removed.REMOVED
"""What a setting is changed to that the override shall not have."""

Changes: TypeAlias = Mapping[str, "Json | _Removed"]


def overrides_in(device: Mapping[str, Json], name: str) -> list[Json]:
    """A list of overrides of a device, empty where it has none.

    Raises:
        DecodeError: it is no list, and writing another one would lose whatever it is.
    """
    found = device.get(name)
    if found is None:
        return []
    if not isinstance(found, list):
        raise DecodeError(f"expected a list at $.{name}", path=f"$.{name}", expected="a list")
    return found


def with_changes(overrides: Sequence[Json], key: str, changes: Mapping[int, Changes]) -> list[Json]:
    """The list with some settings changed, and everything else in it as it was, in its place.

    Args:
        overrides: What the console has: elements of any shape, also such as have no number.
        key: What the number of an element is called.
        changes: New settings by number.
    """
    merged = [_changed(element, changes.get(number_of(element, key), {})) for element in overrides]
    there = {number_of(element, key) for element in overrides}
    for number, settings in changes.items():
        wanted = {name: value for name, value in settings.items() if value is not REMOVED}
        if number not in there and wanted:
            merged.append(_changed({key: number}, wanted))
    return merged


def has_taken(overrides: Sequence[Json], key: str, changes: Mapping[int, Changes]) -> bool:
    """Whether the list has the settings that it was to get."""
    return with_changes(overrides, key, changes) == [*overrides]


def number_of(element: Json, key: str) -> int:
    """The number of an element, 0 for one without: a whole number, or a text of one."""
    value = element.get(key) if isinstance(element, dict) else None
    if isinstance(value, bool):
        return 0
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 6:
        return int(value)
    return value if isinstance(value, int) else 0


def _changed(element: Json, settings: Changes) -> Json:
    if not settings or not isinstance(element, dict):
        return element
    changed: dict[str, Json] = dict(element)
    for name, value in settings.items():
        if isinstance(value, _Removed):
            changed.pop(name, None)
        else:
            changed[name] = value
    return changed
