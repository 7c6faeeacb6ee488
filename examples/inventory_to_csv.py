"""Write every device of every site as CSV: what it is, where it hangs, how its ports and radios are, how many are on it.

Nothing is written to the console: the client is read-only, so that a write which nobody thought of is refused on this side.

    python examples/inventory_to_csv.py                                     all sites, to stdout
    python examples/inventory_to_csv.py --site Warehouse --output inventory.csv

The environment names the console, see `Console.from_env`; `unifi demo --keep-running` prints one to try this with.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TextIO

from unifi_sdk import Console, UniFiError
from unifi_sdk.network import SiteScope
from unifi_sdk.network.models import Client, Device, DeviceOverview, PortState, WiredClient, WirelessClient

COLUMNS = (
    "site", "name", "model", "mac", "ip", "state", "firmware", "update", "uplink", "ports", "ports_up", "poe_ports",
    "channels", "clients",
)  # fmt: skip


async def rows_of(site: SiteScope, site_name: str | None) -> list[dict[str, object]]:
    """One row for each adopted device of a site."""
    devices = await site.devices.list()
    names = {device.id: device.name for device in devices if device.id}
    clients = Counter([uplink_of(client) async for client in site.clients.list()])
    rows = []
    for device in devices:
        row: dict[str, object] = {"site": site_name, **summary(device)}
        if device.id:  # some versions leave it out, and then a device can't be asked for the rest
            row |= {**details(await site.devices.get(device.id), names), "clients": clients[device.id]}
        rows.append(row)
    return rows


def uplink_of(client: Client) -> str | None:
    """The device that a client is connected to; there is none for a VPN."""
    return client.uplink_device_id if isinstance(client, WiredClient | WirelessClient) else None


def summary(device: DeviceOverview) -> dict[str, object]:
    """What the list says of a device."""
    return {
        "name": device.name,
        "model": device.model,
        "mac": device.mac_address,
        "ip": device.ip_address,
        "state": device.state,
        "firmware": device.firmware_version,
        "update": "available" if device.firmware_updatable else None,
    }


def details(device: Device, names: Mapping[str, str | None]) -> dict[str, object]:
    """What only the device itself says; `names` are those of all devices of the site, by id."""
    row: dict[str, object] = {}
    if device.uplink and device.uplink.device_id:
        row["uplink"] = names.get(device.uplink.device_id) or device.uplink.device_id
    if device.ports:
        row["ports"] = len(device.ports)
        row["ports_up"] = sum(port.state is PortState.UP for port in device.ports)
        row["poe_ports"] = sum(port.poe is not None for port in device.ports)
    if device.radios:
        row["channels"] = "; ".join(f"{radio.frequency_ghz} GHz: {radio.channel}" for radio in device.radios)
    return row


def write_csv(rows: Iterable[dict[str, object]], file: TextIO) -> None:
    """A line of headings, then one line for each row."""
    writer = csv.DictWriter(file, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)


async def collect(wanted: str | None) -> list[dict[str, object]]:
    """The rows of one site, or of all."""
    async with Console.from_env(read_only=True) as console:
        network = console.network
        sites = await network.sites.list() if wanted is None else [await network.sites.find(wanted)]
        return [row for site in sites for row in await rows_of(network.site(site.id), site.name)]


def main() -> int:
    """Read the arguments and run; the exit code is 0, or 1 after an error."""
    parser = argparse.ArgumentParser(description="Write the devices of a console as CSV.")
    parser.add_argument("--site", help="its name, reference or id; every site when left out")
    parser.add_argument("--output", help="a file, in place of stdout")
    args = parser.parse_args()
    try:
        rows = asyncio.run(collect(args.site))
        if args.output is None:
            write_csv(rows, sys.stdout)
        else:
            with open(args.output, "w", newline="", encoding="utf-8") as file:
                write_csv(rows, file)
    except (UniFiError, OSError) as error:
        print(f"inventory_to_csv: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
