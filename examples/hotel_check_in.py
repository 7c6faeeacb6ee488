"""Check a hotel guest's device in for the stay, and out again.

The device is found by its MAC address among those that are connected now, and authorized for the nights of the stay. Checking
in once more replaces the admission in force; checking out disconnects the device at once.

    python examples/hotel_check_in.py                                       the simulator's sample guest, two nights
    python examples/hotel_check_in.py check-in 1c:71:25:63:e4:24 --nights 3 --gigabytes 20
    python examples/hotel_check_in.py check-out 1c:71:25:63:e4:24

The environment names the console, see `Console.from_env`; `unifi demo --keep-running` prints one to try this with.
"""

from __future__ import annotations

import argparse
import asyncio
import sys

from unifi_sdk import Console, UniFiError
from unifi_sdk.network import SiteScope
from unifi_sdk.network.models import Client


async def check_in(site: SiteScope, guest: Client, nights: int, gigabytes: int) -> str:
    """Let the device in, and say until when."""
    result = await site.clients.authorize(guest.id, minutes=nights * 24 * 60, data_megabytes=gigabytes * 1024)
    granted = result.granted_authorization
    until = f"until {granted.expires_at:%Y-%m-%d %H:%M} UTC" if granted and granted.expires_at else "now"
    renewed = ", in place of the admission in force before" if result.revoked_authorization else ""
    return f"{guest.name!r} is in {until}, with {gigabytes} GB{renewed}."


async def check_out(site: SiteScope, guest: Client) -> str:
    """Send the device out, and say what it has used."""
    if not guest.is_authorized:
        return f"{guest.name!r} was not checked in: nothing to do."
    result = await site.clients.unauthorize(guest.id)
    usage = result.revoked_authorization.usage if result.revoked_authorization else None
    used = f" after {(usage.bytes or 0) / 1e6:.1f} MB" if usage else ""
    return f"{guest.name!r} is out{used}."


async def run(args: argparse.Namespace) -> None:
    """Find the device, then check it in or out."""
    async with Console.from_env() as console:
        site = await console.network.default_site()
        guest = await site.clients.find(mac=args.mac)
        if args.action == "check-in":
            print(await check_in(site, guest, args.nights, args.gigabytes))
        else:
            print(await check_out(site, guest))


def main() -> int:
    """Read the arguments and run; the exit code is 0, or 1 after an error."""
    parser = argparse.ArgumentParser(description="Check a hotel guest's device in or out.")
    parser.add_argument("action", nargs="?", choices=["check-in", "check-out"], default="check-in")
    parser.add_argument("mac", nargs="?", default="1c:71:25:63:e4:24", help="MAC address, in any usual spelling")
    parser.add_argument("--nights", type=int, default=2, help="length of the stay")
    parser.add_argument("--gigabytes", type=int, default=10, help="how much data the stay includes")
    try:
        asyncio.run(run(parser.parse_args()))
    except UniFiError as error:
        print(f"hotel_check_in: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
