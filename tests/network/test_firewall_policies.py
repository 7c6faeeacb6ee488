"""Firewall policies: reading, finding, writing back without a loss."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from tests.support.documents import assert_survives, documents
from tests.support.filter_tables import assert_as_documented
from tests.support.recording import SITE, RecordingTransport, page
from unifi_sdk import ConfigurationError, ConflictError, NotFoundError
from unifi_sdk._core.model import Json
from unifi_sdk.network import SiteScope
from unifi_sdk.network._dialect import DIALECT
from unifi_sdk.network.filters import FirewallPolicyFilter
from unifi_sdk.network.models import (
    AllowAction,
    BlockAction,
    ConnectionState,
    FirewallDestination,
    FirewallPolicy,
    FirewallSource,
    IpProtocolScope,
    IpsecMatch,
    IpVersion,
    NetworkMatch,
    NetworkSource,
    Origin,
    PortDestination,
    PortRange,
    PortValueMatch,
    PresetName,
    PresetProtocolMatch,
    ProtocolPreset,
    ScheduleTime,
    SinglePort,
    Weekday,
    WeeklySchedule,
)
from unifi_sdk.retry import Safety

POLICIES = f"/v1/sites/{SITE}/firewall/policies"
ID = "6f2a7e0c-3d1b-4c8e-9b5f-1a2b3c4d5e6f"
OTHER = "9e8d7c6b-5a49-4382-9716-0f1e2d3c4b5a"
LAN = "c1d2e3f4-0a1b-4c2d-8e3f-9a8b7c6d5e4f"
WAN = "d2e3f4a5-1b2c-4d3e-8f4a-0b1c2d3e4f5a"
ZONES = {"source_zone": LAN, "destination_zone": WAN}
READ_ONLY = {"id", "index", "metadata"}

POLICY = {
    "id": ID,
    "enabled": True,
    "name": "Office to web",
    "description": "During work",
    "index": 10000,
    "action": {"type": "ALLOW", "allowReturnTraffic": True},
    "source": {
        "zoneId": LAN,
        "trafficFilter": {
            "type": "NETWORK",
            "networkFilter": {"networkIds": [OTHER], "matchOpposite": False},
            "macAddressFilter": "aa:bb:cc:dd:ee:ff",
        },
    },
    "destination": {
        "zoneId": WAN,
        "trafficFilter": {
            "type": "PORT",
            "portFilter": {
                "type": "PORTS",
                "matchOpposite": True,
                "items": [
                    {"type": "PORT_NUMBER", "value": 443},
                    {"type": "PORT_NUMBER_RANGE", "start": 8000, "stop": 8010},
                ],
            },
        },
    },
    "ipProtocolScope": {
        "ipVersion": "IPV4_AND_IPV6",
        "protocolFilter": {"type": "PRESET", "preset": {"name": "TCP_UDP"}},
    },
    "connectionStateFilter": ["NEW", "ESTABLISHED"],
    "ipsecFilter": "MATCH_NOT_ENCRYPTED",
    "loggingEnabled": False,
    "schedule": {
        "mode": "EVERY_WEEK",
        "repeatOnDays": ["MONDAY", "FRIDAY"],
        "timeFilter": {"startTime": "08:00", "stopTime": "18:00"},
    },
    "metadata": {"origin": "USER_DEFINED"},
}
MODEL = FirewallPolicy(
    name="Office to web",
    enabled=True,
    description="During work",
    action=AllowAction(allow_return_traffic=True),
    source=FirewallSource(
        zone_id=LAN,
        traffic_filter=NetworkSource(
            network_filter=NetworkMatch(network_ids=(OTHER,)), mac_address_filter="aa:bb:cc:dd:ee:ff"
        ),
    ),
    destination=FirewallDestination(
        zone_id=WAN,
        traffic_filter=PortDestination(
            port_filter=PortValueMatch(
                items=(SinglePort(value=443), PortRange(start=8000, stop=8010)), match_opposite=True
            )
        ),
    ),
    ip_protocol_scope=IpProtocolScope(
        ip_version=IpVersion.IPV4_AND_IPV6,
        protocol_filter=PresetProtocolMatch(preset=ProtocolPreset(name=PresetName.TCP_UDP)),
    ),
    connection_state_filter=(ConnectionState.NEW, ConnectionState.ESTABLISHED),
    ipsec_filter=IpsecMatch.MATCH_NOT_ENCRYPTED,
    logging_enabled=False,
    schedule=WeeklySchedule(
        repeat_on_days=(Weekday.MONDAY, Weekday.FRIDAY),
        time_filter=ScheduleTime(start_time="08:00", stop_time="18:00"),
    ),
)
DERIVED = {
    "enabled": True,
    "name": "Return traffic",
    "action": {"type": "ALLOW"},
    "source": {"zoneId": WAN},
    "destination": {"zoneId": LAN},
    "ipProtocolScope": {"ipVersion": "IPV4_AND_IPV6"},
    "loggingEnabled": False,
    "metadata": {"origin": "DERIVED"},
}


@pytest.fixture
def wire() -> RecordingTransport:
    return RecordingTransport()


@pytest.fixture
def site(wire: RecordingTransport) -> SiteScope:
    return wire.network().site(SITE)


def writable(document: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if key not in READ_ONLY}


@given(documents(DIALECT.codec, FirewallPolicy))
@settings(deadline=None)
def test_a_policy_is_written_back_as_it_was_read(document: dict[str, Any]) -> None:
    assert_survives(DIALECT.codec, FirewallPolicy, document)


def test_the_filter_has_what_the_vendor_documents() -> None:
    assert_as_documented(FirewallPolicyFilter, "GET /v1/sites/{siteId}/firewall/policies")


# Reading


async def test_one_policy_is_read(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(POLICY)
    policy = await site.firewall_policies.get(ID)
    assert wire.sent[0].line == f"GET {POLICIES}/{ID}"
    assert policy == MODEL.evolve(id=ID, index=10000, metadata=policy.metadata)
    assert policy.metadata is not None
    assert policy.metadata.origin is Origin.USER_DEFINED
    assert policy.extra == {}


async def test_policies_are_filtered(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(page(POLICY))
    wanted = FirewallPolicyFilter.metadata_origin.eq(Origin.USER_DEFINED) & FirewallPolicyFilter.name.like("Office*")
    [policy] = await site.firewall_policies.list(filter=wanted)
    assert policy.id == ID
    assert wire.sent[0].line == f"GET {POLICIES}"
    assert wire.sent[0].query["filter"] == "and(metadata.origin.eq('USER_DEFINED'), name.like('Office*'))"


async def test_policies_without_ids_are_all_in_the_list(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(page(DERIVED, DERIVED, POLICY))
    policies = await site.firewall_policies.list()
    assert [policy.id for policy in policies] == ["", "", ID]
    assert policies.undecodable == ()
    assert policies[0].action == AllowAction(allow_return_traffic=None)


async def test_a_policy_without_an_id_is_not_written(wire: RecordingTransport, site: SiteScope) -> None:
    policy = DIALECT.codec.decode(FirewallPolicy, DERIVED)  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError, match="firewall_policy_id is empty"):
        await site.firewall_policies.replace(policy.evolve(enabled=False))
    with pytest.raises(ConfigurationError, match="firewall_policy_id is empty"):
        await site.firewall_policies.delete(policy.id)
    with pytest.raises(ConfigurationError, match="firewall_policy_id is empty"):
        await site.firewall_policies.update(policy.id, logging_enabled=True)
    assert wire.sent == []


def test_the_name_that_an_older_version_gives_to_zones_survives() -> None:
    document = {**writable(POLICY), "source": {"firewallZoneId": LAN}, "destination": {"firewallZoneId": WAN}}
    policy = DIALECT.codec.decode(FirewallPolicy, document)
    assert (policy.source.zone_id, policy.destination.zone_id) == ("", "")
    assert DIALECT.codec.encode(policy, writable=True) == document


# Looking for one


async def test_a_policy_is_found_by_its_name(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(page(POLICY, {**POLICY, "id": OTHER, "name": "Office to webcam"}))
    assert (await site.firewall_policies.find(name="Office to web")).id == ID
    assert wire.sent[0].query["filter"] == "name.eq('Office to web')"


async def test_a_policy_is_found_by_its_name_between_two_zones(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(page(POLICY))
    await site.firewall_policies.find(name="Office to web", **ZONES)
    assert wire.sent[0].query["filter"] == (
        f"and(and(name.eq('Office to web'), source.zoneId.eq({LAN})), destination.zoneId.eq({WAN}))"
    )


async def test_a_name_that_no_policy_has_is_not_found(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(page())
    with pytest.raises(NotFoundError, match="no firewall policy is called 'Nothing'"):
        await site.firewall_policies.find(name="Nothing")


async def test_a_name_that_two_policies_have_is_a_conflict(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(page(DERIVED, DERIVED))
    with pytest.raises(ConflictError, match="more than one firewall policy is called 'Return traffic'"):
        await site.firewall_policies.find(name="Return traffic")


async def test_an_empty_name_fails_before_any_request(wire: RecordingTransport, site: SiteScope) -> None:
    with pytest.raises(ConfigurationError, match="name is empty"):
        await site.firewall_policies.find(name="")
    assert wire.sent == []


# Writing


async def test_a_policy_is_made(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(POLICY, status=201)
    made = await site.firewall_policies.create(MODEL)
    [sent] = wire.sent
    assert (sent.line, sent.safety) == (f"POST {POLICIES}", Safety.UNSAFE)
    assert sent.body == writable(POLICY)
    assert (made.id, made.index) == (ID, 10000)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"action": AllowAction()}, "allow_return_traffic"),
        ({"source": FirewallSource()}, "source.zone_id"),
        ({"destination": FirewallDestination()}, "destination.zone_id"),
    ],
)
async def test_a_policy_that_lacks_what_it_needs_fails_before_any_request(
    wire: RecordingTransport, site: SiteScope, change: dict[str, object], said: str
) -> None:
    with pytest.raises(ConfigurationError, match=said):
        await site.firewall_policies.create(MODEL.evolve(**change))
    assert wire.sent == []


async def test_a_policy_that_blocks_needs_no_word_about_return_traffic(
    wire: RecordingTransport, site: SiteScope
) -> None:
    wire.answer({**POLICY, "action": {"type": "BLOCK"}}, status=201)
    await site.firewall_policies.create(MODEL.evolve(action=BlockAction()))
    assert wire.sent[0].body == {**writable(POLICY), "action": {"type": "BLOCK"}}


async def test_a_policy_is_replaced_with_one_change_and_nothing_lost(wire: RecordingTransport, site: SiteScope) -> None:
    action = {**POLICY["action"], "hint": "new"}  # type: ignore[dict-item]
    wire.answer({**POLICY, "action": action, "new": {"deep": [1]}}, POLICY)
    policy = await site.firewall_policies.get(ID)
    await site.firewall_policies.replace(policy.evolve(enabled=False))
    sent = wire.sent[1]
    assert (sent.line, sent.safety) == (f"PUT {POLICIES}/{ID}", Safety.IDEMPOTENT)
    assert sent.body == {**writable(POLICY), "action": action, "new": {"deep": [1]}, "enabled": False}


async def test_logging_is_switched_alone(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer({**POLICY, "loggingEnabled": True})
    policy = await site.firewall_policies.update(ID, logging_enabled=True)
    [sent] = wire.sent
    assert (sent.line, sent.safety) == (f"PATCH {POLICIES}/{ID}", Safety.UNSAFE)
    assert sent.body == {"loggingEnabled": True}
    assert policy.logging_enabled


async def test_what_flows_report_is_switched_alone(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer({**POLICY, "reportFlowEnabled": False})
    policy = await site.firewall_policies.update(ID, report_flow_enabled=False)
    assert wire.sent[0].body == {"reportFlowEnabled": False}
    assert policy.report_flow_enabled is False


async def test_an_update_of_nothing_is_refused(wire: RecordingTransport, site: SiteScope) -> None:
    with pytest.raises(ConfigurationError, match="logging_enabled, report_flow_enabled"):
        await site.firewall_policies.update(ID)
    assert wire.sent == []


@pytest.mark.parametrize("told", [{}, {"reportFlowEnabled": True}, {"reportFlowEnabled": False}], ids=str)
async def test_what_flows_report_is_replaced_as_the_console_told_it(
    wire: RecordingTransport, site: SiteScope, told: dict[str, Json]
) -> None:
    wire.answer({**POLICY, **told}, POLICY)
    await site.firewall_policies.replace(await site.firewall_policies.get(ID))
    assert wire.sent[1].body == {**writable(POLICY), **told}


async def test_logging_is_switched_off(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(POLICY)
    await site.firewall_policies.update(ID, logging_enabled=False)
    assert wire.sent[0].body == {"loggingEnabled": False}


async def test_a_policy_is_deleted(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(None)
    await site.firewall_policies.delete(ID)
    assert (wire.sent[0].line, wire.sent[0].safety) == (f"DELETE {POLICIES}/{ID}", Safety.IDEMPOTENT)


async def test_a_policy_that_is_not_there_can_not_be_deleted(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer({}, status=404)
    with pytest.raises(NotFoundError):
        await site.firewall_policies.delete(ID)


async def test_a_deletion_that_finds_nothing_the_second_time_has_succeeded(
    wire: RecordingTransport, site: SiteScope
) -> None:
    wire.answer({}, status=404, resent=True)
    await site.firewall_policies.delete(ID)
    assert len(wire.sent) == 1
