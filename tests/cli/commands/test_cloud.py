"""`unifi cloud`: hosts, sites, devices and the internet of an account."""

from __future__ import annotations

import pytest

from tests.support.commands import Unifi
from unifi_sdk.simulator import Fault, SimulatedCloud


async def test_hosts_are_listed_with_what_runs_on_them(unifi: Unifi, cloud: SimulatedCloud):
    items = (await unifi("cloud", "hosts", "--no-fence")).json["items"]
    assert [item["name"] for item in items] == ["Console 1", "Recorder", None, "Self-Hosted"]
    assert [item["applications"] for item in items] == ["network, protect", "protect", "network, protect", "network"]
    assert [item["is_online"] for item in items] == [True, True, None, True]


async def test_who_and_where_somebody_is_is_masked(unifi: Unifi, cloud: SimulatedCloud):
    shown = await unifi("cloud", "hosts")
    assert "owner@example.com" not in shown.out
    assert "Vienna" not in shown.out.replace("Europe/Vienna", "")
    assert "owner@example.com" in (await unifi("cloud", "hosts", "--reveal")).out


async def test_sites_are_listed_with_their_figures(unifi: Unifi, cloud: SimulatedCloud):
    items = (await unifi("cloud", "sites", "--no-fence")).json["items"]
    assert [(item["name"], item["devices"], item["isp"]) for item in items] == [
        ("Default", 5, "Example Telecom"),
        ("Warehouse", 2, "Example Telecom"),
    ]


async def test_devices_are_listed_with_their_host(unifi: Unifi, cloud: SimulatedCloud):
    everything = (await unifi("cloud", "devices", "--no-fence", "--all")).json["items"]
    assert {item["host_name"] for item in everything} == {host.name for host in cloud.hosts.values()}
    first = next(iter(cloud.hosts))
    items = (await unifi("cloud", "devices", "--of", first, "--no-fence")).json["items"]
    assert {item["host_id"] for item in items} == {first}
    assert items[1]["name"] == "Gateway"


async def test_a_terminal_gets_a_table(unifi: Unifi, cloud: SimulatedCloud):
    for command in ("hosts", "sites", "devices", "isp"):
        ended = await unifi("cloud", command, terminal=True)
        assert (ended.code, "{" in ended.out) == (0, False)


async def test_the_internet_of_sites_is_listed(unifi: Unifi, cloud: SimulatedCloud):
    items = (await unifi("cloud", "isp", "1h", "--duration", "7d")).json["items"]
    assert [len(item["periods"]) for item in items] == [168, 168]
    assert items[0]["latency_ms"] == items[0]["periods"][-1]["data"]["wan"]["avg_latency"]
    assert (await unifi("cloud", "isp", "5m", "--duration", "7d")).code == 2


async def test_a_list_goes_on_behind_a_cursor(unifi: Unifi, cloud: SimulatedCloud):
    part = (await unifi("cloud", "hosts", "--limit", "3")).json
    rest = (await unifi("cloud", "hosts", "--limit", "3", "--cursor", part["nextCursor"])).json
    assert (part["count"], rest["count"], rest["nextCursor"]) == (3, 1, None)


async def test_the_key_comes_from_standard_input_too(unifi: Unifi, cloud: SimulatedCloud):
    ended = await unifi("cloud", "sites", "--key-stdin", stdin=f"{cloud.api_key}\n", UNIFI_CLOUD_API_KEY="wrong-key")
    assert ended.code == 0


async def test_without_a_key_it_is_told_where_one_is_made(unifi: Unifi, cloud: SimulatedCloud):
    ended = await unifi("cloud", "hosts", UNIFI_CLOUD_API_KEY="")
    assert ended.error["code"] == "CONFIG"
    assert "unifi.ui.com" in ended.error["remediation"]


@pytest.mark.parametrize(
    ("code", "key", "fault"),
    [(4, "wrong-key-of-a-console", None), (8, "", Fault.status(503)), (7, "", Fault.rate_limit("3600"))],
)
async def test_it_ends_as_other_commands_do(
    unifi: Unifi, cloud: SimulatedCloud, code: int, key: str, fault: Fault | None
):
    if fault is not None:
        cloud.faults.add(fault, times=None)
    ended = await unifi("cloud", "hosts", "--timeout", "2", UNIFI_CLOUD_API_KEY=key or cloud.api_key)
    assert ended.code == code


async def test_nothing_but_reads_is_sent(unifi: Unifi, cloud: SimulatedCloud):
    for command in ("hosts", "sites", "devices", "isp"):
        await unifi("cloud", command)
    assert {request.verb for request in cloud.requests} == {"GET"}


async def test_commands_for_one_console_reach_it_through_the_cloud(unifi: Unifi, cloud: SimulatedCloud):
    far = {"UNIFI_HOST": "", "UNIFI_CONSOLE_ID": next(iter(cloud.hosts))}
    assert (await unifi("voucher", "list", **far)).json["count"] == 4
    refused = await unifi("voucher", "create", "lobby", "--minutes", "60", **far)
    assert refused.code == 12
    made = await unifi("voucher", "create", "lobby", "--minutes", "60", "--allow-mutations", **far)
    assert made.code == 0
    assert all("/v1/connector/consoles/" in request.path for request in cloud.requests)
    assert (await unifi("door", "list", **far)).error["code"] == "UNSUPPORTED"
    assert (await unifi("events", **far)).code != 0


async def test_without_a_key_no_console_is_reached_through_the_cloud(unifi: Unifi, cloud: SimulatedCloud):
    far = {"UNIFI_HOST": "", "UNIFI_CONSOLE_ID": next(iter(cloud.hosts)), "UNIFI_CLOUD_API_KEY": ""}
    assert (await unifi("site", "list", **far)).error["code"] == "CONFIG"
