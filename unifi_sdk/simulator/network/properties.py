"""What the lists of the Network API can be filtered by, and where in an item it stands: both as the specification says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache

from unifi_sdk._facts import FilterProperty, Operation
from unifi_sdk.simulator.network.filters import FilterType, Property

__all__ = ["properties_of"]

_Item = Mapping[str, object]

_ELSEWHERE = {("/acl-rules", "networkId"): "networkIdFilter"}
"""Properties that an item has under another name than the filter."""


@cache
def properties_of(operation: Operation) -> Mapping[str, Property[_Item]]:
    """The table by which the list of an operation is filtered; it reads items as they stand on the wire.

    Args:
        operation: One with a `filter`.
    """
    return {
        name: Property(FilterType(found.type), found.functions, _reader(operation.path, found))
        for name, found in operation.filter.items()
    }


def _reader(path: str, found: FilterProperty) -> Callable[[_Item, float], object]:
    steps = _ELSEWHERE.get((path.removeprefix("/v1/sites/{siteId}"), found.name), found.name).split(".")
    convert = _CONVERSIONS.get(found.type, _unchanged)
    if found.is_set:
        return lambda item, now: frozenset(map(convert, _values(item, steps))) or None
    return lambda item, now: next(map(convert, _values(item, steps)), None)


def _values(item: object, steps: list[str]) -> list[object]:
    """What stands at the end of a path; where it leads through lists, in all of their elements."""
    values = [item]
    for step in steps:
        inner = [value[step] for value in values if isinstance(value, Mapping) and step in value]
        values = [part for value in inner for part in (value if isinstance(value, list) else [value])]
    return values


def _unchanged(value: object) -> object:
    return value


def _seconds(value: object) -> object:
    moment = datetime.fromisoformat(str(value))
    return moment.replace(tzinfo=moment.tzinfo or UTC).timestamp()


_CONVERSIONS: Mapping[str, Callable[[object], object]] = {
    "TIMESTAMP": _seconds,
    "UUID": lambda value: str(value).lower(),
}
