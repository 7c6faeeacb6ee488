"""What traffic a firewall policy is about, beside its zones: the filters of its source and its destination."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, model
from unifi_sdk.network.models.firewall_matches import (
    ApplicationCategoryMatch,
    ApplicationMatch,
    DomainMatch,
    IpAddressMatch,
    Ipv6IidMatch,
    MacAddressMatch,
    NetworkMatch,
    PortMatch,
    RegionMatch,
    SiteToSiteVpnMatch,
    VpnServerMatch,
)

__all__ = [
    "ApplicationCategoryDestination",
    "ApplicationDestination",
    "DestinationTrafficFilter",
    "DomainDestination",
    "IpAddressDestination",
    "IpAddressSource",
    "Ipv6IidDestination",
    "Ipv6IidSource",
    "MacAddressSource",
    "NetworkDestination",
    "NetworkSource",
    "PortDestination",
    "PortSource",
    "RegionDestination",
    "RegionSource",
    "SiteToSiteVpnDestination",
    "SiteToSiteVpnSource",
    "SourceTrafficFilter",
    "TrafficFilterType",
    "VpnServerDestination",
    "VpnServerSource",
]


class TrafficFilterType(OpenEnum):
    """What a filter looks at."""

    PORT = "PORT"
    NETWORK = "NETWORK"
    MAC_ADDRESS = "MAC_ADDRESS"
    """Of a source only."""
    IP_ADDRESS = "IP_ADDRESS"
    IPV6_IID = "IPV6_IID"
    REGION = "REGION"
    VPN_SERVER = "VPN_SERVER"
    SITE_TO_SITE_VPN_TUNNEL = "SITE_TO_SITE_VPN_TUNNEL"
    DOMAIN = "DOMAIN"
    """Of a destination only, like those that follow."""
    APPLICATION = "APPLICATION"
    APPLICATION_CATEGORY = "APPLICATION_CATEGORY"


@model(tag="type")
class SourceTrafficFilter(Model):
    """Where traffic comes from; a kind that the SDK doesn't know is of this class."""

    type: TrafficFilterType
    port_filter: PortMatch | None = None
    """None for every port."""


@model
class PortSource(SourceTrafficFilter):
    """From ports."""

    type: TrafficFilterType = TrafficFilterType.PORT
    port_filter: PortMatch


@model
class NetworkSource(SourceTrafficFilter):
    """From networks."""

    type: TrafficFilterType = TrafficFilterType.NETWORK
    network_filter: NetworkMatch
    mac_address_filter: str | None = None
    """And from this MAC address; None for any."""


@model
class MacAddressSource(SourceTrafficFilter):
    """From MAC addresses."""

    type: TrafficFilterType = TrafficFilterType.MAC_ADDRESS
    mac_address_filter: MacAddressMatch


@model
class IpAddressSource(SourceTrafficFilter):
    """From IP addresses."""

    type: TrafficFilterType = TrafficFilterType.IP_ADDRESS
    ip_address_filter: IpAddressMatch
    mac_address_filter: str | None = None
    """And from this MAC address; None for any."""


@model
class Ipv6IidSource(SourceTrafficFilter):
    """From an IPv6 interface identifier, whatever the prefix."""

    type: TrafficFilterType = TrafficFilterType.IPV6_IID
    ipv6_iid_filter: Ipv6IidMatch
    mac_address_filter: str | None = None
    """And from this MAC address; None for any."""


@model
class RegionSource(SourceTrafficFilter):
    """From countries."""

    type: TrafficFilterType = TrafficFilterType.REGION
    region_filter: RegionMatch


@model
class VpnServerSource(SourceTrafficFilter):
    """From the clients of VPN servers."""

    type: TrafficFilterType = TrafficFilterType.VPN_SERVER
    vpn_server_filter: VpnServerMatch


@model
class SiteToSiteVpnSource(SourceTrafficFilter):
    """From a site-to-site VPN."""

    type: TrafficFilterType = TrafficFilterType.SITE_TO_SITE_VPN_TUNNEL
    site_to_site_vpn_tunnel_filter: SiteToSiteVpnMatch


@model(tag="type")
class DestinationTrafficFilter(Model):
    """Where traffic goes; a kind that the SDK doesn't know is of this class."""

    type: TrafficFilterType
    port_filter: PortMatch | None = None
    """None for every port."""


@model
class PortDestination(DestinationTrafficFilter):
    """To ports."""

    type: TrafficFilterType = TrafficFilterType.PORT
    port_filter: PortMatch


@model
class NetworkDestination(DestinationTrafficFilter):
    """To networks."""

    type: TrafficFilterType = TrafficFilterType.NETWORK
    network_filter: NetworkMatch


@model
class IpAddressDestination(DestinationTrafficFilter):
    """To IP addresses."""

    type: TrafficFilterType = TrafficFilterType.IP_ADDRESS
    ip_address_filter: IpAddressMatch


@model
class Ipv6IidDestination(DestinationTrafficFilter):
    """To an IPv6 interface identifier, whatever the prefix."""

    type: TrafficFilterType = TrafficFilterType.IPV6_IID
    ipv6_iid_filter: Ipv6IidMatch


@model
class RegionDestination(DestinationTrafficFilter):
    """To countries."""

    type: TrafficFilterType = TrafficFilterType.REGION
    region_filter: RegionMatch


@model
class VpnServerDestination(DestinationTrafficFilter):
    """To the clients of VPN servers."""

    type: TrafficFilterType = TrafficFilterType.VPN_SERVER
    vpn_server_filter: VpnServerMatch


@model
class SiteToSiteVpnDestination(DestinationTrafficFilter):
    """To a site-to-site VPN."""

    type: TrafficFilterType = TrafficFilterType.SITE_TO_SITE_VPN_TUNNEL
    site_to_site_vpn_tunnel_filter: SiteToSiteVpnMatch


@model
class DomainDestination(DestinationTrafficFilter):
    """To domains."""

    type: TrafficFilterType = TrafficFilterType.DOMAIN
    domain_filter: DomainMatch


@model
class ApplicationDestination(DestinationTrafficFilter):
    """To applications that deep packet inspection knows."""

    type: TrafficFilterType = TrafficFilterType.APPLICATION
    application_filter: ApplicationMatch


@model
class ApplicationCategoryDestination(DestinationTrafficFilter):
    """To categories of applications that deep packet inspection knows."""

    type: TrafficFilterType = TrafficFilterType.APPLICATION_CATEGORY
    application_category_filter: ApplicationCategoryMatch
