"""`unifi site`, and which site other commands mean."""

from __future__ import annotations

import pytest


async def test_sites_are_listed(unifi):
    items = (await unifi("site", "list", "--no-fence")).json["items"]
    assert [item["name"] for item in items] == ["Default", "Warehouse"]
    assert {"id", "name", "internal_reference"} <= set(items[0])


async def test_a_site_is_found_by_id_by_reference_and_by_name(unifi):
    site = (await unifi("site", "list", "--no-fence")).json["items"][1]
    for text in (site["id"], site["internal_reference"], site["name"]):
        assert (await unifi("client", "list", "--site", text)).json["count"] == 2


@pytest.mark.parametrize("text", ["warehouse", "Ware", "*", "-"])
async def test_a_name_that_is_not_exact_is_no_site(unifi, text):
    ended = await unifi("client", "list", f"--site={text}")
    assert ended.code == 5
    assert "Warehouse" in ended.error["error"]


async def test_two_sites_of_one_name_are_no_choice(unifi):
    unifi.simulated.network.add_site("Warehouse")
    ended = await unifi("client", "list", "--site", "Warehouse")
    assert (ended.code, ended.error["code"]) == (13, "INPUT_REQUIRED")


async def test_an_empty_site_is_the_default_one(unifi):
    assert (await unifi("client", "list", UNIFI_SITE="")).json["count"] == 10


async def test_the_list_of_sites_needs_no_site(unifi):
    assert (await unifi("site", "list", UNIFI_SITE="Attic")).code == 0
