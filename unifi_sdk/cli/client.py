"""`unifi client`: what is connected, and guests who are let in and out."""

from __future__ import annotations

from cyclopts import App

from unifi_sdk.cli.data import Data
from unifi_sdk.cli.exits import Exit
from unifi_sdk.cli.options import GetOptions, ListOptions, WriteOptions
from unifi_sdk.cli.work import check_allowed, connect, find_site, perform, show, show_list

app = App(name="client", help="What is connected, and guests who are let in and out.")

_COLUMNS = ("id", "name", "mac_address", "ip_address", "type", "access.type", "access.authorized")


@app.command(name="list")
async def list_clients(*, options: ListOptions = ListOptions()) -> Exit:
    """List connected clients."""
    async with connect(options, "network") as console:
        site = await find_site(options, console)
        return await show_list(options, site.clients.list(), _COLUMNS, "clients")


@app.command
async def get(client_id: str, /, *, options: GetOptions = GetOptions()) -> Exit:
    """Show one client.

    Args:
        client_id: Its id.
    """
    async with connect(options, "network") as console:
        site = await find_site(options, console)
        return show(options, await site.clients.get(client_id))


@app.command
async def authorize(
    client_id: str,
    /,
    *,
    minutes: int | None = None,
    data_mb: int | None = None,
    rx_kbps: int | None = None,
    tx_kbps: int | None = None,
    options: WriteOptions = WriteOptions(),
) -> Exit:
    """Let a guest in; one who is in already starts anew with these limits.

    Args:
        client_id: The guest's id.
        minutes: For how long, 1 to 1,000,000; the site's own limit when left out.
        data_mb: Megabytes, 1 to 1,048,576; any amount when left out.
        rx_kbps: Download limit, 2 to 100,000.
        tx_kbps: Upload limit, 2 to 100,000.
    """
    check_allowed(options, "client authorize")
    about: dict[str, Data] = {"action": "AUTHORIZE_GUEST_ACCESS", "id": client_id}
    limits: dict[str, Data] = {"minutes": minutes, "data_mb": data_mb, "rx_kbps": rx_kbps, "tx_kbps": tx_kbps}
    async with connect(options, "network") as console:
        site = await find_site(options, console)
        return await perform(
            options,
            lambda: site.clients.authorize(
                client_id, minutes=minutes, data_megabytes=data_mb, rx_kbps=rx_kbps, tx_kbps=tx_kbps
            ),
            about | {name: value for name, value in limits.items() if value is not None},
            lambda result: {"result": result},
            site=site,
        )


@app.command
async def unauthorize(client_id: str, /, *, options: WriteOptions = WriteOptions()) -> Exit:
    """End a guest's access and disconnect the client.

    Args:
        client_id: The guest's id.
    """
    check_allowed(options, "client unauthorize")
    async with connect(options, "network") as console:
        site = await find_site(options, console)
        return await perform(
            options,
            lambda: site.clients.unauthorize(client_id),
            {"action": "UNAUTHORIZE_GUEST_ACCESS", "id": client_id},
            lambda result: {"result": result},
            site=site,
        )
