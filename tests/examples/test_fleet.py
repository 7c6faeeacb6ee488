"""Examples about a fleet, with several consoles of which not all answer."""

from __future__ import annotations

import csv
import os
import re
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pyarrow import parquet

from tests.support.examples import Outcome, assert_one_sentence, finish, started_afresh
from unifi_sdk.simulator import Fault, SimulatedCloud, SimulatedConsole

VOUCHERS = "/proxy/network/integration/v1/sites/*/hotspot/vouchers"


@pytest.fixture
async def hotels(console: SimulatedConsole, tmp_path: Path) -> AsyncIterator[dict[str, SimulatedConsole]]:
    """Berlin, Rome and Paris in a fleet file, and Oslo, where nobody listens."""
    async with SimulatedConsole(estate=None) as rome, SimulatedConsole(estate=None) as paris:
        found = {"Berlin": console, "Rome": rome, "Paris": paris}
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            lines = [
                f'[[console]]\nname = "{name}"\nhost = "{each.address}"\npins = {list(each.fingerprints)}\ntags = ["on"]'
                for name, each in found.items()
            ]
            lines.append(f'[[console]]\nname = "Oslo"\nhost = "127.0.0.1:{taken.getsockname()[1]}"\ntags = ["north"]')
            (tmp_path / "fleet.toml").write_text("\n".join(lines))
            yield found


def vouchers(hotels: dict[str, SimulatedConsole], name: str) -> dict[str, list[str]]:
    """The codes of the vouchers of a name at each hotel."""
    return {
        hotel: [voucher.code for voucher in each.network.default_site.vouchers.values() if voucher.name == name]
        for hotel, each in hotels.items()
    }


async def test_a_device_is_found_on_the_one_console_that_has_it(run, hotels):
    hotels["Rome"].network.add_client("Till", mac="02:00:00:00:00:07")

    outcome = await run("find_in_fleet", "02-00-00-00-00-07", "--fleet", "fleet.toml")
    assert outcome.out == "Rome: 'Till' at site 'Default'\n"
    assert outcome.code == 1
    assert outcome.err.startswith("find_in_fleet: Oslo: ")
    assert outcome.err.count("\n") == 1

    outcome = await run("find_in_fleet", "02-00-00-00-00-07", "--fleet", "fleet.toml", "--tag", "south")
    assert (outcome.code, outcome.out) == (0, "It is connected nowhere.\n")


# fleet_firmware


async def test_the_firmware_of_a_fleet_goes_into_both_files_without_the_console_that_is_away(run, hotels, tmp_path):
    hotels["Rome"].network.add_device("=1+1", model="UDM Pro", ports=8)

    outcome = await run("fleet_firmware", "--fleet", "fleet.toml", "--csv", "f.csv", "--parquet", "f.parquet")

    assert_one_sentence(outcome, "fleet_firmware: Oslo")
    assert outcome.out == ""
    rows = list(csv.DictReader((tmp_path / "f.csv").read_text().splitlines()))
    table = parquet.read_table(tmp_path / "f.parquet")
    assert {name: str(table.schema.field(name).type) for name in ("night", "firmware", "update")} == {
        "night": "timestamp[ms, tz=UTC]",
        "firmware": "string",
        "update": "bool",
    }
    stored = table.to_pylist()
    assert [row["console"] for row in stored] == [row["console"] for row in rows] == ["Berlin"] * 7 + ["Rome"]
    assert [row["firmware"] for row in stored] == [row["firmware"] for row in rows]
    assert (stored[-1]["device"], rows[-1]["device"]) == ("=1+1", "'=1+1")
    assert sorted(os.listdir(tmp_path)) == ["f.csv", "f.parquet", "fleet.toml"]


async def test_a_night_on_which_nobody_answers_leaves_the_last_inventory_alone(run, console, tmp_path):
    (tmp_path / "f.csv").write_text("last night's")
    console.faults.add(Fault.status(403), "*", times=None)

    assert_one_sentence(await run("fleet_firmware", "--csv", "f.csv"), "fleet_firmware")

    assert (tmp_path / "f.csv").read_text() == "last night's"


# voucher_for_every_hotel


async def test_a_plan_is_carried_out_as_it_was_looked_at_and_only_once(run, hotels):
    call = ("voucher_for_every_hotel", "Fair", "--fleet", "fleet.toml", "--tag", "on")
    looked = await run(*call)
    number = re.search(r"--apply (\w+) sends it to 3 of 3", looked.out)[1]

    another = await run(*call, "--minutes", "60", "--apply", number)
    assert_one_sentence(another, "voucher_for_every_hotel", code=2)
    assert vouchers(hotels, "Fair") == {"Berlin": [], "Rome": [], "Paris": []}

    hotels["Paris"].faults.add(Fault.lose_answer(), f"POST {VOUCHERS}")
    made = await run(*call, "--apply", number)

    codes = vouchers(hotels, "Fair")
    assert {hotel: len(each) for hotel, each in codes.items()} == {"Berlin": 1, "Rome": 1, "Paris": 1}
    assert sorted(made.out.splitlines()) == [f"{hotel}: {codes[hotel][0]}" for hotel in ("Berlin", "Rome")]
    assert_one_sentence(made, "voucher_for_every_hotel: Paris")

    assert await run(*call) == Outcome(0, "Every hotel has one.\n", "")


# isp_quality


async def draw(console: SimulatedConsole, cloud: SimulatedCloud, folder: Path, **changes: str) -> Outcome:
    """Run the example on a machine that trusts the cloud."""
    (folder / "ca.pem").write_bytes(cloud.ca_pem)
    variables = {"SSL_CERT_FILE": "ca.pem", "UNIFI_CLOUD_HOST": f"localhost:{cloud.port}"}
    variables |= {"UNIFI_CLOUD_API_KEY": cloud.api_key, "MPLCONFIGDIR": str(folder), **changes}
    async with started_afresh(console, folder, "isp_quality", **variables) as process:
        outcome = await finish(process)
    assert cloud.api_key not in outcome.out + outcome.err
    return outcome


@pytest.fixture
async def cloud(console: SimulatedConsole) -> AsyncIterator[SimulatedCloud]:
    async with SimulatedCloud(consoles=[console]) as cloud:
        yield cloud


async def test_the_internet_of_all_sites_is_a_picture_with_what_is_not_known_left_out(console, cloud, tmp_path):
    reached = await draw(console, cloud, tmp_path)

    assert (reached.code, reached.err) == (0, "")
    assert (tmp_path / "isp-quality.png").read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
    assert re.fullmatch(r"(Console 1: (Default|Warehouse): \d\.\d % lost, \d+ ms, 168 hours\n){2}", reached.out)


async def test_a_key_that_the_cloud_does_not_know_takes_one_sentence(console, cloud, tmp_path):
    assert_one_sentence(await draw(console, cloud, tmp_path, UNIFI_CLOUD_API_KEY="not-the-right-one"), "isp_quality")


async def test_sites_of_which_nothing_was_measured_are_named_and_make_no_picture(console, cloud, tmp_path):
    cloud.faults.add(Fault.status(200, {"data": [], "httpStatusCode": 200, "traceId": "t"}), "GET /v1/isp-metrics/1h")

    outcome = await draw(console, cloud, tmp_path)

    assert outcome.code == 1
    assert outcome.err.splitlines() == [
        f"isp_quality: Console 1: {site}: nothing was measured" for site in ("Default", "Warehouse")
    ]
    assert not (tmp_path / "isp-quality.png").exists()
