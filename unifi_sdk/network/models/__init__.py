"""Every model of UniFi Network."""

from unifi_sdk.network.models.clients import (
    ActionResult,
    AuthorizationMethod,
    AuthorizationResult,
    Client,
    ClientAccess,
    ClientAccessType,
    ClientType,
    DefaultAccess,
    GuestAccess,
    GuestAuthorization,
    GuestUsage,
    TeleportClient,
    UnauthorizationResult,
    VpnClient,
    WiredClient,
    WirelessClient,
)
from unifi_sdk.network.models.info import ApplicationInfo
from unifi_sdk.network.models.sites import Site
from unifi_sdk.network.models.vouchers import Voucher

__all__ = [
    "ActionResult",
    "ApplicationInfo",
    "AuthorizationMethod",
    "AuthorizationResult",
    "Client",
    "ClientAccess",
    "ClientAccessType",
    "ClientType",
    "DefaultAccess",
    "GuestAccess",
    "GuestAuthorization",
    "GuestUsage",
    "Site",
    "TeleportClient",
    "UnauthorizationResult",
    "Voucher",
    "VpnClient",
    "WiredClient",
    "WirelessClient",
]
