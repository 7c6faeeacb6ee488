"""Sites of a console, and finding one."""

from __future__ import annotations

import json

import pytest

from tests.network.conftest import BASE, Sent
from unifi_sdk import ConfigurationError, ConflictError, NetworkClient, NotFoundError, NotSupportedError
from unifi_sdk.network import SiteFilter
from unifi_sdk.network.models import Site
from unifi_sdk.simulator import Fault, SimulatedConsole

SITES = f"GET {BASE}/v1/sites"
DEFAULT_ID = "88f7af54-98f8-306a-a1c7-c9349722b1f6"


async def test_the_list_has_every_site(network: NetworkClient) -> None:
    sites = await network.sites.list()
    assert [site.name for site in sites] == ["Default", "Warehouse"]
    assert (sites[0].id, sites[0].internal_reference) == (DEFAULT_ID, "default")


async def test_sites_are_listed_by_filter(network: NetworkClient, sent: Sent) -> None:
    chosen = await network.sites.list(filter=SiteFilter.internal_reference.ne("default"))
    assert [site.name for site in chosen] == ["Warehouse"]
    assert sent.queries[0]["filter"] == "internalReference.ne('default')"


async def test_a_site_is_found_by_id_reference_and_name(network: NetworkClient) -> None:
    warehouse = (await network.sites.list())[1]
    assert warehouse.internal_reference is not None
    for text in (warehouse.id, warehouse.internal_reference, "Warehouse"):
        assert await network.sites.find(text) == warehouse


async def test_an_id_goes_before_a_reference_and_a_reference_before_a_name(
    network: NetworkClient, console: SimulatedConsole
) -> None:
    console.network.add_site("default", internal_reference=DEFAULT_ID)
    console.network.add_site(DEFAULT_ID, internal_reference="other")
    assert (await network.sites.find("default")).id == DEFAULT_ID
    assert (await network.sites.find(DEFAULT_ID)).id == DEFAULT_ID


@pytest.mark.parametrize("text", ["warehouse", "Ware", " Warehouse", "Nowhere", "'"])
async def test_a_site_is_not_guessed(network: NetworkClient, text: str) -> None:
    with pytest.raises(NotFoundError, match="'Default', 'Warehouse'"):
        await network.sites.find(text)


@pytest.mark.parametrize("text", ["", "  "])
async def test_an_empty_name_is_never_sent(network: NetworkClient, sent: Sent, text: str) -> None:
    with pytest.raises(ConfigurationError, match="name_or_id is empty"):
        await network.sites.find(text)
    assert sent.lines == []


async def test_a_name_that_two_sites_have_chooses_neither(network: NetworkClient, console: SimulatedConsole) -> None:
    console.network.add_site("Warehouse")
    with pytest.raises(ConflictError, match="2 sites are called 'Warehouse'"):
        await network.sites.find("Warehouse")


async def test_sites_beyond_the_first_page_are_found(network: NetworkClient, console: SimulatedConsole) -> None:
    for number in range(450):
        console.network.add_site(f"Shop {number}")
    assert (await network.sites.find("Shop 449")).name == "Shop 449"


# a console that leaves ids out


def page_of(*sites: dict[str, str]) -> bytes:
    whole = {"offset": 0, "limit": 200, "count": len(sites), "totalCount": len(sites), "data": sites}
    return json.dumps(whole).encode()


async def test_the_default_site_works_without_its_id(network: NetworkClient, console: SimulatedConsole) -> None:
    console.faults.add(Fault.body(page_of({"internalReference": "default", "name": "Default"})), SITES, times=2)
    for site in (await network.default_site(), await network.find_site("Default")):
        assert site.id == DEFAULT_ID
        assert site.site == Site(name="Default", internal_reference="default")
        assert await site.clients.list()


async def test_another_site_without_its_id_is_the_consoles_fault(
    network: NetworkClient, console: SimulatedConsole
) -> None:
    console.faults.add(Fault.body(page_of({"internalReference": "4q7k", "name": "Warehouse"})), SITES, times=2)
    with pytest.raises(NotSupportedError, match=r"this console lists the site 'Warehouse' without its id.*update"):
        await network.default_site()
    with pytest.raises(NotSupportedError, match="this console"):
        await network.find_site("Warehouse")
