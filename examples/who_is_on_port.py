"""Tell who hangs on a port of a switch, and take its power away for a moment, so that it starts anew.

    python examples/who_is_on_port.py 74:ac:b9:10:00:02 12
    python examples/who_is_on_port.py 74:ac:b9:10:00:02 12 --power-cycle

Who hangs there comes from the classic API, which the vendor doesn't document; the power is cycled by the documented one.
The environment names the console, see `Console.from_env`; `unifi demo --keep-running` prints one to try this with.
"""

from __future__ import annotations

import argparse
import asyncio
import sys

from unifi_sdk import Console, NotFoundError, OutcomeUnknownError, UniFiError
from unifi_sdk.network import SiteScope
from unifi_sdk.network.classic.models import SwitchPort


def describe(port: SwitchPort) -> str:
    """The link and the power of a port."""
    link = f"{port.speed} Mbit/s" if port.up else "no link"
    power = f"{port.poe_power or 0:.1f} W" if port.poe_enable else "no power"
    return f"{port.name}: {link}, {power}"


async def who_is_there(site: SiteScope, mac: str, number: int) -> list[str]:
    """What is said of everybody on a port, the port itself first.

    Raises:
        NotFoundError: the site has no such switch, or the switch no such port.
    """
    switch = await site.classic.devices.get(mac)
    port = switch.info.ports.get(number)
    if port is None:
        raise NotFoundError(f"{switch.name} has {len(switch.ports)} ports, and no port {number}")
    lines = [describe(port)]
    lines += [f"  {each.lldp_system_name or each.lldp_chassis_id!r} says it is there" for each in port.lldp_table]
    names = {known.mac: known.display_name for known in await site.classic.clients.list()}
    lines += [f"  {each.mac} {each.ip or ''} {names.get(each.mac, '')!r}" for each in port.mac_table]
    return lines


async def cycle(site: SiteScope, mac: str, number: int) -> str:
    """Cycle the power, and say what is known of it."""
    device = await site.devices.find(mac=mac)
    try:
        await site.devices.power_cycle_port(device.id, number)
    except OutcomeUnknownError:
        return "the answer was lost: it may have been cycled"
    return "power cycled"


async def run(args: argparse.Namespace) -> None:
    """Look, and cycle the power if that is wanted."""
    async with Console.from_env(read_only=not args.power_cycle) as console:
        site = await console.network.default_site()
        print("\n".join(await who_is_there(site, args.switch, args.port)))
        if args.power_cycle:
            print(await cycle(site, args.switch, args.port))


def main() -> int:
    """Read the arguments and run; the exit code is 0, or 1 after an error."""
    parser = argparse.ArgumentParser(description="Tell who hangs on a port.")
    parser.add_argument("switch", nargs="?", default="74:ac:b9:10:00:02", help="its MAC address")
    parser.add_argument("port", nargs="?", type=int, default=2, help="its number, from 1")
    parser.add_argument("--power-cycle", action="store_true", help="switch its power off and on")
    try:
        asyncio.run(run(parser.parse_args()))
    except UniFiError as error:
        print(f"who_is_on_port: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
