"""Networks of the simulated Network application."""

from __future__ import annotations

UNMANAGED = {"management": "UNMANAGED", "name": "Lab", "enabled": True, "vlanId": 30}


async def written(browser, path):
    """What a caller writes to leave a network as it is."""
    network = (await browser.get(path)).json
    return {name: value for name, value in network.items() if name not in ("id", "metadata", "default")}


async def test_the_list_shows_less_than_the_detail(browser, networks, guests):
    listed = (await browser.get(networks, filter=f"id.eq({guests})")).json["data"][0]
    detail = (await browser.get(f"{networks}/{guests}")).json
    assert listed.items() <= detail.items()
    assert set(detail) - set(listed) >= {"ipv4Configuration", "dhcpGuarding", "isolationEnabled"}


async def test_only_the_default_network_has_vlan_1(browser, networks):
    answer = await browser.post(networks, {**UNMANAGED, "vlanId": 1})
    assert (answer.status, answer.json["code"]) == (400, "api.request.error")
    assert "vlanId" in answer.json["message"]


async def test_two_networks_cannot_have_the_same_vlan(browser, networks):
    assert (await browser.post(networks, UNMANAGED)).status == 201
    assert (await browser.post(networks, {**UNMANAGED, "name": "Other"})).status == 400


async def test_a_replaced_network_loses_whatever_is_left_out(browser, networks, guests):
    body = await written(browser, f"{networks}/{guests}")
    del body["dhcpGuarding"]
    del body["ipv4Configuration"]["dhcpConfiguration"]
    after = (await browser.put(f"{networks}/{guests}", body)).json
    assert "dhcpGuarding" not in after
    assert "dhcpConfiguration" not in after["ipv4Configuration"]
    assert after == (await browser.get(f"{networks}/{guests}")).json


async def test_the_default_network_can_be_neither_replaced_nor_deleted(browser, networks, default):
    network = await written(browser, f"{networks}/{default}")
    for answer in (
        await browser.put(f"{networks}/{default}", network),
        await browser.delete(f"{networks}/{default}"),
    ):
        assert (answer.status, answer.json["code"]) == (400, "api.request.error")
        assert "not user-defined" in answer.json["message"]


async def test_a_default_network_that_is_configurable_can_be_replaced_but_not_deleted(
    console, browser, networks, default
):
    console.network.default_site.networks[default]["metadata"]["configurable"] = True
    network = await written(browser, f"{networks}/{default}")
    answer = await browser.put(f"{networks}/{default}", {**network, "name": "House"})
    assert (answer.json["name"], answer.json["default"], answer.json["metadata"]) == (
        "House",
        True,
        {"origin": "SYSTEM_DEFINED", "configurable": True},
    )
    assert (await browser.delete(f"{networks}/{default}", force="true")).status == 400


async def test_references_name_what_uses_a_network(console, browser, networks, guests):
    resources = (await browser.get(f"{networks}/{guests}/references")).json["referenceResources"]
    wifi_id = next(iter(console.network.default_site.wifi_broadcasts))
    assert resources == [
        {"resourceType": "WIFI", "referenceCount": 1, "references": [{"referenceId": wifi_id}]},
        {"resourceType": "NAT_RULE", "referenceCount": 1},
    ]


async def test_an_unused_network_has_no_references(browser, networks):
    made = (await browser.post(networks, UNMANAGED)).json
    assert (await browser.get(f"{networks}/{made['id']}/references")).json == {"referenceResources": []}


async def test_a_used_network_is_only_deleted_by_force_and_its_wifi_falls_back(browser, networks, broadcasts, guests):
    assert (await browser.delete(f"{networks}/{guests}")).status == 400
    assert (await browser.delete(f"{networks}/{guests}", force="false")).status == 400
    assert (await browser.delete(f"{networks}/{guests}", force="maybe")).status == 400
    answer = await browser.delete(f"{networks}/{guests}", force="true")
    assert (answer.status, answer.body) == (200, b"")
    assert (await browser.get(f"{networks}/{guests}")).status == 404
    listed = (await browser.get(broadcasts)).json["data"]
    assert {broadcast["network"]["type"] for broadcast in listed} == {"NATIVE"}


async def test_an_unused_network_is_deleted_without_force(browser, networks):
    made = (await browser.post(networks, UNMANAGED)).json
    assert (await browser.delete(f"{networks}/{made['id']}")).status == 200


async def test_references_can_be_made_to_fail_for_one_network(console, browser, networks, guests, default):
    operation = "GET /v1/sites/{site_id}/networks/{network_id}/references"
    console.network.refuse(operation, 500, "api.unexpected-error", about=guests)
    answer = await browser.get(f"{networks}/{guests}/references")
    assert (answer.status, answer.json["code"]) == (500, "api.unexpected-error")
    assert answer.json["statusName"] == "INTERNAL_SERVER_ERROR"
    assert (await browser.get(f"{networks}/{default}/references")).status == 200
    assert (await browser.get(f"{networks}/{guests}")).status == 200
