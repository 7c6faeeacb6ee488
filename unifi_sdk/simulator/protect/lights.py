"""Lights of a simulated Protect application."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk.simulator.protect.crud import Family
from unifi_sdk.simulator.protect.devices import Document, SimulatedDevice
from unifi_sdk.simulator.protect.wire import Call, Handler

__all__ = ["HANDLERS"]


def _adjust(call: Call, light: SimulatedDevice, changes: Document) -> None:
    if "isLightForceEnabled" in changes:
        changes["isLightOn"] = changes["isLightForceEnabled"]


HANDLERS: Mapping[str, Handler] = Family(
    path="/v1/lights", kind="light", label="light", adjust=_adjust, is_listed_early=True
).handlers()
"""By operation."""
