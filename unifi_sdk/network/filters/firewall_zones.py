"""What firewall zones can be filtered by."""

from __future__ import annotations

from typing import Final

from unifi_sdk.network.filters.grammar import Choice, NullableFlag, Text, write_flag, write_text, write_uuid
from unifi_sdk.network.models.firewall_zones import FirewallZone

__all__ = ["FirewallZoneFilter"]


class FirewallZoneFilter:
    """What firewall zones can be filtered by."""

    id: Final = Choice[FirewallZone, str]("id", write_uuid)
    name: Final = Text[FirewallZone]("name", write_text)
    metadata_origin: Final = Choice[FirewallZone, str]("metadata.origin", write_text)
    """An `Origin`."""
    metadata_configurable: Final = NullableFlag[FirewallZone]("metadata.configurable", write_flag)
