"""User groups."""

from __future__ import annotations

from unifi_sdk._core.model import Model, model

__all__ = ["UserGroup"]


@model
class UserGroup(Model):
    """A group of users, which can stand in another group."""

    id: str = ""
    name: str | None = None
    full_name: str | None = None
    up_id: str | None = None
    """The group that it stands in; empty at the top."""
    up_ids: tuple[str, ...] = ()
    """All groups that it stands in."""
