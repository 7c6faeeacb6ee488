"""Keep the children's devices off the network at night; made for a systemd timer or cron, or to keep running.

What has to be is worked out anew each time, from the time of day and from what the console says. So it does no harm when the
program, its machine or the console was off in between, or when it runs twice. It unblocks what it has blocked itself, which a
file tells; whom somebody else has blocked stays so.

    python examples/bedtime.py                                               the tablet of the demo, once
    python examples/bedtime.py 3c:06:30:aa:00:02 --from 20:30 --until 06:30 --keep-running
    python examples/bedtime.py 3c:06:30:aa:00:02 --at 21:00 --dry-run        what would be done at nine

Blocking is part of the classic API, which the vendor doesn't document. The environment names the console, see
`Console.from_env`; `unifi demo --keep-running` prints one to try this with.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from datetime import datetime, time
from pathlib import Path

from unifi_sdk import Console, NotFoundError, TransportError, UniFiError
from unifi_sdk.network import SiteScope

TABLET_OF_THE_DEMO = "3c:06:30:aa:00:02"
SECONDS_BETWEEN_LOOKS = 30


def is_bedtime(now: time, begin: time, end: time) -> bool:
    """Whether a time of day lies in a range that may go over midnight."""
    return begin <= now < end if begin <= end else now >= begin or now < end


def load(file: Path) -> set[str]:
    """The addresses that this program has blocked."""
    return set(json.loads(file.read_text())) if file.exists() else set()


def save(file: Path, ours: set[str]) -> None:
    """Keep them; the file is replaced at once, so that it is never half written."""
    beside = file.with_suffix(".new")
    beside.write_text(json.dumps(sorted(ours)))
    beside.replace(file)


async def settle(site: SiteScope, mac: str, bedtime: bool, args: argparse.Namespace) -> str:
    """See to it that one device is in or out, and say what was done."""
    ours = load(args.file)
    known = (await site.classic.clients.find(mac=mac)).known
    if known is None:
        raise NotFoundError(f"the site has no record of {mac}")
    if bedtime and not known.is_blocked:
        if not args.dry_run:
            save(args.file, ours | {known.mac})  # before the block: a crash in between leaves nobody blocked for good
            await site.classic.clients.block(mac)
        return f"{known.display_name!r}: good night"
    if not bedtime and known.is_blocked and known.mac in ours:
        if not args.dry_run:
            await site.classic.clients.unblock(mac)
            save(args.file, ours - {known.mac})
        return f"{known.display_name!r}: good morning"
    state = "blocked" if known.is_blocked else "free"
    return f"{known.display_name!r}: stays {state}"


async def look(args: argparse.Namespace) -> None:
    """Settle every device, once."""
    now = args.at or datetime.now().time()
    async with Console.from_env(read_only=args.dry_run) as console:
        site = await console.network.default_site()
        for mac in args.macs or [TABLET_OF_THE_DEMO]:
            print(await settle(site, mac, is_bedtime(now, args.begin, args.end), args), flush=True)


async def run(args: argparse.Namespace) -> None:
    """Look once, or every half minute; a console that is out of reach is asked again."""
    while True:
        try:
            await look(args)
        except TransportError as error:
            if not args.keep_running:
                raise
            print(f"bedtime: {error}", file=sys.stderr)
        if not args.keep_running:
            return
        await asyncio.sleep(SECONDS_BETWEEN_LOOKS)


def main() -> int:
    """Read the arguments and run; the exit code is 0, or 1 after an error."""
    parser = argparse.ArgumentParser(description="Keep devices off the network at night.")
    parser.add_argument("macs", nargs="*", help="the MAC addresses of the devices")
    parser.add_argument(
        "--from", dest="begin", type=time.fromisoformat, default=time(20, 30), help="when bedtime begins"
    )
    parser.add_argument("--until", dest="end", type=time.fromisoformat, default=time(6, 30), help="when it ends")
    parser.add_argument("--at", type=time.fromisoformat, help="a time of day to try it with, in place of this moment")
    parser.add_argument("--file", type=Path, default=Path("bedtime.json"), help="where it keeps whom it has blocked")
    parser.add_argument("--keep-running", action="store_true", help="look every half minute")
    parser.add_argument("--dry-run", action="store_true", help="only look; the client is read-only then")
    try:
        asyncio.run(run(parser.parse_args()))
    except (UniFiError, OSError, ValueError) as error:
        print(f"bedtime: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        pass
    return 0


if __name__ == "__main__":
    sys.exit(main())
