"""The filters of a list beside the vendor's table of what it can be filtered by."""

from __future__ import annotations

from typing import Final

from unifi_sdk._facts import FilterProperty, load, versions
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
    grammar.write_mac: "STRING",
    grammar.write_code: "STRING",
    grammar.write_uuid: "UUID",
    grammar.write_flag: "BOOLEAN",
    grammar.write_integer: "INTEGER",
    grammar.write_decimal: "DECIMAL",
    grammar.write_time: "TIMESTAMP",
}


def assert_as_documented(filters: type, operation: str) -> None:
    """A class of filters has the properties of the vendor's tables of all versions, with their functions and types.

    Args:
        filters: Such as `DnsPolicyFilter`.
        operation: The list, as the vendor writes it.
    """
    offered = {member._name: _row(member) for member in vars(filters).values() if isinstance(member, grammar._Property)}
    tables = [load("network", version).operations[operation].filter for version in versions("network")]
    table = {name: found for each in tables for name, found in each.items()}
    assert offered == {name: _documented(found) for name, found in table.items()}


def _row(member: grammar._Property[object, object]) -> tuple[str, set[str]]:
    return _WRITERS[member._write], {function for function, method in _METHODS.items() if hasattr(member, method)}


def _documented(found: FilterProperty) -> tuple[str, set[str]]:
    return found.type, set(found.functions)
