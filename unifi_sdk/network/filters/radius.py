"""What RADIUS profiles can be filtered by."""

from __future__ import annotations

from typing import Final

from unifi_sdk.network.filters.grammar import Choice, Text, write_text, write_uuid
from unifi_sdk.network.models.radius import RadiusProfile

__all__ = ["RadiusProfileFilter"]


class RadiusProfileFilter:
    """What RADIUS profiles can be filtered by."""

    id: Final = Choice[RadiusProfile, str]("id", write_uuid)
    name: Final = Text[RadiusProfile]("name", write_text)
    metadata_origin: Final = Choice[RadiusProfile, str]("metadata.origin", write_text)
    """An `Origin`."""
