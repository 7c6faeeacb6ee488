"""RADIUS profiles of a site."""

from __future__ import annotations

from unifi_sdk.network._dialect import list_pages
from unifi_sdk.network._resource import SiteResource
from unifi_sdk.network.filters import Filter
from unifi_sdk.network.models.radius import RadiusProfile
from unifi_sdk.pagination import Paginator

__all__ = ["RadiusProfiles"]


class RadiusProfiles(SiteResource):
    """RADIUS profiles of a site."""

    def list(self, *, filter: Filter[RadiusProfile] | None = None) -> Paginator[RadiusProfile]:  # noqa: A002 - the vendor's word
        """Every profile, without its servers and secrets.

        Args:
            filter: Made with `unifi_sdk.network.filters.RadiusProfileFilter`.
        """
        return list_pages(
            self._app, "GET /v1/sites/{site_id}/radius/profiles", RadiusProfile, filter=filter, site_id=self._site_id
        )
