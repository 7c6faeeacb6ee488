"""What the resources of UniFi Network have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from unifi_sdk._core.application import Application
from unifi_sdk._core.arguments import check_methods
from unifi_sdk._core.clock import Clock
from unifi_sdk._core.found import the_one as found_one
from unifi_sdk._core.resent import gone_if_resent

__all__ = ["Resource", "SiteResource", "gone_if_resent", "the_one"]

T = TypeVar("T")


class Resource:
    """A resource of the whole application."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        check_methods(cls)

    def __init__(self, application: Application) -> None:
        self._app = application


class SiteResource:
    """A resource of one site."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        check_methods(cls)

    def __init__(self, application: Application, site_id: str) -> None:
        self._app = application
        self._site_id = site_id

    @property
    def clock(self) -> Clock:
        """Tells the time and waits."""
        return self._app.transport.clock


def the_one(found: Sequence[T], what: str) -> T:
    """The only item that a search found; see `unifi_sdk._core.found.the_one`."""
    return found_one(found, what, "network")
