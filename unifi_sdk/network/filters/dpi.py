"""What DPI applications and categories can be filtered by."""

from __future__ import annotations

from typing import Final

from unifi_sdk.network.filters.grammar import Choice, Text, write_integer, write_text
from unifi_sdk.network.models.dpi import DpiApplication, DpiCategory

__all__ = ["DpiApplicationFilter", "DpiCategoryFilter"]


class DpiApplicationFilter:
    """What DPI applications can be filtered by."""

    id: Final = Choice[DpiApplication, int]("id", write_integer)
    name: Final = Text[DpiApplication]("name", write_text)


class DpiCategoryFilter:
    """What DPI categories can be filtered by."""

    id: Final = Choice[DpiCategory, int]("id", write_integer)
    name: Final = Text[DpiCategory]("name", write_text)
