"""UniFi Network: the client, its resources, filters, errors and the captive portal.

Models stand in `unifi_sdk.network.models`.
"""

from unifi_sdk.network.acl_rules import AclRules
from unifi_sdk.network.client import NetworkClient
from unifi_sdk.network.clients import Clients
from unifi_sdk.network.countries import Countries
from unifi_sdk.network.device_tags import DeviceTags
from unifi_sdk.network.devices import Devices, PendingDevices
from unifi_sdk.network.dns_policies import DnsPolicies
from unifi_sdk.network.dpi import DpiApplications, DpiCategories
from unifi_sdk.network.errors import (
    FilterNotSupportedError,
    InvalidFilterError,
    NetworkInUseError,
    PropertyNotSupportedError,
    UnknownPropertyError,
    ZoneBasedFirewallNotConfiguredError,
)
from unifi_sdk.network.filters import (
    AclRuleFilter,
    ClientFilter,
    CountryFilter,
    DeviceFilter,
    DeviceTagFilter,
    DnsPolicyFilter,
    DpiApplicationFilter,
    DpiCategoryFilter,
    Filter,
    FirewallPolicyFilter,
    FirewallZoneFilter,
    LagFilter,
    McLagDomainFilter,
    NetworkFilter,
    PendingDeviceFilter,
    RadiusProfileFilter,
    SiteFilter,
    SiteToSiteTunnelFilter,
    SwitchStackFilter,
    TrafficMatchingListFilter,
    VoucherFilter,
    VpnServerFilter,
    WifiBroadcastFilter,
    escape_like,
    raw,
)
from unifi_sdk.network.firewall_policies import FirewallPolicies
from unifi_sdk.network.firewall_zones import FirewallZones
from unifi_sdk.network.hotspot import Admission, Hotspot, InvalidRedirectError, PortalRedirect, parse_redirect
from unifi_sdk.network.info import Info
from unifi_sdk.network.networks import Networks
from unifi_sdk.network.radius import RadiusProfiles
from unifi_sdk.network.site import SiteScope
from unifi_sdk.network.sites import Sites
from unifi_sdk.network.switching import Lags, McLagDomains, SwitchStacks
from unifi_sdk.network.traffic_matching_lists import TrafficMatchingLists
from unifi_sdk.network.vouchers import Vouchers
from unifi_sdk.network.vpn import SiteToSiteTunnels, VpnServers
from unifi_sdk.network.wans import Wans
from unifi_sdk.network.wifi_broadcasts import WifiBroadcasts

__all__ = [
    "AclRuleFilter",
    "AclRules",
    "Admission",
    "ClientFilter",
    "Clients",
    "Countries",
    "CountryFilter",
    "DeviceFilter",
    "DeviceTagFilter",
    "DeviceTags",
    "Devices",
    "DnsPolicies",
    "DnsPolicyFilter",
    "DpiApplicationFilter",
    "DpiApplications",
    "DpiCategories",
    "DpiCategoryFilter",
    "Filter",
    "FilterNotSupportedError",
    "FirewallPolicies",
    "FirewallPolicyFilter",
    "FirewallZoneFilter",
    "FirewallZones",
    "Hotspot",
    "Info",
    "InvalidFilterError",
    "InvalidRedirectError",
    "LagFilter",
    "Lags",
    "McLagDomainFilter",
    "McLagDomains",
    "NetworkClient",
    "NetworkFilter",
    "NetworkInUseError",
    "Networks",
    "PendingDeviceFilter",
    "PendingDevices",
    "PortalRedirect",
    "PropertyNotSupportedError",
    "RadiusProfileFilter",
    "RadiusProfiles",
    "SiteFilter",
    "SiteScope",
    "SiteToSiteTunnelFilter",
    "SiteToSiteTunnels",
    "Sites",
    "SwitchStackFilter",
    "SwitchStacks",
    "TrafficMatchingListFilter",
    "TrafficMatchingLists",
    "UnknownPropertyError",
    "VoucherFilter",
    "Vouchers",
    "VpnServerFilter",
    "VpnServers",
    "Wans",
    "WifiBroadcastFilter",
    "WifiBroadcasts",
    "ZoneBasedFirewallNotConfiguredError",
    "escape_like",
    "parse_redirect",
    "raw",
]
