"""What WiFi broadcasts can be filtered by."""

from __future__ import annotations

from typing import Final

from unifi_sdk.network.filters.grammar import (
    Choice,
    Equal,
    Members,
    NullableChoice,
    Text,
    write_decimal,
    write_flag,
    write_text,
    write_uuid,
)
from unifi_sdk.network.models.wifi_broadcasts import WifiBroadcastOverview

__all__ = ["WifiBroadcastFilter"]


class WifiBroadcastFilter:
    """What WiFi broadcasts can be filtered by."""

    type: Final = Choice[WifiBroadcastOverview, str]("type", write_text)
    """A `WifiBroadcastType`."""
    id: Final = Choice[WifiBroadcastOverview, str]("id", write_uuid)
    enabled: Final = Equal[WifiBroadcastOverview, bool]("enabled", write_flag)
    name: Final = Text[WifiBroadcastOverview]("name", write_text)
    """The SSID."""
    broadcasting_frequencies_ghz: Final = Members[WifiBroadcastOverview, float](
        "broadcastingFrequenciesGHz", write_decimal
    )
    """2.4, 5 and 6."""
    metadata_origin: Final = Choice[WifiBroadcastOverview, str]("metadata.origin", write_text)
    """An `Origin`."""
    network_type: Final = NullableChoice[WifiBroadcastOverview, str]("network.type", write_text)
    """A `WifiNetworkReferenceType`."""
    network_network_id: Final = Choice[WifiBroadcastOverview, str]("network.networkId", write_uuid)
    security_configuration_type: Final = Choice[WifiBroadcastOverview, str]("securityConfiguration.type", write_text)
    """A `WifiSecurityType`."""
    broadcasting_device_filter_type: Final = NullableChoice[WifiBroadcastOverview, str](
        "broadcastingDeviceFilter.type", write_text
    )
    """A `WifiDeviceFilterType`."""
    broadcasting_device_filter_device_ids: Final = Members[WifiBroadcastOverview, str](
        "broadcastingDeviceFilter.deviceIds", write_uuid
    )
    broadcasting_device_filter_device_tag_ids: Final = Members[WifiBroadcastOverview, str](
        "broadcastingDeviceFilter.deviceTagIds", write_uuid
    )
    hotspot_configuration_type: Final = Choice[WifiBroadcastOverview, str]("hotspotConfiguration.type", write_text)
    """A `HotspotType`."""
