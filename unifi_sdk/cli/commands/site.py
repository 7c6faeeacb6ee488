"""`unifi site`: the sites of the Network application."""

from __future__ import annotations

from cyclopts import App

from unifi_sdk.cli.exits import Exit
from unifi_sdk.cli.options import ListOptions
from unifi_sdk.cli.reach import connect
from unifi_sdk.cli.reads import show_list

app = App(name="site", version_flags=())


@app.command(name="list")
async def list_sites(*, options: ListOptions = ListOptions()) -> Exit:
    """List sites."""
    async with connect(options, "network") as console:
        return await show_list(options, console.network.sites.list(), ("id", "name", "internal_reference"), "sites")
