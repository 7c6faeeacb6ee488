"""What device tags can be filtered by."""

from __future__ import annotations

from typing import Final

from unifi_sdk.network.filters.grammar import Choice, Members, Text, write_text, write_uuid
from unifi_sdk.network.models.device_tags import DeviceTag

__all__ = ["DeviceTagFilter"]


class DeviceTagFilter:
    """What device tags can be filtered by."""

    id: Final = Choice[DeviceTag, str]("id", write_uuid)
    name: Final = Text[DeviceTag]("name", write_text)
    device_ids: Final = Members[DeviceTag, str]("deviceIds", write_uuid)
