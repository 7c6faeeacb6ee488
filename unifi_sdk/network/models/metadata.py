"""Where the things of a site come from, and so whether they can be changed."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, model

__all__ = ["EntityMetadata", "Origin"]


class Origin(OpenEnum):
    """Who made a thing."""

    USER_DEFINED = "USER_DEFINED"
    """An admin; only such things can be changed and deleted without limits."""
    SYSTEM_DEFINED = "SYSTEM_DEFINED"
    """The console."""
    DERIVED = "DERIVED"
    """The console, from another thing, together with which it changes and goes."""
    ORCHESTRATED = "ORCHESTRATED"
    """A manager of several consoles."""


@model
class EntityMetadata(Model):
    """Where a thing comes from; some consoles leave all of it out."""

    origin: Origin | None = None
    configurable: bool | None = None
    """Whether something can be changed about a thing of the console's own, such as the networks of a zone."""
