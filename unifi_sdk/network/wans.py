"""WAN interfaces of a site."""

from __future__ import annotations

from unifi_sdk.network._dialect import list_pages
from unifi_sdk.network._resource import SiteResource
from unifi_sdk.network.models.wans import Wan
from unifi_sdk.pagination import Paginator

__all__ = ["Wans"]


class Wans(SiteResource):
    """WAN interfaces of a site."""

    def list(self) -> Paginator[Wan]:
        """Every WAN; the console has no filter for them."""
        return list_pages(self._app, "GET /v1/sites/{site_id}/wans", Wan, site_id=self._site_id)
