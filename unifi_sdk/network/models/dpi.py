"""Applications and categories that traffic is sorted into by deep packet inspection."""

from __future__ import annotations

from unifi_sdk._core.model import Model, model

__all__ = ["DpiApplication", "DpiCategory"]


@model
class DpiApplication(Model):
    """An application that the console recognizes in traffic."""

    id: int
    name: str | None = None


@model
class DpiCategory(Model):
    """A group of such applications."""

    id: int
    name: str | None = None
