"""`unifi device`: gateways, switches and access points."""

from __future__ import annotations

from cyclopts import App

from unifi_sdk.cli.exits import Exit
from unifi_sdk.cli.options import GetOptions, ListOptions, WriteOptions
from unifi_sdk.cli.work import at_site, check_allowed, perform, show, show_list

app = App(name="device")

_COLUMNS = ("id", "name", "model", "mac_address", "ip_address", "state", "firmware_version")


@app.command(name="list")
async def list_devices(*, options: ListOptions = ListOptions()) -> Exit:
    """List adopted devices."""
    async with at_site(options) as site:
        return await show_list(options, site.devices.list(), _COLUMNS, "devices")


@app.command
async def get(device_id: str, /, *, options: GetOptions = GetOptions()) -> Exit:
    """Show one device.

    Args:
        device_id: Its id, as the list has it.
    """
    async with at_site(options) as site:
        return show(options, await site.devices.get(device_id))


@app.command
async def restart(device_id: str, /, *, options: WriteOptions = WriteOptions()) -> Exit:
    """Restart a device; what hangs on it is offline meanwhile. It is never asked twice.

    Args:
        device_id: Its id, as the list has it.
    """
    check_allowed(options, "device restart")
    async with at_site(options) as site:
        return await perform(
            options,
            lambda: site.devices.restart(device_id),
            {"action": "device.restart", "id": device_id},
            lambda _: {},
            site=site,
        )
