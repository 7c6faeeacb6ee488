"""Write the firmware of every device of a fleet as CSV and as Parquet; made for cron or a systemd timer.

    python examples/fleet_firmware.py --fleet hotels.toml                   as CSV to stdout
    python examples/fleet_firmware.py --fleet hotels.toml --csv firmware.csv --parquet firmware.parquet

A file appears when it is whole, in place of last night's. A console that did not answer has no rows: it is named on stderr,
and the exit code is 1. Nothing is written to any console. Parquet takes `pip install pyarrow`.

The fleet file names consoles and their secrets, see docs/howto/fleet.md. Without one the console of the environment is the
fleet; `unifi demo --keep-running` prints one to try this with.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import os
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TextIO

from unifi_sdk import Console, UniFiError
from unifi_sdk.fleet import ConsoleReference, Fleet, Limits
from unifi_sdk.network.models import DeviceOverview

NAME = "fleet_firmware"
COLUMNS = ("night", "console", "site", "device", "model", "mac", "state", "firmware", "update")
FORMULA = ("=", "+", "-", "@", "\t")
Row = dict[str, object]


async def devices_of(console: Console) -> list[Row]:
    """A row for each adopted device of each site."""
    rows: list[Row] = []
    async for site in console.network.sites.list():
        devices = console.network.site(site.id).devices.list()
        rows += [{"site": site.name, **row_of(device)} async for device in devices]
    return rows


def row_of(device: DeviceOverview) -> Row:
    """What is kept of a device; what the console leaves out is None."""
    return {
        "device": device.name,
        "model": device.model,
        "mac": device.mac_address,
        "state": device.state and str(device.state),
        "firmware": device.firmware_version,
        "update": device.firmware_updatable,
    }


def write_csv(rows: Iterable[Row], file: TextIO) -> None:
    """A line of headings, then one line for each row; a text that a spreadsheet would calculate gets an apostrophe."""
    writer = csv.DictWriter(file, COLUMNS)
    writer.writeheader()
    for row in rows:
        writer.writerow({key: f"'{cell}" if str(cell).startswith(FORMULA) else cell for key, cell in row.items()})


def write_parquet(rows: list[Row], path: str) -> None:
    """A table whose columns have the same types every night, also when all of a column are missing."""
    import pyarrow
    from pyarrow import parquet

    kinds = {"night": pyarrow.timestamp("s", tz="UTC"), "update": pyarrow.bool_()}
    schema = pyarrow.schema([(name, kinds.get(name, pyarrow.string())) for name in COLUMNS])
    parquet.write_table(pyarrow.Table.from_pylist(rows, schema=schema), path)


def fleet_of(path: str | None) -> Fleet:
    """The fleet of a file, or the one console of the environment."""
    if path:
        return Fleet.from_file(path)
    pins = [pin for pin in os.environ.get("UNIFI_FINGERPRINTS", "").split(",") if pin]
    return Fleet([ConsoleReference(host=os.environ.get("UNIFI_HOST", ""), pins=pins)])


async def collect(fleet: Fleet, consoles: int) -> tuple[list[Row], bool]:
    """The rows of all consoles in the order of their names, and whether every console has answered."""
    night = datetime.now(UTC).replace(microsecond=0)
    rows, complete = list[Row](), True
    limits = Limits(consoles=consoles, console_seconds=60)
    async for outcome in fleet.map(devices_of, needs=["network"], limits=limits):
        name = outcome.reference.name
        rows += [{"night": night, "console": name, **row} for row in outcome.value or ()]
        if not outcome.ok:
            reason = outcome.error or (outcome.skipped and outcome.skipped.reason)
            print(f"{NAME}: {name}: {reason}", file=sys.stderr)
            complete = False
    return sorted(rows, key=lambda row: str(row["console"])), complete


def write(rows: list[Row], args: argparse.Namespace) -> None:
    """The files that were asked for, each under its name when it is whole."""
    if args.parquet:
        write_parquet(rows, f"{args.parquet}.part")
        os.replace(f"{args.parquet}.part", args.parquet)
    if args.csv:
        with open(f"{args.csv}.part", "w", newline="", encoding="utf-8") as file:
            write_csv(rows, file)
        os.replace(f"{args.csv}.part", args.csv)
    if not args.csv and not args.parquet:
        write_csv(rows, sys.stdout)


def main() -> int:
    """Read the arguments and run; the exit code is 0, or 1 when a console was not asked or has failed."""
    parser = argparse.ArgumentParser(description="Write the firmware of a fleet as CSV and Parquet.")
    parser.add_argument("--fleet", metavar="FILE", help="a fleet file")
    parser.add_argument("--csv", metavar="FILE", help="a file, in place of stdout")
    parser.add_argument("--parquet", metavar="FILE", help="a Parquet file (needs pyarrow)")
    parser.add_argument("--consoles", type=int, default=64, help="how many at a time")
    args = parser.parse_args()
    try:
        rows, complete = asyncio.run(collect(fleet_of(args.fleet), args.consoles))
        if rows:  # a night on which nobody answers leaves the last one's files alone
            write(rows, args)
        return 0 if complete else 1
    except (ImportError, OSError, UniFiError) as error:
        print(f"{NAME}: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
