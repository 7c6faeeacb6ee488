"""JSON as bytes to documents and back, with orjson where it is installed."""

from __future__ import annotations

import json
from typing import Final, NoReturn, cast

from unifi_sdk._core.collector import collector_at_rest
from unifi_sdk._core.model import Json
from unifi_sdk._core.nesting import TooDeepError
from unifi_sdk.errors import ConfigurationError

try:
    import orjson
except ImportError:  # the `speed` extra is not installed
    orjson = None  # type: ignore[assignment]

__all__ = ["dumps", "loads"]

_LARGE: Final = 64 * 1024
"""Bytes of a document with so many objects that the garbage collector takes its time."""


def loads(data: bytes) -> Json:
    """Parse JSON, with orjson when it is installed.

    Raises:
        TooDeepError: it is nested too deeply to be parsed; what can be parsed may still be too deep to be decoded.
        ValueError: this is no JSON.
    """
    if orjson is not None:
        try:
            if len(data) < _LARGE:
                return cast("Json", orjson.loads(data))
            with collector_at_rest:
                return cast("Json", orjson.loads(data))
        except ValueError:  # a text that ends in the middle of a character: the standard library takes it
            pass
    try:
        return cast("Json", _JSON.decode(data.decode()))
    except RecursionError:
        pass
    raise TooDeepError


def dumps(document: object) -> bytes:
    """Write JSON as UTF-8, with orjson when it is installed, which writes null for NaN and infinity.

    Raises:
        ConfigurationError: the document holds something that JSON doesn't have.
    """
    try:
        return _write_json(document)
    except (TypeError, ValueError, RecursionError) as error:
        kind = type(error).__name__
    del document  # a traceback may show what a frame holds
    raise ConfigurationError(f"body: a value in it can't be written as JSON ({kind})")


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _write_json(document: object) -> bytes:
    if orjson is not None:
        try:
            return orjson.dumps(document)
        except TypeError:  # an integer above 64 bits, or deep nesting: the standard library can
            pass
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


_JSON: Final = json.JSONDecoder(parse_constant=_refuse_constant)
"""Made once: `json.loads` makes one for each call that has options."""
