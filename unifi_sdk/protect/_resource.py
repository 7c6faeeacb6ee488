"""What the resources of UniFi Protect have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from unifi_sdk._core.application import Application
from unifi_sdk._core.arguments import check_methods
from unifi_sdk._core.found import the_one as found_one
from unifi_sdk._core.model import Unset
from unifi_sdk._core.resent import gone_if_resent
from unifi_sdk.errors import ConfigurationError

__all__ = ["Resource", "gone_if_resent", "one_of", "set_value", "several", "the_one"]

T = TypeVar("T")


class Resource:
    """A resource of the whole application."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        check_methods(cls)

    def __init__(self, application: Application) -> None:
        self._app = application


def set_value(value: T | Unset) -> T | None:
    """A value for a check, None for one that is UNSET."""
    return None if isinstance(value, Unset) else value


def the_one(found: Sequence[T], what: str) -> T:
    """The only item that a search found; see `unifi_sdk._core.found.the_one`."""
    return found_one(found, what, "protect")


def several(name: str, values: Iterable[T]) -> list[T]:
    """The values of a list, which one text is not.

    Raises:
        ConfigurationError: it is one text.
    """
    if isinstance(values, str):
        raise ConfigurationError(f"{name} must be a list, not one text")
    return list(values)


def one_of(allowed: tuple[int, ...], **arguments: int | None) -> None:
    """Refuse numbers that are none of those allowed; None is no number.

    Raises:
        ConfigurationError: naming the argument.
    """
    for name, value in arguments.items():
        if value is not None and (isinstance(value, bool) or value not in allowed):
            raise ConfigurationError(f"{name} must be one of {', '.join(map(str, allowed))}, not {value}")
