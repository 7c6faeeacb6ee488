"""DNS policies: each kind of record, reading, writing back, deleting."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from tests.support.documents import assert_survives, documents
from tests.support.filter_tables import assert_as_documented
from tests.support.recording import SITE, RecordingTransport, page
from unifi_sdk import ConfigurationError, NotFoundError
from unifi_sdk.network import SiteScope
from unifi_sdk.network._dialect import DIALECT
from unifi_sdk.network.filters import DnsPolicyFilter
from unifi_sdk.network.models import (
    AaaaRecord,
    ARecord,
    CnameRecord,
    DnsPolicy,
    DnsPolicyType,
    ForwardDomain,
    MxRecord,
    SrvRecord,
    TxtRecord,
)
from unifi_sdk.retry import Safety

POLICIES = f"/v1/sites/{SITE}/dns/policies"
ID = "6f2a7e0c-3d1b-4c8e-9b5f-1a2b3c4d5e6f"
COMMON = {"enabled": True, "domain": "example.com"}

RECORDS: list[tuple[DnsPolicy, dict[str, object]]] = [
    (
        ARecord(enabled=True, domain="example.com", ipv4_address="192.0.2.5", ttl_seconds=0),
        {**COMMON, "type": "A_RECORD", "ipv4Address": "192.0.2.5", "ttlSeconds": 0},
    ),
    (
        AaaaRecord(enabled=True, domain="example.com", ipv6_address="2001:db8::5", ttl_seconds=60),
        {**COMMON, "type": "AAAA_RECORD", "ipv6Address": "2001:db8::5", "ttlSeconds": 60},
    ),
    (
        CnameRecord(enabled=True, domain="example.com", target_domain="nas.example.com"),
        {**COMMON, "type": "CNAME_RECORD", "targetDomain": "nas.example.com"},
    ),
    (
        MxRecord(enabled=True, domain="example.com", mail_server_domain="mail.example.com", priority=10),
        {**COMMON, "type": "MX_RECORD", "mailServerDomain": "mail.example.com", "priority": 10},
    ),
    (
        TxtRecord(enabled=True, domain="example.com", text="v=spf1 -all"),
        {**COMMON, "type": "TXT_RECORD", "text": "v=spf1 -all"},
    ),
    (
        SrvRecord(
            enabled=True,
            domain="example.com",
            server_domain="ldap.example.com",
            service="_ldap",
            protocol="_tcp",
            port=389,
            priority=1,
            weight=2,
        ),
        {
            **COMMON,
            "type": "SRV_RECORD",
            "serverDomain": "ldap.example.com",
            "service": "_ldap",
            "protocol": "_tcp",
            "port": 389,
            "priority": 1,
            "weight": 2,
        },
    ),
    (
        ForwardDomain(enabled=True, domain="example.com", ip_address="192.0.2.53"),
        {**COMMON, "type": "FORWARD_DOMAIN", "ipAddress": "192.0.2.53"},
    ),
]
KINDS = [str(document["type"]) for _, document in RECORDS]


@pytest.fixture
def wire() -> RecordingTransport:
    return RecordingTransport()


@pytest.fixture
def site(wire: RecordingTransport) -> SiteScope:
    return wire.network().site(SITE)


@given(documents(DIALECT.codec, DnsPolicy))
def test_a_policy_is_written_back_as_it_was_read(document: dict[str, Any]) -> None:
    assert_survives(DIALECT.codec, DnsPolicy, document)


def test_the_filter_has_what_the_vendor_documents() -> None:
    assert_as_documented(DnsPolicyFilter, "GET /v1/sites/{siteId}/dns/policies")


def test_there_is_a_record_of_every_kind() -> None:
    assert set(KINDS) == {kind.value for kind in DnsPolicyType} == set(DnsPolicy.variants)


@pytest.mark.parametrize(("record", "document"), RECORDS, ids=KINDS)
async def test_a_record_is_made(
    wire: RecordingTransport, site: SiteScope, record: DnsPolicy, document: dict[str, object]
) -> None:
    wire.answer({**document, "id": ID, "metadata": {"origin": "USER_DEFINED"}}, status=201)
    made = await site.dns_policies.create(record)
    [sent] = wire.sent
    assert (sent.line, sent.safety) == (f"POST {POLICIES}", Safety.UNSAFE)
    assert sent.body == document
    assert made == record.evolve(id=ID, metadata=made.metadata)
    assert type(made) is type(record)


async def test_one_policy_is_read(wire: RecordingTransport, site: SiteScope) -> None:
    record, document = RECORDS[0]
    wire.answer({**document, "id": ID})
    assert await site.dns_policies.get(ID) == record.evolve(id=ID)
    assert wire.sent[0].line == f"GET {POLICIES}/{ID}"


async def test_a_kind_that_is_new_is_of_the_base_and_loses_nothing(wire: RecordingTransport, site: SiteScope) -> None:
    document = {**COMMON, "type": "CAA_RECORD", "issuer": "example.net"}
    wire.answer({**document, "id": ID}, {**document, "id": ID})
    policy = await site.dns_policies.get(ID)
    assert type(policy) is DnsPolicy
    assert (policy.type, policy.domain) == ("CAA_RECORD", "example.com")
    await site.dns_policies.replace(policy.evolve(enabled=False))
    assert wire.sent[1].body == {**document, "enabled": False}


async def test_policies_are_filtered(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(page(*({**document, "id": str(number)} for number, (_, document) in enumerate(RECORDS))))
    wanted = DnsPolicyFilter.type.in_(DnsPolicyType.A_RECORD, DnsPolicyType.MX_RECORD) & (
        DnsPolicyFilter.ttl_seconds.le(3600) | DnsPolicyFilter.domain.like("*.example.com")
    )
    found = await site.dns_policies.list(filter=wanted)
    assert [type(policy) for policy in found] == [type(record) for record, _ in RECORDS]
    assert wire.sent[0].line == f"GET {POLICIES}"
    assert wire.sent[0].query["filter"] == (
        "and(type.in('A_RECORD', 'MX_RECORD'), or(ttlSeconds.le(3600), domain.like('*.example.com')))"
    )


async def test_a_policy_is_replaced_with_one_change_and_nothing_lost(wire: RecordingTransport, site: SiteScope) -> None:
    _, document = RECORDS[0]
    wire.answer({**document, "id": ID, "metadata": {}, "new": {"a": 1}}, {**document, "id": ID})
    policy = await site.dns_policies.get(ID)
    await site.dns_policies.replace(policy.evolve(ipv4_address="192.0.2.6"))
    sent = wire.sent[1]
    assert (sent.line, sent.safety) == (f"PUT {POLICIES}/{ID}", Safety.IDEMPOTENT)
    assert sent.body == {**document, "ipv4Address": "192.0.2.6", "new": {"a": 1}}


async def test_a_policy_without_an_id_is_not_replaced(wire: RecordingTransport, site: SiteScope) -> None:
    with pytest.raises(ConfigurationError, match="dns_policy_id is empty"):
        await site.dns_policies.replace(RECORDS[0][0])
    assert wire.sent == []


async def test_a_policy_is_deleted(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(None)
    await site.dns_policies.delete(ID)
    assert (wire.sent[0].line, wire.sent[0].safety) == (f"DELETE {POLICIES}/{ID}", Safety.IDEMPOTENT)


async def test_a_policy_that_is_not_there_can_not_be_deleted(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer({}, status=404)
    with pytest.raises(NotFoundError):
        await site.dns_policies.delete(ID)


async def test_a_deletion_that_finds_nothing_the_second_time_has_succeeded(
    wire: RecordingTransport, site: SiteScope
) -> None:
    wire.answer({}, status=404, resent=True)
    await site.dns_policies.delete(ID)
    assert len(wire.sent) == 1
