"""Make a guest voucher at every hotel of a fleet, after a look at what would be sent where.

    python examples/voucher_for_every_hotel.py "Trade fair" --fleet hotels.toml
    python examples/voucher_for_every_hotel.py "Trade fair" --fleet hotels.toml --apply 1f0c9a52b7de

The first line sends nothing: consoles refuse writes, and `plan()` gives the request that each would get. It ends with the
number of this plan. The second line makes the plan again, and carries it out only if it is the same one: the same consoles,
the same requests. A hotel that has a voucher of this name already is not in the plan. So after an answer that was lost, or a
night on which some hotels were offline, the same two lines make what is missing, and no voucher twice.

The codes let in whoever types them. Handing them out is what this script is for, so they are printed.

The fleet file names consoles and their secrets, see docs/howto/fleet.md. Without one the console of the environment is the
fleet; `unifi demo --keep-running` prints one to try this with.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import os
import sys
from functools import partial

from unifi_sdk import Console, PlannedRequest, UniFiError, plan
from unifi_sdk.fleet import ConsoleOutcome, ConsoleReference, Fleet, Limits
from unifi_sdk.network import VoucherFilter

NAME = "voucher_for_every_hotel"
LIMITS = Limits(console_seconds=30)


async def look(name: str, minutes: int, console: Console) -> PlannedRequest | None:
    """What would be sent to a console; None where there is a voucher of this name."""
    site = await console.network.default_site()
    if await site.vouchers.list(filter=VoucherFilter.name.eq(name)).first() is not None:
        return None
    return await plan(site.vouchers.create(name=name, minutes=minutes))


async def make(name: str, minutes: int, console: Console) -> str | None:
    """Make the voucher; its code."""
    site = await console.network.default_site()
    (voucher,) = await site.vouchers.create(name=name, minutes=minutes)
    return voucher.code


def number_of(requests: dict[str, PlannedRequest]) -> str:
    """The same for the same requests to the same consoles."""
    told = [(name, each.console, each.verb, each.path, each.body) for name, each in sorted(requests.items())]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:12]


def complain(outcome: ConsoleOutcome[PlannedRequest | None] | ConsoleOutcome[str | None]) -> None:
    """Why nothing is known of a console."""
    reason = outcome.error or (outcome.skipped and outcome.skipped.reason)
    print(f"{NAME}: {outcome.reference.name}: {reason}", file=sys.stderr)


def fleet_of(path: str | None, tag: str | None) -> Fleet:
    """The fleet of a file, or the one console of the environment."""
    if path:
        return Fleet.from_file(path).where(tag=tag)
    pins = [pin for pin in os.environ.get("UNIFI_FINGERPRINTS", "").split(",") if pin]
    return Fleet([ConsoleReference(host=os.environ.get("UNIFI_HOST", ""), pins=pins)])


async def run(args: argparse.Namespace) -> int:
    """Plan, and carry the plan out if it is the one that was looked at."""
    fleet, code = fleet_of(args.fleet, args.tag), 0
    requests: dict[str, PlannedRequest] = {}
    async for looked in fleet.map(partial(look, args.name, args.minutes), needs=["network"], limits=LIMITS):
        if looked.value is not None:
            requests[looked.reference.name] = looked.value
        elif not looked.ok:
            complain(looked)
            code = 1
    if not requests:
        if code == 0:
            print("Every hotel has one.")
        return code
    number = number_of(requests)
    if args.apply is None:
        for name, request in sorted(requests.items()):
            print(f"{name}: {request.verb} https://{request.console}{request.path} {json.dumps(request.body)}")
        print(f"Nothing was sent. --apply {number} sends it to {len(requests)} of {len(fleet)} consoles.")
        return code
    if args.apply != number:
        print(f"{NAME}: the plan is another one now: look at it again, without --apply", file=sys.stderr)
        return 2
    chosen = Fleet([each for each in fleet if each.name in requests])
    async for made in chosen.map(partial(make, args.name, args.minutes), read_only=False, limits=LIMITS):
        if made.ok:
            print(f"{made.reference.name}: {made.value}")
        else:
            complain(made)
            code = 1
    return code


def main() -> int:
    """Read the arguments and run; the exit code is 0, 1 when a console has failed, or 2 when the plan has changed."""
    parser = argparse.ArgumentParser(description="Make a voucher at every hotel.")
    parser.add_argument("name", nargs="?", default="guest-of-the-group", help="what the vouchers are called")
    parser.add_argument("--minutes", type=int, default=24 * 60, help="how long each lets in, from its first use")
    parser.add_argument("--fleet", metavar="FILE", help="a fleet file")
    parser.add_argument("--tag", help="hotels with this tag alone")
    parser.add_argument("--apply", metavar="NUMBER", help="carry out the plan of this number")
    try:
        return asyncio.run(run(parser.parse_args()))
    except UniFiError as error:
        print(f"{NAME}: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
