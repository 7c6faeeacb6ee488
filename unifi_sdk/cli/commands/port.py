"""`unifi port`: the ports of a switch, by the classic API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, Literal

from cyclopts import App

from unifi_sdk.cli.commands.device import find_device
from unifi_sdk.cli.exits import Exit
from unifi_sdk.cli.named import find_named
from unifi_sdk.cli.options import ListOptions, WriteOptions, whole
from unifi_sdk.cli.reach import at_site
from unifi_sdk.cli.reads import show_items
from unifi_sdk.cli.writes import check_allowed, perform

if TYPE_CHECKING:
    from unifi_sdk.network.site import SiteScope

app = App(name="port", version_flags=())

_COLUMNS: Final = ("port_idx", "name", "up", "speed", "poe_mode", "poe_power", "media", "portconf_id")


@app.command(name="list")
async def list_ports(device: str, /, *, options: ListOptions = ListOptions()) -> Exit:
    """List the ports of a device, with link and power. Undocumented by the vendor, as all of this command but `cycle`.

    Args:
        device: Its id, its exact name or its MAC address.
    """
    async with at_site(options) as site:
        found = await site.classic.devices.get(await _mac_of(site, device))
        return await show_items(options, list(found.ports), _COLUMNS, "ports")


@app.command
async def poe(
    device: str,
    port: Annotated[int, whole(1, 56)],
    mode: Literal["auto", "off", "pasv24", "passthrough"],
    /,
    *,
    options: WriteOptions = WriteOptions(),
) -> Exit:
    """Set how a port gives power; the switch takes the settings of all its ports anew, and power may blink.

    Args:
        device: Its id, its exact name or its MAC address.
        port: The port's number, from 1.
        mode: How: auto, off, pasv24 or passthrough.
    """
    check_allowed(options, "port poe")
    from unifi_sdk.network.classic.models import PoeMode

    async with at_site(options) as site:
        found = await site.classic.devices.get(await _mac_of(site, device))
        return await perform(
            options,
            lambda: found.ports.set(port, poe_mode=PoeMode(mode)),
            {"action": "port.poe", "device": found.name, "port": port, "mode": mode},
            lambda now: {"result": now},
            site=site,
        )


@app.command
async def profile(
    device: str,
    port: Annotated[int, whole(1, 56)],
    profile_name: str,
    /,
    *,
    options: WriteOptions = WriteOptions(),
) -> Exit:
    """Give a port a profile.

    Args:
        device: Its id, its exact name or its MAC address.
        port: The port's number, from 1.
        profile_name: The profile's id or exact name.
    """
    check_allowed(options, "port profile")
    async with at_site(options) as site:
        found = await site.classic.devices.get(await _mac_of(site, device))
        profiles = await site.classic.port_profiles.list()
        chosen = find_named(profile_name, profiles, lambda each: each.id, lambda each: (each.name,), "port profile")
        return await perform(
            options,
            lambda: found.ports.set(port, profile_id=chosen.id),
            {"action": "port.profile", "device": found.name, "port": port, "profile": chosen.name},
            lambda now: {"result": now},
            site=site,
        )


@app.command
async def cycle(device: str, port: Annotated[int, whole(1, 56)], /, *, options: WriteOptions = WriteOptions()) -> Exit:
    """Cut the power of a port for a moment, so that what hangs on it starts anew. It is never asked twice.

    Args:
        device: Its id, its exact name or its MAC address.
        port: The port's number, from 1.
    """
    check_allowed(options, "port cycle")
    async with at_site(options) as site:
        found = await find_device(site, device)
        return await perform(
            options,
            lambda: site.devices.power_cycle_port(found.id, port),
            {"action": "port.cycle", "id": found.id, "port": port},
            lambda _: {},
            site=site,
        )


async def _mac_of(site: SiteScope, device: str) -> str:
    return (await find_device(site, device)).mac_address or device
