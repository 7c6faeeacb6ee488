"""Countries."""

from __future__ import annotations

from unifi_sdk._core.model import Model, model

__all__ = ["Country"]


@model
class Country(Model):
    """A country, for rules that go by region."""

    code: str
    """Two letters, ISO 3166-1 alpha-2."""
    name: str | None = None
