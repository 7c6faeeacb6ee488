"""Limits: how many consoles are asked at a time, and for how long."""

from __future__ import annotations

from typing import Any

import attrs

from unifi_sdk._core.check import at_least, positive_seconds
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.retry import RetryPolicy

__all__ = ["Limits"]


def _count(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ConfigurationError(f"{attribute.name} must be a whole number, not {value!r}")
    at_least(1, **{attribute.name: value})


def _seconds(instance: object, attribute: attrs.Attribute[Any], value: Any) -> None:
    positive_seconds(**{attribute.name: value})


@attrs.frozen(kw_only=True)
class Limits:
    """How a run over a fleet is bounded.

    Args:
        consoles: At a time.
        requests: At a time for each console.
        console_seconds: For the work at one console, in each of its passes.
        seconds: For the whole run; consoles whose turn doesn't come have an error that says so. None for no end.
        retry: How often and how long a call is tried; as for `Console` when left out.

    Raises:
        ConfigurationError: a number is not positive.
    """

    consoles: int = attrs.field(default=64, validator=_count)
    requests: int = attrs.field(default=4, validator=_count)
    console_seconds: float = attrs.field(default=60.0, validator=_seconds)
    seconds: float | None = attrs.field(default=None, validator=_seconds)
    retry: RetryPolicy | None = None
