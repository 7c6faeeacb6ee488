"""What the resources of UniFi Network have in common."""

from __future__ import annotations

from unifi_sdk._core.application import Application
from unifi_sdk._core.clock import Clock

__all__ = ["Resource", "SiteResource"]


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
