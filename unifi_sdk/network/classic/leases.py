"""Addresses that the site's DHCP servers have given out."""

from __future__ import annotations

from unifi_sdk._core.answers import single_page
from unifi_sdk._core.model import Json
from unifi_sdk.network.classic._resource import ClassicResource
from unifi_sdk.network.classic.models.leases import DhcpLease
from unifi_sdk.pagination import PageStyle, Paginator

__all__ = ["Leases"]


class Leases(ClassicResource):
    """Addresses that the site's DHCP servers have given out."""

    def list(self) -> Paginator[DhcpLease]:
        """Every lease, in one request."""
        return self._v2.pages(
            "GET /active-leases",
            DhcpLease,
            style=PageStyle.SINGLE,
            read_page=single_page(_leases_in, "$.dhcp_lease_info"),
            page_size=1,
        )


def _leases_in(document: Json) -> Json:
    if not isinstance(document, dict):
        raise TypeError("no object")
    return document["dhcp_lease_info"]
