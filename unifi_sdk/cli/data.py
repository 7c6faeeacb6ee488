"""Models as plain data for JSON and tables: fields by their names, secrets masked, untrusted text fenced."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import cache
from typing import Any, Final, TypeAlias

import attrs

from unifi_sdk._core.codec import camel_case
from unifi_sdk._core.model import UNSET, Model, is_secret, is_untrusted
from unifi_sdk._core.values import write_iso
from unifi_sdk.cli.fence import Fence

__all__ = ["MASK", "Data", "Shown", "Writer"]

Data: TypeAlias = "bool | int | float | str | list[Data] | dict[str, Data] | None"

MASK: Final = "***"
_SPEAKS_OF_A_SECRET: Final = re.compile(
    r"pass(word|phrase|code)|secret|token|psk|(private|access|api|shared|auth|stream)_?key|\bpin\b|pin_?code",
    re.IGNORECASE,
)


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
        return self._write(value, untrusted=False)

    def write_json(self, value: object) -> Data:
        """The same for a JSON document of which nobody knows what guests can choose: every text may be theirs.

        Args:
            value: What was read or is to be sent.
        """
        return self._write(value, untrusted=True)

    def _write(self, value: object, *, untrusted: bool) -> Data:
        if isinstance(value, Model):
            return self._write_model(value)
        if isinstance(value, Enum):
            return self._write(value.value, untrusted=False)
        if isinstance(value, str):
            return self._fenced(value) if untrusted else value
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, datetime | date | time):
            return write_iso(value) if isinstance(value, date) else value.isoformat()
        if isinstance(value, timedelta):
            return value.total_seconds()
        if isinstance(value, Mapping):
            return {str(key): self._write_entry(str(key), inner, untrusted) for key, inner in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [self._write(inner, untrusted=untrusted) for inner in value]
        if isinstance(value, bytes | bytearray):
            return f"{len(value)} bytes"
        fields: tuple[Any, ...] = getattr(type(value), "__attrs_attrs__", ())
        if fields:
            return {a.name: self._write(getattr(value, a.name), untrusted=untrusted) for a in fields if a.repr}
        return self._fenced(str(value))

    def _write_entry(self, name: str, value: object, untrusted: bool) -> Data:
        if value is not None and not self._shown.reveal and _SPEAKS_OF_A_SECRET.search(name):
            return MASK
        return self._write(value, untrusted=untrusted)

    def _write_model(self, value: Model) -> Data:
        written: dict[str, Data] = {}
        kind: Any = type(value)
        for attribute in attrs.fields(kind):
            inner = getattr(value, attribute.name)
            if attribute.name == "extra" or inner is None or inner is UNSET:
                continue
            if is_secret(attribute) and not self._shown.reveal:
                written[attribute.name] = MASK
            else:
                written[attribute.name] = self._write(inner, untrusted=is_untrusted(attribute))
        names = _field_names(kind)
        for wire, raw in value.extra.items():
            name = names.get(wire, wire)
            if name in names and is_secret(_fields_of(kind)[name]) and raw is not None:
                written.setdefault(name, raw if self._shown.reveal else MASK)
            else:
                written.setdefault(name, self._write_entry(name, raw, untrusted=True))
        return written

    def _fenced(self, text: str) -> str:
        return self._shown.fence.wrap(text) if self._shown.fence and text else text


@cache
def _fields_of(model: Any) -> Mapping[str, attrs.Attribute[Any]]:
    """The fields of a model by their names."""
    return {attribute.name: attribute for attribute in attrs.fields(model)}


@cache
def _field_names(model: Any) -> Mapping[str, str]:
    """From what a field may be called on the wire to its name."""
    names: dict[str, str] = {}
    for attribute in attrs.fields(model):
        wire = attribute.metadata.get("wire")
        names.update({attribute.name: attribute.name, camel_case(attribute.name): attribute.name})
        if wire:
            names[wire] = attribute.name
    return names
