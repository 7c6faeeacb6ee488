"""Sites."""

from __future__ import annotations

from unifi_sdk._core.model import Model, field, model

__all__ = ["Site"]


@model
class Site(Model):
    """A site of one console.

    The id of the default site is the same on every console: use console and id together as a key.
    """

    id: str = field(default="")
    """Empty when the console leaves it out, as some versions do; `NetworkClient.default_site` works all the same."""
    name: str | None = None
    internal_reference: str | None = None
    """The name in older APIs and in the captive portal's redirect, such as ``default``."""
