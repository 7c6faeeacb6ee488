"""What firewall policies can be filtered by."""

from __future__ import annotations

from typing import Final

from unifi_sdk.network.filters.grammar import Choice, Text, write_text, write_uuid
from unifi_sdk.network.models.firewall_policies import FirewallPolicy

__all__ = ["FirewallPolicyFilter"]


class FirewallPolicyFilter:
    """What firewall policies can be filtered by."""

    id: Final = Choice[FirewallPolicy, str]("id", write_uuid)
    name: Final = Text[FirewallPolicy]("name", write_text)
    source_zone_id: Final = Choice[FirewallPolicy, str]("source.zoneId", write_uuid)
    destination_zone_id: Final = Choice[FirewallPolicy, str]("destination.zoneId", write_uuid)
    metadata_origin: Final = Choice[FirewallPolicy, str]("metadata.origin", write_text)
    """An `Origin`."""
