"""Traffic matching lists: ports and addresses under one name, for firewall policies to refer to."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, field, model

__all__ = [
    "AddressEntryType",
    "Ipv4Entry",
    "Ipv4Host",
    "Ipv4MatchingList",
    "Ipv4Range",
    "Ipv4Subnet",
    "Ipv6Entry",
    "Ipv6Host",
    "Ipv6MatchingList",
    "Ipv6Subnet",
    "PortEntry",
    "PortEntryType",
    "PortMatchingList",
    "PortRange",
    "SinglePort",
    "TrafficMatchingList",
    "TrafficMatchingListType",
]


class TrafficMatchingListType(OpenEnum):
    """What a list holds."""

    PORTS = "PORTS"
    IPV4_ADDRESSES = "IPV4_ADDRESSES"
    IPV6_ADDRESSES = "IPV6_ADDRESSES"


class PortEntryType(OpenEnum):
    """How ports are told."""

    PORT_NUMBER = "PORT_NUMBER"
    PORT_NUMBER_RANGE = "PORT_NUMBER_RANGE"


class AddressEntryType(OpenEnum):
    """How addresses are told."""

    IP_ADDRESS = "IP_ADDRESS"
    SUBNET = "SUBNET"
    IP_ADDRESS_RANGE = "IP_ADDRESS_RANGE"


@model(tag="type")
class PortEntry(Model):
    """One entry of ports; a kind that the SDK doesn't know is of this class."""

    type: PortEntryType


@model
class SinglePort(PortEntry):
    """One port."""

    type: PortEntryType = PortEntryType.PORT_NUMBER
    value: int
    """1 to 65535."""


@model
class PortRange(PortEntry):
    """Neighbouring ports."""

    type: PortEntryType = PortEntryType.PORT_NUMBER_RANGE
    start: int
    """The lowest, 1 to 65535."""
    stop: int
    """The highest, which belongs to the range."""


@model(tag="type")
class Ipv4Entry(Model):
    """One entry of IPv4 addresses; a kind that the SDK doesn't know is of this class."""

    type: AddressEntryType

    @property
    def value(self) -> str | None:
        """The address or subnet; None for a range."""
        return None


@model
class Ipv4Host(Ipv4Entry):
    """One address."""

    type: AddressEntryType = AddressEntryType.IP_ADDRESS
    value: str
    """Such as ``192.0.2.5``."""


@model
class Ipv4Subnet(Ipv4Entry):
    """A subnet."""

    type: AddressEntryType = AddressEntryType.SUBNET
    value: str
    """Such as ``192.0.2.0/24``."""


@model
class Ipv4Range(Ipv4Entry):
    """Neighbouring addresses."""

    type: AddressEntryType = AddressEntryType.IP_ADDRESS_RANGE
    start: str
    """The lowest."""
    stop: str
    """The highest, which belongs to the range."""


@model(tag="type")
class Ipv6Entry(Model):
    """One entry of IPv6 addresses; a kind that the SDK doesn't know is of this class."""

    type: AddressEntryType

    @property
    def value(self) -> str | None:
        """The address or subnet; None for a kind that the SDK doesn't know."""
        return None


@model
class Ipv6Host(Ipv6Entry):
    """One address."""

    type: AddressEntryType = AddressEntryType.IP_ADDRESS
    value: str
    """Such as ``2001:db8::5``."""


@model
class Ipv6Subnet(Ipv6Entry):
    """A subnet."""

    type: AddressEntryType = AddressEntryType.SUBNET
    value: str
    """Such as ``2001:db8:1::/64``."""


@model(tag="type")
class TrafficMatchingList(Model):
    """A named list; a kind that the SDK doesn't know is of this class."""

    type: TrafficMatchingListType
    id: str = field(default="", read_only=True)
    name: str

    @property
    def items(self) -> tuple[PortEntry | Ipv4Entry | Ipv6Entry, ...]:
        """What is in it; empty for a kind that the SDK doesn't know."""
        return ()


@model
class PortMatchingList(TrafficMatchingList):
    """A list of ports."""

    type: TrafficMatchingListType = TrafficMatchingListType.PORTS
    items: tuple[PortEntry, ...]
    """At least one."""


@model
class Ipv4MatchingList(TrafficMatchingList):
    """A list of IPv4 addresses."""

    type: TrafficMatchingListType = TrafficMatchingListType.IPV4_ADDRESSES
    items: tuple[Ipv4Entry, ...]
    """At least one."""


@model
class Ipv6MatchingList(TrafficMatchingList):
    """A list of IPv6 addresses."""

    type: TrafficMatchingListType = TrafficMatchingListType.IPV6_ADDRESSES
    items: tuple[Ipv6Entry, ...]
    """At least one."""
