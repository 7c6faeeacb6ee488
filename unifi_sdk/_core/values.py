"""Single JSON values to Python and back: texts, numbers, times, enums, and the containers they come in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, TypeAlias, cast

from unifi_sdk._core.model import OpenEnum, TextForm, TimeFormat
from unifi_sdk._core.nesting import aside
from unifi_sdk.errors import ConfigurationError

__all__ = [
    "EPOCH",
    "MILLISECOND",
    "PRIMITIVES",
    "TEXTS",
    "TIMES",
    "TIME_WRITERS",
    "Decoder",
    "MismatchError",
    "decode_anything",
    "decode_bool_or_word",
    "decode_text_or_digits",
    "make_enum_decoder",
    "make_mapping_decoder",
    "make_number_decoder",
    "make_optional_list_decoder",
    "make_row_decoder",
    "make_tuple_decoder",
    "make_union_decoder",
    "make_unpadding_decoder",
    "to_utc",
    "write_iso",
]

Decoder: TypeAlias = Callable[[Any], Any]

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND: Final = timedelta(seconds=1)
MILLISECOND: Final = timedelta(milliseconds=1)
_MICROSECOND: Final = timedelta(microseconds=1)
_LARGEST_EXACT_FLOAT: Final = 2**53
_LONGEST_NUMBER: Final = 40
_BOOLEANS: Final = {"true": True, "false": False}
_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


class MismatchError(Exception):
    """A value has the wrong shape; ``path`` grows on the way out.

    Args:
        expected: What was expected.
        path: Where in the value.
        rest: What a list or map is without the entries that don't fit; None if nothing of it fits.
        is_read: Whether ``rest`` is all there was: a number that came as a text, a text that came as a number, or nothing but
            padding.
        is_nothing: Whether the value stands for none, such as an empty text for a time, of which nobody needs to hear.
    """

    def __init__(
        self,
        expected: str,
        path: str = "",
        rest: object = None,
        *,
        is_read: bool = False,
        is_nothing: bool = False,
    ) -> None:
        super().__init__(expected)
        self.expected = expected
        self.path = path
        self.rest = rest
        self.is_read = is_read
        self.is_nothing = is_nothing

    def below(self, segment: str) -> MismatchError:
        return MismatchError(self.expected, segment + self.path, is_nothing=self.is_nothing)


def _decode_str(value: Any) -> str:
    if value.__class__ is not str:
        raise MismatchError("a string")
    return value


def _decode_composed(value: Any) -> str:
    text = _decode_str(value)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _decode_int(value: Any) -> int:
    if value.__class__ is int:
        return value
    if value.__class__ is float and value.is_integer() and abs(value) <= _LARGEST_EXACT_FLOAT:
        return int(value)
    raise MismatchError("an integer")


def _decode_float(value: Any) -> float:
    if value.__class__ is float or value.__class__ is int:
        return cast("float", value)
    raise MismatchError("a number")


def _decode_bool(value: Any) -> bool:
    if value.__class__ is not bool:
        raise MismatchError("true or false")
    return value


def decode_anything(value: Any) -> Any:
    return value


def _decode_iso(value: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        moment = _decode_odd_iso(value)
    return moment if moment.tzinfo is UTC else to_utc(moment)


def to_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise MismatchError("an ISO 8601 time") from None


def _decode_odd_iso(value: Any) -> datetime:
    try:
        return datetime.fromisoformat(value.strip().upper())
    except (AttributeError, TypeError, ValueError):
        raise MismatchError("an ISO 8601 time", is_nothing=value == "") from None


def _decode_seconds(value: Any) -> datetime | None:
    if value.__class__ is bool or not isinstance(value, int | float):
        raise MismatchError("a time in unix seconds")
    return _since_epoch(value, _SECOND, "a time in unix seconds") if value else None


def _decode_milliseconds(value: Any) -> datetime:
    if value.__class__ is bool or not isinstance(value, int | float):
        raise MismatchError("a time in unix milliseconds")
    return _since_epoch(value, MILLISECOND, "a time in unix milliseconds")


def _decode_nanoseconds(value: Any) -> datetime:
    is_digits = isinstance(value, str) and len(value) < _LONGEST_NUMBER and value.isascii() and value.isdigit()
    count = int(value) if is_digits else value
    if count.__class__ is not int:
        raise MismatchError("a time in unix nanoseconds")
    return _since_epoch(count // 1000, _MICROSECOND, "a time in unix nanoseconds")


def _since_epoch(count: float, unit: timedelta, expected: str) -> datetime:
    try:
        return EPOCH + count * unit
    except (OverflowError, ValueError):  # ValueError: not a number
        raise MismatchError(expected) from None


PRIMITIVES: dict[Any, Decoder] = {
    str: _decode_str,
    int: _decode_int,
    float: _decode_float,
    bool: _decode_bool,
    object: aside,
    Any: aside,
}

TEXTS: dict[TextForm, Decoder] = {TextForm.COMPOSED: _decode_composed}

TIMES: dict[TimeFormat, Decoder] = {
    TimeFormat.ISO: _decode_iso,
    TimeFormat.SECONDS: _decode_seconds,
    TimeFormat.MILLISECONDS: _decode_milliseconds,
    TimeFormat.NANOSECONDS: _decode_nanoseconds,
}


def make_enum_decoder(enum: type[OpenEnum]) -> Decoder:
    """A text; or a number that is one of the enum's own, see `OpenEnum.of_number`."""
    known = {member.value: member for member in enum}

    def decode(value: Any) -> Any:
        if value.__class__ is int and (member := enum.of_number(value)) is not None:
            return member
        if value.__class__ is not str:
            raise MismatchError("a string")
        return known.get(value) or enum(value)

    return decode


def make_tuple_decoder(decode_item: Decoder, container: Callable[[list[Any]], Any] = tuple) -> Decoder:
    """A list, without the items that don't fit: they are told by a `MismatchError` whose ``rest`` is the others.

    Args:
        decode_item: Decodes an item.
        container: What the items come in.
    """

    def decode(value: Any) -> Any:
        if value.__class__ is not list:
            raise MismatchError("a list")
        decoded: list[Any] = []
        first: MismatchError | None = None
        for index, item in enumerate(value):
            try:
                decoded.append(decode_item(item))
            except MismatchError as mismatch:
                first = _first(first, mismatch, f"[{index}]")
                if mismatch.rest is not None:
                    decoded.append(mismatch.rest)
        if first is not None:
            raise MismatchError(
                first.expected, first.path, container(decoded) if decoded else None, is_read=first.is_read
            )
        return container(decoded)

    return decode


def make_number_decoder(decode_number: Decoder) -> Decoder:
    """A number; a text that is one in decimal notation is told by a `MismatchError` that has read it."""

    def decode(value: Any) -> Any:
        if value.__class__ is str and len(value) < _LONGEST_NUMBER and _NUMBER.fullmatch(value):
            number = decode_number(float(value) if "." in value else int(value))
            raise MismatchError("a number", rest=number, is_read=True)
        return decode_number(value)

    return decode


def decode_bool_or_word(value: Any) -> bool:
    """True or false; a text that says so is told by a `MismatchError` that has read it."""
    if value.__class__ is str and value.lower() in _BOOLEANS:
        raise MismatchError("true or false", rest=_BOOLEANS[value.lower()], is_read=True)
    return _decode_bool(value)


def decode_text_or_digits(value: Any) -> str:
    """A text; a number is told by a `MismatchError` that has read its digits."""
    if value.__class__ is int or value.__class__ is float:
        raise MismatchError("a string", rest=str(value), is_read=True)
    return _decode_str(value)


def make_unpadding_decoder(decode: Decoder) -> Decoder:
    """A list of texts without the empty ones that it is filled up with; nothing but padding is told by a `MismatchError`."""

    def unpad(value: Any) -> Any:
        if value.__class__ is not list or "" not in value:
            return decode(value)
        entries = [item for item in value if item != ""]
        if not entries:
            raise MismatchError("an entry", rest=decode(entries), is_read=True)
        return decode(entries)

    return unpad


def make_optional_list_decoder(decode: Decoder) -> Decoder:
    """A list that need not be there: nothing but padding is None."""

    def decode_optional(value: Any) -> Any:
        try:
            return decode(value)
        except MismatchError as mismatch:
            if mismatch.is_read and not mismatch.rest:
                return None
            raise

    return decode_optional


def make_row_decoder(decoders: Sequence[Decoder]) -> Decoder:
    """A list of as many entries as there are decoders, one for each; it is read whole or not at all."""

    def decode(value: Any) -> Any:
        if value.__class__ is not list or len(value) != len(decoders):
            raise MismatchError(f"a list of {len(decoders)}")
        entries: list[Any] = []
        for index, (decode_entry, entry) in enumerate(zip(decoders, value, strict=True)):
            try:
                entries.append(decode_entry(entry))
            except MismatchError as mismatch:
                if not mismatch.is_read:
                    raise MismatchError(mismatch.expected, f"[{index}]{mismatch.path}") from None
                entries.append(mismatch.rest)
        return tuple(entries)

    return decode


def make_union_decoder(decoders: Sequence[Decoder]) -> Decoder:
    """The first of several shapes that fits."""

    def decode(value: Any) -> Any:
        nearest = MismatchError("one of several shapes")
        for decode_member in decoders:
            try:
                return decode_member(value)
            except MismatchError as mismatch:
                nearest = mismatch if mismatch.rest is not None and nearest.rest is None else nearest
        raise nearest

    return decode


def make_mapping_decoder(decode_item: Decoder) -> Decoder:
    """An object whose keys may be anything, without the entries that don't fit, as for `make_tuple_decoder`."""

    def decode(value: Any) -> Any:
        if value.__class__ is not dict:
            raise MismatchError("an object")
        decoded: dict[str, Any] = {}
        first: MismatchError | None = None
        for key, item in value.items():
            try:
                decoded[key] = decode_item(item)
            except MismatchError as mismatch:
                first = _first(first, mismatch, ".*")
                if mismatch.rest is not None:
                    decoded[key] = mismatch.rest
        if first is not None:
            raise MismatchError(first.expected, first.path, decoded or None, is_read=first.is_read)
        return decoded

    return decode


def _first(first: MismatchError | None, mismatch: MismatchError, segment: str) -> MismatchError:
    """What is told of a list or map: the first entry that is lost, or the first that came in another guise."""
    if first is not None and (mismatch.is_read or not first.is_read):
        return first
    told = mismatch.below(segment)
    told.is_read = mismatch.is_read
    return told


def write_iso(value: date) -> str:
    """ISO 8601 text: a date as it is, a moment in UTC with a Z, with milliseconds where it has some.

    Raises:
        ConfigurationError: a moment has no time zone.
    """
    if not isinstance(value, datetime):
        return value.isoformat()
    _check_aware(value)
    whole = value.microsecond == 0
    text = value.astimezone(UTC).isoformat(timespec="seconds" if whole else "milliseconds")
    return text.replace("+00:00", "Z")


def _write_seconds(value: datetime | None) -> int:
    return 0 if value is None else (_check_aware(value) - EPOCH) // _SECOND


def _write_milliseconds(value: datetime) -> int:
    return round((_check_aware(value) - EPOCH) / MILLISECOND)


def _write_nanoseconds(value: datetime) -> str:
    return str((_check_aware(value) - EPOCH) // _MICROSECOND * 1000)


def _check_aware(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ConfigurationError("a time has no time zone: pass an aware datetime, such as datetime.now(UTC)")
    return value


TIME_WRITERS: dict[TimeFormat, Callable[[Any], Any]] = {
    TimeFormat.ISO: write_iso,
    TimeFormat.SECONDS: _write_seconds,
    TimeFormat.MILLISECONDS: _write_milliseconds,
    TimeFormat.NANOSECONDS: _write_nanoseconds,
}
