"""What countries can be filtered by."""

from __future__ import annotations

from typing import Final

from unifi_sdk.network.filters.grammar import Choice, Text, write_text
from unifi_sdk.network.models.countries import Country

__all__ = ["CountryFilter"]


class CountryFilter:
    """What countries can be filtered by."""

    code: Final = Choice[Country, str]("code", write_text)
    """Two capital letters."""
    name: Final = Text[Country]("name", write_text)
