"""Checks of arguments that can never work, made before any I/O."""

from __future__ import annotations

import math
import re
from datetime import datetime
from typing import Final

from unifi_sdk.errors import ConfigurationError

__all__ = ["at_least", "aware", "between", "encodable", "is_same_mac", "mac_address", "not_empty", "positive_seconds"]

_MAC: Final = re.compile(r"[0-9a-f]{12}")
_SEPARATORS: Final = str.maketrans("", "", ":-. ")


def not_empty(**arguments: str) -> None:
    """Refuse empty and blank texts.

    Raises:
        ConfigurationError: naming the argument.
    """
    for name, value in arguments.items():
        if not isinstance(value, str):
            raise ConfigurationError(f"{name} must be a text, not {type(value).__name__}")
        if any("\ud800" <= character <= "\udfff" for character in value):
            raise ConfigurationError(f"{name} holds half a character, which no encoding can write")
        if not value.strip():
            raise ConfigurationError(f"{name} is empty")


def encodable(**arguments: str) -> None:
    """Refuse half a character, which JSON can't hold.

    Raises:
        ConfigurationError: naming the argument, not its text.
    """
    for name, value in arguments.items():
        if any("\ud800" <= character <= "\udfff" for character in value):
            raise ConfigurationError(f"{name} holds half a character: it was read with another encoding than it has")


def at_least(minimum: int, **arguments: float | None) -> None:
    """Refuse numbers below a minimum; None is no number.

    Raises:
        ConfigurationError: naming the argument.
    """
    for name, value in arguments.items():
        _number(name, value)
        if value is not None and (isinstance(value, bool) or not value >= minimum):
            raise ConfigurationError(f"{name} must be at least {minimum}, not {value}")


def between(minimum: int, maximum: int, **arguments: int | None) -> None:
    """Refuse numbers outside a range; None is no number.

    Raises:
        ConfigurationError: naming the argument.
    """
    for name, value in arguments.items():
        _number(name, value)
        if value is not None and (isinstance(value, bool) or not minimum <= value <= maximum):
            raise ConfigurationError(f"{name} must be from {minimum} to {maximum}, not {value}")


def positive_seconds(**arguments: float | None) -> None:
    """Refuse times that are no finite number above 0; None is no time.

    Raises:
        ConfigurationError: naming the argument.
    """
    for name, value in arguments.items():
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if value is not None and not (is_number and 0 < value < math.inf):
            raise ConfigurationError(f"{name} must be a number of seconds above 0, not {value!r}")


def aware(**arguments: datetime | None) -> None:
    """Refuse datetimes without a time zone, which mean another moment on every machine.

    Raises:
        ConfigurationError: naming the argument.
    """
    for name, value in arguments.items():
        if value is not None and not isinstance(value, datetime):
            raise ConfigurationError(f"{name} must be a datetime, not {type(value).__name__}")
        if value is not None and value.tzinfo is None:
            raise ConfigurationError(f"{name} has no time zone: pass an aware datetime, such as datetime.now(UTC)")


def _number(name: str, value: object) -> None:
    if value is not None and not isinstance(value, int | float):
        raise ConfigurationError(f"{name} must be a number, not {type(value).__name__}")


def is_same_mac(one: str | None, other: str) -> bool:
    """Whether two texts are the same MAC address, whatever stands between their digits; an empty one is nobody's."""
    digits = (one or "").casefold().translate(_SEPARATORS)
    return bool(digits) and digits == other.casefold().translate(_SEPARATORS)


def mac_address(text: str, name: str = "mac") -> str:
    """A MAC address in lower case with colons, from any usual spelling.

    Args:
        text: Twelve hexadecimal digits, with colons, dashes, dots or nothing between them.
        name: The argument that it came from, for the error.

    Raises:
        ConfigurationError: it is no MAC address.
    """
    if not isinstance(text, str):
        raise ConfigurationError(f"{name} must be a text, not {type(text).__name__}")
    digits = text.strip().lower().translate(_SEPARATORS)
    if not _MAC.fullmatch(digits):
        raise ConfigurationError(f"{name} is no MAC address: it has 12 hexadecimal digits, such as aa:bb:cc:dd:ee:ff")
    return ":".join(digits[i : i + 2] for i in range(0, 12, 2))
