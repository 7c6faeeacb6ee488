"""WiFi broadcasts of the simulated Network application."""

from __future__ import annotations

PERSONAL = {"type": "WPA2_PERSONAL", "passphrase": "simulated-passphrase"}


def wifi(**more):
    switches = ("hideName", "uapsdEnabled", "clientIsolationEnabled", "multicastToUnicastConversionEnabled")
    locks = {"channel2gLockedTo6": False, "dtimPeriod2gLockedTo3": False}
    base = {"type": "IOT_OPTIMIZED", "name": "Things", "enabled": True, "securityConfiguration": PERSONAL}
    return {**base, **dict.fromkeys(switches, False), **locks, **more}


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
    body = {name: value for name, value in before.items() if name not in (*optional, "id", "metadata")}
    del body["securityConfiguration"]["groupRekeyIntervalSeconds"]
    after = (await browser.put(f"{broadcasts}/{staff['id']}", body)).json
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
    answer = await browser.delete(f"{broadcasts}/{made['id']}")
    assert (answer.status, answer.body) == (200, b"")
    assert (await browser.get(f"{broadcasts}/{made['id']}")).status == 404
