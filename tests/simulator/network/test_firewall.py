"""Zones, policies and ACL rules of the simulated Network application."""

from __future__ import annotations

import uuid

import pytest

NETWORK = "/proxy/network/integration/v1"
NOT_CONFIGURED = "api.firewall.zone-based-firewall-not-configured"


@pytest.fixture
def zones(site):
    return f"{site}/firewall/zones"


@pytest.fixture
def policies(site):
    return f"{site}/firewall/policies"


@pytest.fixture
def rules(site):
    return f"{site}/acl-rules"


@pytest.fixture
def zone(console):
    """The ids of the zones, by name."""
    return {zone["name"]: key for key, zone in console.network.default_site.firewall_zones.items()}


@pytest.fixture
def network(console):
    """The ids of the networks, by name."""
    return {network["name"]: key for key, network in console.network.default_site.networks.items()}


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


def rule(name):
    return {"type": "IPV4", "name": name, "enabled": True, "action": "BLOCK"}


async def put(browser, path, body, **query):
    return await browser.call("PUT", NETWORK + path, json=body, query=query)


async def patch(browser, path, body):
    return await browser.call("PATCH", NETWORK + path, json=body)


async def delete(browser, path):
    return await browser.call("DELETE", NETWORK + path)


def pair(zone, source="Hotspot", destination="Internal"):
    return {"sourceFirewallZoneId": zone[source], "destinationFirewallZoneId": zone[destination]}


def order(before, after):
    return {"orderedFirewallPolicyIds": {"beforeSystemDefined": before, "afterSystemDefined": after}}


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
    await put(browser, f"{zones}/{zone['Things']}", {"name": "Things", "networkIds": []})
    assert (await browser.get(f"{site}/networks/{network['Things']}")).json["zoneId"] == zone["Internal"]


async def test_with_a_zone_go_its_policies_and_its_networks_become_internal(
    browser, site, zones, policies, zone, network
):
    assert (await delete(browser, f"{zones}/{zone['Things']}")).status == 200
    assert (await browser.get(f"{site}/networks/{network['Things']}")).json["zoneId"] == zone["Internal"]
    gone = (await browser.get(policies, filter=f"source.zoneId.eq({zone['Things']})")).json
    assert gone["totalCount"] == 0


async def test_of_a_zone_of_the_system_only_the_networks_can_be_changed(browser, zones, zone, network):
    everything = list(network.values())
    changed = await put(browser, f"{zones}/{zone['Internal']}", {"name": "Internal", "networkIds": everything})
    assert (changed.status, changed.json["networkIds"]) == (200, everything)
    renamed = await put(browser, f"{zones}/{zone['Internal']}", {"name": "Inside", "networkIds": everything})
    assert renamed.status == 400
    fixed = await put(browser, f"{zones}/{zone['Gateway']}", {"name": "Gateway", "networkIds": []})
    assert fixed.status == 400
    assert (await delete(browser, f"{zones}/{zone['Internal']}")).status == 400


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
        await patch(browser, f"{policies}/{key}", {"loggingEnabled": True}),
        await delete(browser, f"{policies}/{key}"),
        await browser.get(f"{policies}/ordering", **pair(zone)),
    ]
    assert {(answer.status, answer.json["code"]) for answer in answers} == {(400, NOT_CONFIGURED)}


async def test_policies_come_in_the_order_of_their_index(browser, policies):
    listed = (await browser.get(policies, limit=200)).json["data"]
    numbers = [policy["index"] for policy in listed]
    assert numbers == sorted(numbers)
    assert numbers[-1] == 2**31 - 1
    assert len(listed) == 12


async def test_policies_that_follow_from_something_else_show_no_id(browser, policies):
    derived = (await browser.get(policies, filter="metadata.origin.eq('DERIVED')")).json["data"]
    assert [set(policy) & {"id"} for policy in derived] == [set(), set()]


async def test_a_policy_without_id_cannot_be_reached(console, browser, policies):
    stored = console.network.default_site.firewall_policies
    hidden = next(key for key, policy in stored.items() if "id" not in policy)
    assert (await browser.get(f"{policies}/{hidden}")).status == 404


async def test_the_policies_of_the_system_cannot_be_changed(browser, policies, zone):
    listed = (await browser.get(policies, filter="metadata.origin.eq('SYSTEM_DEFINED')")).json["data"]
    path = f"{policies}/{listed[0]['id']}"
    for answer in (
        await put(browser, path, policy(zone)),
        await patch(browser, path, {"loggingEnabled": True}),
        await delete(browser, path),
    ):
        assert (answer.status, answer.json["code"]) == (400, "api.request.error")
    assert (await browser.get(path)).json == listed[0]


async def test_a_patch_changes_the_logging_and_nothing_else(browser, policies, zone):
    made = (await browser.post(policies, policy(zone))).json
    answer = await patch(browser, f"{policies}/{made['id']}", {"loggingEnabled": True})
    assert answer.json == {**made, "loggingEnabled": True}
    assert (await patch(browser, f"{policies}/{made['id']}", {})).json == answer.json
    assert (await patch(browser, f"{policies}/{made['id']}", {"loggingEnabled": "yes"})).status == 400


async def test_a_replaced_policy_loses_whatever_is_left_out(browser, policies, zone):
    full = {**policy(zone), "description": "x", "connectionStateFilter": ["NEW"], "ipsecFilter": "MATCH_ENCRYPTED"}
    made = (await browser.post(policies, full)).json
    after = (await put(browser, f"{policies}/{made['id']}", policy(zone))).json
    assert set(made) - set(after) == {"description", "connectionStateFilter", "ipsecFilter"}


async def test_an_allowing_policy_must_say_what_about_the_way_back(browser, policies, zone):
    answer = await browser.post(policies, {**policy(zone), "action": {"type": "ALLOW"}})
    assert answer.json["message"] == "'action.allowReturnTraffic' must not be null"


async def test_a_new_policy_comes_last_of_those_before_the_systems(browser, policies, zone):
    before = (await browser.get(f"{policies}/ordering", **pair(zone))).json["orderedFirewallPolicyIds"]
    made = (await browser.post(policies, policy(zone))).json
    after = (await browser.get(f"{policies}/ordering", **pair(zone))).json["orderedFirewallPolicyIds"]
    assert after["beforeSystemDefined"] == [*before["beforeSystemDefined"], made["id"]]
    assert after["afterSystemDefined"] == before["afterSystemDefined"] != []


async def test_policies_are_put_into_another_order_and_to_the_other_side(browser, policies, zone):
    ids = [(await browser.post(policies, policy(zone, name, "Dmz"))).json["id"] for name in "abc"]
    body = order([ids[2], ids[0]], [ids[1]])
    answer = await put(browser, f"{policies}/ordering", body, **pair(zone, "Dmz"))
    assert (answer.status, answer.json) == (200, body)
    assert (await browser.get(f"{policies}/ordering", **pair(zone, "Dmz"))).json == body
    listed = (await browser.get(policies, limit=200)).json["data"]
    position = {policy.get("id"): number for number, policy in enumerate(listed)}
    system = next(number for number, policy in enumerate(listed) if policy["metadata"]["origin"] == "SYSTEM_DEFINED")
    assert position[ids[2]] < position[ids[0]] < system < position[ids[1]]


async def test_an_order_leaves_the_policies_of_other_zones_where_they_are(browser, policies, zone):
    other = (await browser.get(f"{policies}/ordering", **pair(zone))).json
    ids = [(await browser.post(policies, policy(zone, name, "Dmz"))).json["id"] for name in "ab"]
    await put(browser, f"{policies}/ordering", order(ids[::-1], []), **pair(zone, "Dmz"))
    assert (await browser.get(f"{policies}/ordering", **pair(zone))).json == other


async def test_an_order_must_name_every_policy_of_the_pair_exactly_once(browser, policies, zone):
    ids = [(await browser.post(policies, policy(zone, name, "Dmz"))).json["id"] for name in "ab"]
    path, query = f"{policies}/ordering", pair(zone, "Dmz")
    before = (await browser.get(path, **query)).json
    for wrong in (order(ids[:1], []), order(ids, ids[:1]), order([*ids, str(uuid.uuid4())], []), order(["x"], [])):
        assert (await put(browser, path, wrong, **query)).status == 400
    assert (await browser.get(path, **query)).json == before


@pytest.mark.parametrize("missing", ["sourceFirewallZoneId", "destinationFirewallZoneId"])
async def test_an_order_is_asked_for_with_both_zones(browser, policies, zone, missing):
    query = {name: value for name, value in pair(zone).items() if name != missing}
    answer = await browser.get(f"{policies}/ordering", **query)
    assert (answer.status, answer.json["message"]) == (400, f"Required parameter '{missing}' is not present")


async def test_the_order_of_unknown_zones_is_a_404(browser, policies, zone):
    query = {**pair(zone), "destinationFirewallZoneId": str(uuid.uuid4())}
    assert (await browser.get(f"{policies}/ordering", **query)).status == 404


async def test_rules_are_numbered_in_their_order_whatever_is_written(browser, rules):
    made = (await browser.post(rules, {**rule("x"), "index": 99})).json
    listed = (await browser.get(rules)).json["data"]
    assert [rule["index"] for rule in listed] == list(range(4))
    assert made["index"] == 2
    assert [rule["metadata"]["origin"] for rule in listed] == ["USER_DEFINED"] * 3 + ["DERIVED"]


async def test_rules_are_put_into_another_order(browser, rules):
    ids = (await browser.get(f"{rules}/ordering")).json["orderedAclRuleIds"]
    assert len(ids) == 2
    answer = await put(browser, f"{rules}/ordering", {"orderedAclRuleIds": ids[::-1]})
    assert answer.json == {"orderedAclRuleIds": ids[::-1]}
    assert [rule["id"] for rule in (await browser.get(rules)).json["data"]][:2] == ids[::-1]
    assert (await put(browser, f"{rules}/ordering", {"orderedAclRuleIds": ids[:1]})).status == 400


async def test_a_rule_that_follows_from_something_else_cannot_be_changed(browser, rules):
    derived = (await browser.get(rules, filter="metadata.origin.eq('DERIVED')")).json["data"][0]
    assert (await put(browser, f"{rules}/{derived['id']}", rule("x"))).status == 400
    assert (await delete(browser, f"{rules}/{derived['id']}")).status == 400


async def test_a_rule_without_filters_applies_to_all(browser, rules):
    first = (await browser.get(rules)).json["data"][0]
    after = (await put(browser, f"{rules}/{first['id']}", rule("All"))).json
    assert set(first) - set(after) == {"description", "sourceFilter", "destinationFilter", "protocolFilter"}
