"""RADIUS profiles."""

from __future__ import annotations

from unifi_sdk._core.model import Model, field, model
from unifi_sdk.network.models.metadata import EntityMetadata

__all__ = ["RadiusProfile"]


@model
class RadiusProfile(Model):
    """RADIUS servers under one name, for WiFi with enterprise security to refer to; servers and secrets stay hidden."""

    id: str = field(default="")
    name: str | None = None
    metadata: EntityMetadata | None = None
