"""`unifi voucher`: hotspot codes."""

from __future__ import annotations

from typing import Annotated

from cyclopts import App

from unifi_sdk.cli.data import Data
from unifi_sdk.cli.exits import Exit
from unifi_sdk.cli.options import GetOptions, ListOptions, WriteOptions, whole
from unifi_sdk.cli.work import at_site, check_allowed, perform, show, show_list

app = App(name="voucher")

_COLUMNS = ("id", "name", "code", "time_limit_minutes", "authorized_guest_count", "expires_at", "expired")


@app.command(name="list")
async def list_vouchers(*, options: ListOptions = ListOptions()) -> Exit:
    """List vouchers: those that may be used, those that are in use, and those that have expired."""
    async with at_site(options) as site:
        return await show_list(options, site.vouchers.list(), _COLUMNS, "vouchers")


@app.command
async def get(voucher_id: str, /, *, options: GetOptions = GetOptions()) -> Exit:
    """Show one voucher; its code with --reveal.

    Args:
        voucher_id: Its id, as the list has it.
    """
    async with at_site(options) as site:
        return show(options, await site.vouchers.get(voucher_id))


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
    """Make vouchers: one, or a batch in a single call. The codes are shown with --reveal.

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
        )


@app.command
async def delete(voucher_id: str, /, *, options: WriteOptions = WriteOptions()) -> Exit:
    """Delete a voucher; one that is already gone is no error.

    Args:
        voucher_id: Its id, as the list has it.
    """
    check_allowed(options, "voucher delete")
    async with at_site(options) as site:
        return await perform(
            options,
            lambda: site.vouchers.delete(voucher_id),
            {"action": "voucher delete", "id": voucher_id},
            lambda existed: {"existed": existed},
            site=site,
            done={"kind": "voucher", "id": voucher_id},
        )
