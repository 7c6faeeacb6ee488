"""Every operation of the simulated Network API, by its name: what is special first, the rest from a table of areas."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk._facts import Facts
from unifi_sdk.simulator.network import devices as network_equipment
from unifi_sdk.simulator.network import firewall as network_firewall
from unifi_sdk.simulator.network import guests as network_guests
from unifi_sdk.simulator.network import networks as network_networks
from unifi_sdk.simulator.network.crud import Area, handlers_of
from unifi_sdk.simulator.network.firewall import ACL_RULES, POLICIES, ZONES
from unifi_sdk.simulator.network.networks import NETWORKS, WIFI_BROADCASTS
from unifi_sdk.simulator.network.references import is_used
from unifi_sdk.simulator.network.state import Document
from unifi_sdk.simulator.network.wire import Call, Handler, invalid, page

__all__ = ["all_handlers"]

_SITE = "/v1/sites/{siteId}"


def all_handlers(facts: Facts) -> Mapping[str, Handler]:
    """What performs each operation.

    Args:
        facts: The specification.
    """
    handlers: dict[str, Handler] = {}
    for area in _AREAS:
        handlers.update(handlers_of(area, facts))
    for table in (_GLOBAL, network_guests.HANDLERS, network_equipment.HANDLERS, network_networks.HANDLERS):
        handlers.update(table)
    handlers.update(network_firewall.HANDLERS)
    return handlers


def _info(call: Call) -> Document:
    return {"applicationVersion": call.network.version}


def _list_sites(call: Call) -> Document:
    return page(call, call.network.sites.values(), lambda site: site.to_wire())


def _list_countries(call: Call) -> Document:
    return page(call, call.network.countries, dict)


def _list_dpi_applications(call: Call) -> Document:
    return page(call, call.network.dpi_applications, dict)


def _list_dpi_categories(call: Call) -> Document:
    return page(call, call.network.dpi_categories, dict)


def _keep_used_list(call: Call, document: Document) -> None:
    if is_used(call.site.firewall_policies, str(document["id"])):
        raise invalid(f"Traffic matching list '{document['id']}' is in use")


_GLOBAL: Mapping[str, Handler] = {
    "GET /v1/info": _info,
    "GET /v1/sites": _list_sites,
    "GET /v1/countries": _list_countries,
    "GET /v1/dpi/applications": _list_dpi_applications,
    "GET /v1/dpi/categories": _list_dpi_categories,
}

_AREAS = (
    NETWORKS,
    WIFI_BROADCASTS,
    ZONES,
    POLICIES,
    ACL_RULES,
    Area(path=f"{_SITE}/dns/policies", kind="DNS policy", shelf=lambda site: site.dns_policies),
    Area(
        path=f"{_SITE}/traffic-matching-lists",
        kind="Traffic matching list",
        shelf=lambda site: site.traffic_matching_lists,
        remove=_keep_used_list,
    ),
    Area(path=f"{_SITE}/vpn/servers", kind="VPN server", shelf=lambda site: site.vpn_servers),
    Area(path=f"{_SITE}/vpn/site-to-site-tunnels", kind="VPN tunnel", shelf=lambda site: site.site_to_site_tunnels),
    Area(path=f"{_SITE}/wans", kind="WAN", shelf=lambda site: site.wans),
    Area(path=f"{_SITE}/radius/profiles", kind="RADIUS profile", shelf=lambda site: site.radius_profiles),
    Area(path=f"{_SITE}/device-tags", kind="Device tag", shelf=lambda site: site.device_tags),
    Area(path=f"{_SITE}/switching/switch-stacks", kind="Switch stack", shelf=lambda site: site.switch_stacks),
    Area(path=f"{_SITE}/switching/mc-lag-domains", kind="MC-LAG domain", shelf=lambda site: site.mc_lag_domains),
    Area(path=f"{_SITE}/switching/lags", kind="LAG", shelf=lambda site: site.lags),
)
