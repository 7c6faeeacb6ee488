"""Find a device by its MAC address, on whatever console of a fleet it is connected.

    python examples/find_in_fleet.py 1c:71:25:63:e4:24 --fleet hotels.toml
    python examples/find_in_fleet.py 1c:71:25:63:e4:24 --fleet hotels.toml --tag hotel --consoles 100

The fleet file names consoles and their secrets, see docs/howto/fleet.md. Without one the console of the environment is the
fleet; `unifi demo --keep-running` prints one to try this with.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from functools import partial

from unifi_sdk import Console, NotFoundError, UniFiError
from unifi_sdk.fleet import ConsoleReference, Fleet, Limits

NAME = "find_in_fleet"


async def look(mac: str, console: Console) -> list[str]:
    """The sites and the names under which a console knows the device."""
    found = []
    async for site in console.network.sites.list():
        try:
            client = await console.network.site(site.id).clients.find(mac=mac)
        except NotFoundError:
            continue
        found.append(f"{client.name!r} at site {site.name!r}")
    return found


def fleet_of(args: argparse.Namespace) -> Fleet:
    """The fleet of the file, or the one console of the environment."""
    if args.fleet:
        return Fleet.from_file(args.fleet).where(tag=args.tag)
    pins = [pin for pin in os.environ.get("UNIFI_FINGERPRINTS", "").split(",") if pin]
    return Fleet([ConsoleReference(host=os.environ.get("UNIFI_HOST", ""), pins=pins)])


async def run(args: argparse.Namespace) -> int:
    """Ask every console; the exit code tells whether all of them answered."""
    code, found = 0, 0
    limits = Limits(consoles=args.consoles, console_seconds=30)
    async for outcome in fleet_of(args).map(partial(look, args.mac), needs=["network"], limits=limits):
        name = outcome.reference.name
        for line in outcome.value or ():
            print(f"{name}: {line}")
            found += 1
        if not outcome.ok:
            reason = outcome.error or (outcome.skipped and outcome.skipped.reason)
            print(f"{NAME}: {name}: {reason}", file=sys.stderr)
            code = 1
    if not found and not code:
        print("It is connected nowhere.")
    return code


def main() -> int:
    """Read the arguments and run; the exit code is 0, or 1 when a console was not asked or has failed."""
    parser = argparse.ArgumentParser(description="Find a device in a fleet.")
    parser.add_argument("mac", nargs="?", default="1c:71:25:63:e4:24", help="its MAC address")
    parser.add_argument("--fleet", metavar="FILE", help="a fleet file")
    parser.add_argument("--tag", help="ask consoles with this tag alone")
    parser.add_argument("--consoles", type=int, default=64, help="how many at a time")
    try:
        return asyncio.run(run(parser.parse_args()))
    except UniFiError as error:
        print(f"{NAME}: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
