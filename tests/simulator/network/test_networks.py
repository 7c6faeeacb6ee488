"""Networks and WiFi broadcasts of the simulated Network application."""

from __future__ import annotations

import pytest

NETWORK = "/proxy/network/integration/v1"
UNMANAGED = {"management": "UNMANAGED", "name": "Lab", "enabled": True, "vlanId": 30}
PERSONAL = {"type": "WPA2_PERSONAL", "passphrase": "simulated-passphrase"}


@pytest.fixture
def networks(site):
    return f"{site}/networks"


@pytest.fixture
def broadcasts(site):
    return f"{site}/wifi/broadcasts"


@pytest.fixture
def guests(console):
    """The id of the guest network, which the guest WiFi uses."""
    return next(key for key, network in console.network.default_site.networks.items() if network["name"] == "Guests")


@pytest.fixture
def default(console):
    return next(iter(console.network.default_site.networks))


def wifi(**more):
    switches = ("hideName", "uapsdEnabled", "clientIsolationEnabled", "multicastToUnicastConversionEnabled")
    locks = {"channel2gLockedTo6": False, "dtimPeriod2gLockedTo3": False}
    base = {"type": "IOT_OPTIMIZED", "name": "Things", "enabled": True, "securityConfiguration": PERSONAL}
    return {**base, **dict.fromkeys(switches, False), **locks, **more}


async def put(browser, path, body):
    return await browser.call("PUT", NETWORK + path, json=body)


async def delete(browser, path, **query):
    return await browser.call("DELETE", NETWORK + path, query=query)


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
    before = (await browser.get(f"{networks}/{guests}")).json
    body = {name: value for name, value in before.items() if name not in ("dhcpGuarding", "id", "metadata", "default")}
    del body["ipv4Configuration"]["dhcpConfiguration"]
    after = (await put(browser, f"{networks}/{guests}", body)).json
    assert "dhcpGuarding" not in after
    assert "dhcpConfiguration" not in after["ipv4Configuration"]
    assert after == (await browser.get(f"{networks}/{guests}")).json


async def test_the_default_network_can_be_neither_replaced_nor_deleted(browser, networks, default):
    network = (await browser.get(f"{networks}/{default}")).json
    assert network["metadata"] == {"origin": "SYSTEM_DEFINED"}
    for answer in (
        await put(browser, f"{networks}/{default}", network),
        await delete(browser, f"{networks}/{default}"),
    ):
        assert (answer.status, answer.json["code"]) == (400, "api.request.error")
        assert "not user-defined" in answer.json["message"]


async def test_a_default_network_that_is_configurable_can_be_replaced_but_not_deleted(
    console, browser, networks, default
):
    console.network.default_site.networks[default]["metadata"]["configurable"] = True
    network = (await browser.get(f"{networks}/{default}")).json
    answer = await put(browser, f"{networks}/{default}", {**network, "name": "House"})
    assert (answer.json["name"], answer.json["default"], answer.json["metadata"]) == (
        "House",
        True,
        network["metadata"],
    )
    assert (await delete(browser, f"{networks}/{default}", force="true")).status == 400


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
    assert (await delete(browser, f"{networks}/{guests}")).status == 400
    assert (await delete(browser, f"{networks}/{guests}", force="false")).status == 400
    assert (await delete(browser, f"{networks}/{guests}", force="maybe")).status == 400
    answer = await delete(browser, f"{networks}/{guests}", force="true")
    assert (answer.status, answer.body) == (200, b"")
    assert (await browser.get(f"{networks}/{guests}")).status == 404
    listed = (await browser.get(broadcasts)).json["data"]
    assert {broadcast["network"]["type"] for broadcast in listed} == {"NATIVE"}


async def test_an_unused_network_is_deleted_without_force(browser, networks):
    made = (await browser.post(networks, UNMANAGED)).json
    assert (await delete(browser, f"{networks}/{made['id']}")).status == 200


async def test_references_can_be_made_to_fail_for_one_network(console, browser, networks, guests, default):
    operation = "GET /v1/sites/{site_id}/networks/{network_id}/references"
    console.network.refuse(operation, 500, "api.unexpected-error", about=guests)
    answer = await browser.get(f"{networks}/{guests}/references")
    assert (answer.status, answer.json["code"]) == (500, "api.unexpected-error")
    assert answer.json["statusName"] == "INTERNAL_SERVER_ERROR"
    assert (await browser.get(f"{networks}/{default}/references")).status == 200
    assert (await browser.get(f"{networks}/{guests}")).status == 200


async def test_a_refusal_may_be_for_a_number_of_calls(console, browser, networks):
    console.network.refuse("GET /v1/sites/{siteId}/networks", 503, "api.unexpected-error", times=2)
    assert [(await browser.get(networks)).status for _ in range(3)] == [503, 503, 200]


def test_an_unknown_operation_cannot_be_refused(console):
    with pytest.raises(KeyError):
        console.network.refuse("GET /v1/nothing", 500, "api.unexpected-error")


async def test_the_wifi_list_shows_no_passphrase_and_the_detail_shows_it(browser, broadcasts):
    listed = (await browser.get(broadcasts)).json["data"]
    assert all(set(broadcast["securityConfiguration"]) == {"type"} for broadcast in listed)
    staff = next(broadcast for broadcast in listed if broadcast["name"] == "Hotel Staff")
    detail = (await browser.get(f"{broadcasts}/{staff['id']}")).json
    assert detail["securityConfiguration"]["passphrase"] == "simulated-passphrase"


async def test_a_replaced_wifi_loses_whatever_is_left_out(browser, broadcasts):
    staff = (await browser.get(broadcasts, filter="name.eq('Hotel Staff')")).json["data"][0]
    before = (await browser.get(f"{broadcasts}/{staff['id']}")).json
    optional = ("broadcastingDeviceFilter", "handoffSuggestionsConfiguration")
    body = {name: value for name, value in before.items() if name not in optional}
    del body["securityConfiguration"]["groupRekeyIntervalSeconds"]
    after = (await put(browser, f"{broadcasts}/{staff['id']}", body)).json
    assert set(before) - set(after) == set(optional)
    assert "groupRekeyIntervalSeconds" not in after["securityConfiguration"]


async def test_private_keys_exclude_a_passphrase_and_a_network(browser, broadcasts, guests):
    keys = [{"network": {"type": "SPECIFIC", "networkId": guests}, "passphrase": "simulated-key"}]
    private = {"type": "WPA2_PERSONAL", "presharedKeys": keys}
    network = {"type": "NATIVE"}
    assert (await browser.post(broadcasts, wifi(securityConfiguration={"type": "WPA2_PERSONAL"}))).status == 400
    assert (await browser.post(broadcasts, wifi(securityConfiguration={**private, **PERSONAL}))).status == 400
    assert (await browser.post(broadcasts, wifi(securityConfiguration=private, network=network))).status == 400
    assert (await browser.post(broadcasts, wifi(securityConfiguration=private))).status == 201


async def test_the_wifi_list_shows_the_networks_of_private_keys(browser, broadcasts, networks, guests):
    reference = {"type": "SPECIFIC", "networkId": guests}
    keys = [{"network": reference, "passphrase": "simulated-key"}]
    await browser.post(broadcasts, wifi(securityConfiguration={"type": "WPA2_PERSONAL", "presharedKeys": keys}))
    listed = (await browser.get(broadcasts)).json["data"][-1]
    assert listed["securityConfiguration"] == {"type": "WPA2_PERSONAL", "presharedKeyNetworkIds": [reference]}
    uses = (await browser.get(f"{networks}/{guests}/references")).json["referenceResources"][0]
    assert uses["referenceCount"] == 2


async def test_an_iot_wifi_has_no_roaming_whatever_is_asked_for(browser, broadcasts):
    security = {**PERSONAL, "pmfMode": "OPTIONAL", "fastRoamingEnabled": True, "groupRekeyIntervalSeconds": 60}
    made = (await browser.post(broadcasts, wifi(securityConfiguration=security))).json
    assert made["securityConfiguration"] == PERSONAL


async def test_what_was_added_to_a_newer_wifi_must_be_sent(browser, broadcasts):
    body = wifi()
    del body["channel2gLockedTo6"]
    answer = await browser.post(broadcasts, body)
    assert answer.json["message"] == "'channel2gLockedTo6' must not be null"


async def test_a_deleted_wifi_is_gone(browser, broadcasts):
    made = (await browser.post(broadcasts, wifi())).json
    answer = await delete(browser, f"{broadcasts}/{made['id']}")
    assert (answer.status, answer.body) == (200, b"")
    assert (await browser.get(f"{broadcasts}/{made['id']}")).status == 404
