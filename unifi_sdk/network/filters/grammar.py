"""The grammar of filters, and the kinds of properties that lists have; source: the "Filtering" chapter."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Final, Generic, TypeVar, final

from unifi_sdk._core.arguments import checked
from unifi_sdk._core.check import aware, mac_address
from unifi_sdk._core.codec import write_iso
from unifi_sdk.auth import HeaderValue
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.network._codes import NO_CODE, code_in

__all__ = [
    "Amount",
    "Choice",
    "Equal",
    "Filter",
    "Members",
    "NullableAmount",
    "NullableChoice",
    "NullableFlag",
    "NullableMembers",
    "NullableNumber",
    "NullableText",
    "Number",
    "SetOf",
    "Text",
    "Version",
    "escape_like",
    "raw",
]

M = TypeVar("M")
V = TypeVar("V")

_UUID: Final = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@final
class Filter(Generic[M]):
    """A condition on the items of one list; combine with ``&``, ``|`` and ``~``.

    Args:
        text: The condition as the console reads it.

    Raises:
        ConfigurationError: the text is empty.
    """

    __slots__ = ("_text",)

    @checked
    def __init__(self, text: str) -> None:
        if not text.strip():
            raise ConfigurationError("text is empty: a filter without a condition matches everything")
        self._text = text

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"Filter({self._text!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Filter) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __and__(self, other: Filter[M]) -> Filter[M]:
        text = _other(other)._text
        return Filter(_like_its_parts(f"and({self._text}, {text})", self._text, text))

    def __or__(self, other: Filter[M]) -> Filter[M]:
        text = _other(other)._text
        return Filter(_like_its_parts(f"or({self._text}, {text})", self._text, text))

    def __invert__(self) -> Filter[M]:
        return Filter(_like_its_parts(f"not({self._text})", self._text))

    def __bool__(self) -> bool:
        raise TypeError("combine filters with & | ~ instead of and, or, not")


def _other(value: Filter[M]) -> Filter[M]:
    if not isinstance(value, Filter):
        raise ConfigurationError(f"a filter is combined with another filter, not with {type(value).__name__}")
    return value


@checked
def raw(text: str) -> Filter[M]:
    """A filter in the vendor's own words, for a property that the SDK doesn't know yet.

    Args:
        text: Such as ``name.eq('lobby')``; sent as it is.

    Raises:
        ConfigurationError: it is empty.
    """
    return Filter(text)


@checked
def escape_like(text: str) -> str:
    r"""A text as a `like` pattern that matches just this text: ``.``, ``*`` and ``\`` get a backslash."""
    return re.sub(r"([\\.*])", r"\\\1", text)


class _Property(Generic[M, V]):
    """A property of a list's items.

    Args:
        name: Its name on the wire.
        write: From a value to its literal; raises `ConfigurationError` for one that can't be written.
        since: The version of UniFi Network that brought it, where that is known.
        until: The version that took it away.
    """

    def __init__(self, name: str, write: Callable[[str, V], str], *, since: str = "", until: str = "") -> None:
        self._name = name
        self._write = write
        self._since = since
        self._until = until

    def __str__(self) -> str:
        versions = [self._since and f"from {self._since} on", self._until and f"before {self._until}"]
        told = ", ".join(filter(None, versions))
        return f"{self._name} ({told})" if told else self._name

    def _call(self, function: str, *values: V) -> Filter[M]:
        arguments = [self._write(self._name, value) for value in values]
        return Filter(_like_its_parts(f"{self._name}.{function}({', '.join(arguments)})", *arguments))


class _Nullable(_Property[M, V]):
    def is_null(self) -> Filter[M]:
        """The console has no value for it."""
        return self._call("isNull")

    def is_not_null(self) -> Filter[M]:
        """The console has a value for it."""
        return self._call("isNotNull")


class Equal(_Property[M, V]):
    """Compared for equality with one value, such as yes or no."""

    def eq(self, value: V) -> Filter[M]:
        """It equals the value."""
        return self._call("eq", value)

    def ne(self, value: V) -> Filter[M]:
        """It doesn't equal the value."""
        return self._call("ne", value)


class _OneOf(_Property[M, V]):
    def in_(self, *values: V) -> Filter[M]:
        """It is one of the values; at least one is needed."""
        return self._call("in", *_some(self._name, values))

    def not_in(self, *values: V) -> Filter[M]:
        """It is none of the values; at least one is needed."""
        return self._call("notIn", *_some(self._name, values))


class _Ordered(_Property[M, V]):
    def gt(self, value: V) -> Filter[M]:
        """It is greater, or later."""
        return self._call("gt", value)

    def ge(self, value: V) -> Filter[M]:
        """It is at least, or not before, the value."""
        return self._call("ge", value)

    def lt(self, value: V) -> Filter[M]:
        """It is less, or earlier."""
        return self._call("lt", value)

    def le(self, value: V) -> Filter[M]:
        """It is at most, or not after, the value."""
        return self._call("le", value)


class _Like(_Property[M, str]):
    @checked
    def like(self, pattern: str) -> Filter[M]:
        r"""It matches a pattern: ``.`` is any one character, ``*`` any number of them, ``\`` escapes both.

        The comparison minds case. `escape_like` makes a pattern of a text that may hold dots.
        """
        return self._call("like", pattern)

    @checked
    def starts_with(self, text: str) -> Filter[M]:
        """It begins with exactly this text, which is not empty."""
        if not text:
            raise ConfigurationError(f"text is empty: every {self._name} begins with it")
        return self._call("like", escape_like(text) + "*")


class Choice(Equal[M, V], _OneOf[M, V]):
    """Compared for equality only."""


class NullableChoice(Choice[M, V], _Nullable[M, V]):
    """The same, and it may be missing."""


class Text(Choice[M, str], _Like[M]):
    """Text with patterns."""


class Amount(Equal[M, V], _Ordered[M, V]):
    """A number or a time."""


class NullableAmount(Amount[M, V], _Nullable[M, V]):
    """The same, and it may be missing."""


class Number(Amount[M, V], _OneOf[M, V]):
    """A number that names something, such as a VLAN or a port."""


class NullableNumber(Number[M, V], _Nullable[M, V]):
    """The same, and it may be missing."""


class NullableText(Text[M], _Nullable[M, str]):
    """Text with patterns, and it may be missing."""


class Version(NullableText[M], _Ordered[M, str]):
    """A version as text, in the console's order, and it may be missing."""


class Members(_Property[M, V]):
    """A set of values that is never asked whether it is empty."""

    def contains(self, value: V) -> Filter[M]:
        """The value is in it."""
        return self._call("contains", value)

    def contains_any(self, *values: V) -> Filter[M]:
        """At least one of the values is in it; at least one is needed."""
        return self._call("containsAny", *_some(self._name, values))

    def contains_all(self, *values: V) -> Filter[M]:
        """All of the values are in it; at least one is needed."""
        return self._call("containsAll", *_some(self._name, values))

    def contains_exactly(self, *values: V) -> Filter[M]:
        """The values are in it and nothing else; at least one is needed."""
        return self._call("containsExactly", *_some(self._name, values))


class NullableMembers(Members[M, V], _Nullable[M, V]):
    """The same, and it may be missing."""


class SetOf(Members[M, V]):
    """A set of values."""

    def is_empty(self) -> Filter[M]:
        """There is nothing in it."""
        return self._call("isEmpty")


class NullableFlag(Equal[M, bool], _Nullable[M, bool]):
    """Yes or no, or not said."""


def _like_its_parts(text: str, *parts: str) -> str:
    """A text that is hidden in what a traceback shows if one of its parts is."""
    return HeaderValue(text) if any(isinstance(part, HeaderValue) for part in parts) else text


def _some(name: str, values: tuple[V, ...]) -> tuple[V, ...]:
    if not values:
        raise ConfigurationError(f"values: {name} needs at least one to compare with")
    return values


def write_text(name: str, value: str) -> str:
    """The literal of a STRING."""
    if not isinstance(value, str):
        raise ConfigurationError(f"{name} is compared with text, not with {type(value).__name__}")
    if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
        raise ConfigurationError(f"{name} is compared with text that holds half a surrogate pair")
    return "'" + value.replace("'", "''") + "'"


def write_mac(name: str, value: str) -> str:
    """The literal of a MAC address: a STRING, as the console writes them."""
    return write_text(name, mac_address(value, name))


def write_code(name: str, value: str) -> str:
    """The literal of a voucher's code: a STRING of digits alone, as the console keeps it; hidden, for it lets guests in."""
    write_text(name, value)
    digits = code_in(value)
    if digits is None:
        raise ConfigurationError(f"{name} {NO_CODE}")
    return HeaderValue(write_text(name, digits))


def write_uuid(name: str, value: str) -> str:
    """The literal of a UUID."""
    if not _UUID.fullmatch(str(value)):
        raise ConfigurationError(f"{name} is compared with a UUID, 8-4-4-4-12 hexadecimal digits")
    return str(value)


def write_integer(name: str, value: int) -> str:
    """The literal of an INTEGER."""
    if type(value) is not int or value < 0:
        raise ConfigurationError(f"{name} is compared with a whole number from 0, the grammar has no others")
    return str(value)


def write_decimal(name: str, value: float) -> str:
    """The literal of a DECIMAL."""
    if type(value) not in (int, float) or not 0 <= value < 1e15:
        raise ConfigurationError(f"{name} is compared with a number from 0, the grammar has no others")
    return f"{value:.12f}".rstrip("0").rstrip(".")


def write_flag(name: str, value: bool) -> str:
    """The literal of a BOOLEAN."""
    if not isinstance(value, bool):
        raise ConfigurationError(f"{name} is compared with True or False")
    return "true" if value else "false"


def write_time(name: str, value: date) -> str:
    """The literal of a TIMESTAMP."""
    if isinstance(value, datetime):
        aware(**{name: value})
    elif not isinstance(value, date):
        raise ConfigurationError(f"{name} is compared with a datetime or a date")
    return write_iso(value)
