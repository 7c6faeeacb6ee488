"""The emergency that all doors can be put into."""

from __future__ import annotations

from unifi_sdk._core.model import Model, model

__all__ = ["EmergencyStatus"]


@model
class EmergencyStatus(Model):
    """Which emergency is in force at all doors."""

    lockdown: bool | None = None
    """Every door stays locked."""
    evacuation: bool | None = None
    """Every door stays unlocked."""
