"""Chimes of a simulated Protect application."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk.simulator.protect.crud import Family
from unifi_sdk.simulator.protect.devices import Document, SimulatedDevice
from unifi_sdk.simulator.protect.wire import Call, Handler

__all__ = ["HANDLERS"]


def _adjust(call: Call, chime: SimulatedDevice, changes: Document) -> None:
    ids = changes.get("cameraIds", [])
    rings = changes.get("ringSettings", [])
    named = [*ids] if isinstance(ids, list) else []
    named += [ring["cameraId"] for ring in rings] if isinstance(rings, list) else []
    call.check_cameras(named)


HANDLERS: Mapping[str, Handler] = Family(
    path="/v1/chimes", kind="chime", label="chime", adjust=_adjust, is_listed_early=True
).handlers()
"""By operation."""
