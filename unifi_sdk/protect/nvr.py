"""The recorder."""

from __future__ import annotations

from unifi_sdk.protect._resource import Resource
from unifi_sdk.protect.models.nvr import Nvr

__all__ = ["Nvrs"]


class Nvrs(Resource):
    """The recorder; the vendor's path is in the plural, but there is one."""

    async def get(self) -> Nvr:
        """The recorder, with the alarm and what doorbells can show."""
        return await self._app.call("GET /v1/nvrs", Nvr)
