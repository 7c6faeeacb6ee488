"""What traffic matching lists can be filtered by."""

from __future__ import annotations

from typing import Final

from unifi_sdk.network.filters.grammar import Choice, Text, write_text, write_uuid
from unifi_sdk.network.models.traffic_matching_lists import TrafficMatchingList

__all__ = ["TrafficMatchingListFilter"]


class TrafficMatchingListFilter:
    """What traffic matching lists can be filtered by."""

    id: Final = Choice[TrafficMatchingList, str]("id", write_uuid)
    name: Final = Text[TrafficMatchingList]("name", write_text)
