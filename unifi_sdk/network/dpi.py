"""What the console recognizes in traffic by deep packet inspection."""

from __future__ import annotations

from unifi_sdk.network._dialect import list_pages
from unifi_sdk.network._resource import Resource
from unifi_sdk.network.filters import Filter
from unifi_sdk.network.models.dpi import DpiApplication, DpiCategory
from unifi_sdk.pagination import Paginator

__all__ = ["DpiApplications", "DpiCategories"]


class DpiApplications(Resource):
    """Applications that the console recognizes; the same for all sites."""

    def list(self, *, filter: Filter[DpiApplication] | None = None) -> Paginator[DpiApplication]:  # noqa: A002 - the vendor's word
        """Every application; some 2,000.

        Args:
            filter: Made with `unifi_sdk.network.filters.DpiApplicationFilter`.
        """
        return list_pages(self._app, "GET /v1/dpi/applications", DpiApplication, filter=filter)


class DpiCategories(Resource):
    """Categories of these applications."""

    def list(self, *, filter: Filter[DpiCategory] | None = None) -> Paginator[DpiCategory]:  # noqa: A002 - the vendor's word
        """Every category.

        Args:
            filter: Made with `unifi_sdk.network.filters.DpiCategoryFilter`.
        """
        return list_pages(self._app, "GET /v1/dpi/categories", DpiCategory, filter=filter)
