"""Device tags of a site."""

from __future__ import annotations

from unifi_sdk.network._dialect import list_pages
from unifi_sdk.network._resource import SiteResource
from unifi_sdk.network.filters import Filter
from unifi_sdk.network.models.device_tags import DeviceTag
from unifi_sdk.pagination import Paginator

__all__ = ["DeviceTags"]


class DeviceTags(SiteResource):
    """Device tags of a site; WiFi can be limited to the devices of some."""

    def list(self, *, filter: Filter[DeviceTag] | None = None) -> Paginator[DeviceTag]:  # noqa: A002 - the vendor's word
        """Every tag, with its devices.

        Args:
            filter: Made with `unifi_sdk.network.filters.DeviceTagFilter`.
        """
        return list_pages(
            self._app, "GET /v1/sites/{site_id}/device-tags", DeviceTag, filter=filter, site_id=self._site_id
        )
