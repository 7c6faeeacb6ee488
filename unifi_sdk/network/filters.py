"""Filters for lists, in the grammar of UniFi Network, with each list's own properties and functions.

::

    unused = VoucherFilter.authorized_guest_count.eq(0) & ~VoucherFilter.name.starts_with("lobby")
    async for voucher in site.vouchers.list(filter=unused): ...

A property or function that a list doesn't have is a type error, and an `AttributeError` at run time; a value that the
grammar can't express is a `ConfigurationError`. Source: the "Filtering" chapter and the table in each operation.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Final, Generic, TypeVar, final

from unifi_sdk._core.check import aware
from unifi_sdk._core.codec import write_iso
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.network.models.clients import Client
from unifi_sdk.network.models.sites import Site
from unifi_sdk.network.models.vouchers import Voucher

__all__ = ["ClientFilter", "Filter", "SiteFilter", "VoucherFilter", "escape_like", "raw"]

M = TypeVar("M")
V = TypeVar("V")

_UUID: Final = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@final
class Filter(Generic[M]):
    """A condition on the items of one list; combine with ``&``, ``|`` and ``~``."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
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
        return Filter(f"and({self._text}, {other._text})")

    def __or__(self, other: Filter[M]) -> Filter[M]:
        return Filter(f"or({self._text}, {other._text})")

    def __invert__(self) -> Filter[M]:
        return Filter(f"not({self._text})")

    def __bool__(self) -> bool:
        raise TypeError("combine filters with & | ~ instead of and, or, not")


def raw(text: str) -> Filter[M]:
    """A filter in the vendor's own words, for a property that the SDK doesn't know yet.

    Args:
        text: Such as ``name.eq('lobby')``; sent as it is.

    Raises:
        ConfigurationError: it is empty.
    """
    if not text.strip():
        raise ConfigurationError("text is empty: a filter without a condition matches everything")
    return Filter(text)


def escape_like(text: str) -> str:
    r"""A text as a `like` pattern that matches just this text: ``.``, ``*`` and ``\`` get a backslash."""
    return re.sub(r"([\\.*])", r"\\\1", text)


class _Property(Generic[M, V]):
    """A property of a list's items.

    Args:
        name: Its name on the wire.
        write: From a value to its literal; raises `ConfigurationError` for one that can't be written.
    """

    def __init__(self, name: str, write: Callable[[str, V], str]) -> None:
        self._name = name
        self._write = write

    def _call(self, function: str, *values: V) -> Filter[M]:
        arguments = ", ".join(self._write(self._name, value) for value in values)
        return Filter(f"{self._name}.{function}({arguments})")


class _Nullable(_Property[M, V]):
    def is_null(self) -> Filter[M]:
        """The console has no value for it."""
        return self._call("isNull")

    def is_not_null(self) -> Filter[M]:
        """The console has a value for it."""
        return self._call("isNotNull")


class _Equal(_Property[M, V]):
    def eq(self, value: V) -> Filter[M]:
        """It equals the value."""
        return self._call("eq", value)

    def ne(self, value: V) -> Filter[M]:
        """It doesn't equal the value."""
        return self._call("ne", value)


class _OneOf(_Property[M, V]):
    def in_(self, *values: V) -> Filter[M]:
        """It is one of the values; at least one is needed."""
        return self._call("in", *self._some(values))

    def not_in(self, *values: V) -> Filter[M]:
        """It is none of the values; at least one is needed."""
        return self._call("notIn", *self._some(values))

    def _some(self, values: tuple[V, ...]) -> tuple[V, ...]:
        if not values:
            raise ConfigurationError(f"values: {self._name} needs at least one to compare with")
        return values


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
    def like(self, pattern: str) -> Filter[M]:
        r"""It matches a pattern: ``.`` is any one character, ``*`` any number of them, ``\`` escapes both.

        The comparison minds case. `escape_like` makes a pattern of a text that may hold dots.
        """
        return self._call("like", pattern)

    def starts_with(self, text: str) -> Filter[M]:
        """It begins with exactly this text."""
        return self._call("like", escape_like(text) + "*")


class _Choice(_Equal[M, V], _OneOf[M, V]):
    """Compared for equality only."""


class _NullableChoice(_Choice[M, V], _Nullable[M, V]):
    """The same, and it may be missing."""


class _Text(_Choice[M, str], _Like[M]):
    """Text with patterns."""


class _Amount(_Equal[M, V], _Ordered[M, V]):
    """A number or a time."""


class _NullableAmount(_Amount[M, V], _Nullable[M, V]):
    """The same, and it may be missing."""


class _NullableFlag(_Equal[M, bool], _Nullable[M, bool]):
    """Yes or no, or not said."""


def _write_text(name: str, value: str) -> str:
    if not isinstance(value, str):
        raise ConfigurationError(f"{name} is compared with text, not with {type(value).__name__}")
    return "'" + value.replace("'", "''") + "'"


def _write_uuid(name: str, value: str) -> str:
    if not _UUID.fullmatch(str(value)):
        raise ConfigurationError(f"{name} is compared with a UUID, 8-4-4-4-12 hexadecimal digits")
    return str(value)


def _write_integer(name: str, value: int) -> str:
    if type(value) is not int or value < 0:
        raise ConfigurationError(f"{name} is compared with a whole number from 0, the grammar has no others")
    return str(value)


def _write_flag(name: str, value: bool) -> str:
    if not isinstance(value, bool):
        raise ConfigurationError(f"{name} is compared with True or False")
    return "true" if value else "false"


def _write_time(name: str, value: date) -> str:
    if isinstance(value, datetime):
        aware(**{name: value})
    elif not isinstance(value, date):
        raise ConfigurationError(f"{name} is compared with a datetime or a date")
    return write_iso(value)


class SiteFilter:
    """What sites can be filtered by."""

    id: Final = _Choice[Site, str]("id", _write_uuid)
    internal_reference: Final = _Choice[Site, str]("internalReference", _write_text)
    name: Final = _Choice[Site, str]("name", _write_text)


class ClientFilter:
    """What connected clients can be filtered by."""

    id: Final = _Choice[Client, str]("id", _write_uuid)
    type: Final = _Choice[Client, str]("type", _write_text)
    """A `ClientType`."""
    mac_address: Final = _NullableChoice[Client, str]("macAddress", _write_text)
    """In lower case with colons."""
    ip_address: Final = _NullableChoice[Client, str]("ipAddress", _write_text)
    connected_at: Final = _NullableAmount[Client, date]("connectedAt", _write_time)
    access_type: Final = _Choice[Client, str]("access.type", _write_text)
    """A `ClientAccessType`."""
    access_authorized: Final = _NullableFlag[Client]("access.authorized", _write_flag)


class VoucherFilter:
    """What vouchers can be filtered by, in lists and in `Vouchers.delete_matching`."""

    id: Final = _Choice[Voucher, str]("id", _write_uuid)
    created_at: Final = _Amount[Voucher, date]("createdAt", _write_time)
    name: Final = _Text[Voucher]("name", _write_text)
    code: Final = _Choice[Voucher, str]("code", _write_text)
    authorized_guest_limit: Final = _NullableAmount[Voucher, int]("authorizedGuestLimit", _write_integer)
    authorized_guest_count: Final = _Amount[Voucher, int]("authorizedGuestCount", _write_integer)
    activated_at: Final = _Amount[Voucher, date]("activatedAt", _write_time)
    expires_at: Final = _Amount[Voucher, date]("expiresAt", _write_time)
    expired: Final = _Equal[Voucher, bool]("expired", _write_flag)
    time_limit_minutes: Final = _Amount[Voucher, int]("timeLimitMinutes", _write_integer)
    data_usage_limit_m_bytes: Final = _NullableAmount[Voucher, int]("dataUsageLimitMBytes", _write_integer)
    rx_rate_limit_kbps: Final = _NullableAmount[Voucher, int]("rxRateLimitKbps", _write_integer)
    tx_rate_limit_kbps: Final = _NullableAmount[Voucher, int]("txRateLimitKbps", _write_integer)
