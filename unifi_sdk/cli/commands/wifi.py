"""`unifi wifi`: the Wi-Fi networks of a site."""

from __future__ import annotations

import asyncio
import getpass
import sys
from typing import TYPE_CHECKING, Final

from cyclopts import App

from unifi_sdk.cli.exits import CommandError, Exit
from unifi_sdk.cli.fence import imitates
from unifi_sdk.cli.named import find_named
from unifi_sdk.cli.options import GetOptions, ListOptions, WriteOptions
from unifi_sdk.cli.reach import at_site
from unifi_sdk.cli.reads import show, show_list
from unifi_sdk.cli.writes import check_allowed, perform

if TYPE_CHECKING:
    from unifi_sdk.network.models import WifiBroadcast
    from unifi_sdk.network.site import SiteScope

__all__ = ["app", "find_wifi"]

app = App(name="wifi", version_flags=())

_COLUMNS: Final = ("id", "name", "enabled", "type", "security_configuration.type", "network.type")


@app.command(name="list")
async def list_wifi(*, options: ListOptions = ListOptions()) -> Exit:
    """List Wi-Fi networks."""
    async with at_site(options) as site:
        return await show_list(options, site.wifi_broadcasts.list(), _COLUMNS, "Wi-Fi networks")


@app.command
async def get(wifi: str, /, *, options: GetOptions = GetOptions()) -> Exit:
    """Show a Wi-Fi network with all its settings; its passphrase with --reveal.

    Args:
        wifi: Its id or its exact name.
    """
    async with at_site(options) as site:
        return show(options, await find_wifi(site, wifi))


@app.command
async def enable(wifi: str, /, *, options: WriteOptions = WriteOptions()) -> Exit:
    """Switch a Wi-Fi network on; access points drop their clients for up to half a minute.

    Args:
        wifi: Its id or its exact name.
    """
    return await _switch(wifi, "enable", options)


@app.command
async def disable(wifi: str, /, *, options: WriteOptions = WriteOptions()) -> Exit:
    """Switch a Wi-Fi network off, and whoever is in it with it.

    Args:
        wifi: Its id or its exact name.
    """
    return await _switch(wifi, "disable", options)


@app.command
async def passphrase(wifi: str, /, *, options: WriteOptions = WriteOptions()) -> Exit:
    """Give a Wi-Fi network another passphrase, which is read from standard input or asked for.

    Args:
        wifi: Its id or its exact name; one with WPA and a single passphrase.
    """
    check_allowed(options, "wifi passphrase")
    secret = await asyncio.to_thread(_read_secret)
    async with at_site(options) as site:
        found = await find_wifi(site, wifi)
        changed = _with_passphrase(found, secret)
        return await perform(
            options,
            lambda: site.wifi_broadcasts.replace(changed),
            {"action": "wifi.passphrase", "id": found.id},
            lambda _: {},
            site=site,
        )


async def _switch(wifi: str, verb: str, options: WriteOptions) -> Exit:
    check_allowed(options, f"wifi {verb}")
    async with at_site(options) as site:
        found = await find_wifi(site, wifi)
        changed = found.evolve(enabled=verb == "enable")
        return await perform(
            options,
            lambda: site.wifi_broadcasts.replace(changed),
            {"action": f"wifi.{verb}", "id": found.id},
            lambda now: {"enabled": now.enabled},
            site=site,
        )


async def find_wifi(site: SiteScope, wifi: str) -> WifiBroadcast:
    """The Wi-Fi network that is meant, with all its settings.

    Args:
        site: Where it is.
        wifi: Its id or its exact name.

    Raises:
        NotFoundError: there is none.
        CommandError: several are called that.
    """
    listed = await site.wifi_broadcasts.list()
    found = find_named(wifi, listed, lambda each: each.id, lambda each: (each.name,), "Wi-Fi network")
    return await site.wifi_broadcasts.get(found.id)


def _with_passphrase(wifi: WifiBroadcast, secret: str) -> WifiBroadcast:
    from unifi_sdk.network.models import WpaPersonalSecurity

    security = wifi.security_configuration
    if not isinstance(security, WpaPersonalSecurity) or getattr(security, "preshared_keys", None):
        raise CommandError(
            Exit.USAGE,
            f"this Wi-Fi network has no single passphrase: its security is {security.type}",
            code="USAGE",
            remediation="change it with `unifi call network.wifi_broadcasts.replace`",
        )
    return wifi.evolve(security_configuration=security.evolve(passphrase=secret))


def _read_secret() -> str:
    if sys.stdin is None:
        text = ""
    elif sys.stdin.isatty():
        text = getpass.getpass("passphrase (not shown): ")
    else:
        text = sys.stdin.readline().rstrip("\r\n")
    if imitates(text):
        raise CommandError(
            Exit.USAGE,
            "the passphrase holds a mark such as stand around untrusted text, or imitates one",
            code="USAGE",
            remediation="choose another one",
        )
    if not 8 <= len(text) <= 63 or not text.isascii() or not text.isprintable():
        raise CommandError(
            Exit.USAGE,
            "a passphrase has 8 to 63 characters of ASCII",
            code="USAGE",
            remediation="pipe it into the command, in one line",
        )
    return text
