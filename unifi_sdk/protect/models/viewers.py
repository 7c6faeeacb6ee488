"""Viewers, which show a live view on a screen."""

from __future__ import annotations

from unifi_sdk._core.model import field, model
from unifi_sdk.protect.models.devices import AdoptedDevice, ModelKey

__all__ = ["Viewer"]


@model
class Viewer(AdoptedDevice):
    """A viewer."""

    model_key: ModelKey = field(default=ModelKey.VIEWER)
    liveview: str | None = None
    """The id of the live view it shows; None while it shows none."""
    stream_limit: int | None = None
    """How many pictures it can show at once."""
