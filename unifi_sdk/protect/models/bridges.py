"""Bridges, through which wireless devices are connected."""

from __future__ import annotations

from unifi_sdk._core.model import field, model
from unifi_sdk.protect.models.devices import AdoptedDevice, ModelKey

__all__ = ["Bridge"]


@model
class Bridge(AdoptedDevice):
    """A bridge."""

    model_key: ModelKey = field(default=ModelKey.BRIDGE)
    platform: str | None = None
    """Such as ``mt7621``."""
    clients: tuple[str, ...] | None = None
    """The MAC addresses of the devices it keeps a place for, as in `Device.mac`."""
    max_clients: int | None = None
    """Bridges of the first version have no such bound."""
