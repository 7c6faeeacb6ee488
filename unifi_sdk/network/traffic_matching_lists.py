"""Traffic matching lists of a site."""

from __future__ import annotations

from unifi_sdk._core.check import not_empty
from unifi_sdk.network._dialect import list_pages
from unifi_sdk.network._resource import SiteResource, gone_if_resent, the_one
from unifi_sdk.network.filters import Filter, TrafficMatchingListFilter
from unifi_sdk.network.models.traffic_matching_lists import TrafficMatchingList
from unifi_sdk.pagination import Paginator

__all__ = ["TrafficMatchingLists"]


class TrafficMatchingLists(SiteResource):
    """Traffic matching lists of a site: ports and addresses that firewall policies refer to."""

    def list(
        self,
        *,
        filter: Filter[TrafficMatchingList] | None = None,  # noqa: A002 - the vendor's word
    ) -> Paginator[TrafficMatchingList]:
        """Every list with its entries.

        Args:
            filter: Made with `unifi_sdk.network.filters.TrafficMatchingListFilter`.
        """
        return list_pages(
            self._app,
            "GET /v1/sites/{site_id}/traffic-matching-lists",
            TrafficMatchingList,
            filter=filter,
            site_id=self._site_id,
        )

    async def get(self, traffic_matching_list_id: str) -> TrafficMatchingList:
        """One list.

        Raises:
            NotFoundError: no list of this site has this id.
        """
        return await self._app.call(
            "GET /v1/sites/{site_id}/traffic-matching-lists/{traffic_matching_list_id}",
            TrafficMatchingList,
            site_id=self._site_id,
            traffic_matching_list_id=traffic_matching_list_id,
        )

    async def find(self, *, name: str) -> TrafficMatchingList:
        """One list by its name.

        Args:
            name: Compared exactly.

        Raises:
            ConfigurationError: the name is empty.
            NotFoundError: no list of this site has this name.
            ConflictError: several lists have it.
        """
        not_empty(name=name)
        named = await self.list(filter=TrafficMatchingListFilter.name.eq(name))
        return the_one([item for item in named if item.name == name], f"traffic matching list is called {name!r}")

    async def create(
        self, traffic_matching_list: TrafficMatchingList, *, timeout_seconds: float | None = None
    ) -> TrafficMatchingList:
        """Make a list.

        Args:
            traffic_matching_list: A `PortMatchingList`, `Ipv4MatchingList` or `Ipv6MatchingList`, such as
                ``PortMatchingList(name="Web", items=(SinglePort(value=443),))``.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The list with its id.

        Raises:
            BadRequestError: an entry is not accepted.
            OutcomeUnknownError: the answer was lost; look for the name with `find` before trying again.
        """
        return await self._app.call(
            "POST /v1/sites/{site_id}/traffic-matching-lists",
            TrafficMatchingList,
            body=traffic_matching_list,
            site_id=self._site_id,
            deadline_seconds=timeout_seconds,
        )

    async def replace(
        self, traffic_matching_list: TrafficMatchingList, *, timeout_seconds: float | None = None
    ) -> TrafficMatchingList:
        """Rename a list, or give it other entries; policies that refer to it follow.

        Args:
            traffic_matching_list: As `get`, `find` or `list` gave it, changed with ``evolve``.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The list as the console has it now.

        Raises:
            ConfigurationError: the list has no id.
            BadRequestError: an entry is not accepted.
            NotFoundError: no list of this site has this id.
        """
        return await self._app.call(
            "PUT /v1/sites/{site_id}/traffic-matching-lists/{traffic_matching_list_id}",
            TrafficMatchingList,
            body=traffic_matching_list,
            site_id=self._site_id,
            traffic_matching_list_id=traffic_matching_list.id,
            deadline_seconds=timeout_seconds,
        )

    async def delete(self, traffic_matching_list_id: str, *, timeout_seconds: float | None = None) -> None:
        """Delete a list.

        Raises:
            BadRequestError: the console refuses, because a policy refers to it for example.
            NotFoundError: no list of this site has this id.
        """
        with gone_if_resent():
            await self._app.call(
                "DELETE /v1/sites/{site_id}/traffic-matching-lists/{traffic_matching_list_id}",
                None,
                site_id=self._site_id,
                traffic_matching_list_id=traffic_matching_list_id,
                deadline_seconds=timeout_seconds,
            )
