"""What the Protect application says about itself."""

from __future__ import annotations

from unifi_sdk._core.model import Model, model

__all__ = ["ApplicationInfo"]


@model
class ApplicationInfo(Model):
    """The Protect application."""

    application_version: str
    """Such as ``7.2.84``."""
