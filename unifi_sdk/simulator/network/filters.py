"""The filter language of the Network API: parse an expression against a table of properties, get a predicate."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from enum import Enum
from typing import Any, Generic, NamedTuple, TypeVar

import attrs

__all__ = ["FilterError", "FilterType", "Predicate", "Property", "compile_filter"]

T = TypeVar("T")

Predicate = Callable[[T, float], bool]
"""Whether an item matches, given the time (unix seconds) at which its state is looked at."""

_MAX_DEPTH = 64
_PATH = re.compile(r"[A-Za-z][A-Za-z0-9_.]*")
_QUOTED = re.compile(r"'((?:[^']|'')*)'")
_BARE = re.compile(r"[^\s,()\[\]']+")


class FilterError(Exception):
    """The expression is wrong; the text says what and where, in the vendor's style."""


class FilterType(Enum):
    """What a filterable property holds, and so how its values are written."""

    STRING = "STRING"
    INTEGER = "INTEGER"
    DECIMAL = "DECIMAL"
    TIMESTAMP = "TIMESTAMP"
    BOOLEAN = "BOOLEAN"
    UUID = "UUID"
    SET = "SET"


@attrs.frozen
class Property(Generic[T]):
    """One row of a table of filterable properties."""

    type: FilterType
    """For a set, the type of its elements."""
    functions: frozenset[str]
    """The functions that this property allows."""
    read: Callable[[T, float], object]
    """The value of an item at a time in unix seconds: `None` if it has none, unix seconds for a timestamp."""


class _Value(NamedTuple):
    type: FilterType
    value: object
    position: int


def compile_filter(text: str, properties: Mapping[str, Property[T]]) -> Predicate[T]:
    """Parse a filter expression.

    Args:
        text: For instance `and(expired.eq(true), name.like('hotel*'))`.
        properties: What may be filtered by, by its dotted name.

    Returns:
        The predicate that it stands for.

    Raises:
        FilterError: syntax, property, function, number or type of arguments are wrong.
    """
    parser = _Parser(text, properties)
    predicate = parser.expression(0)
    parser.end()
    return predicate


class _Parser(Generic[T]):
    def __init__(self, text: str, properties: Mapping[str, Property[T]]) -> None:
        self._text = text
        self._properties = properties
        self._at = 0

    def expression(self, depth: int) -> Predicate[T]:
        start = self._skip_space()
        if depth > _MAX_DEPTH:
            raise self._error("expression is nested too deeply", start)
        match = _PATH.match(self._text, start)
        if match is None:
            raise self._unexpected()
        self._at = match.end()
        if match[0] in _COMPOUND:
            return self._compound(match[0], start, depth)
        return self._condition(match[0], start)

    def end(self) -> None:
        if self._skip_space() != len(self._text):
            raise self._unexpected()

    def _compound(self, operator: str, start: int, depth: int) -> Predicate[T]:
        self._expect("(")
        parts = [self.expression(depth + 1)]
        while self._accept(","):
            parts.append(self.expression(depth + 1))
        self._expect(")")
        if (len(parts) == 1) != (operator == "not"):
            wanted = "1 expression" if operator == "not" else "2 or more expressions"
            raise self._error(f"'{operator}' expects {wanted}, actual {len(parts)}", start)
        if operator == "not":
            return lambda item, now: not parts[0](item, now)
        combine = all if operator == "and" else any
        return lambda item, now: combine(part(item, now) for part in parts)

    def _condition(self, path: str, start: int) -> Predicate[T]:
        name, _, function = path.rpartition(".")
        if name not in self._properties:
            raise self._error(f"unknown filter property '{name or path}'", start)
        found = self._properties[name]
        if function not in found.functions:
            raise self._error(f"'{function}' is not allowed for '{name}'", start + len(name) + 1)
        arguments = self._arguments(function, found, start)
        read, test = found.read, _TESTS[function]
        operands = _like_pattern(arguments) if function == "like" else arguments
        if found.type is FilterType.TIMESTAMP:
            return lambda item, now: test(_milliseconds(read(item, now)), operands)
        return lambda item, now: test(read(item, now), operands)

    def _arguments(self, function: str, found: Property[T], start: int) -> list[object]:
        values: list[_Value] = []
        self._expect("(")
        if not self._accept(")"):
            values.append(self._value())
            while self._accept(","):
                values.append(self._value())
            self._expect(")")
        if function in _OVER_SETS and len(values) == 1 and values[0].type is FilterType.SET:
            inner = values[0].value
            values = inner if isinstance(inner, list) else []
        least, most = _ARGUMENT_COUNTS.get(function, (1, 1))
        if len(values) < least or (most is not None and len(values) > most):
            wanted = f"{least}" if most == least else f"{least} or more"
            raise self._error(f"'{function}' expects {wanted} arguments, actual {len(values)}", start)
        for value in values:
            if value.type is not found.type and (value.type, found.type) != (FilterType.INTEGER, FilterType.DECIMAL):
                raise self._error(f"expected {found.type.value}, actual {value.type.value}", value.position)
        return [value.value for value in values]

    def _value(self) -> _Value:
        start = self._skip_space()
        if self._accept("["):
            return _Value(FilterType.SET, self._elements(), start)
        quoted = _QUOTED.match(self._text, start)
        if quoted:
            self._at = quoted.end()
            return _Value(FilterType.STRING, quoted[1].replace("''", "'"), start)
        bare = _BARE.match(self._text, start)
        if bare is None:
            raise self._unexpected()
        for kind, pattern, convert in _LITERALS:
            if pattern.fullmatch(bare[0]):
                self._at = bare.end()
                try:
                    return _Value(kind, convert(bare[0]), start)
                except ValueError:
                    break
        raise self._error(f"invalid value '{bare[0]}'", start)

    def _elements(self) -> list[_Value]:
        elements: list[_Value] = []
        if not self._accept("]"):
            elements.append(self._value())
            while self._accept(","):
                elements.append(self._value())
            self._expect("]")
        return elements

    def _skip_space(self) -> int:
        while self._at < len(self._text) and self._text[self._at].isspace():
            self._at += 1
        return self._at

    def _accept(self, character: str) -> bool:
        start = self._skip_space()
        if self._text[start : start + 1] != character:
            return False
        self._at = start + 1
        return True

    def _expect(self, character: str) -> None:
        if not self._accept(character):
            raise self._unexpected()

    def _unexpected(self) -> FilterError:
        start = self._skip_space()
        what = f"unexpected '{self._text[start]}'" if start < len(self._text) else "unexpected end of input"
        return self._error(what, start)

    def _error(self, what: str, position: int) -> FilterError:
        line = self._text.count("\n", 0, position) + 1
        column = position - (self._text.rfind("\n", 0, position) + 1) + 1
        return FilterError(f"failed to parse filter expression: {what} at {line}:{column}")


def _date(text: str) -> int | None:
    moment = datetime.fromisoformat(text)
    return _milliseconds(moment.replace(tzinfo=moment.tzinfo or UTC).timestamp())


def _milliseconds(seconds: object) -> int | None:
    return round(seconds * 1000) if isinstance(seconds, (int, float)) else None


def _like_pattern(arguments: Sequence[object]) -> list[object]:
    """`.` is one character, `*` any number of them, and a backslash makes either stand for itself."""
    wildcards = {".": ".", "*": ".*"}
    pieces = re.findall(r"\\[.*\\]|.", str(arguments[0]), re.DOTALL)
    pattern = "".join(wildcards.get(piece) or re.escape(piece[-1]) for piece in pieces)
    return [re.compile(pattern, re.DOTALL)]


def _ordered(compare: Callable[[Any, Any], bool]) -> Callable[[object, Sequence[object]], bool]:
    return lambda value, operands: value is not None and compare(value, operands[0])


def _like(value: object, operands: Sequence[object]) -> bool:
    pattern = operands[0]
    return isinstance(value, str) and isinstance(pattern, re.Pattern) and pattern.fullmatch(value) is not None


def _members(value: object) -> frozenset[object]:
    return frozenset(value) if isinstance(value, (set, frozenset, list, tuple)) else frozenset()


_COMPOUND = frozenset({"and", "or", "not"})
_OVER_SETS = frozenset({"containsAny", "containsAll", "containsExactly"})

_ARGUMENT_COUNTS: dict[str, tuple[int, int | None]] = {
    "isNull": (0, 0),
    "isNotNull": (0, 0),
    "isEmpty": (0, 0),
    "in": (1, None),
    "notIn": (1, None),
    "containsAny": (1, None),
    "containsAll": (1, None),
    "containsExactly": (1, None),
}

_TESTS: dict[str, Callable[[object, Sequence[object]], bool]] = {
    "isNull": lambda value, operands: value is None,
    "isNotNull": lambda value, operands: value is not None,
    "eq": lambda value, operands: value is not None and value == operands[0],
    "ne": lambda value, operands: value != operands[0],
    "gt": _ordered(operator.gt),
    "ge": _ordered(operator.ge),
    "lt": _ordered(operator.lt),
    "le": _ordered(operator.le),
    "like": _like,
    "in": lambda value, operands: value in operands,
    "notIn": lambda value, operands: value not in operands,
    "isEmpty": lambda value, operands: not _members(value),
    "contains": lambda value, operands: operands[0] in _members(value),
    "containsAny": lambda value, operands: not _members(value).isdisjoint(operands),
    "containsAll": lambda value, operands: _members(value).issuperset(operands),
    "containsExactly": lambda value, operands: _members(value) == frozenset(operands),
}

_LITERALS: tuple[tuple[FilterType, re.Pattern[str], Callable[[str], object]], ...] = (
    (FilterType.BOOLEAN, re.compile(r"true|false"), lambda text: text == "true"),
    (FilterType.UUID, re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"), str.lower),
    (
        FilterType.TIMESTAMP,
        re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d))?"),
        _date,
    ),
    (FilterType.INTEGER, re.compile(r"\d+"), int),
    (FilterType.DECIMAL, re.compile(r"\d+\.\d+"), float),
)
