"""The simulated Network application over its API: keys, refusals and pages."""

from __future__ import annotations

import uuid

import pytest

from unifi_sdk.simulator import Quirk

NETWORK = "/proxy/network/integration/v1"
ERROR_FIELDS = {"statusCode", "statusName", "code", "message", "timestamp", "requestPath", "requestId"}


async def test_the_application_tells_its_version(browser):
    assert (await browser.get("/info")).json == {"applicationVersion": "10.5.66"}


@pytest.mark.parametrize(("key", "code"), [(None, "missing-credentials"), ("wrong", "invalid-credentials")])
async def test_without_a_valid_key_everything_is_a_401(browser, key, code):
    for path in ("/info", "/sites", "/no/such/thing"):
        answer = await browser.call("GET", NETWORK + path, key=key)
        assert (answer.status, answer.json["code"]) == (401, f"api.authentication.{code}")


@pytest.mark.parametrize("key", [None, "wrong"])
async def test_some_gateways_answer_a_wrong_key_in_place_of_the_application(console, browser, key):
    console.network.quirks.add(Quirk.GATEWAY_REFUSES_KEYS)
    for path in ("/info", "/no/such/thing"):
        answer = await browser.call("GET", NETWORK + path, key=key)
        assert (answer.status, answer.json) == (401, {"error": {"code": 401, "message": "Unauthorized"}})
    assert (await browser.get("/info")).status == 200


async def test_a_refusal_has_the_seven_fields_of_the_vendor(browser, clock):
    clock.advance(0.966)
    answer = await browser.call("GET", NETWORK + "/sites?limit=1", key=None)
    assert set(answer.json) == ERROR_FIELDS
    assert (answer.json["statusCode"], answer.json["statusName"]) == (401, "UNAUTHORIZED")
    assert answer.json["requestPath"] == "/integration/v1/sites"
    assert answer.json["timestamp"] == "2026-01-01T00:00:00.966Z"
    uuid.UUID(answer.json["requestId"])


async def test_an_unknown_path_is_a_404_that_names_the_endpoint(browser):
    answer = await browser.call("PATCH", NETWORK + "/nothing")
    assert (answer.status, answer.json["code"]) == (404, "api.request.error")
    assert answer.json["message"] == "No endpoint PATCH /integration/v1/nothing."


async def test_the_default_site_has_its_well_known_id(browser):
    answer = await browser.get("/sites")
    assert answer.json["data"][0] == {
        "id": "88f7af54-98f8-306a-a1c7-c9349722b1f6",
        "internalReference": "default",
        "name": "Default",
    }


@pytest.mark.parametrize("path", ["/clients", "/hotspot/vouchers", "/clients/x"])
async def test_a_site_id_that_is_no_uuid_is_a_400(browser, path):
    answer = await browser.get(f"/sites/default{path}")
    assert (answer.status, answer.json["code"]) == (400, "api.request.argument-type-mismatch")
    assert answer.json["message"] == "'default' is not a valid 'siteId' value"


@pytest.mark.parametrize("path", ["/clients/active", "/hotspot/vouchers/1"])
async def test_any_other_id_that_is_no_uuid_is_a_400_too(browser, site, path):
    answer = await browser.get(site + path)
    assert (answer.status, answer.json["code"]) == (400, "api.request.argument-type-mismatch")


@pytest.mark.parametrize("path", ["/clients", "/clients/{}", "/hotspot/vouchers", "/hotspot/vouchers/{}"])
async def test_an_unknown_id_is_a_404(browser, site, path):
    unknown = str(uuid.uuid4())
    root = site if "{}" in path else f"/sites/{unknown}"
    answer = await browser.get(root + path.format(unknown))
    assert (answer.status, answer.json["statusName"]) == (404, "NOT_FOUND")
    assert unknown in answer.json["message"]


async def test_ids_are_found_in_any_case(browser, site, guest):
    assert (await browser.get(f"{site.upper().replace('/SITES', '/sites')}/clients/{guest.id.upper()}")).status == 200


@pytest.mark.parametrize(("resource", "default", "most"), [("/clients", 25, 200), ("/hotspot/vouchers", 100, 1000)])
async def test_pages_have_the_documented_default_and_maximum(console, browser, site, resource, default, most):
    console.network.add_clients(1500)
    console.network.add_vouchers(1500)
    first = (await browser.get(site + resource)).json
    assert (first["offset"], first["limit"], first["count"]) == (0, default, default)
    assert first["totalCount"] > 1500
    largest = (await browser.get(site + resource, limit=most)).json
    assert len(largest["data"]) == largest["count"] == most
    for more in (most + 1, 10_000):
        page = (await browser.get(site + resource, limit=more)).json
        assert (page["limit"], page["count"]) == (most, most)


async def test_pages_together_are_the_whole_list_once(console, browser, site):
    console.network.add_clients(300)
    seen, total = [], 1
    while len(seen) < total:
        body = (await browser.get(f"{site}/clients", offset=len(seen), limit=77)).json
        total = body["totalCount"]
        seen += [client["id"] for client in body["data"]]
    assert seen == list(console.network.default_site.clients)


async def test_a_limit_of_zero_only_counts(browser, site):
    body = (await browser.get(f"{site}/clients", limit=0)).json
    assert body == {"offset": 0, "limit": 0, "count": 0, "totalCount": 10, "data": []}


async def test_an_offset_behind_the_end_is_an_empty_page(browser, site):
    body = (await browser.get(f"{site}/clients", offset=500)).json
    assert (body["offset"], body["count"], body["totalCount"], body["data"]) == (500, 0, 10, [])


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"limit": -1}, "api.request.error"),
        ({"offset": -1}, "api.request.error"),
        ({"limit": "many"}, "api.request.argument-type-mismatch"),
        ({"offset": "1.5"}, "api.request.argument-type-mismatch"),
    ],
)
async def test_a_page_out_of_bounds_is_a_400(browser, query, code):
    answer = await browser.get("/sites", **query)
    assert (answer.status, answer.json["code"]) == (400, code)


async def test_a_refusal_may_be_for_a_number_of_calls(console, browser, networks):
    console.network.refuse("GET /v1/sites/{siteId}/networks", 503, "api.unexpected-error", times=2)
    assert [(await browser.get(networks)).status for _ in range(3)] == [503, 503, 200]


def test_an_unknown_operation_cannot_be_refused(console):
    with pytest.raises(KeyError):
        console.network.refuse("GET /v1/nothing", 500, "api.unexpected-error")
