"""What all areas of the simulated Network application have in common."""

from __future__ import annotations

import uuid

import aiohttp
import pytest

from unifi_sdk._facts import load
from unifi_sdk.simulator import ManualClock, SimulatedConsole

FACTS = load("network")
NETWORK = "/proxy/network/integration"
ALIAS = {"type": "CNAME_RECORD", "enabled": True, "domain": "a.example", "targetDomain": "b.example", "ttlSeconds": 60}
PORTS = {"type": "PORTS", "name": "Web", "items": [{"type": "PORT_NUMBER", "value": 443}]}


async def test_what_is_created_belongs_to_the_user_and_has_a_new_id(browser, records):
    answer = await browser.post(records, ALIAS)
    assert answer.status == 201
    uuid.UUID(answer.json["id"])
    assert answer.json == {**ALIAS, "id": answer.json["id"], "metadata": {"origin": "USER_DEFINED"}}
    assert (await browser.get(f"{records}/{answer.json['id']}")).json == answer.json
    assert (await browser.get(records)).json["data"][-1] == answer.json


async def test_what_nobody_knows_is_refused_and_nothing_is_made(browser, records):
    before = (await browser.get(records)).json["totalCount"]
    answer = await browser.post(records, {**ALIAS, "newField": None})
    assert (answer.status, answer.json["code"]) == (400, "api.request.unknown-property")
    assert answer.json["message"] == "Unknown request body property '$.newField'"
    assert (await browser.get(records)).json["totalCount"] == before


@pytest.mark.parametrize("field", ["id", "metadata"])
async def test_a_caller_decides_neither_id_nor_origin(browser, records, field):
    made = (await browser.post(records, ALIAS)).json
    for answer in (
        await browser.post(records, {**ALIAS, field: made[field]}),
        await browser.put(f"{records}/{made['id']}", {**ALIAS, field: made[field]}),
    ):
        assert (answer.status, answer.json["message"]) == (400, f"Unknown request body property '$.{field}'")


async def test_a_newer_console_takes_settings_that_the_specification_lacks(console, browser, site, records):
    console.network.newer_settings["dns/policies"] = {"$.newField"}
    newer = {**ALIAS, "newField": {"deep": [1, {"er": None}]}}
    made = (await browser.post(records, newer)).json
    assert made["newField"] == newer["newField"]
    assert (await browser.get(records)).json["data"][-1] == made
    console.network.newer_settings["networks"] = {"$.newField"}
    body = {"management": "UNMANAGED", "name": "Lab", "enabled": True, "vlanId": 30, "newField": 1}
    made = (await browser.post(f"{site}/networks", body)).json
    assert (await browser.get(f"{site}/networks")).json["data"][-1] == made


async def test_a_newer_console_shows_fields_that_it_does_not_take_back(console, browser, site):
    fields = {"$.lastHitAt": "2026-01-01T00:00:00Z", "$.source.hits": 3}
    console.network.newer_fields["firewall/policies"] = fields
    policies = f"{site}/firewall/policies"
    shown = (await browser.get(policies)).json["data"]
    assert {(one["lastHitAt"], one["source"]["hits"]) for one in shown} == {("2026-01-01T00:00:00Z", 3)}
    own = next(one for one in shown if one["name"] == "Guests may print")
    assert (await browser.get(f"{policies}/{own['id']}")).json == own
    body = {name: value for name, value in own.items() if name not in ("id", "metadata", "index", "lastHitAt")}
    answer = await browser.put(f"{policies}/{own['id']}", body)
    assert answer.json["message"] == "Unknown request body property '$.source.hits'"
    assert "hits" not in console.network.default_site.firewall_policies[own["id"]]["source"]


async def test_a_newer_field_of_entries_is_in_each_of_them(console, browser, site):
    console.network.newer_fields["traffic-matching-lists"] = {"$.items[*].note": "x"}
    for one in (await browser.get(f"{site}/traffic-matching-lists")).json["data"]:
        assert [item["note"] for item in one["items"]] == ["x"] * len(one["items"])


async def test_a_replacement_may_be_of_another_kind_and_leaves_nothing_behind(browser, records):
    made = (await browser.post(records, ALIAS)).json
    text = {"type": "TXT_RECORD", "enabled": False, "domain": "a.example", "text": "x"}
    after = (await browser.put(f"{records}/{made['id']}", text)).json
    assert after == {**text, "id": made["id"], "metadata": made["metadata"]}


async def test_a_replaced_thing_keeps_its_place_in_the_list(browser, records):
    before = [record["id"] for record in (await browser.get(records)).json["data"]]
    assert (await browser.put(f"{records}/{before[2]}", ALIAS)).status == 200
    assert [record["id"] for record in (await browser.get(records)).json["data"]] == before


async def test_a_null_is_the_same_as_left_out(browser, site):
    body = {
        "type": "IPV4",
        "name": "x",
        "enabled": True,
        "action": "BLOCK",
        "protocolFilter": None,
        "description": None,
    }
    answer = await browser.post(f"{site}/acl-rules", body)
    assert answer.status == 201
    assert set(answer.json).isdisjoint({"protocolFilter", "description"})


async def test_a_deleted_thing_is_gone_and_cannot_be_deleted_again(browser, records):
    made = (await browser.post(records, ALIAS)).json
    path = f"{records}/{made['id']}"
    assert [(await browser.delete(path)).status for _ in range(2)] == [200, 404]
    assert (await browser.put(path, ALIAS)).status == 404
    assert made["id"] not in [record["id"] for record in (await browser.get(records)).json["data"]]


@pytest.mark.parametrize("ttl", [-1, 604_801, "60", None])
async def test_a_refused_body_changes_nothing(browser, records, ttl):
    before = (await browser.get(records)).json
    first = before["data"][0]["id"]
    for answer in (
        await browser.post(records, {**ALIAS, "ttlSeconds": ttl}),
        await browser.put(f"{records}/{first}", {**ALIAS, "ttlSeconds": ttl}),
    ):
        assert (answer.status, answer.json["code"]) == (400, "api.request.error")
        assert "'ttlSeconds'" in answer.json["message"]
    assert (await browser.get(records)).json == before


async def test_an_id_of_something_that_is_not_there_is_refused(browser, site):
    filters = {"type": "DEVICES", "deviceIds": [str(uuid.uuid4())]}
    body = {"type": "IPV4", "name": "x", "enabled": True, "action": "BLOCK", "enforcingDeviceFilter": filters}
    answer = await browser.post(f"{site}/acl-rules", body)
    assert answer.status == 400
    assert answer.json["message"].startswith("'enforcingDeviceFilter.deviceIds' refers to")


async def test_a_list_that_a_policy_uses_cannot_be_deleted(browser, site):
    lists = f"{site}/traffic-matching-lists"
    used = (await browser.get(lists, filter="name.eq('Printing')")).json["data"][0]
    free = (await browser.post(lists, PORTS)).json
    assert (await browser.delete(f"{lists}/{used['id']}")).status == 400
    assert (await browser.delete(f"{lists}/{free['id']}")).status == 200


async def test_sites_keep_their_things_apart(console, browser, records):
    annexe = f"/sites/{console.network.add_site('Annexe').id}"
    assert (await browser.get(f"{annexe}/dns/policies")).json["totalCount"] == 0
    made = (await browser.post(f"{annexe}/dns/policies", ALIAS)).json
    assert (await browser.get(f"{records}/{made['id']}")).status == 404


async def test_a_test_can_put_things_on_a_shelf(console, browser, records):
    site = console.network.default_site
    for number in range(300):
        site.add(site.dns_policies, {**ALIAS, "domain": f"{number}.example"}, origin="DERIVED")
    body = (await browser.get(records, filter="domain.like('*.example')", offset=200, limit=200)).json
    assert body["totalCount"] >= 300
    assert body["data"][-1]["metadata"] == {"origin": "DERIVED"}


async def test_an_empty_console_has_what_consoles_bring_along():
    async with SimulatedConsole(clock=ManualClock(), seed=False) as console, aiohttp.ClientSession() as session:
        pin = aiohttp.Fingerprint(bytes.fromhex(console.fingerprint("unifi")))
        base = f"https://{console.address}{NETWORK}/v1/sites/{console.network.default_site.id}"
        counts = {}
        for area in ("networks", "firewall/zones", "firewall/policies", "wans", "devices", "wifi/broadcasts"):
            async with session.get(f"{base}/{area}", headers={"X-API-KEY": console.api_key}, ssl=pin) as response:
                counts[area] = (await response.json())["totalCount"]
        assert counts == {
            "networks": 1, "firewall/zones": 6, "firewall/policies": 6, "wans": 2, "devices": 0, "wifi/broadcasts": 0,
        }  # fmt: skip


@pytest.mark.parametrize("version", ["9.0.99", "9.1.120", "10.0.162", "10.1.68", "10.1.78", "10.2.78"])
async def test_an_older_version_answers_a_newer_operation_as_an_unknown_one(console, browser, version):
    console.network.version = version
    some = str(uuid.uuid4())
    for operation in FACTS.operations.values():
        path = operation.path.format_map(
            {"siteId": console.network.default_site.id, **dict.fromkeys(ids(operation), some)}
        )
        answer = await browser.call(operation.verb, NETWORK + path)
        unknown = answer.status == 404 and answer.json["message"].startswith("No endpoint")
        assert unknown == (not operation.is_in(version)), operation.name
    assert (await browser.get("/info")).json == {"applicationVersion": version}


def ids(operation):
    return [
        parameter.name for parameter in operation.parameters if parameter.place == "path" and parameter.name != "siteId"
    ]
