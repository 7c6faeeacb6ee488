"""`unifi health`: how a site is doing, by the classic API."""

from __future__ import annotations

from typing import Final

from cyclopts import App

from unifi_sdk.cli.exits import Exit
from unifi_sdk.cli.options import ListOptions
from unifi_sdk.cli.reach import at_site
from unifi_sdk.cli.reads import show_list

app = App(name="health", version_flags=())

_COLUMNS: Final = ("subsystem", "status", "num_user", "num_guest", "num_adopted", "num_disconnected", "latency")


@app.default
async def health(*, options: ListOptions = ListOptions()) -> Exit:
    """Show how the parts of a site are doing: Wi-Fi, uplinks, the Internet, cables, VPNs. Undocumented by the vendor."""
    async with at_site(options) as site:
        return await show_list(options, site.classic.health.list(), _COLUMNS, "parts")
