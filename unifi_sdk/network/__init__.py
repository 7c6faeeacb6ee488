"""UniFi Network: the client, filters and the captive portal; models stand in `unifi_sdk.network.models`."""

from unifi_sdk.network.client import NetworkClient
from unifi_sdk.network.filters import ClientFilter, Filter, SiteFilter, VoucherFilter, escape_like
from unifi_sdk.network.hotspot import Admission, InvalidRedirectError, PortalRedirect, parse_redirect
from unifi_sdk.network.site import SiteScope

__all__ = [
    "Admission",
    "ClientFilter",
    "Filter",
    "InvalidRedirectError",
    "NetworkClient",
    "PortalRedirect",
    "SiteFilter",
    "SiteScope",
    "VoucherFilter",
    "escape_like",
    "parse_redirect",
]
