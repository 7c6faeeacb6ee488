"""Firewall zones: reading, writing back, deleting."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from tests.support.documents import assert_survives, documents
from tests.support.filter_tables import assert_as_documented
from tests.support.recording import SITE, RecordingTransport, page
from unifi_sdk import ConfigurationError, ConflictError, NotFoundError
from unifi_sdk.network import SiteScope
from unifi_sdk.network._dialect import DIALECT
from unifi_sdk.network.errors import ZoneBasedFirewallNotConfiguredError
from unifi_sdk.network.filters import FirewallZoneFilter
from unifi_sdk.network.models import FirewallZone, Origin
from unifi_sdk.retry import Safety

ZONES = f"/v1/sites/{SITE}/firewall/zones"
ID = "6f2a7e0c-3d1b-4c8e-9b5f-1a2b3c4d5e6f"
NETWORK = "c1d2e3f4-0a1b-4c2d-8e3f-9a8b7c6d5e4f"

ZONE = {"id": ID, "name": "Lab", "networkIds": [NETWORK], "metadata": {"origin": "USER_DEFINED"}}
INTERNAL = {
    "id": NETWORK,
    "name": "Internal",
    "networkIds": [],
    "metadata": {"origin": "SYSTEM_DEFINED", "configurable": True},
}


@pytest.fixture
def wire() -> RecordingTransport:
    return RecordingTransport()


@pytest.fixture
def site(wire: RecordingTransport) -> SiteScope:
    return wire.network().site(SITE)


@given(documents(DIALECT.codec, FirewallZone))
def test_a_zone_is_written_back_as_it_was_read(document: dict[str, Any]) -> None:
    assert_survives(DIALECT.codec, FirewallZone, document)


def test_the_filter_has_what_the_vendor_documents() -> None:
    assert_as_documented(FirewallZoneFilter, "GET /v1/sites/{siteId}/firewall/zones")


async def test_the_list_tells_the_zones_of_the_console_from_those_of_admins(
    wire: RecordingTransport, site: SiteScope
) -> None:
    wire.answer(page(INTERNAL, ZONE))
    internal, lab = await site.firewall_zones.list(filter=FirewallZoneFilter.metadata_configurable.is_not_null())
    assert wire.sent[0].line == f"GET {ZONES}"
    assert wire.sent[0].query == {"offset": "0", "limit": "200", "filter": "metadata.configurable.isNotNull()"}
    assert internal.metadata is not None
    assert (internal.metadata.origin, internal.metadata.configurable) == (Origin.SYSTEM_DEFINED, True)
    assert lab == FirewallZone(id=ID, name="Lab", network_ids=(NETWORK,), metadata=lab.metadata)


async def test_one_zone_is_read(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(ZONE)
    zone = await site.firewall_zones.get(ID)
    assert wire.sent[0].line == f"GET {ZONES}/{ID}"
    assert (zone.id, zone.network_ids) == (ID, (NETWORK,))


async def test_a_zone_is_found_by_its_name(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(page(INTERNAL, ZONE))
    assert (await site.firewall_zones.find(name="Lab")).id == ID
    assert wire.sent[0].query["filter"] == "name.eq('Lab')"


async def test_a_name_that_no_zone_has_is_not_found(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(page())
    with pytest.raises(NotFoundError, match="no firewall zone is called 'Lab'"):
        await site.firewall_zones.find(name="Lab")


async def test_a_name_that_two_zones_have_is_a_conflict(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(page(ZONE, {**ZONE, "id": NETWORK}))
    with pytest.raises(ConflictError, match="more than one firewall zone is called 'Lab'"):
        await site.firewall_zones.find(name="Lab")


async def test_an_empty_name_fails_before_any_request(wire: RecordingTransport, site: SiteScope) -> None:
    with pytest.raises(ConfigurationError, match="name is empty"):
        await site.firewall_zones.find(name=" ")
    assert wire.sent == []


async def test_a_zone_is_made(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(ZONE, status=201)
    made = await site.firewall_zones.create(FirewallZone(name="Lab", network_ids=(NETWORK,)))
    [sent] = wire.sent
    assert (sent.line, sent.safety) == (f"POST {ZONES}", Safety.UNSAFE)
    assert sent.body == {"name": "Lab", "networkIds": [NETWORK]}
    assert made.id == ID


async def test_a_zone_is_replaced_with_one_change_and_nothing_lost(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer({**ZONE, "new": 1}, ZONE)
    zone = await site.firewall_zones.get(ID)
    await site.firewall_zones.replace(zone.evolve(network_ids=()))
    sent = wire.sent[1]
    assert (sent.line, sent.safety) == (f"PUT {ZONES}/{ID}", Safety.IDEMPOTENT)
    assert sent.body == {"name": "Lab", "networkIds": [], "new": 1}


async def test_a_zone_without_an_id_is_not_replaced(wire: RecordingTransport, site: SiteScope) -> None:
    with pytest.raises(ConfigurationError, match="firewall_zone_id is empty"):
        await site.firewall_zones.replace(FirewallZone(name="Lab", network_ids=()))
    assert wire.sent == []


async def test_a_zone_is_deleted(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(None)
    await site.firewall_zones.delete(ID)
    assert (wire.sent[0].line, wire.sent[0].safety) == (f"DELETE {ZONES}/{ID}", Safety.IDEMPOTENT)


async def test_a_zone_that_is_not_there_can_not_be_deleted(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer({}, status=404)
    with pytest.raises(NotFoundError):
        await site.firewall_zones.delete(ID)


async def test_a_deletion_that_finds_nothing_the_second_time_has_succeeded(
    wire: RecordingTransport, site: SiteScope
) -> None:
    wire.answer({}, status=404, resent=True)
    await site.firewall_zones.delete(ID)
    assert len(wire.sent) == 1


async def test_a_site_without_zones_says_so(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer({"code": "api.firewall.zone-based-firewall-not-configured", "message": "not configured"}, status=400)
    with pytest.raises(ZoneBasedFirewallNotConfiguredError):
        await site.firewall_zones.list()
