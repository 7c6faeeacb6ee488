"""Make a batch of hotspot vouchers, and write their codes as CSV for a front desk.

A code lets in whoever types it into the portal. Handing them out is what this script is for, so they are printed; with
`--output` they go into a new file that only you can read.

The name of each batch ends in the time, so that no other batch has it. When the answer to the creation is lost, the vouchers
are looked up by that name: nobody has to guess, and no batch is made twice.

    python examples/voucher_batch.py                                        ten vouchers for a day, to stdout
    python examples/voucher_batch.py conference --count 200 --minutes 480 --guests 2 --output codes.csv

The environment names the console, see `Console.from_env`; `unifi demo --keep-running` prints one to try this with.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from typing import TextIO

from unifi_sdk import Console, OutcomeUnknownError, UniFiError
from unifi_sdk.network import SiteScope, VoucherFilter
from unifi_sdk.network.models import Voucher


async def make_batch(site: SiteScope, name: str, args: argparse.Namespace) -> list[Voucher]:
    """Make the vouchers, or find those that a creation with a lost answer has made.

    Args:
        site: Where they are good.
        name: A name that no other batch has.
        args: The limits.
    """
    try:
        return await site.vouchers.create(name=name, minutes=args.minutes, count=args.count, guests=args.guests)
    except OutcomeUnknownError:
        made = await site.vouchers.list(filter=VoucherFilter.name.eq(name))
        if not made:
            raise
        return made


def write_csv(vouchers: Iterable[Voucher], file: TextIO) -> None:
    """One line for each voucher."""
    writer = csv.writer(file)
    writer.writerow(["code", "minutes", "guests", "name"])
    for voucher in vouchers:
        writer.writerow(
            [voucher.code, voucher.time_limit_minutes, voucher.authorized_guest_limit or "any", voucher.name]
        )


async def run(args: argparse.Namespace) -> list[Voucher]:
    """Make the batch at the default site."""
    async with Console.from_env() as console:
        site = await console.network.default_site()
        return await make_batch(site, f"{args.name} {datetime.now():%Y-%m-%d %H:%M:%S.%f}", args)


@contextmanager
def new_file(path: str) -> Iterator[TextIO]:
    """A new file that only its owner can read; it is gone again when there are no vouchers for it."""
    with open(path, "x", newline="", opener=lambda name, flags: os.open(name, flags, mode=0o600)) as file:
        try:
            yield file
        except UniFiError:
            os.unlink(path)
            raise


def main() -> int:
    """Read the arguments and run; the exit code is 0, or 1 after an error."""
    parser = argparse.ArgumentParser(description="Make a batch of hotspot vouchers.")
    parser.add_argument("name", nargs="?", default="front-desk", help="a note for people")
    parser.add_argument("--count", type=int, default=10, help="how many, up to 1000")
    parser.add_argument("--minutes", type=int, default=24 * 60, help="how long each lets in, from its first use")
    parser.add_argument("--guests", type=int, default=1, help="how many guests may share a code")
    parser.add_argument("--output", help="a new file, in place of stdout")
    args = parser.parse_args()
    try:
        # opened first, so that a path that can't be written makes no vouchers
        with new_file(args.output) if args.output else nullcontext(sys.stdout) as file:
            write_csv(asyncio.run(run(args)), file)
    except (UniFiError, OSError) as error:
        print(f"voucher_batch: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
