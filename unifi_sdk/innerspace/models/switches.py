"""Switches that stand on a plan."""

from __future__ import annotations

from unifi_sdk._core.model import Model, model

__all__ = ["PlacedSwitch"]


@model
class PlacedSwitch(Model):
    """A switch, and where it stands.

    The vendor names no field of it. These are some of an access point's, and whatever else comes is in `extra`.
    """

    id: str | None = None
    name: str | None = None
    model: str | None = None
    mac: str | None = None
    floor_plan_id: str | None = None
    """`FloorPlan.id`."""
    x: float | None = None
    y: float | None = None
    status: str | None = None
