"""Switches that work together: stacks, MC-LAG domains, and link aggregation groups."""

from __future__ import annotations

from unifi_sdk.network._dialect import list_pages
from unifi_sdk.network._resource import SiteResource
from unifi_sdk.network.filters import Filter
from unifi_sdk.network.models.switching import Lag, McLagDomain, SwitchStack
from unifi_sdk.pagination import Paginator

__all__ = ["Lags", "McLagDomains", "SwitchStacks"]


class SwitchStacks(SiteResource):
    """Stacks of a site; from UniFi Network 10.2 on."""

    def list(self, *, filter: Filter[SwitchStack] | None = None) -> Paginator[SwitchStack]:  # noqa: A002 - the vendor's word
        """Every stack.

        Args:
            filter: Made with `unifi_sdk.network.filters.SwitchStackFilter`.
        """
        return list_pages(
            self._app,
            "GET /v1/sites/{site_id}/switching/switch-stacks",
            SwitchStack,
            filter=filter,
            site_id=self._site_id,
        )

    async def get(self, switch_stack_id: str) -> SwitchStack:
        """One stack.

        Raises:
            NotFoundError: no stack of this site has this id.
        """
        return await self._app.call(
            "GET /v1/sites/{site_id}/switching/switch-stacks/{switch_stack_id}",
            SwitchStack,
            site_id=self._site_id,
            switch_stack_id=switch_stack_id,
        )


class McLagDomains(SiteResource):
    """MC-LAG domains of a site; from UniFi Network 10.2 on."""

    def list(self, *, filter: Filter[McLagDomain] | None = None) -> Paginator[McLagDomain]:  # noqa: A002 - the vendor's word
        """Every MC-LAG domain.

        Args:
            filter: Made with `unifi_sdk.network.filters.McLagDomainFilter`.
        """
        return list_pages(
            self._app,
            "GET /v1/sites/{site_id}/switching/mc-lag-domains",
            McLagDomain,
            filter=filter,
            site_id=self._site_id,
        )

    async def get(self, mc_lag_domain_id: str) -> McLagDomain:
        """One MC-LAG domain.

        Raises:
            NotFoundError: no MC-LAG domain of this site has this id.
        """
        return await self._app.call(
            "GET /v1/sites/{site_id}/switching/mc-lag-domains/{mc_lag_domain_id}",
            McLagDomain,
            site_id=self._site_id,
            mc_lag_domain_id=mc_lag_domain_id,
        )


class Lags(SiteResource):
    """Link aggregation groups of a site; from UniFi Network 10.2 on."""

    def list(self, *, filter: Filter[Lag] | None = None) -> Paginator[Lag]:  # noqa: A002 - the vendor's word
        """Every LAG: within a device, across a stack, and across an MC-LAG domain.

        Args:
            filter: Made with `unifi_sdk.network.filters.LagFilter`.
        """
        return list_pages(
            self._app, "GET /v1/sites/{site_id}/switching/lags", Lag, filter=filter, site_id=self._site_id
        )

    async def get(self, lag_id: str) -> Lag:
        """One LAG.

        Raises:
            NotFoundError: no LAG of this site has this id.
        """
        return await self._app.call(
            "GET /v1/sites/{site_id}/switching/lags/{lag_id}", Lag, site_id=self._site_id, lag_id=lag_id
        )
