"""Devices that stand on no plan yet."""

from __future__ import annotations

from unifi_sdk._core.model import Model, model

__all__ = ["UnplacedDevice"]


@model
class UnplacedDevice(Model):
    """A device that stands on no plan.

    The vendor names no field of it. These are some of an access point's, and whatever else comes is in `extra`.
    """

    id: str | None = None
    name: str | None = None
    model: str | None = None
    mac: str | None = None
    serial: str | None = None
    status: str | None = None
