"""The Protect application itself."""

from __future__ import annotations

from unifi_sdk.protect._resource import Resource
from unifi_sdk.protect.models.meta import ApplicationInfo

__all__ = ["Meta"]


class Meta(Resource):
    """The Protect application itself."""

    async def info(self) -> ApplicationInfo:
        """Its version; the cheapest call that proves host, certificate and key."""
        return await self._app.call("GET /v1/meta/info", ApplicationInfo)
