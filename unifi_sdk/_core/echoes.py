"""Secrets that a call sends, and that a refusal of the console may repeat: they are taken out of what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, cast

import attrs

from unifi_sdk._core.model import Model, is_secret
from unifi_sdk.auth import HeaderValue, hidden

__all__ = ["secrets_in", "without_secrets"]

_SHORTEST: Final = 4
_OPEN: Final = frozenset({str, int, float, bool, type(None), object})
"""Types of values that are no secrets and hold none; most are of these."""
_LITERAL: Final = re.compile(r"'([^']+)'")
"""What a filter compares with; consoles repeat it alone."""


def secrets_in(*values: object) -> Iterator[str]:
    """The hidden texts in what is sent, and the secret fields of models in it.

    Args:
        values: Ids, queries and bodies.
    """
    for value in values:
        kind = value.__class__
        if kind in _OPEN:
            continue
        if kind is dict:
            yield from secrets_in(*cast("dict[str, object]", value).values())
        elif isinstance(value, HeaderValue):
            yield value
            yield from map(hidden, _LITERAL.findall(value))
        elif isinstance(value, Mapping):
            yield from secrets_in(*value.values())
        elif isinstance(value, tuple | list):
            yield from secrets_in(*value)
        elif isinstance(value, Model):
            for field in attrs.fields(type(value)):
                held = getattr(value, field.name)
                if is_secret(field) and isinstance(held, str | Mapping):
                    held = hidden(held)
                yield from secrets_in(held)


def without_secrets(text: str, secrets: tuple[str, ...]) -> str:
    """A text of the console with three stars in place of each secret, in capitals or not.

    Args:
        text: What the console says.
        secrets: What was sent; one of less than 4 characters is left in, for it could be found in any text.
    """
    for secret in secrets:
        if len(secret) >= _SHORTEST:
            text = re.sub(re.escape(secret), "***", text, flags=re.IGNORECASE)
    return text
