"""`unifi client`: what is connected, and guests who are let in and out."""

from __future__ import annotations

from typing import Annotated

from cyclopts import App

from unifi_sdk.cli.data import Data
from unifi_sdk.cli.exits import Exit
from unifi_sdk.cli.options import GetOptions, ListOptions, WriteOptions, whole
from unifi_sdk.cli.work import at_site, check_allowed, perform, show, show_list

app = App(name="client")

_COLUMNS = ("id", "name", "mac_address", "ip_address", "type", "access.type", "access.authorized")


@app.command(name="list")
async def list_clients(*, options: ListOptions = ListOptions()) -> Exit:
    """List what is connected now."""
    async with at_site(options) as site:
        return await show_list(options, site.clients.list(), _COLUMNS, "clients")


@app.command
async def get(client_id: str, /, *, options: GetOptions = GetOptions()) -> Exit:
    """Show one client.

    Args:
        client_id: Its id, as the list has it; not its MAC address.
    """
    async with at_site(options) as site:
        return show(options, await site.clients.get(client_id))


@app.command
async def authorize(
    client_id: str,
    /,
    *,
    minutes: Annotated[int | None, whole(1, 1_000_000)] = None,
    data_mb: Annotated[int | None, whole(1, 1_048_576)] = None,
    rx_kbps: Annotated[int | None, whole(2, 100_000)] = None,
    tx_kbps: Annotated[int | None, whole(2, 100_000)] = None,
    options: WriteOptions = WriteOptions(),
) -> Exit:
    """Let a guest in, without a voucher; one who is in already starts anew with these limits.

    Args:
        client_id: The guest's id, as the list has it; not its MAC address.
        minutes: For how long, 1 to 1,000,000; the site's own time limit when left out.
        data_mb: Megabytes, 1 to 1,048,576; any amount when left out.
        rx_kbps: Download limit in kilobits a second, 2 to 100,000.
        tx_kbps: Upload limit in kilobits a second, 2 to 100,000.
    """
    check_allowed(options, "client authorize")
    about: dict[str, Data] = {"action": "AUTHORIZE_GUEST_ACCESS", "id": client_id}
    limits: dict[str, Data] = {"minutes": minutes, "data_mb": data_mb, "rx_kbps": rx_kbps, "tx_kbps": tx_kbps}
    async with at_site(options) as site:
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
    """Send a guest out, at once.

    Args:
        client_id: The guest's id, as the list has it; not its MAC address.
    """
    check_allowed(options, "client unauthorize")
    async with at_site(options) as site:
        return await perform(
            options,
            lambda: site.clients.unauthorize(client_id),
            {"action": "UNAUTHORIZE_GUEST_ACCESS", "id": client_id},
            lambda result: {"result": result},
            site=site,
        )
