"""What networks can be filtered by."""

from __future__ import annotations

from typing import Final

from unifi_sdk.network.filters.grammar import (
    Choice,
    Equal,
    NullableChoice,
    Number,
    Text,
    write_flag,
    write_integer,
    write_text,
    write_uuid,
)
from unifi_sdk.network.models.networks import NetworkOverview

__all__ = ["NetworkFilter"]


class NetworkFilter:
    """What networks can be filtered by."""

    management: Final = Choice[NetworkOverview, str]("management", write_text)
    """A `NetworkManagement`."""
    id: Final = Choice[NetworkOverview, str]("id", write_uuid)
    name: Final = Text[NetworkOverview]("name", write_text)
    enabled: Final = Equal[NetworkOverview, bool]("enabled", write_flag)
    vlan_id: Final = Number[NetworkOverview, int]("vlanId", write_integer)
    device_id: Final = NullableChoice[NetworkOverview, str]("deviceId", write_uuid)
    """The switch that routes the network."""
    metadata_origin: Final = Choice[NetworkOverview, str]("metadata.origin", write_text)
    """An `Origin`."""
