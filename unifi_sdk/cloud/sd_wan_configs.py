"""SD-WAN configurations, and how they are doing."""

from __future__ import annotations

from unifi_sdk.cloud._dialect import list_all
from unifi_sdk.cloud._resource import Resource
from unifi_sdk.cloud.models.sd_wan_configs import SdWanConfig, SdWanConfigOverview, SdWanStatus
from unifi_sdk.pagination import Paginator

__all__ = ["SdWanConfigs"]


class SdWanConfigs(Resource):
    """SD-WAN of hubs and spokes; it is set up in Site Manager."""

    def list(self) -> Paginator[SdWanConfigOverview]:
        """Every configuration, in one request."""
        return list_all(self._app, "GET /v1/sd-wan-configs", SdWanConfigOverview)

    async def get(self, config_id: str) -> SdWanConfig | None:
        """One configuration; None where the cloud knows it and has nothing to show.

        Raises:
            NotFoundError: there is no such configuration.
        """
        return await self._app.call_or_none("GET /v1/sd-wan-configs/{config_id}", SdWanConfig, config_id=config_id)

    async def status(self, config_id: str) -> SdWanStatus | None:
        """How far a configuration has come on its hubs and spokes; None where the cloud has nothing to show.

        Raises:
            NotFoundError: there is no such configuration.
        """
        return await self._app.call_or_none(
            "GET /v1/sd-wan-configs/{config_id}/status", SdWanStatus, config_id=config_id
        )
