"""VPN servers, and tunnels between sites."""

from __future__ import annotations

from unifi_sdk._core.model import Model, OpenEnum, field, model
from unifi_sdk.network.models.metadata import EntityMetadata

__all__ = [
    "IpsecTunnel",
    "L2tpServer",
    "OpenVpnServer",
    "OpenVpnTunnel",
    "PptpServer",
    "SiteToSiteTunnel",
    "TunnelMetadata",
    "TunnelSource",
    "TunnelType",
    "UidVpnServer",
    "VpnServer",
    "VpnServerType",
    "WireGuardServer",
    "WireGuardTunnel",
]


class VpnServerType(OpenEnum):
    """By which protocol clients come in."""

    OPENVPN = "OPENVPN"
    WIREGUARD = "WIREGUARD"
    L2TP = "L2TP"
    PPTP = "PPTP"
    UID = "UID"
    """UniFi Identity."""


class TunnelType(OpenEnum):
    """By which protocol two sites are connected."""

    OPENVPN = "OPENVPN"
    IPSEC = "IPSEC"
    WIREGUARD = "WIREGUARD"


class TunnelSource(OpenEnum):
    """What a derived tunnel comes from."""

    SDWAN = "SDWAN"


@model(tag="type")
class VpnServer(Model):
    """A server that remote clients connect to; a kind that the SDK doesn't know is of this class."""

    type: VpnServerType
    id: str = field(default="")
    name: str | None = None
    enabled: bool | None = None
    metadata: EntityMetadata | None = None


@model
class OpenVpnServer(VpnServer):
    """A server for OpenVPN."""

    type: VpnServerType = VpnServerType.OPENVPN


@model
class WireGuardServer(VpnServer):
    """A server for WireGuard."""

    type: VpnServerType = VpnServerType.WIREGUARD


@model
class L2tpServer(VpnServer):
    """A server for L2TP."""

    type: VpnServerType = VpnServerType.L2TP


@model
class PptpServer(VpnServer):
    """A server for PPTP."""

    type: VpnServerType = VpnServerType.PPTP


@model
class UidVpnServer(VpnServer):
    """A server for UniFi Identity."""

    type: VpnServerType = VpnServerType.UID


@model
class TunnelMetadata(EntityMetadata):
    """Where a tunnel comes from."""

    source: TunnelSource | None = None
    """What a tunnel of the origin DERIVED was derived from."""


@model(tag="type")
class SiteToSiteTunnel(Model):
    """A tunnel to another site; a kind that the SDK doesn't know is of this class."""

    type: TunnelType
    id: str = field(default="")
    name: str | None = None
    metadata: TunnelMetadata | None = None


@model
class OpenVpnTunnel(SiteToSiteTunnel):
    """A tunnel by OpenVPN."""

    type: TunnelType = TunnelType.OPENVPN


@model
class IpsecTunnel(SiteToSiteTunnel):
    """A tunnel by IPsec."""

    type: TunnelType = TunnelType.IPSEC


@model
class WireGuardTunnel(SiteToSiteTunnel):
    """A tunnel by WireGuard."""

    type: TunnelType = TunnelType.WIREGUARD
