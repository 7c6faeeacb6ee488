"""Filters for lists, in the grammar of UniFi Network, with each list's own properties and functions.

::

    unused = VoucherFilter.authorized_guest_count.eq(0) & ~VoucherFilter.name.starts_with("lobby")
    async for voucher in site.vouchers.list(filter=unused): ...

A property or function that a list doesn't have is a type error, and an `AttributeError` at run time; a value that the
grammar can't express is a `ConfigurationError`. Source: the "Filtering" chapter and the table in each operation.
"""

from unifi_sdk.network.filters.acl_rules import AclRuleFilter
from unifi_sdk.network.filters.clients import ClientFilter
from unifi_sdk.network.filters.countries import CountryFilter
from unifi_sdk.network.filters.device_tags import DeviceTagFilter
from unifi_sdk.network.filters.devices import DeviceFilter, PendingDeviceFilter
from unifi_sdk.network.filters.dns_policies import DnsPolicyFilter
from unifi_sdk.network.filters.dpi import DpiApplicationFilter, DpiCategoryFilter
from unifi_sdk.network.filters.firewall_policies import FirewallPolicyFilter
from unifi_sdk.network.filters.firewall_zones import FirewallZoneFilter
from unifi_sdk.network.filters.grammar import Filter, escape_like, raw
from unifi_sdk.network.filters.networks import NetworkFilter
from unifi_sdk.network.filters.radius import RadiusProfileFilter
from unifi_sdk.network.filters.sites import SiteFilter
from unifi_sdk.network.filters.switching import LagFilter, McLagDomainFilter, SwitchStackFilter
from unifi_sdk.network.filters.traffic_matching_lists import TrafficMatchingListFilter
from unifi_sdk.network.filters.vouchers import VoucherFilter
from unifi_sdk.network.filters.vpn import SiteToSiteTunnelFilter, VpnServerFilter
from unifi_sdk.network.filters.wifi_broadcasts import WifiBroadcastFilter

__all__ = [
    "AclRuleFilter",
    "ClientFilter",
    "CountryFilter",
    "DeviceFilter",
    "DeviceTagFilter",
    "DnsPolicyFilter",
    "DpiApplicationFilter",
    "DpiCategoryFilter",
    "Filter",
    "FirewallPolicyFilter",
    "FirewallZoneFilter",
    "LagFilter",
    "McLagDomainFilter",
    "NetworkFilter",
    "PendingDeviceFilter",
    "RadiusProfileFilter",
    "SiteFilter",
    "SiteToSiteTunnelFilter",
    "SwitchStackFilter",
    "TrafficMatchingListFilter",
    "VoucherFilter",
    "VpnServerFilter",
    "WifiBroadcastFilter",
    "escape_like",
    "raw",
]
