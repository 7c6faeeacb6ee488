"""Access points of others that the site's own have heard."""

from __future__ import annotations

from unifi_sdk._core.answers import single_page
from unifi_sdk._core.check import at_least
from unifi_sdk.network.classic._dialect import content
from unifi_sdk.network.classic._resource import ClassicResource
from unifi_sdk.network.classic.models.neighbours import NeighbouringAccessPoint
from unifi_sdk.pagination import PageStyle, Paginator
from unifi_sdk.retry import Safety

__all__ = ["Neighbours"]


class Neighbours(ClassicResource):
    """Access points of others that the site's own have heard: neighbours, and rogues."""

    def list(self, *, within_hours: int = 24) -> Paginator[NeighbouringAccessPoint]:
        """Every such access point.

        Args:
            within_hours: How far back, from 1.

        Raises:
            ConfigurationError: the time is below 1.
        """
        at_least(1, within_hours=within_hours)
        return self._v1.pages(
            "POST /stat/rogueap",
            NeighbouringAccessPoint,
            style=PageStyle.SINGLE,
            read_page=single_page(content, "$.data"),
            page_size=1,
            body={"within": within_hours},
            safety=Safety.READ,
        )
