"""Addresses of a network: its subnets, DHCP, IPv6 and the addresses it goes out with."""

from __future__ import annotations

from unifi_sdk._core.model import IfEmpty, Model, OpenEnum, field, model

__all__ = [
    "AutoNatOutbound",
    "DhcpConfiguration",
    "DhcpGuarding",
    "DhcpMode",
    "DhcpRelay",
    "DhcpServer",
    "Dhcpv6Configuration",
    "IpAddressRange",
    "IpAddressRangeSelector",
    "IpAddressSelector",
    "IpSelector",
    "IpSelectorType",
    "Ipv4Configuration",
    "Ipv6ClientAddressAssignment",
    "Ipv6Configuration",
    "Ipv6InterfaceType",
    "Ipv6SuffixRange",
    "NatIpAddressSelectionMode",
    "NatOutbound",
    "NatOutboundType",
    "PrefixDelegationIpv6Configuration",
    "PxeConfiguration",
    "RouterAdvertisement",
    "RouterAdvertisementPriority",
    "StaticIpv6Configuration",
    "StaticNatOutbound",
]


class DhcpMode(OpenEnum):
    """Where hosts get their addresses."""

    SERVER = "SERVER"
    """From the gateway or switch itself."""
    RELAY = "RELAY"
    """From a server elsewhere."""


class NatOutboundType(OpenEnum):
    """How the address is chosen that a network goes out with."""

    AUTO = "AUTO"
    STATIC = "STATIC"


class NatIpAddressSelectionMode(OpenEnum):
    """Which of a WAN's addresses a network goes out with."""

    MAIN = "MAIN"
    ALL = "ALL"


class IpSelectorType(OpenEnum):
    """One address, or a range of them."""

    IP_ADDRESS = "IP_ADDRESS"
    IP_ADDRESS_RANGE = "IP_ADDRESS_RANGE"


class Ipv6InterfaceType(OpenEnum):
    """Where the IPv6 prefix of a network comes from."""

    PREFIX_DELEGATION = "PREFIX_DELEGATION"
    STATIC = "STATIC"


class RouterAdvertisementPriority(OpenEnum):
    """How much hosts prefer this router."""

    LOW = "LOW"
    MEDIUM = "MEDIUM"
    HIGH = "HIGH"


@model
class IpAddressRange(Model):
    """Addresses from one to another."""

    start: str
    stop: str
    """The last one; it belongs to the range."""


@model
class PxeConfiguration(Model):
    """Where hosts boot from over the network."""

    server_ip_address: str
    filename: str


@model(tag="mode")
class DhcpConfiguration(Model):
    """Where hosts get their IPv4 addresses; a mode that the SDK doesn't know is of this class."""

    mode: DhcpMode


@model
class DhcpServer(DhcpConfiguration):
    """A DHCP server on the gateway or switch.

    Consoles ask for the range and the lease time when this is written, and on a gateway for the conflict detection too.
    """

    mode: DhcpMode = DhcpMode.SERVER
    ip_address_range: IpAddressRange | None = None
    gateway_ip_address_override: str | None = None
    """The gateway that hosts are told; the network's own when left out."""
    dns_server_ip_addresses_override: tuple[str, ...] | None = None
    """Up to 4; chosen by the console when left out."""
    lease_time_seconds: int | None = None
    domain_name: str | None = None
    ping_conflict_detection_enabled: bool | None = None
    """Whether an address is pinged before it is given away; on a gateway only, like all fields below."""
    pxe_configuration: PxeConfiguration | None = None
    ntp_server_ip_addresses: tuple[str, ...] | None = None
    """Up to 2."""
    option43_value: str | None = None
    """The address of the UniFi Network application, which devices in other networks find it by."""
    tftp_server_address: str | None = None
    """A host name, URL or address."""
    time_offset_seconds: int | None = None
    """From UTC, within a day in either direction."""
    wpad_url: str | None = None
    wins_server_ip_addresses: tuple[str, ...] | None = None
    """Up to 2."""


@model
class DhcpRelay(DhcpConfiguration):
    """DHCP servers elsewhere."""

    mode: DhcpMode = DhcpMode.RELAY
    dhcp_server_ip_addresses: tuple[str, ...] | None = field(default=None, if_empty=IfEmpty.LEFT_OUT)
    """At least one. Where a console shows a relay with none, there is no DHCP, and none is written back."""


@model
class DhcpGuarding(Model):
    """DHCP servers that are let through to hosts; answers of all others are dropped."""

    trusted_dhcp_server_ip_addresses: tuple[str, ...] = field(if_empty=IfEmpty.LEFT_OUT)
    """At least one. Where a console shows a guard that trusts none, there is none, and none is written back."""


@model(tag="type")
class IpSelector(Model):
    """Addresses to go out with; a kind that the SDK doesn't know is of this class."""

    type: IpSelectorType


@model
class IpAddressSelector(IpSelector):
    """One address."""

    type: IpSelectorType = IpSelectorType.IP_ADDRESS
    value: str


@model
class IpAddressRangeSelector(IpSelector):
    """A range of addresses."""

    type: IpSelectorType = IpSelectorType.IP_ADDRESS_RANGE
    start: str
    stop: str


@model(tag="type")
class NatOutbound(Model):
    """Which address a network goes out with over one WAN; a kind that the SDK doesn't know is of this class."""

    type: NatOutboundType
    wan_interface_id: str
    """A `Wan.id`."""


@model
class AutoNatOutbound(NatOutbound):
    """The WAN's own addresses."""

    type: NatOutboundType = NatOutboundType.AUTO
    ip_address_selection_mode: NatIpAddressSelectionMode | None = None


@model
class StaticNatOutbound(NatOutbound):
    """Addresses that are given."""

    type: NatOutboundType = NatOutboundType.STATIC
    ip_address_selectors: tuple[IpSelector, ...] | None = None
    """At least one."""


@model
class Ipv4Configuration(Model):
    """The IPv4 side of a network that a gateway or switch manages."""

    host_ip_address: str
    """The gateway's or switch's own address in the network."""
    prefix_length: int
    auto_scale_enabled: bool | None = None
    """Whether the subnet grows with the number of leases; consoles ask for it when this is written."""
    additional_host_ip_subnets: tuple[str, ...] | None = None
    """Further own addresses, each with its prefix length."""
    dhcp_configuration: DhcpConfiguration | None = None
    """None switches DHCP off."""
    nat_outbound_ip_address_configuration: tuple[NatOutbound, ...] | None = None
    """On a gateway only: one for every WAN with a static or PPPoE address, or None."""


@model
class Ipv6SuffixRange(Model):
    """The host parts of IPv6 addresses, from one to another."""

    start: str
    stop: str


@model
class Dhcpv6Configuration(Model):
    """Addresses that hosts get by DHCPv6."""

    ip_address_suffix_range: Ipv6SuffixRange
    lease_time_seconds: int


@model
class Ipv6ClientAddressAssignment(Model):
    """How hosts get their IPv6 addresses; at least one of both ways has to be on."""

    slaac_enabled: bool
    """Whether hosts make addresses for themselves."""
    dhcp_configuration: Dhcpv6Configuration | None = None
    """None switches DHCPv6 off."""


@model
class RouterAdvertisement(Model):
    """That the network announces its router."""

    priority: RouterAdvertisementPriority


@model(tag="interface_type")
class Ipv6Configuration(Model):
    """The IPv6 side of a network; a kind that the SDK doesn't know is of this class."""

    interface_type: Ipv6InterfaceType
    client_address_assignment: Ipv6ClientAddressAssignment | None = None
    """Consoles ask for it when this is written."""
    router_advertisement: RouterAdvertisement | None = None
    """None switches it off: hosts then have no default route, even with DHCPv6."""
    dns_server_ip_addresses_override: tuple[str, ...] | None = None
    """Up to 4; chosen by the console when left out."""
    additional_host_ip_subnets: tuple[str, ...] | None = None
    """Further own addresses, each with its prefix length."""


@model
class PrefixDelegationIpv6Configuration(Ipv6Configuration):
    """A prefix that comes from the provider."""

    interface_type: Ipv6InterfaceType = Ipv6InterfaceType.PREFIX_DELEGATION
    prefix_delegation_wan_interface_id: str
    """The WAN that brings it, a `Wan.id`."""


@model
class StaticIpv6Configuration(Ipv6Configuration):
    """A prefix that is given."""

    interface_type: Ipv6InterfaceType = Ipv6InterfaceType.STATIC
    host_ip_address: str
    """The gateway's own address in the network."""
    prefix_length: int
