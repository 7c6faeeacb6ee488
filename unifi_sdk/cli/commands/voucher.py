"""`unifi voucher`: hotspot codes."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import reduce
from operator import and_
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

from cyclopts import App

from unifi_sdk.cli.data import Data
from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.files import check_target, write_whole
from unifi_sdk.cli.options import GetOptions, ListOptions, WriteOptions, whole
from unifi_sdk.cli.reach import at_site
from unifi_sdk.cli.reads import show, show_list
from unifi_sdk.cli.writes import check_allowed, perform

if TYPE_CHECKING:
    from unifi_sdk.network.filters import Filter
    from unifi_sdk.network.models import Voucher
    from unifi_sdk.network.site import SiteScope

_MAY_BE_NULL: Final = ("authorized_guest_limit", "activated_at", "expires_at")

app = App(name="voucher", version_flags=())

_COLUMNS = ("id", "name", "code", "time_limit_minutes", "authorized_guest_count", "expires_at", "expired")


@app.command(name="list")
async def list_vouchers(
    *, expired: bool = False, name: str | None = None, options: ListOptions = ListOptions()
) -> Exit:
    """List vouchers: those that may be used, those that are in use, and those that have expired.

    Args:
        expired: Only those that have expired.
        name: Only those of this name, compared exactly.
    """
    async with at_site(options) as site:
        listing = site.vouchers.list(filter=_filter(expired, name))
        return await show_list(options, listing, _COLUMNS, "vouchers", more=_blanks)


@app.command
async def get(voucher_id: str, /, *, options: GetOptions = GetOptions()) -> Exit:
    """Show one voucher; its code with --reveal.

    Args:
        voucher_id: Its id, as the list has it.
    """
    async with at_site(options) as site:
        return show(options, await site.vouchers.get(voucher_id), more=_blanks)


@app.command
async def create(
    name: str,
    /,
    *,
    minutes: Annotated[int, whole(1, 1_000_000)],
    count: Annotated[int, whole(1, 1_000)] = 1,
    guests: Annotated[int | None, whole(1)] = None,
    data_mb: Annotated[int | None, whole(1, 1_048_576)] = None,
    rx_kbps: Annotated[int | None, whole(2, 100_000)] = None,
    tx_kbps: Annotated[int | None, whole(2, 100_000)] = None,
    options: WriteOptions = WriteOptions(),
) -> Exit:
    """Make vouchers: one, or a batch in a single call. Their codes are shown, which is what they are made for.

    Args:
        name: A label for people, the same for the whole batch.
        minutes: How long a code lets in, from the moment its first guest uses it; 1 to 1,000,000.
        count: How many vouchers, 1 to 1,000; one when left out.
        guests: How many guests may use each code; any number when left out.
        data_mb: Megabytes for each code, 1 to 1,048,576; any amount when left out.
        rx_kbps: Download limit in kilobits a second, 2 to 100,000.
        tx_kbps: Upload limit in kilobits a second, 2 to 100,000.
    """
    check_allowed(options, "voucher create")
    about: dict[str, Data] = {"action": "voucher.create", "name": name, "minutes": minutes, "count": count}
    limits: dict[str, Data] = {"guests": guests, "data_mb": data_mb, "rx_kbps": rx_kbps, "tx_kbps": tx_kbps}
    async with at_site(options) as site:
        return await perform(
            options,
            lambda: site.vouchers.create(
                name=name,
                minutes=minutes,
                count=count,
                guests=guests,
                data_megabytes=data_mb,
                rx_kbps=rx_kbps,
                tx_kbps=tx_kbps,
            ),
            about | {name: value for name, value in limits.items() if value is not None},
            lambda vouchers: {"result": {"vouchers": vouchers}},
            site=site,
            shows_secrets=True,
        )


@app.command
async def delete(
    voucher_id: str | None = None,
    /,
    *,
    expired: bool = False,
    name: str | None = None,
    count: Annotated[int | None, whole(0)] = None,
    options: WriteOptions = WriteOptions(),
) -> Exit:
    """Delete a voucher, or all that have expired or have a name; one that is already gone is no error.

    Args:
        voucher_id: Its id, as the list has it.
        expired: Delete those that have expired, in place of one.
        name: Delete those of this name, compared exactly.
        count: How many these are, which --dry-run tells. Nothing is deleted when there are more or fewer.
    """
    check_allowed(options, "voucher delete")
    doomed = _filter(expired, name)
    if (voucher_id is None) == (doomed is None):
        raise CommandError(
            Exit.USAGE,
            "which vouchers? An id, or --expired, or --name",
            code="USAGE",
            remediation="name one by its id, or several by what they have in common",
        )
    async with at_site(options) as site:
        if doomed is not None:
            return await _delete_matching(site, doomed, {"expired": expired or None, "name": name}, count, options)
        return await perform(
            options,
            lambda: site.vouchers.delete(str(voucher_id)),
            {"action": "voucher delete", "id": voucher_id},
            lambda existed: {"existed": existed},
            site=site,
            done={"kind": "voucher", "id": voucher_id},
        )


@app.command
async def sheet(
    *,
    output: Path,
    wifi: str | None = None,
    name: str | None = None,
    options: ListOptions = ListOptions(),
) -> Exit:
    """Write a page to be printed and cut, with a card for each voucher that nobody has used yet.

    Args:
        output: The HTML file. It holds the codes, so nobody else can read it.
        wifi: The id or exact name of the Wi-Fi that they let into, for a QR code.
        name: Only the vouchers of this name, compared exactly.
    """
    from unifi_sdk.cli.commands.wifi import find_wifi
    from unifi_sdk.cli.sheets import make_sheet

    await asyncio.to_thread(check_target, output)
    async with at_site(options) as site:
        listing = await site.vouchers.list(filter=_filter(expired=False, name=name))
        fresh = [each for each in listing if not each.expired and not each.activated_at and each.code]
        network = None if wifi is None else await find_wifi(site, wifi)
    if not fresh:
        options.output.say("no vouchers that nobody has used")
        return Exit.EMPTY
    await asyncio.to_thread(write_whole, output, make_sheet(fresh, network).encode(), private=True)
    options.output.document({"ok": True, "file": str(output), "count": len(fresh)})
    return Exit.OK


async def _delete_matching(
    site: SiteScope, doomed: Filter[Voucher], said: Mapping[str, Data], count: int | None, options: WriteOptions
) -> Exit:
    found = await site.vouchers.list(filter=doomed).count()
    if not options.dry_run and count is None:
        raise CommandError(
            Exit.INPUT_REQUIRED,
            f"{found} vouchers would be deleted",
            code="INPUT_REQUIRED",
            remediation=f"look at them with `unifi voucher list` and the same options, then add --count {found}",
        )
    about = {name: value for name, value in said.items() if value is not None}
    return await perform(
        options,
        lambda: site.vouchers.delete_matching(doomed, expect=count),
        {"action": "voucher delete", **about, "count": found},
        lambda deleted: {"deleted": deleted},
        site=site,
    )


def _filter(expired: bool, name: str | None) -> Filter[Voucher] | None:
    """What the options ask for; None when they ask for nothing."""
    from unifi_sdk.network.filters import VoucherFilter

    asked = [VoucherFilter.expired.eq(True)] if expired else []
    asked += [VoucherFilter.name.eq(name)] if name is not None else []
    return reduce(and_, asked) if asked else None


def _blanks(voucher: Voucher) -> dict[str, Data]:
    """What a voucher lacks that nobody has used or that has no limit, as null."""
    return {name: None for name in _MAY_BE_NULL if getattr(voucher, name) is None}
