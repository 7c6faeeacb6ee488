"""What the filters of firewall policies compare with: ports, networks, addresses, countries and so on."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, at_least_one, model
from unifi_sdk.network.models.traffic_matching_lists import AddressEntryType, PortEntry

__all__ = [
    "ApplicationCategoryMatch",
    "ApplicationMatch",
    "DomainMatch",
    "DomainMatchType",
    "DomainValueMatch",
    "IpAddressListMatch",
    "IpAddressMatch",
    "IpAddressMatchType",
    "IpAddressValueMatch",
    "IpEntry",
    "IpHost",
    "IpRange",
    "IpSubnet",
    "Ipv6IidMatch",
    "MacAddressMatch",
    "NetworkMatch",
    "PortListMatch",
    "PortMatch",
    "PortMatchType",
    "PortValueMatch",
    "RegionMatch",
    "SiteToSiteVpnMatch",
    "VpnServerMatch",
]


class PortMatchType(OpenEnum):
    """Where the ports stand."""

    PORTS = "PORTS"
    TRAFFIC_MATCHING_LIST = "TRAFFIC_MATCHING_LIST"


class IpAddressMatchType(OpenEnum):
    """Where the addresses stand."""

    IP_ADDRESSES = "IP_ADDRESSES"
    TRAFFIC_MATCHING_LIST = "TRAFFIC_MATCHING_LIST"


class DomainMatchType(OpenEnum):
    """Where the domains stand."""

    DOMAINS = "DOMAINS"


@model(tag="type")
class PortMatch(Model):
    """Ports; a kind that the SDK doesn't know is of this class."""

    type: PortMatchType
    match_opposite: bool = False
    """All ports but these."""


@model
class PortValueMatch(PortMatch):
    """Ports that stand in the policy."""

    type: PortMatchType = PortMatchType.PORTS
    items: tuple[PortEntry, ...]
    """At least one."""


@model
class PortListMatch(PortMatch):
    """Ports of a traffic matching list."""

    type: PortMatchType = PortMatchType.TRAFFIC_MATCHING_LIST
    traffic_matching_list_id: str


@model
class NetworkMatch(Model):
    """Networks of the site."""

    network_ids: tuple[str, ...] = at_least_one()
    """At least one."""
    match_opposite: bool = False
    """All networks but these."""


@model
class MacAddressMatch(Model):
    """MAC addresses."""

    mac_addresses: tuple[str, ...] = at_least_one()
    """At least one."""


@model(tag="type")
class IpEntry(Model):
    """One entry of IPv4 or IPv6 addresses; a kind that the SDK doesn't know is of this class."""

    type: AddressEntryType

    @property
    def value(self) -> str | None:
        """The address or subnet; None for a range."""
        return None


@model
class IpHost(IpEntry):
    """One address."""

    type: AddressEntryType = AddressEntryType.IP_ADDRESS
    value: str


@model
class IpSubnet(IpEntry):
    """A subnet."""

    type: AddressEntryType = AddressEntryType.SUBNET
    value: str
    """Such as ``192.0.2.0/24``."""


@model
class IpRange(IpEntry):
    """Neighbouring addresses."""

    type: AddressEntryType = AddressEntryType.IP_ADDRESS_RANGE
    start: str
    """The lowest."""
    stop: str
    """The highest, which belongs to the range."""


@model(tag="type")
class IpAddressMatch(Model):
    """IP addresses; a kind that the SDK doesn't know is of this class."""

    type: IpAddressMatchType
    match_opposite: bool = False
    """All addresses but these."""


@model
class IpAddressValueMatch(IpAddressMatch):
    """Addresses that stand in the policy."""

    type: IpAddressMatchType = IpAddressMatchType.IP_ADDRESSES
    items: tuple[IpEntry, ...]
    """At least one."""


@model
class IpAddressListMatch(IpAddressMatch):
    """Addresses of a traffic matching list."""

    type: IpAddressMatchType = IpAddressMatchType.TRAFFIC_MATCHING_LIST
    traffic_matching_list_id: str


@model
class Ipv6IidMatch(Model):
    """An IPv6 interface identifier."""

    ipv6_iid: str
    """An address and a mask, such as ``::1/::ffff:ffff:ffff:ffff``."""
    match_opposite: bool = False
    """All identifiers but this one."""


@model
class RegionMatch(Model):
    """Countries."""

    regions: tuple[str, ...] = at_least_one()
    """Two letters each, as ISO 3166-1 has them; at least one."""


@model
class VpnServerMatch(Model):
    """VPN servers."""

    vpn_server_ids: tuple[str, ...] = at_least_one()
    """At least one."""
    match_opposite: bool = False
    """All servers but these."""


@model
class SiteToSiteVpnMatch(Model):
    """A site-to-site VPN."""

    site_to_site_vpn_tunnel_id: str


@model(tag="type")
class DomainMatch(Model):
    """Domains; a kind that the SDK doesn't know is of this class."""

    type: DomainMatchType


@model
class DomainValueMatch(DomainMatch):
    """Domains that stand in the policy."""

    type: DomainMatchType = DomainMatchType.DOMAINS
    domains: tuple[str, ...] = at_least_one()
    """At least one."""


@model
class ApplicationMatch(Model):
    """Applications that deep packet inspection knows."""

    application_ids: tuple[int, ...]
    """1 to 100 of them."""


@model
class ApplicationCategoryMatch(Model):
    """Categories of applications that deep packet inspection knows."""

    application_category_ids: tuple[int, ...]
    """At least one."""
