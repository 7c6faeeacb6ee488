"""Models as plain data: dictionaries and lists of texts, numbers and times, with secrets masked."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol, TypeAlias, runtime_checkable

import attrs

from unifi_sdk.errors import ConfigurationError

__all__ = ["MASK", "Naming", "Plain", "PlainWriter", "Telling", "Times", "Told"]

if TYPE_CHECKING:
    Plain: TypeAlias = (
        "bool | int | float | str | bytes | date | time | timedelta | list[Plain] | dict[str, Plain] | None"
    )
    """What `to_dict` gives; a datetime is a date, too."""
else:
    Plain = object  # what hints can be read from anywhere
Naming: TypeAlias = Literal["python", "wire"]
"""What the fields of a model are called: as in Python, or as the console calls them."""
Times: TypeAlias = Literal["datetime", "iso"]
"""What becomes of times: they stay what they are, or become texts that JSON can hold."""

MASK: Final = "***"
_NAME_OF_A_SECRET: Final = re.compile(
    r"password|passwd|passphrase|passcode|secret|token|psk|cookie|rtsp|authentication_value|pin_?code"
    r"|(private|access|api|shared|auth|stream|session|encryption|wpa|ssh|syslog)_?key(?!_length)"
    r"|(^|_)(pins?|otp|headers|voucher_code)(_|$)|^x_|app_sec$"
)
"""By what names, in snake_case, secrets go where no model tells which they are."""
_SECRET_ADDRESS: Final = re.compile(r"rtsps?://|\w+://[^/\s@]*@", re.IGNORECASE)


@attrs.frozen
class Told:
    """One field of a model, and what is in it.

    Args:
        name: What it is called in Python.
        wire: What it is called on the wire.
        value: What it holds, or what the console sent in its place and could not be read.
        is_secret: Whether the value opens something.
        is_untrusted: Whether a guest may have chosen it.
        is_absent: Whether it stands for a field that was left out.
        is_raw: Whether the value is JSON as it came.
    """

    name: str
    wire: str
    value: object
    is_secret: bool
    is_untrusted: bool
    is_absent: bool
    is_raw: bool = False


@runtime_checkable
class Telling(Protocol):
    """What tells of itself field by field, as models do."""

    def _told(self) -> tuple[Sequence[Told], Mapping[str, object]]:
        """The fields, and by its name on the wire what has none."""


class PlainWriter:
    """Turns models, and what is in their fields, into plain data.

    Args:
        names: What fields are called.
        times: What becomes of times.
        reveal: Secrets as they are.
        absent: Whether fields that were left out stand there as None.

    Raises:
        ConfigurationError: an argument is none of those.
    """

    def __init__(
        self, *, names: Naming = "python", times: Times = "datetime", reveal: bool = False, absent: bool = True
    ) -> None:
        for name, value, choices in (("names", names, ("python", "wire")), ("times", times, ("datetime", "iso"))):
            if value not in choices:
                raise ConfigurationError(f"{name} must be {' or '.join(map(repr, choices))}")
        for name, switch in (("reveal", reveal), ("absent", absent)):
            if not isinstance(switch, bool):
                raise ConfigurationError(f"{name} must be True or False, not {type(switch).__name__}")
        self._by_wire = names == "wire"
        self._keeps_times = times == "datetime"
        self._reveals = reveal
        self._absent = absent

    def rows(self, items: Iterable[object]) -> list[dict[str, Plain]]:
        """One dictionary for each item; what is no model stands in one under ``value``.

        Args:
            items: Models.
        """
        return [
            self.model(item) if isinstance(item, Telling) else {"value": self.plain(item, untrusted=True)}
            for item in items
        ]

    def model(self, value: Telling) -> dict[str, Plain]:
        """A model: its fields, and beside them what it has no field for.

        Args:
            value: The model.
        """
        fields, others = value._told()
        written: dict[str, Plain] = {}
        for field in fields:
            if self._absent or not field.is_absent:
                written[field.wire if self._by_wire else field.name] = self._field(field)
        for wire, raw in others.items():
            if not (self._by_wire and wire in written):  # the field holds what of it could be read
                written[self._free_name(wire, written)] = self._entry(wire, raw, untrusted=True)
        return written

    def plain(self, value: object, *, untrusted: bool = False) -> Plain:
        """Any value of a field.

        Args:
            value: What the field holds.
            untrusted: Whether its texts are of those that guests can choose.
        """
        if isinstance(value, Telling):
            return self.model(value)
        if isinstance(value, Enum):
            return self.plain(value.value)
        if isinstance(value, str):
            return self.untrusted_text(value) if untrusted else value
        if value is None or isinstance(value, bool | int):
            return value
        if isinstance(value, float):
            return value if self._keeps_times or math.isfinite(value) else str(value)  # JSON has no number for it
        if isinstance(value, date | time | timedelta):
            return value if self._keeps_times else _iso(value)
        if isinstance(value, Mapping):
            return self._mapping(value, untrusted)
        if isinstance(value, list | tuple | set | frozenset):
            return [self.plain(inner, untrusted=untrusted) for inner in value]
        if isinstance(value, bytes | bytearray):
            return bytes(value) if self._keeps_times else f"{len(value)} bytes"
        fields: tuple[Any, ...] = getattr(type(value), "__attrs_attrs__", ())
        if fields:
            return {a.name: self.plain(getattr(value, a.name), untrusted=untrusted) for a in fields if a.repr}
        return self.untrusted_text(str(value))

    def untrusted_text(self, text: str) -> str:
        """How a text is written that a guest may have chosen."""
        return text

    def unknown_name(self, name: str) -> str:
        """How a name is written that the console gave and the SDK doesn't know."""
        return name

    def _field(self, field: Told) -> Plain:
        if field.value is not None and field.is_secret and not self._reveals:
            return MASK
        untrusted = field.is_untrusted or field.is_raw or _holds_json(field.value)
        return self.plain(field.value, untrusted=untrusted)

    def _mapping(self, value: Mapping[Any, object], untrusted: bool) -> Plain:
        written: dict[str, Plain] = {}
        for key, inner in value.items():
            name = str(key)
            written[self._free_name(name, written) if untrusted else name] = self._entry(name, inner, untrusted)
        return written

    def _entry(self, name: str, value: object, untrusted: bool) -> Plain:
        """What stands under a name that no model has."""
        if self._reveals or value is None or isinstance(value, bool):
            return self.plain(value, untrusted=untrusted)
        is_address = isinstance(value, str) and _SECRET_ADDRESS.match(value)
        if is_address or _NAME_OF_A_SECRET.search(_words(name)):
            return MASK
        return self.plain(value, untrusted=untrusted)

    def _free_name(self, name: str, taken: Mapping[str, Plain]) -> str:
        """A name unlike those that stand beside it."""
        free = self.unknown_name(name)
        while free in taken:
            free += "_"
        return free


def _iso(value: date | time | timedelta) -> Plain:
    """ISO 8601, moments in UTC with a Z and as exact as they are; seconds for a duration."""
    if isinstance(value, timedelta):
        return value.total_seconds()
    if not isinstance(value, datetime):
        return value.isoformat()
    exact = "seconds" if value.microsecond == 0 else "microseconds" if value.microsecond % 1000 else "milliseconds"
    zoned = value if value.tzinfo is None else value.astimezone(UTC)
    return zoned.isoformat(timespec=exact).replace("+00:00", "Z")


def _holds_json(value: object) -> bool:
    """Whether it is, at least in part, JSON that no model describes."""
    return isinstance(value, Mapping) or (isinstance(value, list | tuple) and any(map(_holds_json, value)))


def _words(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+", "_", name).lower()
