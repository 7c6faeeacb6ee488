"""The large estate of the simulated Network application."""

from __future__ import annotations

import time

import pytest

from unifi_sdk._facts import load
from unifi_sdk.simulator import ManualClock, SimulatedConsole, SimulatedNetwork
from unifi_sdk.simulator.network.references import check_references
from unifi_sdk.simulator.schema import problems

FACTS = load("network")
WRITABLE = {
    "acl-rules": 200,
    "dns/policies": 200,
    "firewall/policies": 200,
    "firewall/zones": 200,
    "hotspot/vouchers": 1000,
    "networks": 200,
    "traffic-matching-lists": 200,
    "wifi/broadcasts": 200,
}


@pytest.fixture(scope="module")
def campus():
    return SimulatedNetwork(ManualClock(), estate="campus")


def test_it_has_twenty_thousand_clients_and_five_hundred_devices(campus):
    site = campus.default_site
    assert (len(site.clients), len(site.devices)) == (20_000, 500)
    assert len({client.mac_address for client in site.clients.values() if client.mac_address}) == 19_998
    assert len({voucher.code for voucher in site.vouchers.values()}) == len(site.vouchers)


def test_it_is_the_same_each_time(campus):
    again = SimulatedNetwork(ManualClock(), estate="campus").default_site
    for shelf in ("clients", "devices", "vouchers", "networks", "firewall_policies", "acl_rules"):
        assert getattr(again, shelf) == getattr(campus.default_site, shelf)


def test_whatever_refers_to_something_refers_to_what_is_there(campus):
    site = campus.default_site
    for shelf in (site.networks, site.wifi_broadcasts, site.firewall_zones, site.firewall_policies, site.acl_rules):
        for document in shelf.values():
            check_references(site, document)
    above = [thing.uplink_device_id for thing in (*site.clients.values(), *site.devices.values())]
    assert {one for one in above if one} <= site.devices.keys()


def test_it_stands_in_well_under_a_second():
    fastest = min(build_seconds() for _ in range(3))
    assert fastest < 0.4


def build_seconds():
    start = time.process_time()
    SimulatedNetwork(ManualClock(), estate="campus")
    return time.process_time() - start


async def test_every_list_that_can_be_written_to_is_longer_than_a_page_and_as_the_specification_says():
    async with SimulatedConsole(estate="campus") as console, console.connect() as connected:
        site = await connected.network.default_site()
        for path, page in WRITABLE.items():
            operation = FACTS.operations[f"GET /v1/sites/{{siteId}}/{path}"]
            answer = await connected.network._app.call(
                operation.name.replace("siteId", "site_id"),
                dict[str, object],
                query={"limit": 10_000, "offset": 2},
                site_id=site.id,
            )
            assert answer["limit"] == page
            assert answer["totalCount"] > page
            assert problems(operation.answer, answer) == []
        assert len(await site.clients.list()) == 20_000
