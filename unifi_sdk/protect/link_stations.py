"""Link stations that are no alarm hubs. From UniFi Protect 7.1."""

from __future__ import annotations

from unifi_sdk._core.codec import changes
from unifi_sdk._core.model import UNSET, Unset
from unifi_sdk.pagination import Paginator
from unifi_sdk.protect._dialect import list_all
from unifi_sdk.protect._resource import Resource
from unifi_sdk.protect.models.link_stations import LinkStation

__all__ = ["LinkStations"]


class LinkStations(Resource):
    """Link stations that are no alarm hubs. From UniFi Protect 7.1."""

    def list(self) -> Paginator[LinkStation]:
        """Every link station, in one request."""
        return list_all(self._app, "GET /v1/link-stations", LinkStation)

    async def get(self, link_station_id: str) -> LinkStation:
        """One link station.

        Raises:
            NotFoundError: no link station has this id.
        """
        return await self._app.call(
            "GET /v1/link-stations/{link_station_id}", LinkStation, link_station_id=link_station_id
        )

    async def update(
        self,
        link_station_id: str,
        *,
        name: str | Unset = UNSET,
        timeout_seconds: float | None = None,
    ) -> LinkStation:
        """Change settings of a link station; what is UNSET stays as it is.

        Args:
            link_station_id: The link station's id.
            name: What it is called.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The link station as it is now.

        Raises:
            BadRequestError: a value is not accepted.
            NotFoundError: no link station has this id.
            OutcomeUnknownError: the answer was lost; `get` tells what is in force.
        """
        return await self._app.call(
            "PATCH /v1/link-stations/{link_station_id}",
            LinkStation,
            body=changes(name=name),
            link_station_id=link_station_id,
            deadline_seconds=timeout_seconds,
        )
