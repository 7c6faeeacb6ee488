"""WiFi broadcasts: the WiFi networks of a site, each with its name, security and radio settings."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, field, model, untrusted
from unifi_sdk.network.models.metadata import EntityMetadata
from unifi_sdk.network.models.wifi_security import WifiNetworkReference, WifiSecurity, WifiSecurityOverview
from unifi_sdk.network.models.wifi_traffic import (
    BlackoutSchedule,
    DnsAssistance,
    MdnsProxy,
    MulticastFilteringPolicy,
    WifiDeviceFilter,
    WifiFilterAction,
)

__all__ = [
    "BasicDataRates",
    "ClientFilteringPolicy",
    "DtimPeriods",
    "HandoffSuggestions",
    "HotspotConfiguration",
    "HotspotType",
    "IotOptimizedWifiBroadcast",
    "IotOptimizedWifiBroadcastOverview",
    "StandardWifiBroadcast",
    "StandardWifiBroadcastOverview",
    "WifiBroadcast",
    "WifiBroadcastOverview",
    "WifiBroadcastType",
]


class WifiBroadcastType(OpenEnum):
    """What clients a WiFi network is made for."""

    STANDARD = "STANDARD"
    IOT_OPTIMIZED = "IOT_OPTIMIZED"


class HotspotType(OpenEnum):
    """How guests come in."""

    CAPTIVE_PORTAL = "CAPTIVE_PORTAL"
    PASSPOINT = "PASSPOINT"


@model
class HotspotConfiguration(Model):
    """How guests come in."""

    type: HotspotType


@model
class BasicDataRates(Model):
    """The basic data rate of each band, in kilobits a second."""

    ghz_2_4: int | None = field(default=None, wire="2.4")
    ghz_5: int | None = field(default=None, wire="5")


@model
class DtimPeriods(Model):
    """How many beacons apart clients wake for multicast in each band, 1 to 255."""

    ghz_2_4: int | None = field(default=None, wire="2.4")
    """3 where `WifiBroadcast.dtim_period_2g_locked_to_3` is on."""
    ghz_5: int | None = field(default=None, wire="5")
    ghz_6: int | None = field(default=None, wire="6")


@model
class HandoffSuggestions(Model):
    """Below which signal strength a client is told of a better access point, in dBm."""

    band_5ghz_rssi_threshold: int | None = field(default=None, wire="band5GHzRssiThreshold")
    """None for off in this band."""
    band_6ghz_rssi_threshold: int | None = field(default=None, wire="band6GHzRssiThreshold")
    """None for off in this band."""


@model
class ClientFilteringPolicy(Model):
    """Which clients may connect, by their MAC addresses."""

    action: WifiFilterAction
    mac_address_filter: tuple[str, ...]
    """Up to 512."""


@model(tag="type")
class WifiBroadcastOverview(Model):
    """A WiFi network as lists tell it; a kind that the SDK doesn't know is of this class.

    `WifiBroadcasts.get` tells the rest, which a replacement needs.
    """

    type: WifiBroadcastType
    id: str = field(default="", read_only=True)
    name: str = untrusted()
    """The SSID."""
    enabled: bool | None = None
    network: WifiNetworkReference | None = None
    security_configuration: WifiSecurityOverview | None = None
    broadcasting_device_filter: WifiDeviceFilter | None = None
    """None for every access point."""
    metadata: EntityMetadata | None = field(default=None, read_only=True)


@model
class StandardWifiBroadcastOverview(WifiBroadcastOverview):
    """A WiFi network for everything."""

    type: WifiBroadcastType = WifiBroadcastType.STANDARD
    broadcasting_frequencies_ghz: tuple[float | str, ...] | None = field(
        default=None, wire="broadcastingFrequenciesGHz"
    )
    """The bands: 2.4, 5 and 6; as text when UniFi Network is older than 10.1.68."""
    hotspot_configuration: HotspotConfiguration | None = None
    """None for a network without guests."""


@model
class IotOptimizedWifiBroadcastOverview(WifiBroadcastOverview):
    """A WiFi network for simple devices."""

    type: WifiBroadcastType = WifiBroadcastType.IOT_OPTIMIZED


@model(tag="type")
class WifiBroadcast(Model):
    """A WiFi network; a kind that the SDK doesn't know is of this class.

    What is None when a broadcast is written is off, or for every access point.
    """

    type: WifiBroadcastType
    id: str = field(default="", read_only=True)
    name: str = untrusted()
    """The SSID, 1 to 32 bytes."""
    enabled: bool
    network: WifiNetworkReference | None = None
    """None where the passphrases of WPA2 lead to networks of their own."""
    security_configuration: WifiSecurity
    broadcasting_device_filter: WifiDeviceFilter | None = None
    """None for every access point."""
    mdns_proxy_configuration: MdnsProxy | None = None
    multicast_filtering_policy: MulticastFilteringPolicy | None = None
    multicast_to_unicast_conversion_enabled: bool = False
    client_isolation_enabled: bool = False
    hide_name: bool = False
    uapsd_enabled: bool = False
    """Power save without a schedule."""
    channel_2g_locked_to_6: bool | None = field(default=None, wire="channel2gLockedTo6")
    """Access points use channel 6 in 2.4 GHz; a new broadcast must say it since UniFi Network 10.4.46."""
    dtim_period_2g_locked_to_3: bool | None = field(default=None, wire="dtimPeriod2gLockedTo3")
    """Clients in 2.4 GHz wake at every third beacon; a new broadcast must say it since UniFi Network 10.4.46."""
    basic_data_rate_kbps_by_frequency_ghz: BasicDataRates | None = field(
        default=None, wire="basicDataRateKbpsByFrequencyGHz"
    )
    client_filtering_policy: ClientFilteringPolicy | None = None
    blackout_schedule_configuration: BlackoutSchedule | None = None
    metadata: EntityMetadata | None = field(default=None, read_only=True)


@model
class StandardWifiBroadcast(WifiBroadcast):
    """A WiFi network for everything."""

    type: WifiBroadcastType = WifiBroadcastType.STANDARD
    broadcasting_frequencies_ghz: tuple[float | str, ...] | None = field(
        default=None, wire="broadcastingFrequenciesGHz"
    )
    """The bands: 2.4, 5 and 6, at least one; as text when UniFi Network is older than 10.1.68."""
    hotspot_configuration: HotspotConfiguration | None = None
    """None for a network without guests."""
    mlo_enabled: bool | None = None
    """WiFi 7 over several bands at once."""
    band_steering_enabled: bool | None = None
    arp_proxy_enabled: bool = False
    bss_transition_enabled: bool = False
    advertise_device_name: bool | None = None
    """Access points tell their names; a new broadcast must say it since UniFi Network 10.1.68."""
    dtim_period_by_frequency_ghz_override: DtimPeriods | None = field(
        default=None, wire="dtimPeriodByFrequencyGHzOverride"
    )
    dns_assistance_configuration: DnsAssistance | None = None
    handoff_suggestions_configuration: HandoffSuggestions | None = None
    """None for off."""


@model
class IotOptimizedWifiBroadcast(WifiBroadcast):
    """A WiFi network for simple devices."""

    type: WifiBroadcastType = WifiBroadcastType.IOT_OPTIMIZED
