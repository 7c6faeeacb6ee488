"""`unifi network`: the networks of a site."""

from __future__ import annotations

from typing import Final

from cyclopts import App

from unifi_sdk.cli.exits import Exit
from unifi_sdk.cli.named import find_named
from unifi_sdk.cli.options import GetOptions, ListOptions
from unifi_sdk.cli.reach import at_site
from unifi_sdk.cli.reads import show, show_list

app = App(name="network", version_flags=())

_COLUMNS: Final = ("id", "name", "vlan_id", "management", "enabled", "default")


@app.command(name="list")
async def list_networks(*, options: ListOptions = ListOptions()) -> Exit:
    """List networks, with their VLANs."""
    async with at_site(options) as site:
        return await show_list(options, site.networks.list(), _COLUMNS, "networks")


@app.command
async def get(network: str, /, *, options: GetOptions = GetOptions()) -> Exit:
    """Show a network with all its settings.

    Args:
        network: Its id or its exact name.
    """
    async with at_site(options) as site:
        listed = await site.networks.list()
        found = find_named(network, listed, lambda each: each.id, lambda each: (each.name,), "network")
        return show(options, await site.networks.get(found.id))
