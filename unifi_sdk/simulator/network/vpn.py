"""VPN servers and tunnels of the simulated Network API, which can only be read."""

from __future__ import annotations

from unifi_sdk.simulator.network.crud import Area

__all__ = ["VPN_SERVERS", "VPN_TUNNELS"]

VPN_SERVERS = Area(path="/v1/sites/{siteId}/vpn/servers", kind="VPN server", shelf=lambda site: site.vpn_servers)
VPN_TUNNELS = Area(
    path="/v1/sites/{siteId}/vpn/site-to-site-tunnels", kind="VPN tunnel", shelf=lambda site: site.site_to_site_tunnels
)
