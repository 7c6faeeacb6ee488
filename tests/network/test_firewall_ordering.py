"""The order of firewall policies: reading it, and moving one around the console's own."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from tests.support.documents import assert_survives, documents
from tests.support.recording import SITE, RecordingTransport
from unifi_sdk import ConfigurationError, NotFoundError
from unifi_sdk.guard import plan
from unifi_sdk.network import SiteScope
from unifi_sdk.network._dialect import DIALECT
from unifi_sdk.network.models import FirewallPolicyOrdering, OrderedFirewallPolicyIds, Origin
from unifi_sdk.retry import Safety

ORDERING = f"/v1/sites/{SITE}/firewall/policies/ordering"
LAN = "c1d2e3f4-0a1b-4c2d-8e3f-9a8b7c6d5e4f"
WAN = "d2e3f4a5-1b2c-4d3e-8f4a-0b1c2d3e4f5a"
ZONES = {"source_zone": LAN, "destination_zone": WAN}


@pytest.fixture
def wire() -> RecordingTransport:
    return RecordingTransport()


@pytest.fixture
def site(wire: RecordingTransport) -> SiteScope:
    return wire.network().site(SITE)


@given(documents(DIALECT.codec, FirewallPolicyOrdering))
def test_an_order_is_written_back_as_it_was_read(document: dict[str, Any]) -> None:
    assert_survives(DIALECT.codec, FirewallPolicyOrdering, document)


def ordering(order: str, **new: object) -> dict[str, object]:
    """``"ab|c"`` is a and b before the console's own, c behind them."""
    before, after = order.split("|")
    return {"orderedFirewallPolicyIds": {"beforeSystemDefined": list(before), "afterSystemDefined": list(after), **new}}


async def test_the_order_is_read(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(ordering("ab|c"))
    order = await site.firewall_policies.get_ordering(**ZONES)
    assert wire.sent[0].line == f"GET {ORDERING}"
    assert wire.sent[0].query == {"sourceFirewallZoneId": LAN, "destinationFirewallZoneId": WAN}
    assert order == FirewallPolicyOrdering(
        ordered_firewall_policy_ids=OrderedFirewallPolicyIds(
            before_system_defined=("a", "b"), after_system_defined=("c",)
        )
    )


async def test_the_order_is_replaced(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(ordering("|a"))
    ids = OrderedFirewallPolicyIds(before_system_defined=(), after_system_defined=("a",))
    wanted = FirewallPolicyOrdering(ordered_firewall_policy_ids=ids)
    assert await site.firewall_policies.replace_ordering(wanted, **ZONES) == wanted
    [sent] = wire.sent
    assert (sent.line, sent.safety) == (f"PUT {ORDERING}", Safety.IDEMPOTENT)
    assert sent.query == {"sourceFirewallZoneId": LAN, "destinationFirewallZoneId": WAN}
    assert sent.body == ordering("|a")


@pytest.mark.parametrize(
    ("policy", "where", "expected"),
    [
        ("c", {"before": "a"}, "cab|de"),
        ("a", {"after": "b"}, "bac|de"),
        ("a", {"after": "d"}, "bc|dae"),
        ("e", {"before": "b"}, "aebc|d"),
        ("d", {"before": Origin.SYSTEM_DEFINED}, "abcd|e"),
        ("b", {"after": Origin.SYSTEM_DEFINED}, "ac|bde"),
    ],
)
async def test_a_policy_moves_next_to_another(
    wire: RecordingTransport, site: SiteScope, policy: str, where: dict[str, str], expected: str
) -> None:
    wire.answer(ordering("abc|de", new=1), ordering(expected))
    moved = await site.firewall_policies.move(policy, **where, **ZONES)
    assert [sent.line for sent in wire.sent] == [f"GET {ORDERING}", f"PUT {ORDERING}"]
    assert wire.sent[1].body == ordering(expected, new=1)
    assert wire.sent[0].query == wire.sent[1].query == {"sourceFirewallZoneId": LAN, "destinationFirewallZoneId": WAN}
    assert "".join(moved.ordered_firewall_policy_ids.before_system_defined) == expected.partition("|")[0]


@pytest.mark.parametrize(("order", "expected"), [("a|", "|a"), ("ab|", "b|a")])
async def test_a_policy_goes_where_no_other_is(
    wire: RecordingTransport, site: SiteScope, order: str, expected: str
) -> None:
    wire.answer(ordering(order), ordering(expected))
    await site.firewall_policies.move("a", after=Origin.SYSTEM_DEFINED, **ZONES)
    assert wire.sent[1].body == ordering(expected)


@pytest.mark.parametrize("where", [{"before": "c"}, {"after": "a"}])
async def test_a_policy_that_is_there_already_is_not_written(
    wire: RecordingTransport, site: SiteScope, where: dict[str, str]
) -> None:
    wire.answer(ordering("abc|de"))
    await site.firewall_policies.move("b", **where, **ZONES)
    assert len(wire.sent) == 1


@pytest.mark.parametrize(("policy", "neighbour"), [("x", "a"), ("a", "x")])
async def test_a_policy_between_other_zones_is_not_found(
    wire: RecordingTransport, site: SiteScope, policy: str, neighbour: str
) -> None:
    wire.answer(ordering("abc|de"))
    with pytest.raises(NotFoundError, match="x has no place in this order"):
        await site.firewall_policies.move(policy, before=neighbour, **ZONES)
    assert len(wire.sent) == 1


@pytest.mark.parametrize(
    ("policy", "arguments"),
    [
        ("a", ZONES),
        ("a", {"before": "b", "after": "c", **ZONES}),
        ("a", {"before": "a", **ZONES}),
        ("", {"before": "a", **ZONES}),
        ("a", {"before": "", **ZONES}),
        ("a", {"before": "b", "source_zone": "", "destination_zone": WAN}),
        ("a", {"before": "b", "source_zone": LAN, "destination_zone": ""}),
    ],
)
async def test_a_move_that_can_not_be_meant_fails_before_any_request(
    wire: RecordingTransport, site: SiteScope, policy: str, arguments: dict[str, str]
) -> None:
    with pytest.raises(ConfigurationError):
        await site.firewall_policies.move(policy, **arguments)
    assert wire.sent == []


async def test_the_system_can_not_be_moved(wire: RecordingTransport, site: SiteScope) -> None:
    with pytest.raises(ConfigurationError, match="console's own"):
        await site.firewall_policies.move(Origin.SYSTEM_DEFINED, before="a", **ZONES)
    assert wire.sent == []


async def test_a_move_can_be_planned(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(ordering("abc|de"))
    planned = await plan(site.firewall_policies.move("e", before="a", **ZONES))
    assert (planned.verb, planned.body) == ("PUT", ordering("eabc|d"))
    assert len(wire.sent) == 1
