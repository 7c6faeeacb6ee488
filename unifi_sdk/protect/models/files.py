"""Files that devices show or play."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, model

__all__ = ["AssetFile", "AssetFileType"]


class AssetFileType(OpenEnum):
    """What a file is for."""

    ANIMATIONS = "animations"
    """A picture, moving or not, for the display of doorbells."""


@model
class AssetFile(Model):
    """A file on the console."""

    name: str
    """What the console calls it, such as ``….png``; `LcdMessageInput.text` takes this."""
    id: str | None = None
    """On some versions."""
    type: AssetFileType | None = None
    original_name: str | None = None
    """What it was called when it was uploaded."""
    path: str | None = None
    """Where it lies on the console."""
    size: int | None = None
    """Bytes, on some versions."""
