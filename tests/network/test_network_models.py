"""Networks: each kind to its class and back, without a loss."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.networks import GATEWAY, OTHER, SWITCH, UNMANAGED, WAN, without_read_only
from tests.support.wire import JSON, TEXT, same_json
from unifi_sdk._core.model import Model
from unifi_sdk.network._dialect import DIALECT
from unifi_sdk.network.models import (
    AutoNatOutbound,
    DhcpConfiguration,
    DhcpGuarding,
    DhcpRelay,
    DhcpServer,
    GatewayNetwork,
    IpAddressRange,
    IpAddressRangeSelector,
    IpAddressSelector,
    IpSelector,
    Ipv6Configuration,
    NatOutbound,
    Network,
    PrefixDelegationIpv6Configuration,
    StaticIpv6Configuration,
    StaticNatOutbound,
    SwitchNetwork,
    UnmanagedNetwork,
)


def decode(document: Any) -> Network:
    return DIALECT.codec.decode(Network, document)


def encode(network: Network, *, writable: bool = True) -> Any:
    return DIALECT.codec.encode(network, writable=writable)


def test_the_addresses_of_a_network_decode_to_their_classes() -> None:
    network = decode(GATEWAY)
    assert isinstance(network, GatewayNetwork)
    ipv4, ipv6 = network.ipv4_configuration, network.ipv6_configuration
    assert ipv4 is not None
    assert isinstance(ipv4.dhcp_configuration, DhcpServer)
    assert ipv4.dhcp_configuration.ip_address_range == IpAddressRange(start="192.0.2.10", stop="192.0.2.200")
    assert ipv4.dhcp_configuration.option43_value == "192.0.2.80"
    assert ipv4.dhcp_configuration.time_offset_seconds == -3600
    assert ipv4.nat_outbound_ip_address_configuration is not None
    auto, static = ipv4.nat_outbound_ip_address_configuration
    assert isinstance(auto, AutoNatOutbound)
    assert (auto.wan_interface_id, auto.ip_address_selection_mode) == (WAN, "ALL")
    assert isinstance(static, StaticNatOutbound)
    assert static.ip_address_selectors == (
        IpAddressSelector(value="203.0.113.5"),
        IpAddressRangeSelector(start="203.0.113.7", stop="203.0.113.9"),
    )
    assert isinstance(ipv6, StaticIpv6Configuration)
    assert (ipv6.host_ip_address, ipv6.prefix_length) == ("2001:db8::1", 64)
    assert ipv6.client_address_assignment is not None
    assert ipv6.client_address_assignment.dhcp_configuration is not None
    assert ipv6.client_address_assignment.dhcp_configuration.ip_address_suffix_range.stop == "::ff"


def test_a_network_of_a_switch_tells_its_relay() -> None:
    network = decode(SWITCH)
    assert isinstance(network, SwitchNetwork)
    assert network.device_id == OTHER
    assert network.ipv4_configuration is not None
    assert network.ipv4_configuration.dhcp_configuration == DhcpRelay(dhcp_server_ip_addresses=("192.0.2.5",))


def test_a_delegated_prefix_names_its_wan() -> None:
    document = {
        "interfaceType": "PREFIX_DELEGATION",
        "clientAddressAssignment": {"slaacEnabled": True},
        "prefixDelegationWanInterfaceId": WAN,
    }
    ipv6 = DIALECT.codec.decode(Ipv6Configuration, document)
    assert isinstance(ipv6, PrefixDelegationIpv6Configuration)
    assert ipv6.prefix_delegation_wan_interface_id == WAN
    assert ipv6.router_advertisement is None


def test_a_network_that_nobody_manages_is_little_more_than_a_vlan() -> None:
    network = decode(UNMANAGED)
    assert type(network) is UnmanagedNetwork
    assert (network.vlan_id, network.dhcp_guarding) == (30, None)


def test_metadata_may_be_empty() -> None:
    network = decode({**UNMANAGED, "metadata": {}})
    assert network.metadata is not None
    assert network.metadata.origin is None


def test_a_network_of_a_console_that_says_less_is_still_read() -> None:
    network = decode({"management": "GATEWAY", "name": "Lab"})
    assert isinstance(network, GatewayNetwork)
    assert (network.id, network.vlan_id, network.enabled, network.ipv4_configuration) == ("", None, None, None)


@pytest.mark.parametrize(
    ("base", "document"),
    [
        (Network, {"management": "CLOUD", "name": "Far away", "region": "eu"}),
        (DhcpConfiguration, {"mode": "PROXY", "target": "192.0.2.1"}),
        (NatOutbound, {"type": "RANDOM", "wanInterfaceId": WAN, "seed": 5}),
        (IpSelector, {"type": "SUBNET", "value": "192.0.2.0/24"}),
        (Ipv6Configuration, {"interfaceType": "TUNNEL", "broker": "192.0.2.1"}),
    ],
)
def test_a_kind_that_is_new_is_of_the_base_and_loses_nothing(base: type[Model], document: dict[str, Any]) -> None:
    decoded = DIALECT.codec.decode(base, document)
    assert type(decoded) is base
    assert DIALECT.codec.encode(decoded, writable=True) == document


def test_padding_of_address_lists_is_neither_read_nor_written_back() -> None:
    guarding = {"trustedDhcpServerIpAddresses": ["192.0.2.1", "", ""]}
    server = {
        "mode": "SERVER",
        "dnsServerIpAddressesOverride": ["", "192.0.2.5", "", None],
        "ntpServerIpAddresses": ["", ""],
        "winsServerIpAddresses": [],
    }
    addresses = {"hostIpAddress": "192.0.2.1", "prefixLength": 24, "dhcpConfiguration": server}
    network = decode({**GATEWAY, "dhcpGuarding": guarding, "ipv4Configuration": addresses})
    assert isinstance(network, GatewayNetwork)
    assert network.dhcp_guarding == DhcpGuarding(trusted_dhcp_server_ip_addresses=("192.0.2.1",))
    written = encode(network)
    assert written["dhcpGuarding"] == {"trustedDhcpServerIpAddresses": ["192.0.2.1"]}
    assert written["ipv4Configuration"]["dhcpConfiguration"] == {
        "mode": "SERVER",
        "dnsServerIpAddressesOverride": ["192.0.2.5"],
        "winsServerIpAddresses": [],
    }


RELAY = {"mode": "RELAY", "dhcpServerIpAddresses": ["", ""]}


def test_what_says_nothing_but_padding_is_not_written_back_at_all() -> None:
    addresses = {"hostIpAddress": "192.0.2.1", "prefixLength": 24, "dhcpConfiguration": RELAY}
    guarding = {"trustedDhcpServerIpAddresses": ["", "", ""]}
    network = decode({**GATEWAY, "dhcpGuarding": guarding, "ipv4Configuration": addresses})
    assert isinstance(network, GatewayNetwork)
    assert network.dhcp_guarding == DhcpGuarding(trusted_dhcp_server_ip_addresses=())
    assert network.ipv4_configuration is not None
    assert network.ipv4_configuration.dhcp_configuration == DhcpRelay(dhcp_server_ip_addresses=())
    written = encode(network.evolve(name="IoT"))
    assert "dhcpGuarding" not in written
    assert written["ipv4Configuration"] == {"hostIpAddress": "192.0.2.1", "prefixLength": 24}


def test_an_address_in_the_place_of_the_padding_is_written() -> None:
    network = decode({**GATEWAY, "dhcpGuarding": {"trustedDhcpServerIpAddresses": ["", ""]}})
    assert network.dhcp_guarding is not None
    trusted = network.dhcp_guarding.evolve(trusted_dhcp_server_ip_addresses=("192.0.2.1",))
    written = encode(network.evolve(dhcp_guarding=trusted))
    assert written["dhcpGuarding"] == {"trustedDhcpServerIpAddresses": ["192.0.2.1"]}


def test_a_list_that_an_admin_empties_is_the_consoles_to_refuse() -> None:
    network = decode({**GATEWAY, "dhcpGuarding": {"trustedDhcpServerIpAddresses": ["192.0.2.1"]}})
    written = encode(network.evolve(dhcp_guarding=DhcpGuarding(trusted_dhcp_server_ip_addresses=())))
    assert written["dhcpGuarding"] == {"trustedDhcpServerIpAddresses": []}


# Any network there may be

ADDRESSES = st.lists(TEXT.filter(bool), min_size=1, max_size=2)
UNKNOWN = st.dictionaries(TEXT.map("new{}".format), JSON, max_size=2)


def is_read_as_something_else(value: Any) -> bool:
    """Whether a value isn't written back as it stands: a padded list, or a text that is a number."""
    padded = isinstance(value, list) and any(item in ("", None) for item in value)
    return padded or (isinstance(value, str) and value.isdigit())


def documents(required: dict[str, Any], optional: dict[str, Any] | None = None) -> st.SearchStrategy[dict[str, Any]]:
    """Documents with these keys, some of the others, whatever is in them, and some that the SDK doesn't know."""
    odd = JSON.filter(lambda value: not is_read_as_something_else(value))
    known = st.fixed_dictionaries(required, optional={key: value | odd for key, value in (optional or {}).items()})
    return st.builds(lambda new, known: {**new, **known}, UNKNOWN, known)


def one_of(tag: str, **kinds: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """One of several kinds, or one that the SDK doesn't know."""
    known = [kind.map(lambda body, name=name: {**body, tag: name}) for name, kind in kinds.items()]
    unknown = documents({tag: TEXT.filter(lambda text: text not in kinds), "value": TEXT})
    return st.one_of(*known, unknown)


RANGES = documents({"start": TEXT, "stop": TEXT})
DHCP = one_of(
    "mode",
    SERVER=documents(
        {"ipAddressRange": RANGES, "leaseTimeSeconds": st.integers(0, 31_536_000)},
        {
            "gatewayIpAddressOverride": TEXT,
            "dnsServerIpAddressesOverride": ADDRESSES,
            "domainName": TEXT,
            "pingConflictDetectionEnabled": st.booleans(),
            "pxeConfiguration": documents({"serverIpAddress": TEXT, "filename": TEXT}),
            "timeOffsetSeconds": st.integers(-86_400, 86_400),
        },
    ),
    RELAY=documents({"dhcpServerIpAddresses": ADDRESSES}),
)
SELECTORS = one_of("type", IP_ADDRESS=documents({"value": TEXT}), IP_ADDRESS_RANGE=RANGES)
WAN_ID = {"wanInterfaceId": TEXT}
NAT = one_of(
    "type",
    AUTO=documents(WAN_ID, {"ipAddressSelectionMode": st.sampled_from(["MAIN", "ALL", "NEW"])}),
    STATIC=documents(WAN_ID, {"ipAddressSelectors": st.lists(SELECTORS, max_size=2)}),
)
IPV4 = documents(
    {"hostIpAddress": TEXT, "prefixLength": st.integers(8, 30), "autoScaleEnabled": st.booleans()},
    {
        "additionalHostIpSubnets": ADDRESSES,
        "dhcpConfiguration": DHCP,
        "natOutboundIpAddressConfiguration": st.lists(NAT, max_size=2),
    },
)
ASSIGNMENT = documents(
    {"slaacEnabled": st.booleans()},
    {"dhcpConfiguration": documents({"ipAddressSuffixRange": RANGES, "leaseTimeSeconds": st.integers(0, 9)})},
)
IPV6_COMMON = {
    "routerAdvertisement": documents({"priority": st.sampled_from(["LOW", "HIGH", "EXTREME"])}),
    "dnsServerIpAddressesOverride": ADDRESSES,
}
IPV6 = one_of(
    "interfaceType",
    STATIC=documents(
        {"clientAddressAssignment": ASSIGNMENT, "hostIpAddress": TEXT, "prefixLength": st.integers(64, 127)},
        IPV6_COMMON,
    ),
    PREFIX_DELEGATION=documents(
        {"clientAddressAssignment": ASSIGNMENT, "prefixDelegationWanInterfaceId": TEXT}, IPV6_COMMON
    ),
)
COMMON = {
    "id": TEXT,
    "name": TEXT,
    "enabled": st.booleans(),
    "vlanId": st.integers(1, 4009),
    "metadata": documents({}, {"origin": st.sampled_from(["USER_DEFINED", "SYSTEM_DEFINED", "NEW"])}),
    "default": st.booleans(),
}
GUARDING = {"dhcpGuarding": documents({"trustedDhcpServerIpAddresses": ADDRESSES})}
FLAGS = {key: st.booleans() for key in ("isolationEnabled", "cellularBackupEnabled")}
ANY_NETWORK = one_of(
    "management",
    GATEWAY=documents(
        {**COMMON, **FLAGS, "internetAccessEnabled": st.booleans(), "ipv4Configuration": IPV4},
        {**GUARDING, "zoneId": TEXT, "mdnsForwardingEnabled": st.booleans(), "ipv6Configuration": IPV6},
    ),
    SWITCH=documents({**COMMON, **FLAGS, "deviceId": TEXT, "ipv4Configuration": IPV4}, GUARDING),
    UNMANAGED=documents(COMMON, GUARDING),
).map(lambda network: {"name": "", **network})


@given(ANY_NETWORK)
def test_a_network_that_is_read_and_written_back_is_the_same_but_for_what_the_console_sets(
    document: dict[str, Any],
) -> None:
    network = decode(document)
    assert same_json(encode(network), without_read_only(document))
    assert same_json(encode(network, writable=False), document)


@given(ANY_NETWORK, TEXT)
def test_a_change_changes_nothing_else(document: dict[str, Any], name: str) -> None:
    changed = decode(document).evolve(name=name, vlan_id=77)
    assert same_json(encode(changed), {**without_read_only(document), "name": name, "vlanId": 77})
