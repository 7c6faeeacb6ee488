"""Firewall policies of the simulated Network application, and their order."""

from __future__ import annotations

import uuid

import pytest

from unifi_sdk.simulator import Quirk


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


def order(before, after):
    return {"orderedFirewallPolicyIds": {"beforeSystemDefined": before, "afterSystemDefined": after}}


async def test_policies_come_in_the_order_of_their_index(browser, policies):
    listed = (await browser.get(policies, limit=200)).json["data"]
    numbers = [policy["index"] for policy in listed]
    assert numbers == sorted(numbers)
    assert numbers[-1] == 2**31 - 1
    assert len(listed) == 12


async def test_on_migrated_consoles_old_policies_and_those_of_the_system_show_no_id(console, browser, policies, zone):
    before = (await browser.get(policies)).json["data"]
    console.network.quirks.add(Quirk.POLICIES_WITHOUT_ID)
    made = (await browser.post(policies, policy(zone))).json
    after = (await browser.get(policies)).json["data"]
    assert all("id" in one for one in before)
    own = {
        "Guests may print",
        "Log what guests print",
        "No games on weekends",
        "Things stay inside",
        "Nobody from the ice",
    }
    assert {one["name"] for one in after if "id" in one} == {*own, made["name"]}
    hidden = next(one["id"] for one in before if one["name"] == "Guests may not ping")
    assert (await browser.get(f"{policies}/{hidden}")).status == 404


async def test_a_policy_that_a_test_put_there_without_id_cannot_be_reached(console, browser, policies, zone):
    site = console.network.default_site
    hidden = site.add(site.firewall_policies, policy(zone), shows_id=False)
    assert "id" not in next(one for one in (await browser.get(policies)).json["data"] if one["name"] == "Test")
    assert (await browser.get(f"{policies}/{hidden}")).status == 404


async def test_the_policies_of_the_system_cannot_be_changed(browser, policies, zone):
    listed = (await browser.get(policies, filter="metadata.origin.eq('SYSTEM_DEFINED')")).json["data"]
    path = f"{policies}/{listed[0]['id']}"
    for answer in (
        await browser.put(path, policy(zone)),
        await browser.patch(path, {"loggingEnabled": True}),
        await browser.delete(path),
    ):
        assert (answer.status, answer.json["code"]) == (400, "api.request.error")
    assert (await browser.get(path)).json == listed[0]


async def test_a_patch_changes_the_logging_and_nothing_else(browser, policies, zone):
    made = (await browser.post(policies, policy(zone))).json
    answer = await browser.patch(f"{policies}/{made['id']}", {"loggingEnabled": True})
    assert answer.json == {**made, "loggingEnabled": True}
    assert (await browser.patch(f"{policies}/{made['id']}", {})).json == answer.json
    assert (await browser.patch(f"{policies}/{made['id']}", {"loggingEnabled": "yes"})).status == 400


async def test_a_replaced_policy_loses_whatever_is_left_out(browser, policies, zone):
    full = {**policy(zone), "description": "x", "connectionStateFilter": ["NEW"], "ipsecFilter": "MATCH_ENCRYPTED"}
    made = (await browser.post(policies, full)).json
    after = (await browser.put(f"{policies}/{made['id']}", policy(zone))).json
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
    answer = await browser.put(f"{policies}/ordering", body, **pair(zone, "Dmz"))
    assert (answer.status, answer.json) == (200, body)
    assert (await browser.get(f"{policies}/ordering", **pair(zone, "Dmz"))).json == body
    listed = (await browser.get(policies, limit=200)).json["data"]
    position = {policy.get("id"): number for number, policy in enumerate(listed)}
    system = next(number for number, policy in enumerate(listed) if policy["metadata"]["origin"] == "SYSTEM_DEFINED")
    assert position[ids[2]] < position[ids[0]] < system < position[ids[1]]


async def test_an_order_leaves_the_policies_of_other_zones_where_they_are(browser, policies, zone):
    other = (await browser.get(f"{policies}/ordering", **pair(zone))).json
    ids = [(await browser.post(policies, policy(zone, name, "Dmz"))).json["id"] for name in "ab"]
    await browser.put(f"{policies}/ordering", order(ids[::-1], []), **pair(zone, "Dmz"))
    assert (await browser.get(f"{policies}/ordering", **pair(zone))).json == other


async def test_an_order_must_name_every_policy_of_the_pair_exactly_once(browser, policies, zone):
    ids = [(await browser.post(policies, policy(zone, name, "Dmz"))).json["id"] for name in "ab"]
    path, query = f"{policies}/ordering", pair(zone, "Dmz")
    before = (await browser.get(path, **query)).json
    for wrong in (order(ids[:1], []), order(ids, ids[:1]), order([*ids, str(uuid.uuid4())], []), order(["x"], [])):
        assert (await browser.put(path, wrong, **query)).status == 400
    assert (await browser.get(path, **query)).json == before


@pytest.mark.parametrize("missing", ["sourceFirewallZoneId", "destinationFirewallZoneId"])
async def test_an_order_is_asked_for_with_both_zones(browser, policies, zone, missing):
    query = {name: value for name, value in pair(zone).items() if name != missing}
    answer = await browser.get(f"{policies}/ordering", **query)
    assert (answer.status, answer.json["message"]) == (400, f"Required parameter '{missing}' is not present")


async def test_the_order_of_unknown_zones_is_a_404(browser, policies, zone):
    query = {**pair(zone), "destinationFirewallZoneId": str(uuid.uuid4())}
    assert (await browser.get(f"{policies}/ordering", **query)).status == 404
