"""One site, with its resources."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from unifi_sdk._core.application import Application
from unifi_sdk._core.check import not_empty
from unifi_sdk.network.acl_rules import AclRules
from unifi_sdk.network.clients import Clients
from unifi_sdk.network.device_tags import DeviceTags
from unifi_sdk.network.devices import Devices
from unifi_sdk.network.dns_policies import DnsPolicies
from unifi_sdk.network.firewall_policies import FirewallPolicies
from unifi_sdk.network.firewall_zones import FirewallZones
from unifi_sdk.network.hotspot import Hotspot
from unifi_sdk.network.models.sites import Site
from unifi_sdk.network.networks import Networks
from unifi_sdk.network.radius import RadiusProfiles
from unifi_sdk.network.switching import Lags, McLagDomains, SwitchStacks
from unifi_sdk.network.traffic_matching_lists import TrafficMatchingLists
from unifi_sdk.network.vouchers import Vouchers
from unifi_sdk.network.vpn import SiteToSiteTunnels, VpnServers
from unifi_sdk.network.wans import Wans
from unifi_sdk.network.wifi_broadcasts import WifiBroadcasts

if TYPE_CHECKING:
    from unifi_sdk.network.classic import Classic

__all__ = ["SiteScope"]


class SiteScope:
    """One site, with its resources; made by `NetworkClient.site`, `find_site` and `default_site`.

    Args:
        application: What performs operations.
        site_id: The site's UUID.
        site: The site as the console gave it, when it was asked.
        internal_reference: Its short name, where it is known.
    """

    def __init__(
        self,
        application: Application,
        site_id: str,
        site: Site | None = None,
        *,
        internal_reference: str | None = None,
    ) -> None:
        not_empty(site_id=site_id)
        self.id = site_id
        self.site = site
        self._application = application
        self._internal_reference = internal_reference or (site.internal_reference if site else None)
        self.clients = Clients(application, site_id)
        self.vouchers = Vouchers(application, site_id)
        self.hotspot = Hotspot(self.clients)
        self.devices = Devices(application, site_id)
        self.device_tags = DeviceTags(application, site_id)
        self.networks = Networks(application, site_id)
        self.switch_stacks = SwitchStacks(application, site_id)
        self.mc_lag_domains = McLagDomains(application, site_id)
        self.lags = Lags(application, site_id)
        self.vpn_servers = VpnServers(application, site_id)
        self.site_to_site_tunnels = SiteToSiteTunnels(application, site_id)
        self.wans = Wans(application, site_id)
        self.radius_profiles = RadiusProfiles(application, site_id)
        self.wifi_broadcasts = WifiBroadcasts(application, site_id)
        self.firewall_zones = FirewallZones(application, site_id)
        self.firewall_policies = FirewallPolicies(application, site_id)
        self.traffic_matching_lists = TrafficMatchingLists(application, site_id)
        self.acl_rules = AclRules(application, site_id)
        self.dns_policies = DnsPolicies(application, site_id)

    @property
    def name(self) -> str | None:
        """The site's name, None when the console was not asked."""
        return self.site.name if self.site else None

    @cached_property
    def classic(self) -> Classic:
        """What the vendor doesn't document: blocking clients, ports, port forwards and more, with the same key."""
        from unifi_sdk.network.classic import Classic

        return Classic(self._application, self.id, self._internal_reference)

    def __repr__(self) -> str:
        return f"SiteScope({self.id!r}, name={self.name!r})"
