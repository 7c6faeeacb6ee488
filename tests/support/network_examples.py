"""What the examples about UniFi Network do to a console when they run without arguments."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from unifi_sdk.simulator import SimulatedConsole
from unifi_sdk.simulator.network.state import Document

__all__ = [
    "check_bedtime",
    "check_change_wifi_passphrase",
    "check_find_in_fleet",
    "check_firewall_policy_from_scratch",
    "check_fleet_firmware",
    "check_inventory_to_csv",
    "check_nightly_report",
    "check_nightly_voucher_cleanup",
    "check_voucher_for_every_hotel",
    "check_who_is_on_port",
    "inventory",
    "own_policies",
    "wifi_called",
]


def wifi_called(console: SimulatedConsole, name: str) -> Document:
    """A WiFi network as the console has it."""
    return next(wifi for wifi in console.network.default_site.wifi_broadcasts.values() if wifi["name"] == name)


def own_policies(console: SimulatedConsole) -> list[Document]:
    """The policies that the example makes, in the console's order."""
    policies = console.network.default_site.firewall_policies.values()
    return [policy for policy in policies if str(policy["name"]).startswith("Cameras to ")]


def inventory(text: str) -> dict[str, dict[str, str]]:
    """The rows of a CSV by the names of the devices."""
    return {row["name"]: row for row in csv.DictReader(io.StringIO(text))}


def check_bedtime(console: SimulatedConsole, out: str, folder: Path) -> None:
    assert out == "'Kids-Tablet': stays blocked\n"  # somebody else has blocked it, day and night
    assert {request.verb for request in console.requests} == {"GET"}


def check_nightly_report(console: SimulatedConsole, out: str, folder: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {row["name"] for row in rows} >= {"Office Printer", "Manager's Laptop", "Kids-Tablet"}
    assert "Mrs. Lind" not in {row["name"] for row in rows}  # three days away
    used = [int(row["downloaded_bytes"]) + int(row["uploaded_bytes"]) for row in rows]
    assert used == sorted(used, reverse=True)
    assert used[0] > 0
    assert {request.verb for request in console.requests} == {"GET", "POST"}


def check_who_is_on_port(console: SimulatedConsole, out: str, folder: Path) -> None:
    assert out == "Port 2: 1000 Mbit/s, 4.3 W\n  00:80:77:31:01:07 192.168.1.21 'Office Printer'\n"
    assert {request.verb for request in console.requests} == {"GET"}


def check_change_wifi_passphrase(console: SimulatedConsole, out: str, folder: Path) -> None:
    told = re.fullmatch(r"'Hotel Staff' has a new passphrase: ((?:[a-z2-9]{4}-){3}[a-z2-9]{4})\n", out)
    assert told is not None
    expected = wifi_called(SimulatedConsole(), "Hotel Staff")
    security = expected["securityConfiguration"]
    assert isinstance(security, dict)
    security["passphrase"] = told[1]
    assert wifi_called(console, "Hotel Staff") == expected


def check_firewall_policy_from_scratch(console: SimulatedConsole, out: str, folder: Path) -> None:
    assert out == "1. Cameras to recorder\n2. Cameras to nothing else\n"
    allow, block = own_policies(console)
    assert [policy["action"] for policy in (allow, block)] == [
        {"type": "ALLOW", "allowReturnTraffic": True},
        {"type": "BLOCK"},
    ]
    zones = {zone["name"]: zone for zone in console.network.default_site.firewall_zones.values()}
    assert [zones[name]["networkIds"] for name in ("Cameras", "Recorder")] == [[], []]
    assert block["source"] == allow["source"] == {"zoneId": zones["Cameras"]["id"]}


def check_inventory_to_csv(console: SimulatedConsole, out: str, folder: Path) -> None:
    rows = inventory(out)
    sites = console.network.sites.values()
    assert {name: row["site"] for name, row in rows.items()} == {
        device.name: site.name for site in sites for device in site.devices.values()
    }
    switch, garden = rows["Lobby Switch"], rows["Garden"]
    assert [switch[column] for column in ("uplink", "ports", "ports_up", "poe_ports", "clients")] == [
        "Gateway", "26", "13", "24", "3",
    ]  # fmt: skip
    assert (garden["uplink"], garden["channels"], garden["ports"]) == ("Lobby", "2.4 GHz: 1; 5 GHz: 100", "")
    assert {request.verb for request in console.requests} == {"GET"}


def check_nightly_voucher_cleanup(console: SimulatedConsole, out: str, folder: Path) -> None:
    names = [voucher.name for voucher in console.network.default_site.vouchers.values()]
    assert names == ["hotel-guest", "hotel-guest", "conference"]
    assert out == "Default: 1 of 1 vouchers deleted: 'day-pass'\nWarehouse: 0 vouchers to delete: none\n"


def check_find_in_fleet(console: SimulatedConsole, out: str, folder: Path) -> None:
    assert out == f"{console.address}: 'Guest Phone' at site 'Default'\n"
    assert {request.verb for request in console.requests} == {"GET"}


def check_fleet_firmware(console: SimulatedConsole, out: str, folder: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {row["console"] for row in rows} == {console.address}
    assert {row["device"]: row["firmware"] for row in rows} == {
        device.name: device.firmware_version
        for site in console.network.sites.values()
        for device in site.devices.values()
    }
    assert [row["device"] for row in rows if row["update"] == "True"] == ["Attic Switch"]
    assert {request.verb for request in console.requests} == {"GET"}
    assert list(folder.iterdir()) == []


def check_voucher_for_every_hotel(console: SimulatedConsole, out: str, folder: Path) -> None:
    planned, ending = out.splitlines()
    assert planned.startswith(f"{console.address}: POST https://{console.address}/proxy/network/")
    assert '"name": "guest-of-the-group", "timeLimitMinutes": 1440' in planned
    assert re.fullmatch(r"Nothing was sent. --apply [0-9a-f]{12} sends it to 1 of 1 consoles.", ending)
    assert {request.verb for request in console.requests} == {"GET"}
