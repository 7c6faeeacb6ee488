"""Every answer of the simulated Network API, held against the vendor's specification."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from itertools import count
from typing import Any

import pytest

from tests.support.network_bodies import Bodies
from unifi_sdk._facts import Operation, load
from unifi_sdk.simulator.network.operations import all_handlers
from unifi_sdk.simulator.schema import problems

FACTS = load("network")
NETWORK = "/proxy/network/integration"
GETS = [operation for operation in FACTS.operations.values() if operation.verb == "GET"]
CREATES = [
    operation
    for operation in FACTS.operations.values()
    if operation.verb == "POST" and operation.status == 201 and "vouchers" not in operation.path
]
VLANS = count(100)


def names(operations):
    return [operation.name for operation in operations]


def fill(console, operation: Operation, **more: str) -> str:
    """The path of an operation, with ids of the sample estate."""
    site = console.network.default_site
    shelves = {
        "siteId": {site.id: None},
        "clientId": site.clients,
        "voucherId": site.vouchers,
        "deviceId": site.devices,
        "networkId": site.networks,
        "wifiBroadcastId": site.wifi_broadcasts,
        "firewallZoneId": site.firewall_zones,
        "firewallPolicyId": site.firewall_policies,
        "aclRuleId": site.acl_rules,
        "dnsPolicyId": site.dns_policies,
        "trafficMatchingListId": site.traffic_matching_lists,
        "switchStackId": site.switch_stacks,
        "mcLagDomainId": site.mc_lag_domains,
        "lagId": site.lags,
    }
    return re.sub(r"\{(\w+)\}", lambda match: more.get(match[1]) or next(iter(shelves[match[1]])), operation.path)


def references(console) -> dict[str, list[str]]:
    site = console.network.default_site
    networks, devices, wans = list(site.networks), list(site.devices), list(site.wans)
    return {
        "bridgingNetworkIds": networks,
        "networkId": networks,
        "networkIdFilter": networks,
        "networkIds": networks,
        "zoneId": list(site.firewall_zones),
        "deviceId": devices,
        "deviceIds": devices,
        "deviceTagIds": list(site.device_tags),
        "profileId": list(site.radius_profiles),
        "trafficMatchingListId": list(site.traffic_matching_lists),
        "vpnServerIds": list(site.vpn_servers),
        "siteToSiteVpnTunnelId": list(site.site_to_site_tunnels),
        "wanInterfaceId": wans,
        "prefixDelegationWanInterfaceId": wans,
    }


def zone_of(console) -> str:
    return next(iter(console.network.default_site.firewall_zones))


def make_sense(operation: Operation, body: dict[str, Any], zone: str) -> dict[str, Any]:
    """What the specification only says in words."""
    security = body.get("securityConfiguration", {})
    if "name" in body:
        body["name"] = body["name"] or "x"
    if operation.path.endswith("/networks"):
        body["vlanId"] = next(VLANS)
        if body["management"] == "GATEWAY":
            body.setdefault("zoneId", zone)
    if "text" in body:
        body["text"] = body["text"].replace('"', "'")
    match = body.get("ipProtocolScope", {}).get("protocolFilter", {})
    if match.get("protocol", {}).get("name") in ("TCP", "UDP"):
        match["protocol"] = {"name": "GRE"}
    if security.get("type") == "WPA2_PERSONAL":
        if "presharedKeys" in security:
            security.pop("passphrase", None)
            body.pop("network", None)
        else:
            security["passphrase"] = "simulated-passphrase"
    return body


def expected(operation: Operation, body: dict[str, Any]) -> dict[str, Any]:
    """What must be read back of a body: all that the console doesn't decide by itself."""
    kept = {name: value for name, value in body.items() if name not in ("index", "zoneId", "networkIds")}
    if body.get("type") == "IOT_OPTIMIZED":
        kept.pop("securityConfiguration")
    return kept


def single(operation: Operation, verb: str) -> Operation | None:
    pattern = re.compile(re.escape(f"{verb} {operation.path}") + r"/\{\w+\}")
    return next((found for name, found in FACTS.operations.items() if pattern.fullmatch(name)), None)


def test_the_simulator_runs_without_the_client():
    code = "import sys, unifi_sdk.simulator.console; print([name for name in sys.modules if name.startswith('unifi_sdk.')])"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    of_extras = {
        "unifi_sdk._core",
        "unifi_sdk._core.optional",
    }  # which tells what is not installed, and imports nothing
    rooms = {name.split(".")[1] for name in ast.literal_eval(loaded) if name not in of_extras}
    assert rooms == {"simulator", "errors", "_facts", "_version"}


def test_every_operation_has_its_handler():
    assert set(all_handlers(FACTS)) == set(FACTS.operations)


@pytest.mark.parametrize("operation", GETS, ids=names(GETS))
async def test_what_the_sample_estate_shows_is_as_the_specification_says(console, browser, operation):
    zones = list(console.network.default_site.firewall_zones)
    query = (
        {"sourceFirewallZoneId": zones[4], "destinationFirewallZoneId": zones[0]}
        if "policies/ordering" in operation.path
        else {}
    )
    answer = await browser.call("GET", NETWORK + fill(console, operation), query=query)
    assert answer.status == operation.status, answer.body
    assert problems(operation.answer, answer.json) == []
    if operation.element is not None:
        assert answer.json["count"] == len(answer.json["data"]) > 0


async def test_each_device_client_and_site_is_as_the_specification_says(console, browser):
    for site in console.network.sites.values():
        for kind, keys in (("device", site.devices), ("client", site.clients)):
            for key in keys:
                operation = FACTS.operations[f"GET /v1/sites/{{siteId}}/{kind}s/{{{kind}Id}}"]
                path = fill(console, operation, siteId=site.id, **{f"{kind}Id": key})
                answer = await browser.call("GET", NETWORK + path)
                assert problems(operation.answer, answer.json) == []


@pytest.mark.parametrize("operation", CREATES, ids=names(CREATES))
async def test_whatever_the_specification_allows_can_be_created_and_read_back(console, browser, operation):
    site = {"siteId": console.network.default_site.id}
    for body in Bodies(references(console)).of(operation.body, 30):
        body = make_sense(operation, body, zone_of(console))
        assert problems(operation.body, body) == []
        answer = await browser.call("POST", NETWORK + fill(console, operation), json=body)
        assert answer.status == 201, (answer.json, body)
        assert problems(operation.answer, answer.json) == []
        assert expected(operation, body).items() <= answer.json.items()
        get = single(operation, "GET")
        read = await browser.call(
            "GET", NETWORK + re.sub(r"\{(?!siteId)\w+\}", answer.json["id"], get.path).format(**site)
        )
        assert read.json == answer.json
    listed = await browser.call("GET", NETWORK + fill(console, operation), query={"limit": "200"})
    assert problems(FACTS.operations[f"GET {operation.path}"].answer, listed.json) == []


@pytest.mark.parametrize("operation", CREATES, ids=names(CREATES))
async def test_whatever_the_specification_allows_can_replace_what_is_there(console, browser, operation):
    put = single(operation, "PUT")
    bodies = Bodies(references(console), seed=2)
    first = make_sense(operation, next(bodies.of(operation.body, 0)), zone_of(console))
    made = (await browser.call("POST", NETWORK + fill(console, operation), json=first)).json
    path = re.sub(r"\{(?!siteId)\w+\}", made["id"], put.path).format(siteId=console.network.default_site.id)
    for body in bodies.of(put.body, 20):
        body = make_sense(operation, body, zone_of(console))
        answer = await browser.call("PUT", NETWORK + path, json=body)
        assert answer.status == 200, (answer.json, body)
        assert problems(put.answer, answer.json) == []
        assert expected(put, body).items() <= answer.json.items()
        decided = {"id", "metadata", "index", "default", "zoneId", "mdnsForwardingEnabled"}
        assert set(answer.json) - set(body) <= decided
        assert (answer.json["id"], answer.json.get("metadata")) == (made["id"], made.get("metadata"))


@pytest.mark.parametrize("operation", CREATES, ids=names(CREATES))
async def test_a_body_that_lacks_something_required_is_a_400_that_names_it(console, browser, operation):
    for body in Bodies(references(console), seed=3).of(operation.body, 0):
        body = make_sense(operation, body, zone_of(console))
        shape = operation.body.variant(body.get(operation.body.discriminator)) or operation.body
        for name in shape.required:
            answer = await browser.call(
                "POST",
                NETWORK + fill(console, operation),
                json={key: value for key, value in body.items() if key != name},
            )
            assert (answer.status, answer.json["code"]) == (400, "api.request.error")
            assert answer.json["message"] == f"'{name}' must not be null"
