"""`unifi voucher`: hotspot codes."""

from __future__ import annotations

from cyclopts import App

from unifi_sdk.cli.exits import Exit
from unifi_sdk.cli.options import GetOptions, ListOptions, WriteOptions
from unifi_sdk.cli.work import check_allowed, connect, find_site, perform, show, show_list

app = App(name="voucher", help="Hotspot codes that let guests in for a time.")

_COLUMNS = ("id", "name", "code", "time_limit_minutes", "authorized_guest_count", "expires_at", "expired")


@app.command(name="list")
async def list_vouchers(*, options: ListOptions = ListOptions()) -> Exit:
    """List vouchers."""
    async with connect(options, "network") as console:
        site = await find_site(options, console)
        return await show_list(options, site.vouchers.list(), _COLUMNS, "vouchers")


@app.command
async def get(voucher_id: str, /, *, options: GetOptions = GetOptions()) -> Exit:
    """Show one voucher.

    Args:
        voucher_id: Its id.
    """
    async with connect(options, "network") as console:
        site = await find_site(options, console)
        return show(options, await site.vouchers.get(voucher_id))


@app.command
async def create(
    name: str,
    /,
    *,
    minutes: int,
    count: int = 1,
    guests: int | None = None,
    data_mb: int | None = None,
    rx_kbps: int | None = None,
    tx_kbps: int | None = None,
    options: WriteOptions = WriteOptions(),
) -> Exit:
    """Make vouchers.

    Args:
        name: A label, the same for the whole batch.
        minutes: How long a code lets in, counted from its first use; 1 to 1,000,000.
        count: How many; 1 to 1,000.
        guests: How many guests may use one code; any number when left out.
        data_mb: Megabytes for each code, 1 to 1,048,576; any amount when left out.
        rx_kbps: Download limit, 2 to 100,000.
        tx_kbps: Upload limit, 2 to 100,000.
    """
    check_allowed(options, "voucher create")
    async with connect(options, "network") as console:
        site = await find_site(options, console)
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
            {"action": "voucher.create", "name": name, "minutes": minutes, "count": count},
            lambda vouchers: {"result": {"vouchers": vouchers}},
            site=site,
        )


@app.command
async def delete(voucher_id: str, /, *, options: WriteOptions = WriteOptions()) -> Exit:
    """Delete a voucher; one that is already gone is no error.

    Args:
        voucher_id: Its id.
    """
    check_allowed(options, "voucher delete")
    async with connect(options, "network") as console:
        site = await find_site(options, console)
        return await perform(
            options,
            lambda: site.vouchers.delete(voucher_id),
            {"action": "voucher delete", "id": voucher_id},
            lambda existed: {"existed": existed},
            site=site,
            done={"kind": "voucher", "id": voucher_id},
        )
