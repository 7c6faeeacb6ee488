"""Access points that stand on a plan."""

from __future__ import annotations

from unifi_sdk._core.model import Model, model

__all__ = ["PlacedAccessPoint"]


@model
class PlacedAccessPoint(Model):
    """An access point, and where it stands; one that is only planned has no MAC address."""

    id: str
    name: str | None = None
    model: str | None = None
    mac: str | None = None
    serial: str | None = None
    floor_plan_id: str | None = None
    """`FloorPlan.id`."""
    x: float | None = None
    y: float | None = None
    height: float | None = None
    azimuth: float | None = None
    mount: str | None = None
    status: str | None = None
