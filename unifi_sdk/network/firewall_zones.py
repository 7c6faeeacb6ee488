"""Firewall zones of a site."""

from __future__ import annotations

from unifi_sdk._core.check import not_empty
from unifi_sdk.network._dialect import list_pages
from unifi_sdk.network._resource import SiteResource, gone_if_resent, the_one
from unifi_sdk.network.filters import Filter, FirewallZoneFilter
from unifi_sdk.network.models.firewall_zones import FirewallZone
from unifi_sdk.pagination import Paginator

__all__ = ["FirewallZones"]


class FirewallZones(SiteResource):
    """Firewall zones of a site.

    Every method raises `ZoneBasedFirewallNotConfiguredError` at a site with the firewall of before zones.
    """

    def list(self, *, filter: Filter[FirewallZone] | None = None) -> Paginator[FirewallZone]:  # noqa: A002 - the vendor's word
        """Every zone, the console's own and those of admins.

        Args:
            filter: Made with `unifi_sdk.network.filters.FirewallZoneFilter`.
        """
        return list_pages(
            self._app, "GET /v1/sites/{site_id}/firewall/zones", FirewallZone, filter=filter, site_id=self._site_id
        )

    async def get(self, firewall_zone_id: str) -> FirewallZone:
        """One zone.

        Raises:
            NotFoundError: no zone of this site has this id.
        """
        return await self._app.call(
            "GET /v1/sites/{site_id}/firewall/zones/{firewall_zone_id}",
            FirewallZone,
            site_id=self._site_id,
            firewall_zone_id=firewall_zone_id,
        )

    async def find(self, *, name: str) -> FirewallZone:
        """One zone by its name.

        Args:
            name: Compared exactly, such as ``Internal``.

        Raises:
            ConfigurationError: the name is empty.
            NotFoundError: no zone of this site has this name.
            ConflictError: several zones have it.
        """
        not_empty(name=name)
        named = await self.list(filter=FirewallZoneFilter.name.eq(name))
        return the_one([zone for zone in named if zone.name == name], f"firewall zone is called {name!r}")

    async def create(self, firewall_zone: FirewallZone, *, timeout_seconds: float | None = None) -> FirewallZone:
        """Make a zone.

        Args:
            firewall_zone: Such as ``FirewallZone(name="Lab", network_ids=(network.id,))``.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The zone with its id.

        Raises:
            BadRequestError: a setting is not accepted.
            OutcomeUnknownError: the answer was lost; look for the name with `find` before trying again.
        """
        return await self._app.call(
            "POST /v1/sites/{site_id}/firewall/zones",
            FirewallZone,
            body=firewall_zone,
            site_id=self._site_id,
            deadline_seconds=timeout_seconds,
        )

    async def replace(self, firewall_zone: FirewallZone, *, timeout_seconds: float | None = None) -> FirewallZone:
        """Rename a zone, or change the networks in it.

        Args:
            firewall_zone: As `get`, `find` or `list` gave it, changed with ``evolve``.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The zone as the console has it now.

        Raises:
            ConfigurationError: the zone has no id.
            BadRequestError: something else than the networks of a zone of the console's own was changed, for example.
            NotFoundError: no zone of this site has this id.
        """
        return await self._app.call(
            "PUT /v1/sites/{site_id}/firewall/zones/{firewall_zone_id}",
            FirewallZone,
            body=firewall_zone,
            site_id=self._site_id,
            firewall_zone_id=firewall_zone.id,
            deadline_seconds=timeout_seconds,
        )

    async def delete(self, firewall_zone_id: str, *, timeout_seconds: float | None = None) -> None:
        """Delete a zone of an admin.

        Raises:
            BadRequestError: the console refuses, because the zone is its own for example.
            NotFoundError: no zone of this site has this id.
        """
        with gone_if_resent():
            await self._app.call(
                "DELETE /v1/sites/{site_id}/firewall/zones/{firewall_zone_id}",
                None,
                site_id=self._site_id,
                firewall_zone_id=firewall_zone_id,
                deadline_seconds=timeout_seconds,
            )
