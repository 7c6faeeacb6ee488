"""What replacements can send, held against the bodies that the specification knows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

import pytest

from unifi_sdk._core.model import Model
from unifi_sdk._facts import Schema, load
from unifi_sdk.network._dialect import DIALECT
from unifi_sdk.network.models import (
    AclRule,
    AclRuleOrdering,
    DnsPolicy,
    FirewallPolicy,
    FirewallPolicyOrdering,
    FirewallZone,
    Network,
    TrafficMatchingList,
    WifiBroadcast,
)

WRITTEN = {
    "acl-rules/{aclRuleId}": AclRule,
    "acl-rules/ordering": AclRuleOrdering,
    "dns/policies/{dnsPolicyId}": DnsPolicy,
    "firewall/policies/{firewallPolicyId}": FirewallPolicy,
    "firewall/policies/ordering": FirewallPolicyOrdering,
    "firewall/zones/{firewallZoneId}": FirewallZone,
    "networks/{networkId}": Network,
    "traffic-matching-lists/{trafficMatchingListId}": TrafficMatchingList,
    "wifi/broadcasts/{wifiBroadcastId}": WifiBroadcast,
}

DHCP_OF_A_GATEWAY = (
    "ntpServerIpAddresses",
    "option43Value",
    "pingConflictDetectionEnabled",
    "pxeConfiguration",
    "tftpServerAddress",
    "timeOffsetSeconds",
    "winsServerIpAddresses",
    "wpadUrl",
)
GATEWAY_ONLY = {
    "Ipv4Configuration.natOutboundIpAddressConfiguration",
    *(f"DhcpServer.{name}" for name in DHCP_OF_A_GATEWAY),
}
"""What the models say is for a gateway: a network of a switch has the same classes and leaves it None."""


def kinds(model: type[Model], shapes: list[Schema]) -> Iterator[tuple[type[Model], list[Schema]]]:
    """The model, or each of its variants, with the shapes that it may be written as."""
    if not vars(model).get("variant_tag"):
        yield model, [kind for shape in shapes for kind in (*shape.variants.values(), shape)]
        return
    for value, variant in model.variants.items():
        yield variant, [found for shape in shapes if (found := shape.variant(value)) is not None]


def models_in(tp: Any) -> list[type[Model]]:
    if isinstance(tp, type) and issubclass(tp, Model):
        return [tp]
    return [found for inner in get_args(tp) for found in models_in(inner)]


def unknown(model: type[Model], shapes: list[Schema]) -> Iterator[str]:
    """What a model can send that none of the shapes knows."""
    for kind, possible in kinds(model, shapes):
        for wire, plan in DIALECT.codec.plans(kind).items():
            if plan.is_read_only:
                continue
            parts = [shape.properties[wire] for shape in possible if wire in shape.properties]
            if not parts:
                yield f"{kind.__name__}.{wire}"
                continue
            for inner in models_in(plan.type):
                yield from unknown(inner, [part.items or part for part in parts])


@pytest.mark.parametrize("path", WRITTEN)
def test_whatever_a_replacement_can_send_is_known_to_the_specification(path: str) -> None:
    body = load("network").operations[f"PUT /v1/sites/{{siteId}}/{path}"].body
    assert body is not None
    assert set(unknown(WRITTEN[path], [body])) == (GATEWAY_ONLY if path.startswith("networks/") else set())


def test_what_the_console_alone_sets_is_told() -> None:
    body = Schema(kind="object", properties={"name": Schema(kind="string")})
    assert sorted(set(unknown(FirewallZone, [body]))) == ["FirewallZone.networkIds"]
