"""What the resources of UniFi InnerSpace have in common."""

from __future__ import annotations

from unifi_sdk._core.application import Application
from unifi_sdk._core.arguments import check_methods

__all__ = ["Resource"]


class Resource:
    """A resource of the whole application."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        check_methods(cls)

    def __init__(self, application: Application) -> None:
        self._app = application
