"""How a site is doing."""

from __future__ import annotations

from unifi_sdk.network.classic._application import list_all
from unifi_sdk.network.classic._resource import ClassicResource
from unifi_sdk.network.classic.models.health import SubsystemHealth, SystemInfo
from unifi_sdk.pagination import Paginator

__all__ = ["Health"]


class Health(ClassicResource):
    """How a site is doing: Wi-Fi, uplinks, the Internet, cables, VPNs."""

    def list(self) -> Paginator[SubsystemHealth]:
        """Every part of the site, in one request."""
        return list_all(self._v1, "GET /stat/health", SubsystemHealth)

    async def system(self) -> SystemInfo:
        """The Network application and what it runs on."""
        return await self._v1.one("GET /stat/sysinfo", SystemInfo)
