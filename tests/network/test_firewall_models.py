"""What firewall policies are made of: every kind of filter, protocol and schedule, known and new."""

from __future__ import annotations

import pytest

from unifi_sdk._core.model import Model
from unifi_sdk.network._dialect import DIALECT
from unifi_sdk.network.models import (
    AllowAction,
    ApplicationCategoryDestination,
    ApplicationDestination,
    BlockAction,
    CustomSchedule,
    DailySchedule,
    DestinationTrafficFilter,
    DomainDestination,
    DomainMatch,
    DomainValueMatch,
    FirewallAction,
    FirewallSchedule,
    IcmpProtocol,
    IcmpType,
    Icmpv6Protocol,
    Icmpv6Type,
    IpAddressDestination,
    IpAddressListMatch,
    IpAddressMatch,
    IpAddressSource,
    IpAddressValueMatch,
    IpEntry,
    IpHost,
    IpProtocolScope,
    IpRange,
    IpSubnet,
    Ipv6IidDestination,
    Ipv6IidSource,
    MacAddressSource,
    NamedProtocol,
    NamedProtocolMatch,
    NetworkDestination,
    NetworkSource,
    OneTimeSchedule,
    PortDestination,
    PortListMatch,
    PortMatch,
    PortSource,
    PortValueMatch,
    PresetProtocolMatch,
    ProtocolMatch,
    ProtocolName,
    ProtocolNumberMatch,
    RegionDestination,
    RegionSource,
    RejectAction,
    SiteToSiteVpnDestination,
    SiteToSiteVpnSource,
    SourceTrafficFilter,
    VpnServerDestination,
    VpnServerSource,
    WeeklySchedule,
)

ID = "6f2a7e0c-3d1b-4c8e-9b5f-1a2b3c4d5e6f"
MAC = "aa:bb:cc:dd:ee:ff"

PORTS = {"type": "PORTS", "matchOpposite": False, "items": [{"type": "PORT_NUMBER", "value": 53}]}
PORT_LIST = {"type": "TRAFFIC_MATCHING_LIST", "matchOpposite": True, "trafficMatchingListId": ID}
ADDRESSES = {
    "type": "IP_ADDRESSES",
    "matchOpposite": False,
    "items": [
        {"type": "IP_ADDRESS", "value": "192.0.2.5"},
        {"type": "SUBNET", "value": "2001:db8::/64"},
        {"type": "IP_ADDRESS_RANGE", "start": "192.0.2.10", "stop": "192.0.2.20"},
    ],
}
ADDRESS_LIST = {"type": "TRAFFIC_MATCHING_LIST", "matchOpposite": False, "trafficMatchingListId": ID}
NETWORKS = {"networkIds": [ID], "matchOpposite": True}
IID = {"ipv6Iid": "::1/::ffff:ffff:ffff:ffff", "matchOpposite": False}
SERVERS = {"vpnServerIds": [ID], "matchOpposite": False}
REGIONS = {"regions": ["DE", "XK"]}
TUNNEL = {"siteToSiteVpnTunnelId": ID}
TIME = {"startTime": "21:37", "stopTime": "23:00"}

KINDS: list[tuple[type[Model], type[Model], dict[str, object]]] = [
    (FirewallAction, AllowAction, {"type": "ALLOW", "allowReturnTraffic": False}),
    (FirewallAction, BlockAction, {"type": "BLOCK"}),
    (FirewallAction, RejectAction, {"type": "REJECT"}),
    (FirewallAction, FirewallAction, {"type": "DROP", "after": 5}),
    (PortMatch, PortValueMatch, PORTS),
    (PortMatch, PortListMatch, PORT_LIST),
    (PortMatch, PortMatch, {"type": "SERVICE", "matchOpposite": True, "service": "dns"}),
    (IpAddressMatch, IpAddressValueMatch, ADDRESSES),
    (IpAddressMatch, IpAddressListMatch, ADDRESS_LIST),
    (IpAddressMatch, IpAddressMatch, {"type": "FEED", "matchOpposite": False, "url": "https://example.com"}),
    (IpEntry, IpHost, {"type": "IP_ADDRESS", "value": "192.0.2.5"}),
    (IpEntry, IpSubnet, {"type": "SUBNET", "value": "192.0.2.0/24"}),
    (IpEntry, IpRange, {"type": "IP_ADDRESS_RANGE", "start": "192.0.2.1", "stop": "192.0.2.9"}),
    (IpEntry, IpEntry, {"type": "WILDCARD", "value": "192.0.2.1/0.0.0.254"}),
    (DomainMatch, DomainValueMatch, {"type": "DOMAINS", "domains": ["example.com"]}),
    (DomainMatch, DomainMatch, {"type": "FEED", "url": "https://example.com"}),
    (SourceTrafficFilter, PortSource, {"type": "PORT", "portFilter": PORTS}),
    (SourceTrafficFilter, NetworkSource, {"type": "NETWORK", "networkFilter": NETWORKS, "macAddressFilter": MAC}),
    (SourceTrafficFilter, MacAddressSource, {"type": "MAC_ADDRESS", "macAddressFilter": {"macAddresses": [MAC]}}),
    (SourceTrafficFilter, IpAddressSource, {"type": "IP_ADDRESS", "ipAddressFilter": ADDRESSES, "portFilter": PORTS}),
    (SourceTrafficFilter, Ipv6IidSource, {"type": "IPV6_IID", "ipv6IidFilter": IID}),
    (SourceTrafficFilter, RegionSource, {"type": "REGION", "regionFilter": REGIONS, "portFilter": PORT_LIST}),
    (SourceTrafficFilter, VpnServerSource, {"type": "VPN_SERVER", "vpnServerFilter": SERVERS}),
    (
        SourceTrafficFilter,
        SiteToSiteVpnSource,
        {"type": "SITE_TO_SITE_VPN_TUNNEL", "siteToSiteVpnTunnelFilter": TUNNEL},
    ),
    (SourceTrafficFilter, SourceTrafficFilter, {"type": "CLIENT", "portFilter": PORTS, "clientIds": [ID]}),
    (DestinationTrafficFilter, PortDestination, {"type": "PORT", "portFilter": PORT_LIST}),
    (DestinationTrafficFilter, NetworkDestination, {"type": "NETWORK", "networkFilter": NETWORKS}),
    (DestinationTrafficFilter, IpAddressDestination, {"type": "IP_ADDRESS", "ipAddressFilter": ADDRESS_LIST}),
    (DestinationTrafficFilter, Ipv6IidDestination, {"type": "IPV6_IID", "ipv6IidFilter": IID, "portFilter": PORTS}),
    (DestinationTrafficFilter, RegionDestination, {"type": "REGION", "regionFilter": REGIONS}),
    (DestinationTrafficFilter, VpnServerDestination, {"type": "VPN_SERVER", "vpnServerFilter": SERVERS}),
    (
        DestinationTrafficFilter,
        SiteToSiteVpnDestination,
        {"type": "SITE_TO_SITE_VPN_TUNNEL", "siteToSiteVpnTunnelFilter": TUNNEL},
    ),
    (
        DestinationTrafficFilter,
        DomainDestination,
        {"type": "DOMAIN", "domainFilter": {"type": "DOMAINS", "domains": ["example.com", "example.org"]}},
    ),
    (
        DestinationTrafficFilter,
        ApplicationDestination,
        {"type": "APPLICATION", "applicationFilter": {"applicationIds": [262256]}},
    ),
    (
        DestinationTrafficFilter,
        ApplicationCategoryDestination,
        {"type": "APPLICATION_CATEGORY", "applicationCategoryFilter": {"applicationCategoryIds": [4, 5]}},
    ),
    (DestinationTrafficFilter, DestinationTrafficFilter, {"type": "URL", "url": "https://example.com"}),
    (
        ProtocolMatch,
        NamedProtocolMatch,
        {"type": "NAMED_PROTOCOL", "protocol": {"name": "OSPF"}, "matchOpposite": True},
    ),
    (ProtocolMatch, ProtocolNumberMatch, {"type": "PROTOCOL_NUMBER", "protocolNumber": 17, "matchOpposite": False}),
    (ProtocolMatch, PresetProtocolMatch, {"type": "PRESET", "preset": {"name": "TCP_UDP"}}),
    (ProtocolMatch, PresetProtocolMatch, {"type": "PRESET", "preset": {"name": "VPNS", "new": 1}}),
    (ProtocolMatch, ProtocolMatch, {"type": "ETHERTYPE", "value": 2048}),
    (NamedProtocol, IcmpProtocol, {"name": "ICMP", "typenameFilter": "ECHO_REQUEST"}),
    (NamedProtocol, IcmpProtocol, {"name": "icmp", "typenameFilter": "ECHO_REQUEST"}),
    (NamedProtocol, Icmpv6Protocol, {"name": "ICMPV6", "typenameFilter": "PACKET_TOO_BIG"}),
    (NamedProtocol, Icmpv6Protocol, {"name": "icmpv6"}),
    (NamedProtocol, NamedProtocol, {"name": "idpr-cmtp"}),
    (FirewallSchedule, DailySchedule, {"mode": "EVERY_DAY", "timeFilter": TIME}),
    (FirewallSchedule, WeeklySchedule, {"mode": "EVERY_WEEK", "repeatOnDays": ["SUNDAY", "MOONDAY"]}),
    (FirewallSchedule, OneTimeSchedule, {"mode": "ONE_TIME_ONLY", "date": "2026-12-31", "timeFilter": TIME}),
    (
        FirewallSchedule,
        CustomSchedule,
        {
            "mode": "CUSTOM",
            "repeatOnDays": ["MONDAY"],
            "startDate": "2026-12-01",
            "stopDate": "2026-12-31",
            "timeFilter": TIME,
        },
    ),
    (FirewallSchedule, FirewallSchedule, {"mode": "AT_SUNSET", "timeFilter": TIME, "offset": 5}),
    (IpProtocolScope, IpProtocolScope, {"ipVersion": "IPV4"}),
    (IpProtocolScope, IpProtocolScope, {"ipVersion": "IPV8", "protocolFilter": {"type": "NEW"}}),
]


@pytest.mark.parametrize(
    ("base", "expected", "document"), KINDS, ids=[f"{base.__name__}-{kind.__name__}" for base, kind, _ in KINDS]
)
def test_a_kind_decodes_to_its_class_and_back(
    base: type[Model], expected: type[Model], document: dict[str, object]
) -> None:
    decoded = DIALECT.codec.decode(base, document)  # type: ignore[arg-type]
    assert type(decoded) is expected
    assert DIALECT.codec.encode(decoded, writable=True) == document


@pytest.mark.parametrize("base", sorted({base for base, _, _ in KINDS if base.variants}, key=str))
def test_there_is_an_example_of_every_kind(base: type[Model]) -> None:
    seen = {expected for of, expected, _ in KINDS if of is base}
    assert seen == {base, *base.variants.values()}


@pytest.mark.parametrize("spelling", ["IDPR_CMTP", "idpr-cmtp", "Idpr_Cmtp"])
def test_a_protocol_is_the_same_however_it_is_spelled(spelling: str) -> None:
    protocol = DIALECT.codec.decode(NamedProtocol, {"name": spelling})
    assert protocol.is_protocol(ProtocolName.IDPR_CMTP)
    assert not protocol.is_protocol(ProtocolName.IDRP)
    assert str(protocol.name) == spelling


def test_two_protocols_are_never_the_same() -> None:
    assert sum(NamedProtocol(name=one).is_protocol(two) for one in ProtocolName for two in ProtocolName) == len(
        ProtocolName
    )


def test_a_protocol_is_told_to_the_console_in_capitals() -> None:
    echo = IcmpProtocol(typename_filter=IcmpType.ECHO_REQUEST)
    assert DIALECT.codec.encode(echo) == {"name": "ICMP", "typenameFilter": "ECHO_REQUEST"}
    too_big = Icmpv6Protocol(typename_filter=Icmpv6Type.PACKET_TOO_BIG)
    assert DIALECT.codec.encode(too_big) == {"name": "ICMPV6", "typenameFilter": "PACKET_TOO_BIG"}


def test_what_is_opposite_is_always_told() -> None:
    match = PortListMatch(traffic_matching_list_id=ID)
    assert DIALECT.codec.encode(match) == {
        "type": "TRAFFIC_MATCHING_LIST",
        "trafficMatchingListId": ID,
        "matchOpposite": False,
    }
