"""ACL rules: each kind of rule and endpoint, reading, writing back, and their order."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from tests.support.documents import assert_survives, documents
from tests.support.filter_tables import assert_as_documented
from tests.support.recording import SITE, RecordingTransport, page
from unifi_sdk import ConfigurationError, NotFoundError
from unifi_sdk.guard import plan
from unifi_sdk.network import SiteScope
from unifi_sdk.network._dialect import DIALECT
from unifi_sdk.network.filters import AclRuleFilter
from unifi_sdk.network.models import (
    AclAction,
    AclDeviceFilter,
    AclProtocol,
    AclRule,
    AclRuleOrdering,
    AclSwitchFilter,
    IpAclEndpoint,
    Ipv4AclRule,
    MacAclEndpoint,
    MacAclRule,
    MacAddressAclEndpoint,
    NetworkAclEndpoint,
    Origin,
    PortAclEndpoint,
    SubnetAclEndpoint,
)
from unifi_sdk.retry import Safety

RULES = f"/v1/sites/{SITE}/acl-rules"
ORDERING = f"{RULES}/ordering"
ID = "6f2a7e0c-3d1b-4c8e-9b5f-1a2b3c4d5e6f"
OTHER = "9e8d7c6b-5a49-4382-9716-0f1e2d3c4b5a"
NETWORK = "c1d2e3f4-0a1b-4c2d-8e3f-9a8b7c6d5e4f"
READ_ONLY = {"id", "index", "metadata"}

IPV4 = {
    "type": "IPV4",
    "id": ID,
    "enabled": True,
    "name": "Cameras stay inside",
    "description": "Asked for by the auditors",
    "action": "BLOCK",
    "enforcingDeviceFilter": {"type": "DEVICES", "deviceIds": [OTHER]},
    "index": 3,
    "sourceFilter": {"type": "NETWORKS", "networkIds": [NETWORK], "portFilter": [554]},
    "destinationFilter": {"type": "IP_ADDRESSES_OR_SUBNETS", "ipAddressesOrSubnets": ["192.0.2.0/24", "192.0.2.9"]},
    "protocolFilter": ["TCP", "UDP"],
    "metadata": {"origin": "USER_DEFINED"},
}
MAC = {
    "type": "MAC",
    "id": OTHER,
    "enabled": False,
    "name": "Printers",
    "action": "ALLOW",
    "index": 4,
    "sourceFilter": {"type": "MAC_ADDRESSES", "macAddresses": ["aa:bb:cc:00:00:00"], "prefixLength": 24},
    "destinationFilter": {"type": "MAC_ADDRESSES", "macAddresses": ["aa:bb:cc:dd:ee:ff"]},
    "networkIdFilter": NETWORK,
    "metadata": {"origin": "DERIVED"},
}


@pytest.fixture
def wire() -> RecordingTransport:
    return RecordingTransport()


@pytest.fixture
def site(wire: RecordingTransport) -> SiteScope:
    return wire.network().site(SITE)


def writable(document: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in document.items() if key not in READ_ONLY}


@given(documents(DIALECT.codec, AclRule))
def test_a_rule_is_written_back_as_it_was_read(document: dict[str, Any]) -> None:
    assert_survives(DIALECT.codec, AclRule, document)


@given(documents(DIALECT.codec, AclRuleOrdering))
def test_an_order_is_written_back_as_it_was_read(document: dict[str, Any]) -> None:
    assert_survives(DIALECT.codec, AclRuleOrdering, document)


def test_the_filter_has_what_the_vendor_documents() -> None:
    assert_as_documented(AclRuleFilter, "GET /v1/sites/{siteId}/acl-rules")


# Reading


async def test_a_rule_about_ipv4_has_its_endpoints(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(IPV4)
    rule = await site.acl_rules.get(ID)
    assert wire.sent[0].line == f"GET {RULES}/{ID}"
    assert isinstance(rule, Ipv4AclRule)
    assert (rule.id, rule.index, rule.action, rule.enabled) == (ID, 3, AclAction.BLOCK, True)
    assert rule.enforcing_device_filter == AclSwitchFilter(device_ids=(OTHER,))
    assert rule.source_filter == NetworkAclEndpoint(network_ids=(NETWORK,), port_filter=(554,))
    assert rule.destination_filter == SubnetAclEndpoint(ip_addresses_or_subnets=("192.0.2.0/24", "192.0.2.9"))
    assert rule.protocol_filter == (AclProtocol.TCP, AclProtocol.UDP)
    assert rule.metadata is not None
    assert rule.metadata.origin is Origin.USER_DEFINED


async def test_a_rule_about_ethernet_has_its_endpoints(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(MAC)
    rule = await site.acl_rules.get(OTHER)
    assert isinstance(rule, MacAclRule)
    assert rule.source_filter == MacAddressAclEndpoint(mac_addresses=("aa:bb:cc:00:00:00",), prefix_length=24)
    assert rule.destination_filter == MacAddressAclEndpoint(mac_addresses=("aa:bb:cc:dd:ee:ff",))
    assert (rule.network_id_filter, rule.enforcing_device_filter) == (NETWORK, None)


def test_an_endpoint_may_be_ports_alone() -> None:
    endpoint = DIALECT.codec.decode(IpAclEndpoint, {"type": "PORTS", "portFilter": [80, 443]})
    assert endpoint == PortAclEndpoint(port_filter=(80, 443))


@pytest.mark.parametrize(
    ("base", "document"),
    [
        (AclRule, {"type": "IPV6", "enabled": True, "name": "Six", "action": "MIRROR", "sourceFilter": {"a": 1}}),
        (IpAclEndpoint, {"type": "GROUP", "groupId": OTHER}),
        (MacAclEndpoint, {"type": "VENDOR", "vendor": "Acme"}),
        (AclDeviceFilter, {"type": "DEVICE_TAGS", "deviceTagIds": [OTHER]}),
    ],
)
def test_a_kind_that_is_new_is_of_the_base_and_loses_nothing(base: type, document: dict[str, object]) -> None:
    decoded = DIALECT.codec.decode(base, document)  # type: ignore[arg-type, var-annotated]
    assert type(decoded) is base
    assert DIALECT.codec.encode(decoded, writable=True) == document


async def test_rules_are_filtered(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(page(IPV4, MAC))
    wanted = AclRuleFilter.source_filter_network_ids.contains(NETWORK) | AclRuleFilter.network_id.is_null()
    found = await site.acl_rules.list(filter=wanted)
    assert [type(rule) for rule in found] == [Ipv4AclRule, MacAclRule]
    assert wire.sent[0].line == f"GET {RULES}"
    assert wire.sent[0].query["filter"] == f"or(sourceFilter.networkIds.contains({NETWORK}), networkId.isNull())"


# Writing


async def test_a_rule_is_made(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(IPV4, status=201)
    made = await site.acl_rules.create(
        Ipv4AclRule(
            name="Cameras stay inside",
            enabled=True,
            action=AclAction.BLOCK,
            source_filter=NetworkAclEndpoint(network_ids=(NETWORK,)),
        )
    )
    [sent] = wire.sent
    assert (sent.line, sent.safety) == (f"POST {RULES}", Safety.UNSAFE)
    assert sent.body == {
        "type": "IPV4",
        "name": "Cameras stay inside",
        "enabled": True,
        "action": "BLOCK",
        "sourceFilter": {"type": "NETWORKS", "networkIds": [NETWORK]},
    }
    assert made.index == 3


@pytest.mark.parametrize("document", [IPV4, MAC], ids=["ipv4", "mac"])
async def test_a_rule_is_replaced_with_one_change_and_nothing_lost(
    wire: RecordingTransport, site: SiteScope, document: dict[str, object]
) -> None:
    wire.answer({**document, "new": None}, document)
    rule = await site.acl_rules.get(ID)
    await site.acl_rules.replace(rule.evolve(name="Renamed"))
    sent = wire.sent[1]
    assert (sent.line, sent.safety) == (f"PUT {RULES}/{document['id']}", Safety.IDEMPOTENT)
    assert sent.body == {**writable(document), "name": "Renamed", "new": None}


async def test_an_empty_filter_is_not_the_same_as_none(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(IPV4, IPV4)
    rule = DIALECT.codec.decode(Ipv4AclRule, IPV4)  # type: ignore[arg-type]
    await site.acl_rules.replace(rule.evolve(protocol_filter=()))
    await site.acl_rules.replace(rule.evolve(protocol_filter=None))
    empty, none = (sent.body for sent in wire.sent)
    assert empty == {**writable(IPV4), "protocolFilter": []}
    assert none == {key: value for key, value in writable(IPV4).items() if key != "protocolFilter"}


async def test_a_rule_without_an_id_is_not_replaced(wire: RecordingTransport, site: SiteScope) -> None:
    with pytest.raises(ConfigurationError, match="acl_rule_id is empty"):
        await site.acl_rules.replace(Ipv4AclRule(name="a", enabled=True, action=AclAction.ALLOW))
    assert wire.sent == []


async def test_a_rule_is_deleted(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(None)
    await site.acl_rules.delete(ID)
    assert (wire.sent[0].line, wire.sent[0].safety) == (f"DELETE {RULES}/{ID}", Safety.IDEMPOTENT)


async def test_a_rule_that_is_not_there_can_not_be_deleted(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer({}, status=404)
    with pytest.raises(NotFoundError):
        await site.acl_rules.delete(ID)


async def test_a_deletion_that_finds_nothing_the_second_time_has_succeeded(
    wire: RecordingTransport, site: SiteScope
) -> None:
    wire.answer({}, status=404, resent=True)
    await site.acl_rules.delete(ID)
    assert len(wire.sent) == 1


# The order


def ordering(*ids: str, **new: object) -> dict[str, object]:
    return {"orderedAclRuleIds": list(ids), **new}


async def test_the_order_is_read(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(ordering("a", "b"))
    assert await site.acl_rules.get_ordering() == AclRuleOrdering(ordered_acl_rule_ids=("a", "b"))
    assert wire.sent[0].line == f"GET {ORDERING}"


async def test_the_order_is_replaced(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(ordering("b", "a"))
    replaced = await site.acl_rules.replace_ordering(AclRuleOrdering(ordered_acl_rule_ids=("b", "a")))
    [sent] = wire.sent
    assert (sent.line, sent.safety) == (f"PUT {ORDERING}", Safety.IDEMPOTENT)
    assert sent.body == ordering("b", "a")
    assert replaced.ordered_acl_rule_ids == ("b", "a")


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({"before": "a"}, "cabd"),
        ({"before": "b"}, "acbd"),
        ({"after": "a"}, "acbd"),
        ({"after": "d"}, "abdc"),
    ],
)
async def test_a_rule_moves_next_to_another(
    wire: RecordingTransport, site: SiteScope, where: dict[str, str], expected: str
) -> None:
    wire.answer(ordering(*"abcd", new=1), ordering(*expected))
    moved = await site.acl_rules.move("c", **where)
    assert [sent.line for sent in wire.sent] == [f"GET {ORDERING}", f"PUT {ORDERING}"]
    assert wire.sent[1].body == ordering(*expected, new=1)
    assert "".join(moved.ordered_acl_rule_ids) == expected


@pytest.mark.parametrize("where", [{"before": "d"}, {"after": "b"}])
async def test_a_rule_that_is_there_already_is_not_written(
    wire: RecordingTransport, site: SiteScope, where: dict[str, str]
) -> None:
    wire.answer(ordering(*"abcd"))
    moved = await site.acl_rules.move("c", **where)
    assert len(wire.sent) == 1
    assert moved.ordered_acl_rule_ids == tuple("abcd")


@pytest.mark.parametrize(("rule", "neighbour"), [("x", "a"), ("a", "x")])
async def test_a_rule_that_has_no_place_in_the_order_is_not_found(
    wire: RecordingTransport, site: SiteScope, rule: str, neighbour: str
) -> None:
    wire.answer(ordering(*"abcd"))
    with pytest.raises(NotFoundError, match="x has no place in this order"):
        await site.acl_rules.move(rule, after=neighbour)
    assert len(wire.sent) == 1


@pytest.mark.parametrize(
    ("rule", "where"),
    [
        ("a", {}),
        ("a", {"before": "b", "after": "c"}),
        ("a", {"before": "a"}),
        ("a", {"after": ""}),
        ("", {"after": "a"}),
    ],
)
async def test_a_move_that_can_not_be_meant_fails_before_any_request(
    wire: RecordingTransport, site: SiteScope, rule: str, where: dict[str, str]
) -> None:
    with pytest.raises(ConfigurationError):
        await site.acl_rules.move(rule, **where)
    assert wire.sent == []


async def test_a_move_can_be_planned(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(ordering(*"abcd"))
    planned = await plan(site.acl_rules.move("d", before="a"))
    assert (planned.verb, planned.body) == ("PUT", ordering(*"dabc"))
    assert len(wire.sent) == 1
