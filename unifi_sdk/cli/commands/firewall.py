"""`unifi firewall`: zones, and the policies between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cyclopts import App

from unifi_sdk.cli.exits import Exit
from unifi_sdk.cli.named import find_named
from unifi_sdk.cli.options import ListOptions, WriteOptions
from unifi_sdk.cli.reach import at_site
from unifi_sdk.cli.reads import show_list
from unifi_sdk.cli.writes import check_allowed, perform

if TYPE_CHECKING:
    from unifi_sdk.network.models import FirewallPolicy
    from unifi_sdk.network.site import SiteScope

app = App(name="firewall", version_flags=())

_ZONES: Final = ("id", "name", "network_ids")
_POLICIES: Final = ("id", "name", "enabled", "action.type", "source.zone_id", "destination.zone_id", "index")


@app.command
async def zones(*, options: ListOptions = ListOptions()) -> Exit:
    """List zones, with the networks in them."""
    async with at_site(options) as site:
        return await show_list(options, site.firewall_zones.list(), _ZONES, "zones")


@app.command
async def policies(*, options: ListOptions = ListOptions()) -> Exit:
    """List policies between zones."""
    async with at_site(options) as site:
        return await show_list(options, site.firewall_policies.list(), _POLICIES, "policies")


@app.command
async def enable(policy: str, /, *, options: WriteOptions = WriteOptions()) -> Exit:
    """Switch a policy on.

    Args:
        policy: The id or exact name of a policy that an admin has made.
    """
    return await _switch(policy, "enable", options)


@app.command
async def disable(policy: str, /, *, options: WriteOptions = WriteOptions()) -> Exit:
    """Switch a policy off.

    Args:
        policy: The id or exact name of a policy that an admin has made.
    """
    return await _switch(policy, "disable", options)


async def _switch(policy: str, verb: str, options: WriteOptions) -> Exit:
    check_allowed(options, f"firewall {verb}")
    async with at_site(options) as site:
        found = await _find(site, policy)
        changed = found.evolve(enabled=verb == "enable")
        return await perform(
            options,
            lambda: site.firewall_policies.replace(changed),
            {"action": f"firewall.{verb}", "id": found.id},
            lambda now: {"enabled": now.enabled},
            site=site,
        )


async def _find(site: SiteScope, policy: str) -> FirewallPolicy:
    listed = await site.firewall_policies.list()
    return find_named(policy, listed, lambda each: each.id, lambda each: (each.name,), "policy")
