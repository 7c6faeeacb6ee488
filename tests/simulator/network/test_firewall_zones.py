"""Firewall zones of the simulated Network application."""

from __future__ import annotations

NOT_CONFIGURED = "api.firewall.zone-based-firewall-not-configured"


def policy(zone, name="Test", source="Hotspot", destination="Internal"):
    return {
        "name": name,
        "enabled": True,
        "action": {"type": "BLOCK"},
        "source": {"zoneId": zone[source]},
        "destination": {"zoneId": zone[destination]},
        "ipProtocolScope": {"ipVersion": "IPV4"},
        "loggingEnabled": False,
    }


def pair(zone, source="Hotspot", destination="Internal"):
    return {"sourceFirewallZoneId": zone[source], "destinationFirewallZoneId": zone[destination]}


async def test_the_system_has_six_zones_and_lets_three_of_them_be_configured(browser, zones):
    own = (await browser.get(zones, filter="metadata.origin.eq('SYSTEM_DEFINED')")).json["data"]
    assert len(own) == 6
    free = (await browser.get(zones, filter="metadata.configurable.eq(true)")).json["data"]
    assert {zone["name"] for zone in free} == {"Internal", "Hotspot", "Dmz"}


async def test_zones_and_networks_say_the_same_about_each_other(browser, site, zones):
    networks = (await browser.get(f"{site}/networks")).json["data"]
    for zone in (await browser.get(zones)).json["data"]:
        assert zone["networkIds"] == [network["id"] for network in networks if network["zoneId"] == zone["id"]]


async def test_a_new_zone_takes_its_networks_from_where_they_were(browser, site, zones, zone, network):
    made = (await browser.post(zones, {"name": "Lab", "networkIds": [network["Guests"]]})).json
    assert (made["networkIds"], made["metadata"]) == ([network["Guests"]], {"origin": "USER_DEFINED"})
    assert (await browser.get(f"{site}/networks/{network['Guests']}")).json["zoneId"] == made["id"]
    assert (await browser.get(f"{zones}/{zone['Hotspot']}")).json["networkIds"] == []


async def test_what_is_taken_out_of_a_zone_becomes_internal(browser, site, zones, zone, network):
    await browser.put(f"{zones}/{zone['Things']}", {"name": "Things", "networkIds": []})
    assert (await browser.get(f"{site}/networks/{network['Things']}")).json["zoneId"] == zone["Internal"]


async def test_with_a_zone_go_its_policies_and_its_networks_become_internal(
    browser, site, zones, policies, zone, network
):
    assert (await browser.delete(f"{zones}/{zone['Things']}")).status == 200
    assert (await browser.get(f"{site}/networks/{network['Things']}")).json["zoneId"] == zone["Internal"]
    gone = (await browser.get(policies, filter=f"source.zoneId.eq({zone['Things']})")).json
    assert gone["totalCount"] == 0


async def test_of_a_zone_of_the_system_only_the_networks_can_be_changed(browser, zones, zone, network):
    everything = list(network.values())
    changed = await browser.put(f"{zones}/{zone['Internal']}", {"name": "Internal", "networkIds": everything})
    assert (changed.status, changed.json["networkIds"]) == (200, everything)
    renamed = await browser.put(f"{zones}/{zone['Internal']}", {"name": "Inside", "networkIds": everything})
    assert renamed.status == 400
    fixed = await browser.put(f"{zones}/{zone['Gateway']}", {"name": "Gateway", "networkIds": []})
    assert fixed.status == 400
    assert (await browser.delete(f"{zones}/{zone['Internal']}")).status == 400


async def test_only_networks_of_a_gateway_can_be_in_a_zone(browser, site, zones):
    body = {"management": "UNMANAGED", "name": "Lab", "enabled": True, "vlanId": 30}
    made = (await browser.post(f"{site}/networks", body)).json
    assert (await browser.post(zones, {"name": "Lab", "networkIds": [made["id"]]})).status == 400


async def test_without_zones_everything_about_them_is_refused_with_its_own_code(
    console, browser, zones, policies, zone
):
    key = next(iter(console.network.default_site.firewall_policies))
    console.network.default_site.zone_based_firewall = False
    answers = [
        await browser.get(zones),
        await browser.post(zones, {"name": "Lab", "networkIds": []}),
        await browser.get(f"{zones}/{zone['Internal']}"),
        await browser.get(policies),
        await browser.post(policies, policy(zone)),
        await browser.patch(f"{policies}/{key}", {"loggingEnabled": True}),
        await browser.delete(f"{policies}/{key}"),
        await browser.get(f"{policies}/ordering", **pair(zone)),
    ]
    assert {(answer.status, answer.json["code"]) for answer in answers} == {(400, NOT_CONFIGURED)}
