"""`unifi device`: gateways, switches and access points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cyclopts import App

from unifi_sdk.cli.exits import Exit
from unifi_sdk.cli.named import find_named
from unifi_sdk.cli.options import GetOptions, ListOptions, WriteOptions
from unifi_sdk.cli.reach import at_site
from unifi_sdk.cli.reads import show, show_list
from unifi_sdk.cli.writes import check_allowed, perform

if TYPE_CHECKING:
    from unifi_sdk.network.models import DeviceOverview
    from unifi_sdk.network.site import SiteScope

__all__ = ["app", "find_device"]

app = App(name="device", version_flags=())

_COLUMNS = ("id", "name", "model", "mac_address", "ip_address", "state", "firmware_version")


@app.command(name="list")
async def list_devices(*, options: ListOptions = ListOptions()) -> Exit:
    """List adopted devices."""
    async with at_site(options) as site:
        return await show_list(options, site.devices.list(), _COLUMNS, "devices")


@app.command
async def get(device: str, /, *, options: GetOptions = GetOptions()) -> Exit:
    """Show one device.

    Args:
        device: Its id, its exact name or its MAC address.
    """
    async with at_site(options) as site:
        return show(options, await site.devices.get((await find_device(site, device)).id))


@app.command
async def restart(device: str, /, *, options: WriteOptions = WriteOptions()) -> Exit:
    """Restart a device; what hangs on it is offline meanwhile. It is never asked twice.

    Args:
        device: Its id, its exact name or its MAC address.
    """
    check_allowed(options, "device restart")
    async with at_site(options) as site:
        found = await find_device(site, device)
        return await perform(
            options,
            lambda: site.devices.restart(found.id),
            {"action": "device.restart", "id": found.id},
            lambda _: {},
            site=site,
        )


async def find_device(site: SiteScope, name_or_id: str) -> DeviceOverview:
    """The device that is meant.

    Args:
        site: Where it is.
        name_or_id: Its id, its exact name, or its MAC address with colons.

    Raises:
        NotFoundError: there is none.
        CommandError: several are called that.
    """

    def names(device: DeviceOverview) -> tuple[str | None, ...]:
        address = (device.mac_address or "").lower()
        return device.name, address, address.upper()

    return find_named(name_or_id, await site.devices.list(), lambda device: device.id, names, "device")
