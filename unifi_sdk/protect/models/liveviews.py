"""Live views: which cameras stand where on a screen."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, model

__all__ = ["CycleMode", "Liveview", "LiveviewInput", "LiveviewSlot", "LiveviewSlotInput"]


class CycleMode(OpenEnum):
    """What makes a slot go on to its next camera."""

    MOTION = "motion"
    TIME = "time"


@model
class LiveviewSlot(Model):
    """One place of a live view."""

    cameras: tuple[str, ...] | None = None
    """Ids; several are shown in turn."""
    cycle_mode: CycleMode | None = None
    cycle_interval: int | None = None
    """Seconds that each camera is shown."""


@model
class Liveview(Model):
    """A live view."""

    id: str
    model_key: str = "liveview"
    name: str | None = None
    is_default: bool | None = None
    """Whether viewers show it when nothing else is chosen."""
    is_global: bool | None = None
    """Whether every user sees it; those of other users alone are not listed."""
    owner: str | None = None
    """The id of a user."""
    layout: int | None = None
    """The number of slots, 1 to 26."""
    slots: tuple[LiveviewSlot, ...] | None = None


@model
class LiveviewSlotInput(Model):
    """One place of a live view that is to be."""

    cameras: tuple[str, ...]
    """Ids; several are shown in turn."""
    cycle_mode: CycleMode
    cycle_interval: int
    """Seconds that each camera is shown."""


@model
class LiveviewInput(Model):
    """A live view that is to be; the console decides by itself whose it is."""

    name: str
    is_global: bool
    """Whether every user sees it."""
    layout: int
    """The number of slots, 1 to 26."""
    slots: tuple[LiveviewSlotInput, ...]
