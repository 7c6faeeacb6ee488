"""Traffic routes of a site in the newer half of the classic API."""

from __future__ import annotations

from unifi_sdk.network._resource import gone_if_resent
from unifi_sdk.network.classic._application import list_all
from unifi_sdk.network.classic._resource import ClassicResource
from unifi_sdk.network.classic._whole import pick
from unifi_sdk.network.classic.models.traffic import TrafficRoute
from unifi_sdk.pagination import Paginator

__all__ = ["TrafficRoutes"]


class TrafficRoutes(ClassicResource):
    """Traffic routes of a site: which uplink or VPN some traffic leaves by.

    A console replaces the whole traffic route with each write: one is read, changed, and written with everything in it that
    this SDK doesn't know. Two programs that write at once overwrite each other.
    """

    def list(self) -> Paginator[TrafficRoute]:
        """Every traffic route."""
        return list_all(self._v2, "GET /trafficroutes", TrafficRoute)

    async def get(self, route_id: str) -> TrafficRoute:
        """One traffic route, out of the list of all.

        Raises:
            NotFoundError: none has this id.
        """
        return pick(await self.list(), route_id, "traffic route")

    async def enable(self, route_id: str, *, timeout_seconds: float | None = None) -> TrafficRoute:
        """Have a traffic route apply.

        Args:
            route_id: Which.
            timeout_seconds: For the write, in place of the retry policy's ``deadline_seconds``.

        Raises:
            NotFoundError: none has this id.
        """
        return await self._set_route(route_id, timeout_seconds, enabled=True)

    async def disable(self, route_id: str, *, timeout_seconds: float | None = None) -> TrafficRoute:
        """Keep a traffic route, and have it not apply.

        Args:
            route_id: Which.
            timeout_seconds: For the write, in place of the retry policy's ``deadline_seconds``.

        Raises:
            NotFoundError: none has this id.
        """
        return await self._set_route(route_id, timeout_seconds, enabled=False)

    async def replace(self, route: TrafficRoute, *, timeout_seconds: float | None = None) -> TrafficRoute:
        """Write a traffic route as it is here, whole.

        Args:
            route: As `list` or `get` gave it, changed with ``evolve``.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The traffic route as it was read afterwards.

        Raises:
            BadRequestError: the console does not accept it.
            NotFoundError: none has this id.
        """
        return await self._put_route(route, timeout_seconds)

    async def delete(self, route_id: str, *, timeout_seconds: float | None = None) -> None:
        """Delete a traffic route.

        Args:
            route_id: Which.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            NotFoundError: none has this id.
        """
        with gone_if_resent():
            await self._v2.call(
                "DELETE /trafficroutes/{route_id}", None, route_id=route_id, deadline_seconds=timeout_seconds
            )

    async def _set_route(self, route_id: str, timeout_seconds: float | None, **changes: object) -> TrafficRoute:
        route = await self.get(route_id)
        changed = route.evolve(**changes)
        return route if changed == route else await self._put_route(changed, timeout_seconds)

    async def _put_route(self, changed: TrafficRoute, timeout_seconds: float | None) -> TrafficRoute:
        await self._v2.call(
            "PUT /trafficroutes/{route_id}", None, body=changed, route_id=changed.id, deadline_seconds=timeout_seconds
        )
        return await self.get(changed.id)
