"""VPN servers of a site, and its tunnels to other sites."""

from __future__ import annotations

from unifi_sdk.network._dialect import list_pages
from unifi_sdk.network._resource import SiteResource
from unifi_sdk.network.filters import Filter
from unifi_sdk.network.models.vpn import SiteToSiteTunnel, VpnServer
from unifi_sdk.pagination import Paginator

__all__ = ["SiteToSiteTunnels", "VpnServers"]


class VpnServers(SiteResource):
    """VPN servers of a site."""

    def list(self, *, filter: Filter[VpnServer] | None = None) -> Paginator[VpnServer]:  # noqa: A002 - the vendor's word
        """Every server that remote clients connect to.

        Args:
            filter: Made with `unifi_sdk.network.filters.VpnServerFilter`.
        """
        return list_pages(
            self._app, "GET /v1/sites/{site_id}/vpn/servers", VpnServer, filter=filter, site_id=self._site_id
        )


class SiteToSiteTunnels(SiteResource):
    """Tunnels to other sites."""

    def list(self, *, filter: Filter[SiteToSiteTunnel] | None = None) -> Paginator[SiteToSiteTunnel]:  # noqa: A002 - the vendor's word
        """Every tunnel to another site.

        Args:
            filter: Made with `unifi_sdk.network.filters.SiteToSiteTunnelFilter`.
        """
        return list_pages(
            self._app,
            "GET /v1/sites/{site_id}/vpn/site-to-site-tunnels",
            SiteToSiteTunnel,
            filter=filter,
            site_id=self._site_id,
        )
