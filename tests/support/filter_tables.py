"""The filters of a list beside the vendor's table of what it can be filtered by."""

from __future__ import annotations

from typing import Final

from unifi_sdk._facts import FilterProperty, load
from unifi_sdk.network.filters import grammar

__all__ = ["assert_as_documented"]

_METHODS: Final = {
    "isNull": "is_null",
    "isNotNull": "is_not_null",
    "eq": "eq",
    "ne": "ne",
    "in": "in_",
    "notIn": "not_in",
    "gt": "gt",
    "ge": "ge",
    "lt": "lt",
    "le": "le",
    "like": "like",
    "isEmpty": "is_empty",
    "contains": "contains",
    "containsAny": "contains_any",
    "containsAll": "contains_all",
    "containsExactly": "contains_exactly",
}
_WRITERS: Final = {
    grammar.write_text: "STRING",
    grammar.write_uuid: "UUID",
    grammar.write_flag: "BOOLEAN",
    grammar.write_integer: "INTEGER",
    grammar.write_decimal: "DECIMAL",
    grammar.write_time: "TIMESTAMP",
}


def assert_as_documented(filters: type, operation: str) -> None:
    """A class of filters has the properties of the vendor's table, each with its functions and its type.

    Args:
        filters: Such as `DnsPolicyFilter`.
        operation: The list, as the vendor writes it.
    """
    offered = {member._name: _row(member) for member in vars(filters).values() if isinstance(member, grammar._Property)}
    table = load("network").operations[operation].filter
    assert offered == {name: _documented(found) for name, found in table.items()}


def _row(member: grammar._Property[object, object]) -> tuple[str, set[str]]:
    return _WRITERS[member._write], {function for function, method in _METHODS.items() if hasattr(member, method)}


def _documented(found: FilterProperty) -> tuple[str, set[str]]:
    return found.type, set(found.functions)
