"""ACL rules of the simulated Network application, and their order."""

from __future__ import annotations


def rule(name):
    return {"type": "IPV4", "name": name, "enabled": True, "action": "BLOCK"}


async def test_rules_are_numbered_in_their_order_whatever_is_written(browser, rules):
    made = (await browser.post(rules, {**rule("x"), "index": 99})).json
    listed = (await browser.get(rules)).json["data"]
    assert [rule["index"] for rule in listed] == list(range(4))
    assert made["index"] == 2
    assert [rule["metadata"]["origin"] for rule in listed] == ["USER_DEFINED"] * 3 + ["DERIVED"]


async def test_rules_are_put_into_another_order(browser, rules):
    ids = (await browser.get(f"{rules}/ordering")).json["orderedAclRuleIds"]
    assert len(ids) == 2
    answer = await browser.put(f"{rules}/ordering", {"orderedAclRuleIds": ids[::-1]})
    assert answer.json == {"orderedAclRuleIds": ids[::-1]}
    assert [rule["id"] for rule in (await browser.get(rules)).json["data"]][:2] == ids[::-1]
    assert (await browser.put(f"{rules}/ordering", {"orderedAclRuleIds": ids[:1]})).status == 400


async def test_a_rule_that_follows_from_something_else_cannot_be_changed(browser, rules):
    derived = (await browser.get(rules, filter="metadata.origin.eq('DERIVED')")).json["data"][0]
    assert (await browser.put(f"{rules}/{derived['id']}", rule("x"))).status == 400
    assert (await browser.delete(f"{rules}/{derived['id']}")).status == 400


async def test_a_rule_without_filters_applies_to_all(browser, rules):
    first = (await browser.get(rules)).json["data"][0]
    after = (await browser.put(f"{rules}/{first['id']}", rule("All"))).json
    assert set(first) - set(after) == {"description", "sourceFilter", "destinationFilter", "protocolFilter"}
