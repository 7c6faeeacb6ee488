"""Models as plain data for JSON and tables: fields by their names, secrets masked, untrusted text fenced."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from functools import cache
from typing import Any, Final, TypeAlias

import attrs

from unifi_sdk._core.model import UNSET, Model, is_secret, is_untrusted
from unifi_sdk.cli.fence import Fence, defuse

__all__ = ["MASK", "Data", "Shown", "Writer"]

Data: TypeAlias = "bool | int | float | str | list[Data] | dict[str, Data] | None"

MASK: Final = "***"
_TOO_DEEP: Final = "(nested too deeply to be shown)"
_NAME_OF_A_SECRET: Final = re.compile(
    r"password|passwd|passphrase|passcode|secret|token|psk|cookie|rtsp|authentication_value|pin_?code"
    r"|(private|access|api|shared|auth|stream|session|encryption|wpa|ssh)_?key(?!_length)"
    r"|(^|_)(pins?|otp|headers|voucher_code)(_|$)"
)
"""By what names, in snake_case, secrets go where no model tells which they are."""
_SECRET_ADDRESS: Final = re.compile(r"rtsps?://|\w+://[^/\s@]*@", re.IGNORECASE)


@attrs.frozen
class Shown:
    """What an output may show.

    Args:
        reveal: Secrets as they are.
        fence: What goes around untrusted text; None for nothing.
    """

    reveal: bool = False
    fence: Fence | None = None


class Writer:
    """Turns what the SDK gives into plain data.

    Args:
        shown: What may be shown.
    """

    def __init__(self, shown: Shown) -> None:
        self._shown = shown

    def write(self, value: object) -> Data:
        """Plain data with everything that the value holds.

        A field that the console left out is left out; one that it sent as null is null. What a model has no field for stands
        beside its fields by the name that the console gave it.

        Args:
            value: A model, a list of them, or any value of a field.
        """
        return self._write_whole(value, untrusted=False)

    def write_json(self, value: object) -> Data:
        """The same for a JSON document of which nobody knows what guests can choose: every text may be theirs.

        Args:
            value: What was read or is to be sent.
        """
        return self._write_whole(value, untrusted=True)

    def _write_whole(self, value: object, *, untrusted: bool) -> Data:
        try:
            return self._write(value, untrusted=untrusted)
        except RecursionError:
            return _TOO_DEEP

    def _write(self, value: object, *, untrusted: bool) -> Data:
        if isinstance(value, Model):
            return self._write_model(value)
        if isinstance(value, Enum):
            return self._write(value.value, untrusted=False)
        if isinstance(value, str):
            return self._fenced(value) if untrusted else value
        if isinstance(value, float) and not math.isfinite(value):
            return str(value)  # JSON has no number for it
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, datetime):
            return _write_moment(value)
        if isinstance(value, date | time):
            return value.isoformat()
        if isinstance(value, timedelta):
            return value.total_seconds()
        if isinstance(value, Mapping):
            return self._write_mapping(value, untrusted)
        if isinstance(value, list | tuple | set | frozenset):
            return [self._write(inner, untrusted=untrusted) for inner in value]
        if isinstance(value, bytes | bytearray):
            return f"{len(value)} bytes"
        fields: tuple[Any, ...] = getattr(type(value), "__attrs_attrs__", ())
        if fields:
            return {a.name: self._write(getattr(value, a.name), untrusted=untrusted) for a in fields if a.repr}
        return self._fenced(str(value))

    def _write_mapping(self, value: Mapping[Any, object], untrusted: bool) -> Data:
        written: dict[str, Data] = {}
        for key, inner in value.items():
            name = str(key)
            written[self._free_name(name, written) if untrusted else name] = self._write_entry(name, inner, untrusted)
        return written

    def _write_entry(self, name: str, value: object, untrusted: bool) -> Data:
        """What stands under a name that no model has."""
        if self._shown.reveal or value is None or isinstance(value, bool):
            return self._write(value, untrusted=untrusted)
        is_address = isinstance(value, str) and _SECRET_ADDRESS.match(value)
        if is_address or _NAME_OF_A_SECRET.search(_snake_case(name)):
            return MASK
        return self._write(value, untrusted=untrusted)

    def _write_model(self, value: Model) -> Data:
        kind: Any = type(value)
        fields = _fields_by_wire_name(kind)
        kept, others = {}, {}
        for wire, raw in value.extra.items():
            field = fields.get(wire)
            if field is not None and getattr(value, field.name) == field.default:  # it came as null, or can't be read
                kept[field.name] = raw
            else:
                others[wire] = raw
        written: dict[str, Data] = {}
        for attribute in attrs.fields(kind):
            inner = getattr(value, attribute.name)
            if attribute.name in kept:
                written[attribute.name] = self._write_field(attribute, kept[attribute.name], untrusted=True)
            elif attribute.name != "extra" and not _is_absent(attribute, inner):
                written[attribute.name] = self._write_field(attribute, inner)
        for wire, raw in others.items():
            written[self._free_name(wire, written)] = self._write_entry(wire, raw, untrusted=True)
        return written

    def _write_field(self, attribute: attrs.Attribute[Any], value: object, *, untrusted: bool = False) -> Data:
        if value is not None and is_secret(attribute) and not self._shown.reveal:
            return MASK
        return self._write(value, untrusted=untrusted or is_untrusted(attribute) or _holds_json(value))

    def _free_name(self, name: str, taken: Mapping[str, Data]) -> str:
        """A name that the SDK doesn't know, without marks in it and unlike those that stand beside it."""
        free = defuse(name, self._shown.fence.marker) if self._shown.fence else name
        while free in taken:
            free += "_"
        return free

    def _fenced(self, text: str) -> str:
        return self._shown.fence.wrap(text) if self._shown.fence and text else text


def _write_moment(value: datetime) -> str:
    """ISO 8601 in UTC with a Z, as exact as the moment is."""
    exact = "seconds" if value.microsecond == 0 else "microseconds" if value.microsecond % 1000 else "milliseconds"
    zoned = value if value.tzinfo is None else value.astimezone(UTC)
    return zoned.isoformat(timespec=exact).replace("+00:00", "Z")


def _is_absent(attribute: attrs.Attribute[Any], value: object) -> bool:
    """Whether a value stands for one that the console left out."""
    return value is None or value is UNSET or (value == "" == attribute.default)


def _holds_json(value: object) -> bool:
    """Whether it is, at least in part, JSON that no model describes."""
    return isinstance(value, Mapping) or (isinstance(value, list | tuple) and any(map(_holds_json, value)))


def _snake_case(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+", "_", name).lower()


@cache
def _fields_by_wire_name(model: Any) -> Mapping[str, attrs.Attribute[Any]]:
    """The fields of a model by what they may be called on the wire."""
    from unifi_sdk._core.codec import camel_case

    fields = [attribute for attribute in attrs.fields(model) if attribute.name != "extra"]
    named = {attribute.name: attribute for attribute in fields}
    named |= {camel_case(attribute.name): attribute for attribute in fields}
    return named | {wire: attribute for attribute in fields if (wire := attribute.metadata.get("wire"))}
