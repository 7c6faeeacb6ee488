"""Every operation of the simulated Network API, by its name: what is special first, the rest from a table of areas."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from unifi_sdk._facts import Facts
from unifi_sdk.simulator.network import (
    acl_rules,
    clients,
    countries,
    device_tags,
    devices,
    dns_policies,
    dpi,
    firewall_policies,
    firewall_zones,
    info,
    networks,
    radius,
    sites,
    switching,
    traffic_matching_lists,
    vouchers,
    vpn,
    wans,
    wifi_broadcasts,
)
from unifi_sdk.simulator.network.crud import handlers_of
from unifi_sdk.simulator.network.wire import Handler

__all__ = ["all_handlers"]

_AREAS = (
    acl_rules.ACL_RULES,
    device_tags.DEVICE_TAGS,
    dns_policies.DNS_POLICIES,
    firewall_policies.POLICIES,
    firewall_zones.ZONES,
    networks.NETWORKS,
    radius.RADIUS_PROFILES,
    switching.SWITCH_STACKS,
    switching.MC_LAG_DOMAINS,
    switching.LAGS,
    traffic_matching_lists.TRAFFIC_MATCHING_LISTS,
    vpn.VPN_SERVERS,
    vpn.VPN_TUNNELS,
    wans.WANS,
    wifi_broadcasts.WIFI_BROADCASTS,
)

_SPECIAL = (
    acl_rules.HANDLERS,
    clients.HANDLERS,
    countries.HANDLERS,
    devices.HANDLERS,
    dpi.HANDLERS,
    firewall_policies.HANDLERS,
    info.HANDLERS,
    networks.HANDLERS,
    sites.HANDLERS,
    vouchers.HANDLERS,
)


@lru_cache(maxsize=8)
def all_handlers(facts: Facts) -> Mapping[str, Handler]:
    """What performs each operation.

    Args:
        facts: The specification.
    """
    handlers: dict[str, Handler] = {}
    for area in _AREAS:
        handlers.update(handlers_of(area, facts))
    for table in _SPECIAL:
        handlers.update(table)
    return handlers
