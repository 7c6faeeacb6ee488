"""Countries that the console knows."""

from __future__ import annotations

from unifi_sdk.network._dialect import list_pages
from unifi_sdk.network._resource import Resource
from unifi_sdk.network.filters import Filter
from unifi_sdk.network.models.countries import Country
from unifi_sdk.pagination import Paginator

__all__ = ["Countries"]


class Countries(Resource):
    """Countries that the console knows; the same for all sites."""

    def list(self, *, filter: Filter[Country] | None = None) -> Paginator[Country]:  # noqa: A002 - the vendor's word
        """Every country.

        Args:
            filter: Made with `unifi_sdk.network.filters.CountryFilter`.
        """
        return list_pages(self._app, "GET /v1/countries", Country, filter=filter)
