"""`unifi wifi`, `network`, `firewall`, `port`, `forward`, `stats` and `health`: what people type."""

from __future__ import annotations

import pytest

from tests.support.commands import Unifi

ALLOWED = "--allow-mutations"


async def names(unifi: Unifi, *command: str) -> list[str]:
    return [item["name"] for item in (await unifi(*command, "--no-fence")).json["items"]]


async def test_wifi_is_listed_and_shown_without_its_passphrase(unifi: Unifi):
    name = (await names(unifi, "wifi", "list"))[0]
    shown = await unifi("wifi", "get", name, "--no-fence")
    assert shown.json["name"] == name
    assert shown.json["security_configuration"].get("passphrase", "***") == "***"


async def test_wifi_is_switched_off_and_on_and_nothing_else_changes(unifi: Unifi):
    name = (await names(unifi, "wifi", "list"))[0]
    before = (await unifi("wifi", "get", name, "--no-fence", "--reveal")).json
    for verb, is_on in (("disable", False), ("enable", True)):
        done = await unifi("wifi", verb, name, ALLOWED)
        assert (done.code, done.json["enabled"]) == (0, is_on), done.err
        after = (await unifi("wifi", "get", name, "--no-fence", "--reveal")).json
        assert after == before | {"enabled": is_on}


async def test_a_passphrase_comes_from_standard_input_and_is_shown_nowhere(unifi: Unifi):
    name = "Hotel Staff"
    done = await unifi("wifi", "passphrase", name, ALLOWED, stdin="correct horse battery\n")
    assert done.code == 0, done.err
    assert "correct horse" not in done.out + done.err
    shown = await unifi("wifi", "get", name, "--reveal")
    assert shown.json["security_configuration"]["passphrase"] == "correct horse battery"


async def test_an_open_wifi_has_no_passphrase_to_change(unifi: Unifi):
    ended = await unifi("wifi", "passphrase", "Hotel Guest", ALLOWED, stdin="correct horse battery\n")
    assert ended.code == 2
    assert "OPEN" in ended.error["error"]


@pytest.mark.parametrize("text", ["short\n", "", "ümläutümläut\n", "x" * 64 + "\n"])
async def test_what_is_no_passphrase_is_refused_before_anything_is_sent(text: str, unifi: Unifi):
    ended = await unifi("wifi", "passphrase", "any", ALLOWED, stdin=text)
    assert ended.code == 2
    assert unifi.simulated.requests == []


async def test_networks_zones_and_policies_are_listed(unifi: Unifi):
    network = (await names(unifi, "network", "list"))[0]
    assert (await unifi("network", "get", network)).json["name"] == network
    assert await names(unifi, "firewall", "zones")
    assert await names(unifi, "firewall", "policies")


async def test_a_policy_of_an_admin_is_switched_off_and_on(unifi: Unifi):
    items = (await unifi("firewall", "policies")).json["items"]
    policy = next(item for item in items if item["metadata"]["origin"] == "USER_DEFINED")
    for verb, is_on in (("disable", False), ("enable", True)):
        done = await unifi("firewall", verb, policy["id"], ALLOWED)
        assert (done.code, done.json["enabled"]) == (0, is_on), done.err


async def test_a_device_is_named_by_its_name_or_mac_address(unifi: Unifi):
    device = (await unifi("device", "list")).json["items"][0]
    for named in (device["id"], device["name"], device["mac_address"]):
        assert (await unifi("device", "get", named)).json["id"] == device["id"]
        assert (await unifi("stats", named)).code == 0
    assert (await unifi("stats", "nobody")).code == 5


async def switch(unifi: Unifi) -> tuple[str, int]:
    """A device with a port that gives power."""
    for device in (await unifi("device", "list", "--no-fence")).json["items"]:
        for port in (await unifi("port", "list", device["name"])).json.get("items", []):
            if port.get("port_poe"):
                return device["name"], port["port_idx"]
    raise AssertionError("no device gives power")


async def port_of(unifi: Unifi, device: str, number: int) -> dict[str, object]:
    items = (await unifi("port", "list", device, "--all")).json["items"]
    return next(item for item in items if item["port_idx"] == number)


async def test_power_of_one_port_is_set_and_no_other_port_changes(unifi: Unifi):
    device, number = await switch(unifi)
    before = (await unifi("port", "list", device, "--all", "--select", "port_idx,poe_mode")).json["items"]
    done = await unifi("port", "poe", device, str(number), "off", ALLOWED)
    assert done.code == 0, done.err
    after = (await unifi("port", "list", device, "--all", "--select", "port_idx,poe_mode")).json["items"]
    assert [one for one in after if one["port_idx"] != number] == [one for one in before if one["port_idx"] != number]
    assert next(one for one in after if one["port_idx"] == number)["poe_mode"] == "off"


async def test_a_port_is_power_cycled_by_the_documented_api(unifi: Unifi):
    device, number = await switch(unifi)
    done = await unifi("port", "cycle", device, str(number), ALLOWED)
    assert done.code == 0, done.err
    posted = next(request for request in unifi.simulated.requests if request.verb == "POST")
    assert posted.path.endswith(f"/ports/{number}/actions")


async def test_a_forward_is_made_switched_off_and_deleted(unifi: Unifi):
    made = await unifi(
        "forward", "create", "web", "--port", "8443", "--to", "192.168.1.20", "--protocol", "tcp", ALLOWED
    )
    assert made.code == 0, made.err
    assert "web" in await names(unifi, "forward", "list")
    off = await unifi("forward", "disable", "web", ALLOWED)
    assert (off.code, off.json["enabled"]) == (0, False)
    assert (await unifi("forward", "enable", "web", ALLOWED)).json["enabled"] is True
    assert (await unifi("forward", "delete", "web", ALLOWED)).code == 0
    assert "web" not in await names(unifi, "forward", "list")


async def test_health_tells_of_every_part(unifi: Unifi):
    parts = {item["subsystem"] for item in (await unifi("health")).json["items"]}
    assert {"wlan", "wan", "lan"} <= parts


CLIENT = "42:8a:f7:3c:50:b0"


async def known(unifi: Unifi, mac: str) -> dict[str, object]:
    items = (await unifi("client", "list", "--known", "--all", "--no-fence")).json["items"]
    return next(item for item in items if item["mac"] == mac)


async def test_a_blocked_client_is_known_and_gone_from_those_connected(unifi: Unifi):
    assert (await unifi("client", "block", CLIENT, ALLOWED)).code == 0
    assert (await known(unifi, CLIENT))["blocked"] is True
    assert (await unifi("client", "get", CLIENT)).code == 5
    assert (await unifi("client", "unblock", CLIENT, ALLOWED)).code == 0
    assert not (await known(unifi, CLIENT)).get("blocked")


async def test_a_client_is_renamed_and_given_an_address(unifi: Unifi):
    assert (await unifi("client", "rename", CLIENT, "Front desk", ALLOWED)).code == 0
    assert (await known(unifi, CLIENT))["name"] == "Front desk"
    done = await unifi("client", "reserve", CLIENT, "192.168.1.77", ALLOWED)
    assert done.code == 0, done.err
    assert (await known(unifi, CLIENT))["fixed_ip"] == "192.168.1.77"
    assert (await unifi("client", "reserve", CLIENT, ALLOWED)).code == 0
    assert (await known(unifi, CLIENT))["use_fixedip"] is False


async def test_a_client_is_reconnected_and_forgotten(unifi: Unifi):
    assert (await unifi("client", "reconnect", CLIENT, ALLOWED)).code == 0
    assert (await unifi("client", "forget", CLIENT, ALLOWED)).code == 0


@pytest.mark.parametrize(
    "line",
    [
        ("wifi", "enable", "x"),
        ("firewall", "disable", "x"),
        ("port", "poe", "x", "1", "off"),
        ("port", "cycle", "x", "1"),
        ("forward", "delete", "x"),
        ("client", "block", CLIENT),
        ("client", "forget", CLIENT),
    ],
)
async def test_nothing_is_changed_unless_it_is_allowed(line: tuple[str, ...], unifi: Unifi):
    assert (await unifi(*line)).code == 12
    assert unifi.simulated.requests == []


async def test_a_dry_run_of_the_classic_api_shows_what_would_be_sent(unifi: Unifi):
    shown = await unifi("client", "block", CLIENT, "--dry-run")
    assert shown.json["request"]["body"]["mac"] == CLIENT
    assert (await known(unifi, CLIENT)).get("blocked") is not True
