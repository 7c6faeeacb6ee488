"""Controllers: the applications that a host reports."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk._core.model import Json, Model, model

__all__ = ["Controller", "IntegrationApi"]

_RUNNING = "running"


@model
class IntegrationApi(Model):
    """A documented API that an application serves."""

    name: str | None = None
    version: str | None = None
    api_docs_location: str | None = None


@model
class Controller(Model):
    """One application of a host, installed or not."""

    name: str | None = None
    """``network``, ``protect``, ``access``, ``talk``, ``connect``, ``innerspace``, and others."""
    type: str | None = None
    version: str | None = None
    version_raw: str | None = None
    state: str | None = None
    status: str | None = None
    status_message: str | None = None
    install_state: str | None = None
    is_installed: bool | None = None
    is_configured: bool | None = None
    is_running: bool | None = None
    port: int | None = None
    required: bool | None = None
    updatable: bool | None = None
    update_available: str | None = None
    update_progress: float | None = None
    release_channel: str | None = None
    ui_version: str | None = None
    swai_version: int | None = None
    features: Mapping[str, Json] | None = None
    unadopted_devices: tuple[Json, ...] = ()
    integration_apis: tuple[IntegrationApi, ...] = ()

    @property
    def runs(self) -> bool:
        """Whether it runs, by its flag or, where it has none, by its state."""
        if self.is_running is not None:
            return self.is_running
        return (self.state or self.status or "").casefold() in ("active", _RUNNING)
