"""Cameras, and what a console tells about them while they work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from unifi_sdk.simulator.protect.devices import Camera

__all__ = ["make_cameras", "make_messages"]

_COUNT = 50


def make_cameras() -> dict[str, dict[str, Any]]:
    """Whole documents by id."""
    cameras = (
        Camera(id=_name(number), name=f"Camera {number}", mac=f"{number:012X}", type="UVC G5 Bullet")
        for number in range(_COUNT)
    )
    return {camera.id: camera.body() for camera in cameras}


def make_messages(count: int, ids: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """Updates in turn: a state, a number, a light, what a camera looks for, and the display of a doorbell.

    Args:
        count: How many.
        ids: The cameras; those of `make_cameras` when left out.
    """
    names = ids or [_name(number) for number in range(_COUNT)]
    return [
        {
            "type": "update",
            "item": {"id": names[number % len(names)], "modelKey": "camera", **_change(number // len(names))},
        }
        for number in range(count)
    ]


def _change(step: int) -> dict[str, Any]:
    changes: tuple[dict[str, Any], ...] = (
        {"state": ("CONNECTED", "CONNECTING", "DISCONNECTED")[step % 3]},
        {"micVolume": step % 100, "isMicEnabled": step % 2 == 0},
        {"ledSettings": {"isEnabled": step % 2 == 0}},
        {"smartDetectSettings": {"objectTypes": ["person", "vehicle"][: 1 + step % 2]}},
        {"lcdMessage": {"type": "CUSTOM_MESSAGE", "text": f"Back at {step % 24}", "resetAt": 1_767_225_600_000 + step}},
    )
    return changes[step % len(changes)]


def _name(number: int) -> str:
    return f"{number:024x}"
