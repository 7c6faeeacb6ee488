"""Which IP versions and protocols a firewall policy is about."""

from __future__ import annotations

from unifi_sdk._core.arguments import checked
from unifi_sdk._core.model import Model, OpenEnum, model

__all__ = [
    "IcmpProtocol",
    "IcmpType",
    "Icmpv6Protocol",
    "Icmpv6Type",
    "IpProtocolScope",
    "IpVersion",
    "NamedProtocol",
    "NamedProtocolMatch",
    "PresetName",
    "PresetProtocolMatch",
    "ProtocolMatch",
    "ProtocolMatchType",
    "ProtocolName",
    "ProtocolNumberMatch",
    "ProtocolPreset",
]


class IpVersion(OpenEnum):
    """A version of IP, or both."""

    IPV4 = "IPV4"
    IPV6 = "IPV6"
    IPV4_AND_IPV6 = "IPV4_AND_IPV6"


class ProtocolMatchType(OpenEnum):
    """How a protocol is told."""

    NAMED_PROTOCOL = "NAMED_PROTOCOL"
    PROTOCOL_NUMBER = "PROTOCOL_NUMBER"
    PRESET = "PRESET"


class PresetName(OpenEnum):
    """Protocols that often go together."""

    TCP_UDP = "TCP_UDP"


class ProtocolName(OpenEnum):
    """A protocol, as it is named to the console; which of them an IP version has, the console decides."""

    AH = "AH"
    AX_25 = "AX_25"
    DCCP = "DCCP"
    DDP = "DDP"
    EGP = "EGP"
    EIGRP = "EIGRP"
    ENCAP = "ENCAP"
    ESP = "ESP"
    ETHERIP = "ETHERIP"
    FC = "FC"
    GGP = "GGP"
    GRE = "GRE"
    HIP = "HIP"
    HMP = "HMP"
    ICMP = "ICMP"
    ICMPV6 = "ICMPV6"
    IDPR_CMTP = "IDPR_CMTP"
    IDRP = "IDRP"
    IGMP = "IGMP"
    IGP = "IGP"
    IP = "IP"
    IPCOMP = "IPCOMP"
    IPENCAP = "IPENCAP"
    IPIP = "IPIP"
    IPV6 = "IPV6"
    IPV6_FRAG = "IPV6_FRAG"
    IPV6_NONXT = "IPV6_NONXT"
    IPV6_OPTS = "IPV6_OPTS"
    IPV6_ROUTE = "IPV6_ROUTE"
    ISIS = "ISIS"
    ISO_TP4 = "ISO_TP4"
    L2TP = "L2TP"
    MANET = "MANET"
    MOBILITY_HEADER = "MOBILITY_HEADER"
    MPLS_IN_IP = "MPLS_IN_IP"
    OSPF = "OSPF"
    PIM = "PIM"
    PUP = "PUP"
    RDP = "RDP"
    ROHC = "ROHC"
    RSPF = "RSPF"
    RSVP = "RSVP"
    SCTP = "SCTP"
    SHIM6 = "SHIM6"
    SKIP = "SKIP"
    ST = "ST"
    TCP = "TCP"
    UDP = "UDP"
    UDPLITE = "UDPLITE"
    VMTP = "VMTP"
    VRRP = "VRRP"
    WESP = "WESP"
    XNS_IDP = "XNS_IDP"
    XTP = "XTP"


class IcmpType(OpenEnum):
    """A kind of ICMP message."""

    ADDRESS_MASK_REPLY = "ADDRESS_MASK_REPLY"
    ADDRESS_MASK_REQUEST = "ADDRESS_MASK_REQUEST"
    COMMUNICATION_PROHIBITED = "COMMUNICATION_PROHIBITED"
    DESTINATION_UNREACHABLE = "DESTINATION_UNREACHABLE"
    ECHO_REPLY = "ECHO_REPLY"
    ECHO_REQUEST = "ECHO_REQUEST"
    FRAGMENTATION_NEEDED = "FRAGMENTATION_NEEDED"
    HOST_PRECEDENCE_VIOLATION = "HOST_PRECEDENCE_VIOLATION"
    HOST_PROHIBITED = "HOST_PROHIBITED"
    HOST_REDIRECT = "HOST_REDIRECT"
    HOST_UNKNOWN = "HOST_UNKNOWN"
    HOST_UNREACHABLE = "HOST_UNREACHABLE"
    IP_HEADER_BAD = "IP_HEADER_BAD"
    NETWORK_PROHIBITED = "NETWORK_PROHIBITED"
    NETWORK_REDIRECT = "NETWORK_REDIRECT"
    NETWORK_UNKNOWN = "NETWORK_UNKNOWN"
    NETWORK_UNREACHABLE = "NETWORK_UNREACHABLE"
    PARAMETER_PROBLEM = "PARAMETER_PROBLEM"
    PORT_UNREACHABLE = "PORT_UNREACHABLE"
    PRECEDENCE_CUTOFF = "PRECEDENCE_CUTOFF"
    PROTOCOL_UNREACHABLE = "PROTOCOL_UNREACHABLE"
    REDIRECT = "REDIRECT"
    REQUIRED_OPTION_MISSING = "REQUIRED_OPTION_MISSING"
    ROUTER_ADVERTISEMENT = "ROUTER_ADVERTISEMENT"
    ROUTER_SOLICITATION = "ROUTER_SOLICITATION"
    SOURCE_QUENCH = "SOURCE_QUENCH"
    SOURCE_ROUTE_FAILED = "SOURCE_ROUTE_FAILED"
    TIME_EXCEEDED = "TIME_EXCEEDED"
    TIMESTAMP_REPLY = "TIMESTAMP_REPLY"
    TIMESTAMP_REQUEST = "TIMESTAMP_REQUEST"
    TOS_HOST_REDIRECT = "TOS_HOST_REDIRECT"
    TOS_HOST_UNREACHABLE = "TOS_HOST_UNREACHABLE"
    TOS_NETWORK_REDIRECT = "TOS_NETWORK_REDIRECT"
    TOS_NETWORK_UNREACHABLE = "TOS_NETWORK_UNREACHABLE"
    TTL_ZERO_DURING_REASSEMBLY = "TTL_ZERO_DURING_REASSEMBLY"
    TTL_ZERO_DURING_TRANSIT = "TTL_ZERO_DURING_TRANSIT"


class Icmpv6Type(OpenEnum):
    """A kind of ICMPv6 message."""

    ADDRESS_UNREACHABLE = "ADDRESS_UNREACHABLE"
    BAD_HEADER = "BAD_HEADER"
    BEYOND_SCOPE = "BEYOND_SCOPE"
    COMMUNICATION_PROHIBITED = "COMMUNICATION_PROHIBITED"
    DESTINATION_UNREACHABLE = "DESTINATION_UNREACHABLE"
    ECHO_REPLY = "ECHO_REPLY"
    ECHO_REQUEST = "ECHO_REQUEST"
    FAILED_POLICY = "FAILED_POLICY"
    NEIGHBOR_ADVERTISEMENT = "NEIGHBOR_ADVERTISEMENT"
    NEIGHBOR_SOLICITATION = "NEIGHBOR_SOLICITATION"
    NO_ROUTE = "NO_ROUTE"
    PACKET_TOO_BIG = "PACKET_TOO_BIG"
    PARAMETER_PROBLEM = "PARAMETER_PROBLEM"
    PORT_UNREACHABLE = "PORT_UNREACHABLE"
    REDIRECT = "REDIRECT"
    REJECT_ROUTE = "REJECT_ROUTE"
    ROUTER_ADVERTISEMENT = "ROUTER_ADVERTISEMENT"
    ROUTER_SOLICITATION = "ROUTER_SOLICITATION"
    TIME_EXCEEDED = "TIME_EXCEEDED"
    TTL_ZERO_DURING_REASSEMBLY = "TTL_ZERO_DURING_REASSEMBLY"
    TTL_ZERO_DURING_TRANSIT = "TTL_ZERO_DURING_TRANSIT"
    UNKNOWN_HEADER_TYPE = "UNKNOWN_HEADER_TYPE"
    UNKNOWN_OPTION = "UNKNOWN_OPTION"


@model(tag="name")
class NamedProtocol(Model):
    """A protocol by its name."""

    name: ProtocolName
    """In capitals, or as the IANA spells it (``ax.25``): `is_protocol` takes either for the same."""

    @checked
    def is_protocol(self, name: ProtocolName) -> bool:
        """Whether this is the protocol, however the console spells it."""
        return _fold(self.name) == _fold(name)

    @property
    def typename_filter(self) -> IcmpType | Icmpv6Type | None:
        """Which messages of ICMP; None for every kind, and for a protocol that has no kinds."""
        return None


@model
class IcmpProtocol(NamedProtocol):
    """ICMP, or one kind of its messages; with IPv4 only."""

    name: ProtocolName = ProtocolName.ICMP
    typename_filter: IcmpType | None = None
    """None for every kind."""


@model
class Icmpv6Protocol(NamedProtocol):
    """ICMPv6, or one kind of its messages; with IPv6 only."""

    name: ProtocolName = ProtocolName.ICMPV6
    typename_filter: Icmpv6Type | None = None
    """None for every kind."""


NamedProtocol.variants.update({"icmp": IcmpProtocol, "icmpv6": Icmpv6Protocol})  # the specification has both spellings


@model
class ProtocolPreset(Model):
    """Protocols that often go together."""

    name: PresetName


@model(tag="type")
class ProtocolMatch(Model):
    """A protocol; a kind that the SDK doesn't know is of this class."""

    type: ProtocolMatchType

    @property
    def match_opposite(self) -> bool:
        """Whether all protocols but this one are meant; never for a preset."""
        return False


@model
class NamedProtocolMatch(ProtocolMatch):
    """A protocol by its name.

    Consoles are known to refuse names other than ICMP's in new policies: `PresetProtocolMatch` and `ProtocolNumberMatch`
    say TCP and UDP more safely.
    """

    type: ProtocolMatchType = ProtocolMatchType.NAMED_PROTOCOL
    protocol: NamedProtocol
    match_opposite: bool = False
    """All protocols but this one."""


@model
class ProtocolNumberMatch(ProtocolMatch):
    """A protocol by its number."""

    type: ProtocolMatchType = ProtocolMatchType.PROTOCOL_NUMBER
    protocol_number: int
    """0 to 255, as the IANA assigns them: 6 is TCP, 17 is UDP."""
    match_opposite: bool = False
    """All protocols but this one."""


@model
class PresetProtocolMatch(ProtocolMatch):
    """TCP and UDP together."""

    type: ProtocolMatchType = ProtocolMatchType.PRESET
    preset: ProtocolPreset


@model
class IpProtocolScope(Model):
    """Which IP versions and protocols a policy is about."""

    ip_version: IpVersion
    protocol_filter: ProtocolMatch | None = None
    """None for every protocol."""


def _fold(name: str) -> str:
    return "".join(character for character in name.lower() if character.isalnum())
