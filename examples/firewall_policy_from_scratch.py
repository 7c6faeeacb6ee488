"""Cameras may reach their recorder, and nothing else: two zones, two policies between them, in the right order.

The block is made before the exception, and networks move into the zones last: at no time more is let through than in the end.
What is there already is left as it is, so the script can be run again, after an interruption or a lost answer for example.

    python examples/firewall_policy_from_scratch.py                         two zones without networks
    python examples/firewall_policy_from_scratch.py --cameras Things --port 443 --port 7442

The environment names the console, see `Console.from_env`; `unifi demo --keep-running` prints one to try this with.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence

from unifi_sdk import Console, NotFoundError, UniFiError
from unifi_sdk.network import SiteScope
from unifi_sdk.network.models import (
    AllowAction,
    BlockAction,
    FirewallDestination,
    FirewallPolicy,
    FirewallSource,
    FirewallZone,
    IpProtocolScope,
    IpVersion,
    PortDestination,
    PortValueMatch,
    PresetName,
    PresetProtocolMatch,
    ProtocolPreset,
    SinglePort,
)


async def zone_called(site: SiteScope, name: str) -> FirewallZone:
    """The zone with this name, made without networks if there is none."""
    try:
        return await site.firewall_zones.find(name=name)
    except NotFoundError:
        return await site.firewall_zones.create(FirewallZone(name=name, network_ids=()))


async def move_in(site: SiteScope, network_name: str, zone: FirewallZone) -> None:
    """Move a network into a zone, away from the one that it is in."""
    network = await site.networks.find(name=network_name)
    if network.id not in zone.network_ids:
        await site.firewall_zones.replace(zone.evolve(network_ids=(*zone.network_ids, network.id)))


async def policy_like(site: SiteScope, wanted: FirewallPolicy) -> FirewallPolicy:
    """The policy with this name between these zones, made if there is none."""
    source, destination = wanted.source.zone_id, wanted.destination.zone_id
    try:
        return await site.firewall_policies.find(name=wanted.name, source_zone=source, destination_zone=destination)
    except NotFoundError:
        return await site.firewall_policies.create(wanted)


def allow_ports(source: FirewallZone, destination: FirewallZone, ports: Sequence[int]) -> FirewallPolicy:
    """These ports are let through over TCP and UDP, and the answers back."""
    items = tuple(SinglePort(value=port) for port in ports)
    return FirewallPolicy(
        name="Cameras to recorder",
        enabled=True,
        action=AllowAction(allow_return_traffic=True),
        source=FirewallSource(zone_id=source.id),
        destination=FirewallDestination(
            zone_id=destination.id, traffic_filter=PortDestination(port_filter=PortValueMatch(items=items))
        ),
        ip_protocol_scope=IpProtocolScope(
            ip_version=IpVersion.IPV4_AND_IPV6,
            protocol_filter=PresetProtocolMatch(preset=ProtocolPreset(name=PresetName.TCP_UDP)),
        ),
        logging_enabled=False,
    )


def block_the_rest(source: FirewallZone, destination: FirewallZone) -> FirewallPolicy:
    """Everything else is dropped, and told to the syslog server."""
    return FirewallPolicy(
        name="Cameras to nothing else",
        enabled=True,
        action=BlockAction(),
        source=FirewallSource(zone_id=source.id),
        destination=FirewallDestination(zone_id=destination.id),
        ip_protocol_scope=IpProtocolScope(ip_version=IpVersion.IPV4_AND_IPV6),
        logging_enabled=True,
    )


async def set_up(site: SiteScope, args: argparse.Namespace) -> list[str]:
    """Make what is missing, and say in which order the policies between the two zones apply."""
    cameras, recorder = await zone_called(site, "Cameras"), await zone_called(site, "Recorder")
    policies = site.firewall_policies
    block = await policy_like(site, block_the_rest(cameras, recorder))
    allow = await policy_like(site, allow_ports(cameras, recorder, args.port or [443]))
    ordering = await policies.move(allow.id, before=block.id, source_zone=cameras.id, destination_zone=recorder.id)
    for network_name, zone in ((args.cameras, cameras), (args.recorder, recorder)):
        if network_name is not None:
            await move_in(site, network_name, zone)
    names = {policy.id: policy.name async for policy in policies.list()}
    ordered = ordering.ordered_firewall_policy_ids.before_system_defined
    return ["(without an id)" if policy_id is None else names.get(policy_id, policy_id) for policy_id in ordered]


async def run(args: argparse.Namespace) -> None:
    """Set up the default site."""
    async with Console.from_env() as console:
        site = await console.network.default_site()
        for number, name in enumerate(await set_up(site, args), 1):
            print(f"{number}. {name}")


def main() -> int:
    """Read the arguments and run; the exit code is 0, or 1 after an error."""
    parser = argparse.ArgumentParser(description="Let cameras reach their recorder and nothing else.")
    parser.add_argument("--cameras", help="the network of the cameras, which moves into their zone")
    parser.add_argument("--recorder", help="the network of the recorder, likewise")
    parser.add_argument("--port", type=int, action="append", help="a port of the recorder; 443 when left out")
    try:
        asyncio.run(run(parser.parse_args()))
    except UniFiError as error:
        print(f"firewall_policy_from_scratch: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
