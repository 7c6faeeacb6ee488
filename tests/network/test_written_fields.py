"""What replacements can send, held against the bodies that the specification knows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, get_args

import pytest

from tests.support.every_model import least
from unifi_sdk import ConfigurationError
from unifi_sdk._core.compiler import FieldPlan
from unifi_sdk._core.model import IfEmpty, Model
from unifi_sdk._facts import Schema, load, versions
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
    body = load("network", versions("network")[-1]).operations[f"PUT /v1/sites/{{siteId}}/{path}"].body
    assert body is not None
    assert set(unknown(WRITTEN[path], [body])) == (GATEWAY_ONLY if path.startswith("networks/") else set())


def test_what_the_console_alone_sets_is_told() -> None:
    body = Schema(kind="object", properties={"name": Schema(kind="string")})
    assert sorted(set(unknown(FirewallZone, [body]))) == ["FirewallZone.networkIds"]


def lists_of_texts(model: type[Model], shapes: list[Schema]) -> Iterator[tuple[type[Model], FieldPlan, bool]]:
    """The lists of texts that a model can send, and whether the specification wants one to be there and to hold something."""
    for kind, possible in kinds(model, shapes):
        for wire, plan in DIALECT.codec.plans(kind).items():
            parts = [(shape, shape.properties[wire]) for shape in possible if wire in shape.properties]
            if plan.is_read_only or not parts:
                continue
            if plan.type == tuple[str, ...]:
                yield kind, plan, all(wire in shape.required and bool(part.min_items) for shape, part in parts)
            for inner in models_in(plan.type):
                yield from lists_of_texts(inner, [part.items or part for _, part in parts])


def written_lists() -> dict[str, tuple[type[Model], FieldPlan, bool]]:
    bodies = {path: load("network").operations[f"PUT /v1/sites/{{siteId}}/{path}"].body for path in WRITTEN}
    found = [entry for path, body in bodies.items() if body for entry in lists_of_texts(WRITTEN[path], [body])]
    return {f"{kind.__name__}.{plan.name}": (kind, plan, is_needed) for kind, plan, is_needed in found}


@pytest.mark.parametrize("name", written_lists())
def test_a_list_that_holds_only_padding_is_written_as_the_specification_takes_it(name: str) -> None:
    kind, plan, is_needed = written_lists()[name]
    read = DIALECT.codec.decode(kind, {**least(DIALECT.codec, kind), plan.wire: ["", ""]})
    assert not getattr(read, plan.name)
    assert (plan.if_empty is not None) is is_needed
    holder = {"held": read}
    if plan.if_empty is IfEmpty.REFUSED:
        with pytest.raises(ConfigurationError, match=plan.name):
            DIALECT.codec.body(holder)
        return
    written = json.loads(DIALECT.codec.body(holder))
    if plan.if_empty is IfEmpty.LEFT_OUT:
        assert written == {}
    else:
        assert written["held"].get(plan.wire, []) == []
        assert (plan.wire in written["held"]) is not plan.is_optional


def test_filters_are_never_left_out_so_that_they_match_everything() -> None:
    left_out = {name for name, (_, plan, _) in written_lists().items() if plan.if_empty is IfEmpty.LEFT_OUT}
    assert left_out == {"DhcpGuarding.trusted_dhcp_server_ip_addresses", "DhcpRelay.dhcp_server_ip_addresses"}
