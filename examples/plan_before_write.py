"""Delete expired vouchers, after a look at what would be sent.

Without `--apply` nothing can be written, twice over: `plan()` runs the deletion up to the request that it would send, and the
client is read-only, so that a write which nobody thought of is refused on this side.

    python examples/plan_before_write.py                                    only look
    python examples/plan_before_write.py --apply                            look, then delete

The environment names the console, see `Console.from_env`; `unifi demo --keep-running` prints one to try this with.
"""

from __future__ import annotations

import argparse
import asyncio
import sys

from unifi_sdk import Console, MutationBlockedError, UniFiError, plan
from unifi_sdk.network import VoucherFilter


async def run(*, apply: bool) -> None:
    """Show the request, then send it if it may be."""
    expired = VoucherFilter.expired.eq(True)
    async with Console.from_env(read_only=not apply) as console:
        site = await console.network.default_site()
        found = await site.vouchers.list(filter=expired)
        request = await plan(site.vouchers.delete_matching(expired, expect=len(found)))
        print(f"Expired vouchers: {len(found)}. This deletes them:")
        print(f"  {request.verb} https://{request.console}{request.path}")
        try:
            deleted = await site.vouchers.delete_matching(expired, expect=len(found))
        except MutationBlockedError:
            print("Nothing was sent: run this with --apply to send it.")
        else:
            print(f"Deleted: {deleted}.")


def main() -> int:
    """Read the arguments and run; the exit code is 0, or 1 after an error."""
    parser = argparse.ArgumentParser(description="Delete expired vouchers.")
    parser.add_argument("--apply", action="store_true", help="send the deletion")
    try:
        asyncio.run(run(apply=parser.parse_args().apply))
    except UniFiError as error:
        print(f"plan_before_write: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
