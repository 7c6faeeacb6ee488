"""`unifi call` and `unifi schema` over the classic API: every operation that a person asks for, on one console."""

from __future__ import annotations

import json

import pytest

from tests.cli.operations.samples import CLASSIC_WRITES, classic_arguments, furnish_classic
from tests.support.commands import Unifi
from unifi_sdk.cli.exits import CommandError
from unifi_sdk.cli.operations.finding import find_call, find_operation
from unifi_sdk.cli.operations.table import Call, Gives, calls
from unifi_sdk.network.classic._reports import REPORTS

CLASSIC = [call for call in calls() if call.report]
PLAIN = ("--reveal", "--no-fence")
ON_THE_WAY = {"GET /stat/device-basic"}
"""Only read before something is written."""


def one(method: str) -> Call:
    return find_operation(method).calls[0]


def changed(unifi: Unifi) -> list[str]:
    """What reached the console and changes something; some reads are sent with POST."""
    return [
        f"{request.verb} {request.path}"
        for request in unifi.simulated.requests
        if request.verb != "GET" and not request.path.rpartition("/")[0].endswith(("/stat", "/report", "/system-log"))
    ]


def test_every_operation_of_the_classic_api_can_be_called():
    assert {call.operation for call in CLASSIC} == {" ".join(key) for key in REPORTS} - ON_THE_WAY


def test_a_method_that_writes_is_no_read_of_what_it_reads_before():
    writers = {call.method for call in CLASSIC if call.is_write}
    assert [call.method for call in CLASSIC if not call.is_write and call.method in writers] == []
    assert {call.method for call in CLASSIC if not call.is_write and call.operation.startswith("POST ")} == {
        "network.classic.events.list",
        "network.classic.neighbours.list",
        "network.classic.speed_tests.progress",
        *(f"network.classic.statistics.{name}" for name in ("site", "access_points", "clients", "gateway")),
        *(f"network.classic.statistics.{name}" for name in ("applications", "categories")),
    }


@pytest.mark.parametrize(
    "text",
    [
        "PUT /rest/portforward/abc",
        "put /proxy/network/api/s/{site}/rest/portforward/abc",
        "PUT /api/s/:site/rest/portforward/abc/",
    ],
)
def test_what_stands_before_the_path_may_be_there_or_not(text: str):
    found = find_operation(text)
    assert (found.calls[0].method, found.values) == ("network.classic.port_forwards.update", {"forward_id": "abc"})


def test_the_site_may_stand_in_the_path():
    assert find_operation("GET /proxy/network/v2/api/site/default/trafficrules").values == {"site_id": "default"}


@pytest.mark.parametrize(
    ("text", "method"),
    [
        ("clients.list", "network.clients.list"),
        ("classic.clients.list", "network.classic.clients.list"),
        ("network.classic.clients.find", "network.classic.clients.find"),
        ("reservations.set_alias", "network.classic.reservations.set_alias"),
    ],
)
def test_a_method_is_found_by_its_end_and_documented_ones_come_first(text: str, method: str):
    assert [call.method for call in find_operation(text).calls] == [method]


def test_an_id_that_the_method_finds_by_itself_is_not_taken():
    with pytest.raises(CommandError) as raised:
        find_operation("PUT /rest/user/65a1")
    assert "PUT /rest/user/{user_id}" in raised.value.ending.remediation


def test_a_command_that_does_several_things_wants_one_named():
    with pytest.raises(CommandError) as raised:
        find_call(find_operation("POST /cmd/stamgr"), None)
    assert "block, forget, reconnect, unblock" in raised.value.ending.remediation


async def test_every_read_gives_what_the_console_has(unifi: Unifi):
    furnish_classic(unifi.simulated)
    for call in [call for call in CLASSIC if not call.is_write]:
        ended = await unifi("call", call.operation, "--method", call.method, *await classic_arguments(unifi, call))
        assert ended.code in (0, 3), (call.method, ended.err)
        if call.gives is Gives.LIST:
            assert (ended.code == 3) == (ended.json["count"] == 0), call.method
    assert changed(unifi) == ["POST /proxy/network/api/s/default/cmd/devmgr"]  # how far the test is


async def test_a_dry_run_of_every_write_shows_its_path_and_sends_nothing(unifi: Unifi):
    furnish_classic(unifi.simulated)
    for call in [call for call in CLASSIC if call.is_write]:
        if call.operation == "POST /rest/user":  # shown by the same methods with PUT, where there is a record
            continue
        line = ["call", call.operation, "--method", call.method, *await classic_arguments(unifi, call)]
        assert (await unifi(*line)).error["code"] == "MUTATION_BLOCKED"
        ended = await unifi(*line, "--dry-run")
        assert ended.code == 0, (call.method, ended.err)
        assert ended.json["request"]["operation"] == call.operation
        assert ended.json["request"]["application"] == "network-classic"
        assert not any(mark in ended.json["request"]["path"] for mark in "{}")
    assert changed(unifi) == []


async def test_what_is_changed_stands_there_afterwards(unifi: Unifi):
    unifi.simulated.network.default_site.classic.lag_seconds = 0.0
    mac = CLASSIC_WRITES["network.classic.clients."]["mac"]
    blocked = await unifi("call", "network.classic.clients.block", "--mac", mac, "--allow-mutations")
    assert blocked.json["result"]["blocked"] is True
    gone = await unifi("call", "network.classic.clients.forget", "--macs", mac, "--macs", mac, "--allow-mutations")
    assert gone.error["code"] == "CONFLICT"
    port = ("call", "network.classic.devices.ports.set", "--mac", "74:ac:b9:10:00:02", "--port-idx", "3")
    off = await unifi(*port, "--poe-mode", "off", "--tagged-networks", "false", "--allow-mutations")
    assert off.json["result"]["poe_mode"] == "off"
    device = await unifi("call", "GET /stat/device/74:ac:b9:10:00:02", "--select", "mac")
    assert device.json["mac"] == "74:ac:b9:10:00:02"


async def test_a_speed_test_gives_its_result(unifi: Unifi):
    unifi.simulated.network.default_site.classic.lag_seconds = 0.0
    line = ("call", "network.classic.speed_tests.run", "--every-seconds", "0.01", "--within-seconds", "0.02")
    ended = await unifi(*line, "--allow-mutations")
    assert ended.error["code"] == "DEVICE_UNAVAILABLE"


async def test_a_schema_tells_what_is_known_of_an_undocumented_operation(unifi: Unifi):
    described = (await unifi("schema", "GET /rest/user")).json
    assert (described["since"], described["until"]) == ("9.0.108", None)
    assert described["undocumented"] == {
        "half": "v1",
        "last_reported_with": "10.6.106",
        "used": "with a key on consoles",
    }
    listed = (await unifi("schema", "operations", "voucher")).json["items"]
    assert {row["undocumented"] for row in listed if "/v1/" in row["operation"]} == {None}


async def test_a_passphrase_is_read_from_standard_input(unifi: Unifi):
    wlan = json.loads((await unifi("call", "GET /rest/wlanconf", "--limit", "1")).out)["items"][0]["id"]
    line = ("call", "network.classic.wlans.set_passphrase", "--wlan-id", wlan, "--secret", "-", "--dry-run", *PLAIN)
    ended = await unifi(*line, stdin="another passphrase\n")
    assert ended.json["request"]["body"] == {"x_passphrase": "another passphrase"}
