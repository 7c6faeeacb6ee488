"""Device tags."""

from __future__ import annotations

from unifi_sdk._core.model import Model, field, model
from unifi_sdk.network.models.metadata import EntityMetadata

__all__ = ["DeviceTag"]


@model
class DeviceTag(Model):
    """A name for some devices, such as the access points that send a WiFi."""

    id: str = field(default="")
    name: str | None = None
    device_ids: tuple[str, ...] = ()
    metadata: EntityMetadata | None = None
