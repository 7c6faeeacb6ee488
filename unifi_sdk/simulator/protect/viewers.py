"""Viewers of a simulated Protect application."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk.simulator.protect.crud import Family
from unifi_sdk.simulator.protect.devices import Document, SimulatedDevice
from unifi_sdk.simulator.protect.wire import Call, Handler, invalid

__all__ = ["HANDLERS"]


def _adjust(call: Call, viewer: SimulatedDevice, changes: Document) -> None:
    liveview = changes.get("liveview")
    if liveview is not None and liveview not in call.protect.liveviews:
        raise invalid("No such liveview")


HANDLERS: Mapping[str, Handler] = Family(
    path="/v1/viewers",
    kind="viewer",
    label="viewer",
    adjust=_adjust,
    silent=frozenset({"liveview"}),
    is_listed_early=True,
).handlers()
"""By operation."""
