"""`unifi stats`: how devices are doing."""

from __future__ import annotations

from cyclopts import App

from unifi_sdk.cli.commands.device import find_device
from unifi_sdk.cli.exits import Exit
from unifi_sdk.cli.options import GetOptions
from unifi_sdk.cli.reach import at_site
from unifi_sdk.cli.reads import show

app = App(name="stats", version_flags=())


@app.default
async def stats(device: str, /, *, options: GetOptions = GetOptions()) -> Exit:
    """Show how a device is doing at this moment: uptime, load, memory, uplink and radios.

    Args:
        device: Its id, its exact name or its MAC address.
    """
    async with at_site(options) as site:
        found = await find_device(site, device)
        return show(options, await site.devices.statistics(found.id), title=found.name or found.id)
