"""Networks of a site, and what uses them; their addresses stand in `unifi_sdk.network.models.addressing`."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, field, model
from unifi_sdk.network.models.addressing import DhcpGuarding, Ipv4Configuration, Ipv6Configuration
from unifi_sdk.network.models.metadata import EntityMetadata

__all__ = [
    "GatewayNetwork",
    "GatewayNetworkOverview",
    "Network",
    "NetworkManagement",
    "NetworkOverview",
    "NetworkReference",
    "NetworkReferences",
    "NetworkUse",
    "NetworkUser",
    "SwitchNetwork",
    "SwitchNetworkOverview",
    "UnmanagedNetwork",
    "UnmanagedNetworkOverview",
]


class NetworkManagement(OpenEnum):
    """Who routes a network and gives out its addresses."""

    UNMANAGED = "UNMANAGED"
    """Nobody here: a VLAN and nothing more."""
    GATEWAY = "GATEWAY"
    SWITCH = "SWITCH"


class NetworkUser(OpenEnum):
    """A kind of thing that uses networks."""

    CLIENT = "CLIENT"
    DEVICE = "DEVICE"
    STATIC_ROUTE = "STATIC_ROUTE"
    OSPF_ROUTE = "OSPF_ROUTE"
    NEXT_AI = "NEXT_AI"
    WIFI = "WIFI"
    NAT_RULE = "NAT_RULE"
    SD_WAN = "SD_WAN"


@model
class _AnyNetwork(Model):
    """What lists and single networks both tell."""

    management: NetworkManagement
    id: str = field(default="", read_only=True)
    name: str
    enabled: bool | None = None
    """Consoles ask for it when a network is written."""
    vlan_id: int | None = None
    """1 for the default network, from 2 for all others; consoles ask for it when a network is written."""
    metadata: EntityMetadata | None = field(default=None, read_only=True)
    default: bool | None = field(default=None, read_only=True)
    """Whether this is the site's default network; from UniFi Network 10.1 on."""


@model(tag="management")
class NetworkOverview(_AnyNetwork):
    """A network as lists have it, without its settings; it can't be written back, `Network` can."""


@model
class UnmanagedNetworkOverview(NetworkOverview):
    """A VLAN that nobody here routes."""

    management: NetworkManagement = NetworkManagement.UNMANAGED


@model
class GatewayNetworkOverview(NetworkOverview):
    """A network behind the gateway."""

    management: NetworkManagement = NetworkManagement.GATEWAY
    zone_id: str | None = None
    """Its firewall zone; None on a site without the zone-based firewall."""


@model
class SwitchNetworkOverview(NetworkOverview):
    """A network that a layer 3 switch routes."""

    management: NetworkManagement = NetworkManagement.SWITCH
    device_id: str | None = None
    """The switch."""


@model(tag="management")
class Network(_AnyNetwork):
    """A network with all its settings; a kind of management that the SDK doesn't know is of this class."""

    dhcp_guarding: DhcpGuarding | None = None
    """None lets every DHCP server through."""

    @property
    def isolation_enabled(self) -> bool | None:
        """Whether it is kept apart from all other networks; None for one that nobody here routes."""
        return None

    @property
    def cellular_backup_enabled(self) -> bool | None:
        """Whether it may use cellular data when the other WANs are down; None for one that nobody here routes."""
        return None

    @property
    def ipv4_configuration(self) -> Ipv4Configuration | None:
        """Its addresses; None for one that nobody here routes."""
        return None


@model
class UnmanagedNetwork(Network):
    """A VLAN that nobody here routes."""

    management: NetworkManagement = NetworkManagement.UNMANAGED


@model
class GatewayNetwork(Network):
    """A network behind the gateway; consoles ask for the fields that say so when it is written."""

    management: NetworkManagement = NetworkManagement.GATEWAY
    isolation_enabled: bool | None = None
    """Whether it is kept apart from all other networks; asked for."""
    cellular_backup_enabled: bool | None = None
    """Whether it may use cellular data when the other WANs are down; asked for."""
    zone_id: str | None = None
    """Its firewall zone; asked for, but on a site without the zone-based firewall."""
    internet_access_enabled: bool | None = None
    """Asked for."""
    mdns_forwarding_enabled: bool | None = None
    """Whether services are found across networks; None takes the site's own setting."""
    ipv4_configuration: Ipv4Configuration | None = None
    """Asked for."""
    ipv6_configuration: Ipv6Configuration | None = None
    """None switches IPv6 off."""


@model
class SwitchNetwork(Network):
    """A network that a layer 3 switch routes; consoles ask for all of its fields when it is written."""

    management: NetworkManagement = NetworkManagement.SWITCH
    isolation_enabled: bool | None = None
    """Whether it is kept apart from all other networks."""
    cellular_backup_enabled: bool | None = None
    """Whether it may use cellular data when the other WANs are down."""
    device_id: str | None = None
    """The switch."""
    ipv4_configuration: Ipv4Configuration | None = None


@model
class NetworkReference(Model):
    """One thing that uses a network."""

    reference_id: str | None = None
    """Its id."""


@model
class NetworkUse(Model):
    """All things of one kind that use a network."""

    resource_type: NetworkUser
    reference_count: int | None = None
    references: tuple[NetworkReference, ...] | None = None
    """Given for the kinds that this API has operations for."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the things, as far as the console tells them."""
        return tuple(one.reference_id for one in self.references or () if one.reference_id)


@model
class NetworkReferences(Model):
    """The answer to the question what uses a network."""

    reference_resources: tuple[NetworkUse, ...] = ()
