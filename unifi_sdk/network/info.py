"""The Network application itself."""

from __future__ import annotations

from unifi_sdk.network._resource import Resource
from unifi_sdk.network.models.info import ApplicationInfo

__all__ = ["Info"]


class Info(Resource):
    """The Network application itself."""

    async def get(self) -> ApplicationInfo:
        """Its version; the cheapest call that proves host, certificate and key."""
        return await self._app.call("GET /v1/info", ApplicationInfo)
