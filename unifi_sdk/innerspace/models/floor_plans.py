"""Floor plans, and their files."""

from __future__ import annotations

import attrs

from unifi_sdk._core.model import Model, model

__all__ = ["Asset", "FloorPlan"]


@model
class FloorPlan(Model):
    """A floor plan."""

    id: str
    name: str
    floor_number: int | None = None
    image_url: str | None = None
    ppm: float | None = None
    """How many pixels of the picture a metre is, as far as the name tells."""
    width: float | None = None
    height: float | None = None
    origin_x: float | None = None
    origin_y: float | None = None
    site_id: str | None = None


@attrs.frozen
class Asset:
    """A file of a plan.

    Args:
        content: The bytes of the file.
        content_type: Its media type.
    """

    content: bytes = attrs.field(repr=lambda content: f"<{len(content)} bytes>")
    content_type: str
