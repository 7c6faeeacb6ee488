"""What the simulated Network application takes for a DNS record."""

from __future__ import annotations

import pytest

DOMAINS = {
    "A_RECORD": {"ipv4Address": "192.0.2.1", "ttlSeconds": 0},
    "AAAA_RECORD": {"ipv6Address": "2001:db8::1", "ttlSeconds": 0},
    "CNAME_RECORD": {"targetDomain": "b.example", "ttlSeconds": 0},
    "MX_RECORD": {"mailServerDomain": "mail.example", "priority": 10},
    "TXT_RECORD": {"text": "v=spf1 -all"},
    "SRV_RECORD": {
        "serverDomain": "sip.example", "service": "_sip", "protocol": "_tcp", "port": 1, "priority": 1, "weight": 1,
    },
    "FORWARD_DOMAIN": {"ipAddress": "192.0.2.53"},
}  # fmt: skip


def record(kind, **more):
    return {"type": kind, "enabled": True, "domain": "a.example", **DOMAINS[kind], **more}


async def refused(browser, records, body):
    answer = await browser.post(records, body)
    return None if answer.status == 201 else (answer.status, answer.json["message"])


@pytest.mark.parametrize("kind", DOMAINS)
async def test_only_addresses_take_a_wildcard(browser, records, kind):
    expected = None if kind in ("A_RECORD", "AAAA_RECORD") else (400, "domain must be valid domain")
    assert await refused(browser, records, record(kind, domain="*.example.com")) == expected


@pytest.mark.parametrize("kind", DOMAINS)
async def test_a_domain_must_be_one_and_may_be_a_single_label(browser, records, kind):
    assert await refused(browser, records, record(kind, domain="plex")) is None
    for wrong in (
        "a..example",
        "-a.example",
        "a.example.",
        "a b.example",
        ".",
        "*",
        "a.*.example",
        f"{'a' * 64}.example",
    ):
        assert await refused(browser, records, record(kind, domain=wrong)) == (400, "domain must be valid domain")


@pytest.mark.parametrize(
    ("kind", "field"),
    [("CNAME_RECORD", "targetDomain"), ("MX_RECORD", "mailServerDomain"), ("SRV_RECORD", "serverDomain")],
)
async def test_a_target_must_be_a_domain_without_wildcard(browser, records, kind, field):
    for wrong in ("*.example", "not a domain"):
        assert await refused(browser, records, record(kind, **{field: wrong})) == (400, f"{field} must be valid domain")


@pytest.mark.parametrize(
    ("kind", "field", "wrong"),
    [
        ("A_RECORD", "ipv4Address", "not-an-ip"),
        ("A_RECORD", "ipv4Address", "2001:db8::1"),
        ("AAAA_RECORD", "ipv6Address", "192.0.2.1"),
        ("FORWARD_DOMAIN", "ipAddress", "dns.example"),
    ],
)
async def test_an_address_must_be_one(browser, records, kind, field, wrong):
    assert await refused(browser, records, record(kind, **{field: wrong})) == (400, f"{field} must be valid IP format")


@pytest.mark.parametrize("kind", ["MX_RECORD", "TXT_RECORD", "SRV_RECORD", "FORWARD_DOMAIN"])
async def test_only_names_and_addresses_have_a_time_to_live(browser, records, kind):
    told = (400, "Unknown request body property '$.ttlSeconds'")
    assert await refused(browser, records, record(kind, ttlSeconds=300)) == told


@pytest.mark.parametrize(
    ("text", "fits"),
    [("plain", True), ('"whole"', True), ('"one" "two"', True), ('a"b', False), ('"a"b"', False), ('a "b"', False)],
)
async def test_quotes_stand_around_a_text_and_not_in_it(browser, records, text, fits):
    expected = None if fits else (400, "incorrectly quoted value")
    assert await refused(browser, records, record("TXT_RECORD", text=text)) == expected
