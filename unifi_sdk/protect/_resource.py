"""What the resources of UniFi Protect have in common."""

from __future__ import annotations

from unifi_sdk._core.application import Application

__all__ = ["Resource"]


class Resource:
    """A resource of the whole application."""

    def __init__(self, application: Application) -> None:
        self._app = application
