"""What sites can be filtered by."""

from __future__ import annotations

from typing import Final

from unifi_sdk.network.filters.grammar import Choice, write_text, write_uuid
from unifi_sdk.network.models.sites import Site

__all__ = ["SiteFilter"]


class SiteFilter:
    """What sites can be filtered by."""

    id: Final = Choice[Site, str]("id", write_uuid)
    internal_reference: Final = Choice[Site, str]("internalReference", write_text)
    name: Final = Choice[Site, str]("name", write_text)
