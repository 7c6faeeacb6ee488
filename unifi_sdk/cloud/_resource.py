"""What the resources of the cloud have in common."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from unifi_sdk._core.application import Application
from unifi_sdk._core.arguments import check_methods
from unifi_sdk._core.check import aware
from unifi_sdk._core.codec import write_iso
from unifi_sdk._core.found import the_one as found_one

__all__ = ["Resource", "moment", "the_one"]

T = TypeVar("T")


class Resource:
    """A resource of Site Manager or Mobility."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        check_methods(cls)

    def __init__(self, application: Application) -> None:
        self._app = application


def the_one(found: Sequence[T], what: str) -> T:
    """The only item that a search found; see `unifi_sdk._core.found.the_one`."""
    return found_one(found, what, "cloud")


def moment(name: str, value: datetime | None) -> str | None:
    """A time as the cloud takes it, in whole seconds.

    Args:
        name: The argument that it came from, for the error.
        value: The time.

    Raises:
        ConfigurationError: it has no time zone.
    """
    aware(**{name: value})
    return None if value is None else write_iso(value.replace(microsecond=0))
