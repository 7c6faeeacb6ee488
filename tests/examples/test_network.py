"""The examples about UniFi Network with arguments, a second time, and when something stands in their way."""

from __future__ import annotations

import asyncio
import os
import sys

import pytest

from tests.support.examples import EXAMPLES, assert_one_sentence, environment, finish
from tests.support.network_examples import inventory, own_policies, wifi_called
from unifi_sdk.simulator import Fault, SimulatedConsole

VOUCHERS = "/proxy/network/integration/v1/sites/*/hotspot/vouchers"


def writes(console: SimulatedConsole) -> list[str]:
    return [request.verb for request in console.requests if request.verb != "GET"]


# inventory_to_csv


async def test_the_inventory_of_one_site_goes_into_a_file(run, tmp_path):
    outcome = await run("inventory_to_csv", "--site", "Warehouse", "--output", "inventory.csv")

    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
    rows = inventory((tmp_path / "inventory.csv").read_text())
    assert {name: row["state"] for name, row in rows.items()} == {"Warehouse Gateway": "ONLINE", "Hall": "OFFLINE"}


async def test_a_device_that_the_console_shows_without_an_id_is_in_the_inventory(run, console):
    device = {"macAddress": "74:ac:b9:40:00:01", "name": "Cellar", "state": "ONLINE"}
    page = {"offset": 0, "limit": 200, "count": 1, "totalCount": 1, "data": [device]}
    console.faults.add(Fault.status(200, page), "GET /*/devices")

    outcome = await run("inventory_to_csv", "--site", "Warehouse")

    row = inventory(outcome.out)["Cellar"]
    assert (row["mac"], row["ports"], row["clients"]) == ("74:ac:b9:40:00:01", "", "")


@pytest.mark.parametrize("arguments", [["--site", "Cellar"], ["--output", "no-such-folder/inventory.csv"]])
async def test_an_inventory_that_cannot_be_made_takes_one_sentence(run, arguments):
    assert_one_sentence(await run("inventory_to_csv", *arguments), "inventory_to_csv")


# change_wifi_passphrase


async def test_a_passphrase_from_stdin_is_written_and_not_shown(console, tmp_path):
    command = [sys.executable, str(EXAMPLES / "change_wifi_passphrase.py"), "Hotel Staff", "--stdin"]
    read, write = os.pipe()
    os.write(write, b"not-a-real-passphrase\n")
    os.close(write)
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *command, cwd=tmp_path, env=environment(console), stdin=read, stdout=pipe, stderr=pipe
    )
    os.close(read)
    outcome = await finish(process)

    assert (outcome.code, outcome.out, outcome.err) == (0, "'Hotel Staff' has a new passphrase\n", "")
    assert wifi_called(console, "Hotel Staff")["securityConfiguration"]["passphrase"] == "not-a-real-passphrase"


async def test_settings_that_the_sdk_does_not_know_survive_another_passphrase(run, console):
    console.network.newer_settings["wifi/broadcasts"] = {
        "$.rogueDetection",
        "$.securityConfiguration.transitionDisable",
    }
    stored = wifi_called(console, "Hotel Staff")
    stored["rogueDetection"] = {"level": 2}
    stored["securityConfiguration"]["transitionDisable"] = True

    assert (await run("change_wifi_passphrase")).code == 0

    changed = wifi_called(console, "Hotel Staff")
    assert changed["rogueDetection"] == {"level": 2}
    assert changed["securityConfiguration"]["transitionDisable"] is True


@pytest.mark.parametrize("name", ["Hotel Guest", "No such WiFi"])
async def test_a_wifi_network_without_a_passphrase_is_left_alone(run, console, name):
    assert_one_sentence(await run("change_wifi_passphrase", name), "change_wifi_passphrase")
    assert writes(console) == []


# firewall_policy_from_scratch


async def test_a_second_run_makes_nothing_new(run, console):
    first = await run("firewall_policy_from_scratch")
    written = writes(console)

    second = await run("firewall_policy_from_scratch")

    assert (second.code, second.out) == (0, first.out)
    assert writes(console) == written == ["POST", "POST", "POST", "POST", "PUT"]


@pytest.mark.parametrize("creation", range(4))
async def test_a_run_after_a_lost_answer_makes_nothing_twice(run, console, creation):
    console.faults.add(Fault.lose_answer(), "POST *", skip=creation)
    assert_one_sentence(await run("firewall_policy_from_scratch"), "firewall_policy_from_scratch")

    outcome = await run("firewall_policy_from_scratch")

    assert outcome.out == "1. Cameras to recorder\n2. Cameras to nothing else\n"
    assert len(own_policies(console)) == 2
    zones = [zone["name"] for zone in console.network.default_site.firewall_zones.values()]
    assert (zones.count("Cameras"), zones.count("Recorder")) == (1, 1)


async def test_networks_move_into_the_zones_and_ports_into_the_policy(run, console):
    outcome = await run("firewall_policy_from_scratch", "--cameras", "Things", "--port", "443", "--port", "7442")

    assert outcome.code == 0
    things = next(network for network in console.network.default_site.networks.values() if network["name"] == "Things")
    zones = console.network.default_site.firewall_zones
    assert zones[things["zoneId"]]["name"] == "Cameras"
    ports = own_policies(console)[0]["destination"]["trafficFilter"]["portFilter"]["items"]
    assert [port["value"] for port in ports] == [443, 7442]


async def test_a_site_without_the_zone_based_firewall_takes_one_sentence(run, console):
    console.network.default_site.zone_based_firewall = False

    outcome = await run("firewall_policy_from_scratch")

    assert_one_sentence(outcome, "firewall_policy_from_scratch")
    assert "zone-based firewall" in outcome.err


# nightly_voucher_cleanup


async def test_a_dry_run_only_looks(run, console):
    outcome = await run("nightly_voucher_cleanup", "--dry-run")

    assert (outcome.code, writes(console)) == (0, [])
    assert outcome.out.startswith("Default: 1 vouchers to delete: 'day-pass'\n")


async def test_vouchers_that_have_expired_only_just_stay(run, console):
    outcome = await run("nightly_voucher_cleanup", "--days", "30")

    assert (outcome.code, writes(console)) == (0, [])


async def test_a_night_that_would_take_too_many_takes_none(run, console):
    outcome = await run("nightly_voucher_cleanup", "--at-most", "0")

    assert (outcome.code, writes(console)) == (2, [])
    assert "1 vouchers are more than 0, nothing was deleted" in outcome.out


async def test_a_deletion_whose_answer_is_lost_is_settled_by_what_is_left(run, console):
    console.faults.add(Fault.lose_answer(), f"DELETE {VOUCHERS}")

    outcome = await run("nightly_voucher_cleanup")

    assert (outcome.code, writes(console)) == (0, ["DELETE"])
    assert outcome.out.startswith("Default: 1 of 1 vouchers deleted")


async def test_a_deletion_that_never_arrived_is_told(run, console):
    console.faults.add(Fault.drop(), f"DELETE {VOUCHERS}")

    outcome = await run("nightly_voucher_cleanup")

    assert (outcome.code, writes(console)) == (2, ["DELETE"])
    assert outcome.out.startswith("Default: 0 of 1 vouchers deleted")
