"""What VPN servers and tunnels between sites can be filtered by."""

from __future__ import annotations

from typing import Final

from unifi_sdk.network.filters.grammar import Choice, Equal, NullableChoice, Text, write_flag, write_text, write_uuid
from unifi_sdk.network.models.vpn import SiteToSiteTunnel, VpnServer

__all__ = ["SiteToSiteTunnelFilter", "VpnServerFilter"]


class VpnServerFilter:
    """What VPN servers can be filtered by."""

    type: Final = Choice[VpnServer, str]("type", write_text)
    """A `VpnServerType`."""
    id: Final = Choice[VpnServer, str]("id", write_uuid)
    name: Final = Text[VpnServer]("name", write_text)
    enabled: Final = Equal[VpnServer, bool]("enabled", write_flag)
    metadata_origin: Final = Choice[VpnServer, str]("metadata.origin", write_text)
    """An `Origin`."""


class SiteToSiteTunnelFilter:
    """What tunnels between sites can be filtered by."""

    type: Final = Choice[SiteToSiteTunnel, str]("type", write_text)
    """A `TunnelType`."""
    id: Final = Choice[SiteToSiteTunnel, str]("id", write_uuid)
    name: Final = Text[SiteToSiteTunnel]("name", write_text)
    metadata_origin: Final = Choice[SiteToSiteTunnel, str]("metadata.origin", write_text)
    """An `Origin`."""
    metadata_source: Final = NullableChoice[SiteToSiteTunnel, str]("metadata.source", write_text)
    """A `TunnelSource`."""
