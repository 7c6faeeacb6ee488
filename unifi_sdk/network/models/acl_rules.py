"""ACL rules: what switches let through between the devices on them."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, at_least_one, field, model, untrusted
from unifi_sdk.network.models.metadata import EntityMetadata

__all__ = [
    "AclAction",
    "AclDeviceFilter",
    "AclDeviceFilterType",
    "AclProtocol",
    "AclRule",
    "AclRuleOrdering",
    "AclRuleType",
    "AclSwitchFilter",
    "IpAclEndpoint",
    "IpAclEndpointType",
    "Ipv4AclRule",
    "MacAclEndpoint",
    "MacAclEndpointType",
    "MacAclRule",
    "MacAddressAclEndpoint",
    "NetworkAclEndpoint",
    "PortAclEndpoint",
    "SubnetAclEndpoint",
]


class AclRuleType(OpenEnum):
    """What a rule looks at."""

    IPV4 = "IPV4"
    MAC = "MAC"


class AclAction(OpenEnum):
    """What happens to the traffic."""

    ALLOW = "ALLOW"
    BLOCK = "BLOCK"


class AclProtocol(OpenEnum):
    """A protocol above IP."""

    TCP = "TCP"
    UDP = "UDP"


class AclDeviceFilterType(OpenEnum):
    """How the switches that enforce a rule are told."""

    DEVICES = "DEVICES"


class IpAclEndpointType(OpenEnum):
    """How one side of IPv4 traffic is told."""

    IP_ADDRESSES_OR_SUBNETS = "IP_ADDRESSES_OR_SUBNETS"
    NETWORKS = "NETWORKS"
    PORTS = "PORTS"


class MacAclEndpointType(OpenEnum):
    """How one side of Ethernet traffic is told."""

    MAC_ADDRESSES = "MAC_ADDRESSES"


@model(tag="type")
class AclDeviceFilter(Model):
    """Which switches enforce a rule; a kind that the SDK doesn't know is of this class."""

    type: AclDeviceFilterType


@model
class AclSwitchFilter(AclDeviceFilter):
    """These switches and no others."""

    type: AclDeviceFilterType = AclDeviceFilterType.DEVICES
    device_ids: tuple[str, ...] = at_least_one()
    """At least one."""


@model(tag="type")
class IpAclEndpoint(Model):
    """One side of IPv4 traffic; a kind that the SDK doesn't know is of this class."""

    type: IpAclEndpointType

    @property
    def port_filter(self) -> tuple[int, ...] | None:
        """These ports; None for every port, and for a kind that the SDK doesn't know."""
        return None


@model
class SubnetAclEndpoint(IpAclEndpoint):
    """Addresses and subnets."""

    type: IpAclEndpointType = IpAclEndpointType.IP_ADDRESSES_OR_SUBNETS
    ip_addresses_or_subnets: tuple[str, ...] = at_least_one()
    """At least one; a subnet such as ``192.0.2.0/24``."""
    port_filter: tuple[int, ...] | None = None
    """These ports, 1 to 65535; None for every port."""


@model
class NetworkAclEndpoint(IpAclEndpoint):
    """Networks of the site."""

    type: IpAclEndpointType = IpAclEndpointType.NETWORKS
    network_ids: tuple[str, ...] = at_least_one()
    """At least one."""
    port_filter: tuple[int, ...] | None = None
    """These ports, 1 to 65535; None for every port."""


@model
class PortAclEndpoint(IpAclEndpoint):
    """Ports of any address."""

    type: IpAclEndpointType = IpAclEndpointType.PORTS
    port_filter: tuple[int, ...]
    """At least one, 1 to 65535."""


@model(tag="type")
class MacAclEndpoint(Model):
    """One side of Ethernet traffic; a kind that the SDK doesn't know is of this class."""

    type: MacAclEndpointType


@model
class MacAddressAclEndpoint(MacAclEndpoint):
    """MAC addresses, whole or the beginning of them."""

    type: MacAclEndpointType = MacAclEndpointType.MAC_ADDRESSES
    mac_addresses: tuple[str, ...] = at_least_one()
    """At least one."""
    prefix_length: int | None = None
    """How many leading bits count, 1 to 48; None for the whole address."""


@model(tag="type")
class AclRule(Model):
    """An ACL rule; a kind that the SDK doesn't know is of this class.

    Only rules of the origin USER_DEFINED can be changed or deleted.
    """

    type: AclRuleType
    id: str = field(default="", read_only=True)
    enabled: bool
    name: str
    description: str | None = untrusted(default=None)
    action: AclAction
    enforcing_device_filter: AclDeviceFilter | None = None
    """None for every switch of the site."""
    index: int | None = field(default=None, read_only=True)
    """A lower one goes before; `AclRules.move` changes it. Sent to UniFi Network before 10.1.68 alone, which asks for it."""
    metadata: EntityMetadata | None = field(default=None, read_only=True)

    @property
    def source_filter(self) -> IpAclEndpoint | MacAclEndpoint | None:
        """None for any source, and for a kind that the SDK doesn't know."""
        return None

    @property
    def destination_filter(self) -> IpAclEndpoint | MacAclEndpoint | None:
        """None for any destination, and for a kind that the SDK doesn't know."""
        return None


@model
class Ipv4AclRule(AclRule):
    """A rule about IPv4 traffic."""

    type: AclRuleType = AclRuleType.IPV4
    source_filter: IpAclEndpoint | None = None
    """None for any source."""
    destination_filter: IpAclEndpoint | None = None
    """None for any destination."""
    protocol_filter: tuple[AclProtocol, ...] | None = None
    """None for every protocol."""


@model
class MacAclRule(AclRule):
    """A rule about Ethernet traffic within one network."""

    type: AclRuleType = AclRuleType.MAC
    source_filter: MacAclEndpoint | None = None
    """None for any source."""
    destination_filter: MacAclEndpoint | None = None
    """None for any destination."""
    network_id_filter: str | None = None
    """The network; the console wants it for a new rule."""


@model
class AclRuleOrdering(Model):
    """In which order rules apply."""

    ordered_acl_rule_ids: tuple[str | None, ...]
    """The first goes before the others; None for a rule without an id, which some consoles have."""
