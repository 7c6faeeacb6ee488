"""WAN interfaces."""

from __future__ import annotations

from unifi_sdk._core.model import Model, field, model

__all__ = ["Wan"]


@model
class Wan(Model):
    """A way to the Internet, for `NatOutbound` and IPv6 prefixes to refer to."""

    id: str = field(default="")
    name: str | None = None
    """Such as ``Internet 1``."""
