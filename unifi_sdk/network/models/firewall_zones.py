"""Firewall zones: groups of networks between which policies decide."""

from __future__ import annotations

from unifi_sdk._core.model import Model, field, model
from unifi_sdk.network.models.metadata import EntityMetadata

__all__ = ["FirewallZone"]


@model
class FirewallZone(Model):
    """A zone.

    Of a zone of the console's own only the networks can be changed, and only when `EntityMetadata.configurable` says so.
    """

    id: str = field(default="", read_only=True)
    name: str
    network_ids: tuple[str, ...]
    """May be empty."""
    metadata: EntityMetadata | None = field(default=None, read_only=True)
