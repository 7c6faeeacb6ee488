"""Write who was there and how much they used as CSV, a line for each client of a site; made for cron or a systemd timer.

    python examples/nightly_report.py                                  the last day, to the screen
    python examples/nightly_report.py --days 7 --output week.csv

Clients that are not connected are in it too. Names are chosen by whoever carries the device, so one that a spreadsheet would
run as a formula gets an apostrophe. All of it comes from the classic API, which the vendor doesn't document. The environment
names the console, see `Console.from_env`; `unifi demo --keep-running` prints one to try this with.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TextIO

from unifi_sdk import Console, UniFiError
from unifi_sdk.network import SiteScope
from unifi_sdk.network.classic.models import ClientSides, StatisticsInterval

COLUMNS = ("mac", "name", "last_seen", "online", "blocked", "address", "network", "downloaded_bytes", "uploaded_bytes")
A_FORMULA_BEGINS_WITH = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(A_FORMULA_BEGINS_WITH) else text


def row(sides: ClientSides, downloaded: int, uploaded: int) -> list[object]:
    """One client."""
    known, online = sides.known, sides.online
    seen = known and known.last_seen
    return [
        sides.mac,
        harmless(sides.display_name),
        seen.isoformat(timespec="seconds") if seen else "",
        "yes" if sides.is_online else "no",
        "yes" if sides.is_blocked else "no",
        (online and online.ip) or (known and (known.reserved_ip or known.last_ip)) or "",
        (online and online.network) or (known and known.last_connection_network_name) or "",
        downloaded,
        uploaded,
    ]


async def report(site: SiteScope, since: datetime) -> list[list[object]]:
    """Everyone that was seen since a moment, whoever used most first."""
    downloaded, uploaded = Counter[str](), Counter[str]()
    async for point in site.classic.statistics.clients(StatisticsInterval.HOURLY, start=since):
        if point.oid is not None:
            downloaded[point.oid] += round(point.tx_bytes or 0)
            uploaded[point.oid] += round(point.rx_bytes or 0)
    everyone = [
        sides
        for sides in await site.classic.clients.everyone()
        if sides.is_online or (sides.known and sides.known.last_seen and sides.known.last_seen >= since)
    ]
    everyone.sort(key=lambda sides: (-downloaded[sides.mac] - uploaded[sides.mac], sides.mac))
    return [row(sides, downloaded[sides.mac], uploaded[sides.mac]) for sides in everyone]


def write(rows: Iterable[list[object]], file: TextIO) -> None:
    """Write the lines with their heads."""
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    writer.writerows(rows)


async def run(args: argparse.Namespace) -> None:
    """Read everything first, so that a console in trouble leaves no half of a file."""
    async with Console.from_env(read_only=True) as console:
        network = console.network
        site = await (network.find_site(args.site) if args.site else network.default_site())
        rows = await report(site, datetime.now(UTC) - timedelta(days=args.days))
    if args.output is None:
        write(rows, sys.stdout)
        return
    with args.output.open("w", newline="", encoding="utf-8") as file:
        write(rows, file)


def main() -> int:
    """Read the arguments and run; the exit code is 0, or 1 after an error."""
    parser = argparse.ArgumentParser(description="Write who was there and how much they used as CSV.")
    parser.add_argument("--days", type=float, default=1, help="how far back")
    parser.add_argument("--site", help="its name; the default site when left out")
    parser.add_argument("--output", type=Path, help="a file; the screen when left out")
    try:
        asyncio.run(run(parser.parse_args()))
    except (UniFiError, OSError) as error:
        print(f"nightly_report: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
