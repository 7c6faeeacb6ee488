"""One site, with its resources."""

from __future__ import annotations

from unifi_sdk._core.application import Application
from unifi_sdk._core.check import not_empty
from unifi_sdk.network.clients import Clients
from unifi_sdk.network.hotspot import Hotspot
from unifi_sdk.network.models.sites import Site
from unifi_sdk.network.vouchers import Vouchers

__all__ = ["SiteScope"]


class SiteScope:
    """One site, with its resources; made by `NetworkClient.site`, `find_site` and `default_site`.

    Args:
        application: What performs operations.
        site_id: The site's UUID.
        site: The site as the console gave it, when it was asked.
    """

    def __init__(self, application: Application, site_id: str, site: Site | None = None) -> None:
        not_empty(site_id=site_id)
        self.id = site_id
        self.site = site
        self.clients = Clients(application, site_id)
        self.vouchers = Vouchers(application, site_id)
        self.hotspot = Hotspot(self.clients)

    @property
    def name(self) -> str | None:
        """The site's name, None when the console was not asked."""
        return self.site.name if self.site else None

    def __repr__(self) -> str:
        return f"SiteScope({self.id!r}, name={self.name!r})"
