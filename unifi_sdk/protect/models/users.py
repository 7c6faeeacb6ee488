"""Users of UniFi Protect."""

from __future__ import annotations

from unifi_sdk._core.model import Model, model, untrusted

__all__ = ["User"]


@model
class User(Model):
    """A user of UniFi Protect."""

    id: str
    model_key: str = "user"
    name: str | None = untrusted(default=None)
    """First and last name."""
    first_name: str | None = untrusted(default=None)
    last_name: str | None = untrusted(default=None)
    email: str | None = untrusted(default=None)
    ucore_user_id: str | None = None
    """The `IdentityUser.id` of the same person; None for one without."""
