"""Delete the vouchers of every site that have expired some days ago; made for cron or a systemd timer.

Three things keep it from deleting what it should not. The moment is fixed before the first look, so vouchers that expire
meanwhile stay. The deletion happens only if as many vouchers match as were listed. And a night that would take more than
`--at-most` vouchers deletes nothing at that site, since something else must have happened.

    python examples/nightly_voucher_cleanup.py                              what expired more than a day ago
    python examples/nightly_voucher_cleanup.py --days 30 --at-most 500 --dry-run

The environment names the console, see `Console.from_env`; `unifi demo --keep-running` prints one to try this with.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from datetime import UTC, datetime, timedelta

from unifi_sdk import Console, OutcomeUnknownError, UniFiError
from unifi_sdk.network import Filter, SiteScope, VoucherFilter
from unifi_sdk.network.models import Voucher


async def delete(site: SiteScope, doomed: Filter[Voucher], expect: int) -> int:
    """Delete, and look what is left when the answer was lost.

    Args:
        site: Where.
        doomed: Which vouchers.
        expect: How many they are.

    Returns:
        How many are gone.
    """
    try:
        return await site.vouchers.delete_matching(doomed, expect=expect)
    except OutcomeUnknownError:
        return expect - len(await site.vouchers.list(filter=doomed))


async def clean_up(site: SiteScope, name: str | None, doomed: Filter[Voucher], args: argparse.Namespace) -> bool:
    """Clean up one site, and say what was done; False when there was too much to do."""
    found = await site.vouchers.list(filter=doomed)
    notes = ", ".join(sorted({repr(voucher.name) for voucher in found})) or "none"
    if len(found) > args.at_most:
        print(f"{name}: {len(found)} vouchers are more than {args.at_most}, nothing was deleted: {notes}")
        return False
    if args.dry_run or not found:
        print(f"{name}: {len(found)} vouchers to delete: {notes}")
        return True
    gone = await delete(site, doomed, len(found))
    print(f"{name}: {gone} of {len(found)} vouchers deleted: {notes}")
    return gone == len(found)


async def run(args: argparse.Namespace) -> bool:
    """Clean up every site, one after the other."""
    before = datetime.now(UTC) - timedelta(days=args.days)
    doomed = VoucherFilter.expired.eq(True) & VoucherFilter.expires_at.lt(before)
    async with Console.from_env(read_only=args.dry_run) as console:
        network = console.network
        sites = await network.sites.list()
        done = [await clean_up(network.site(site.id), site.name, doomed, args) for site in sites]
    return all(done)


def main() -> int:
    """Read the arguments and run; the exit code is 0, 1 after an error, or 2 when expired vouchers had to stay."""
    parser = argparse.ArgumentParser(description="Delete vouchers that have expired.")
    parser.add_argument("--days", type=float, default=1, help="how long ago they have expired")
    parser.add_argument("--at-most", type=int, default=1000, help="how many a night may take from a site")
    parser.add_argument("--dry-run", action="store_true", help="only look; the client is read-only then")
    try:
        return 0 if asyncio.run(run(parser.parse_args())) else 2
    except UniFiError as error:
        print(f"nightly_voucher_cleanup: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
