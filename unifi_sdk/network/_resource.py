"""What the resources of UniFi Network have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from unifi_sdk._core.application import Application
from unifi_sdk._core.clock import Clock
from unifi_sdk._core.resent import gone_if_resent
from unifi_sdk.errors import ConflictError, NotFoundError

__all__ = ["Resource", "SiteResource", "gone_if_resent", "the_one"]

T = TypeVar("T")


class Resource:
    """A resource of the whole application."""

    def __init__(self, application: Application) -> None:
        self._app = application


class SiteResource:
    """A resource of one site."""

    def __init__(self, application: Application, site_id: str) -> None:
        self._app = application
        self._site_id = site_id

    @property
    def clock(self) -> Clock:
        """Tells the time and waits."""
        return self._app.transport.clock


def the_one(found: Sequence[T], what: str) -> T:
    """The only item that a search found.

    Args:
        found: All that it found.
        what: What was looked for, as the subject of a sentence in the singular: ``device is called 'Lobby'``.

    Raises:
        NotFoundError: there is none.
        ConflictError: there are several.
    """
    if not found:
        raise NotFoundError(f"no {what}", application="network")
    if len(found) > 1:
        raise ConflictError(f"more than one {what}: use an id, {len(found)} have it", application="network")
    return found[0]
