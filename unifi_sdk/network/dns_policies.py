"""DNS policies of a site."""

from __future__ import annotations

from unifi_sdk.network._dialect import list_pages
from unifi_sdk.network._resource import SiteResource, gone_if_resent
from unifi_sdk.network.filters import Filter
from unifi_sdk.network.models.dns_policies import DnsPolicy
from unifi_sdk.pagination import Paginator

__all__ = ["DnsPolicies"]


class DnsPolicies(SiteResource):
    """DNS policies of a site: records that the console answers itself, and domains it asks another server about."""

    def list(self, *, filter: Filter[DnsPolicy] | None = None) -> Paginator[DnsPolicy]:  # noqa: A002 - the vendor's word
        """Every DNS policy.

        Args:
            filter: Made with `unifi_sdk.network.filters.DnsPolicyFilter`.
        """
        return list_pages(
            self._app, "GET /v1/sites/{site_id}/dns/policies", DnsPolicy, filter=filter, site_id=self._site_id
        )

    async def get(self, dns_policy_id: str) -> DnsPolicy:
        """One DNS policy.

        Raises:
            NotFoundError: no DNS policy of this site has this id.
        """
        return await self._app.call(
            "GET /v1/sites/{site_id}/dns/policies/{dns_policy_id}",
            DnsPolicy,
            site_id=self._site_id,
            dns_policy_id=dns_policy_id,
        )

    async def create(self, dns_policy: DnsPolicy, *, timeout_seconds: float | None = None) -> DnsPolicy:
        """Make a DNS policy.

        Args:
            dns_policy: An `ARecord`, `ForwardDomain` or another subclass of `DnsPolicy`, such as
                ``ARecord(enabled=True, domain="nas.example.com", ipv4_address="192.0.2.5", ttl_seconds=3600)``.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The policy with its id.

        Raises:
            BadRequestError: a value is missing or not accepted.
            OutcomeUnknownError: the answer was lost; look for the domain with `list` before trying again.
        """
        return await self._app.call(
            "POST /v1/sites/{site_id}/dns/policies",
            DnsPolicy,
            body=dns_policy,
            site_id=self._site_id,
            deadline_seconds=timeout_seconds,
        )

    async def replace(self, dns_policy: DnsPolicy, *, timeout_seconds: float | None = None) -> DnsPolicy:
        """Change a DNS policy.

        Args:
            dns_policy: As `get` or `list` gave it, changed with ``evolve``.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The policy as the console has it now.

        Raises:
            ConfigurationError: the policy has no id.
            BadRequestError: a value is missing or not accepted.
            NotFoundError: no DNS policy of this site has this id.
        """
        return await self._app.call(
            "PUT /v1/sites/{site_id}/dns/policies/{dns_policy_id}",
            DnsPolicy,
            body=dns_policy,
            site_id=self._site_id,
            dns_policy_id=dns_policy.id,
            deadline_seconds=timeout_seconds,
        )

    async def delete(self, dns_policy_id: str, *, timeout_seconds: float | None = None) -> None:
        """Delete a DNS policy.

        Raises:
            NotFoundError: no DNS policy of this site has this id.
        """
        with gone_if_resent():
            await self._app.call(
                "DELETE /v1/sites/{site_id}/dns/policies/{dns_policy_id}",
                None,
                site_id=self._site_id,
                dns_policy_id=dns_policy_id,
                deadline_seconds=timeout_seconds,
            )
