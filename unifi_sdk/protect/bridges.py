"""Bridges, through which wireless devices are connected. From UniFi Protect 7.1."""

from __future__ import annotations

from unifi_sdk._core.codec import changes
from unifi_sdk._core.model import UNSET, Unset
from unifi_sdk.pagination import Paginator
from unifi_sdk.protect._dialect import list_all
from unifi_sdk.protect._resource import Resource
from unifi_sdk.protect.models.bridges import Bridge

__all__ = ["Bridges"]


class Bridges(Resource):
    """Bridges, through which wireless devices are connected. From UniFi Protect 7.1."""

    def list(self) -> Paginator[Bridge]:
        """Every bridge, in one request."""
        return list_all(self._app, "GET /v1/bridges", Bridge)

    async def get(self, bridge_id: str) -> Bridge:
        """One bridge.

        Raises:
            NotFoundError: no bridge has this id.
        """
        return await self._app.call("GET /v1/bridges/{bridge_id}", Bridge, bridge_id=bridge_id)

    async def update(
        self,
        bridge_id: str,
        *,
        name: str | Unset = UNSET,
        timeout_seconds: float | None = None,
    ) -> Bridge:
        """Change settings of a bridge; what is UNSET stays as it is.

        Args:
            bridge_id: The bridge's id.
            name: What it is called.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The bridge as it is now.

        Raises:
            BadRequestError: a value is not accepted.
            NotFoundError: no bridge has this id.
            OutcomeUnknownError: the answer was lost; `get` tells what is in force.
        """
        return await self._app.call(
            "PATCH /v1/bridges/{bridge_id}",
            Bridge,
            body=changes(name=name),
            bridge_id=bridge_id,
            deadline_seconds=timeout_seconds,
        )
