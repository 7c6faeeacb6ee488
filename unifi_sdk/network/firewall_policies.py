"""Firewall policies of a site, and their order."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk._core.check import not_empty
from unifi_sdk._core.codec import given
from unifi_sdk.errors import ConfigurationError
from unifi_sdk.network._dialect import list_pages
from unifi_sdk.network._ordering import check_move, moved
from unifi_sdk.network._resource import SiteResource, gone_if_resent, the_one
from unifi_sdk.network.filters import Filter, FirewallPolicyFilter
from unifi_sdk.network.models.firewall_policies import AllowAction, FirewallPolicy, FirewallPolicyOrdering
from unifi_sdk.network.models.metadata import Origin
from unifi_sdk.pagination import Paginator

__all__ = ["FirewallPolicies"]


class FirewallPolicies(SiteResource):
    """Firewall policies of a site.

    Every method raises `ZoneBasedFirewallNotConfiguredError` at a site with the firewall of before zones.
    """

    def list(self, *, filter: Filter[FirewallPolicy] | None = None) -> Paginator[FirewallPolicy]:  # noqa: A002 - the vendor's word
        """Every policy, those among them that the console derives; their number may change while they are read.

        Args:
            filter: Made with `unifi_sdk.network.filters.FirewallPolicyFilter`.
        """
        return list_pages(
            self._app,
            "GET /v1/sites/{site_id}/firewall/policies",
            FirewallPolicy,
            filter=filter,
            site_id=self._site_id,
        )

    async def get(self, firewall_policy_id: str) -> FirewallPolicy:
        """One policy.

        Raises:
            NotFoundError: no policy of this site has this id.
        """
        return await self._app.call(
            "GET /v1/sites/{site_id}/firewall/policies/{firewall_policy_id}",
            FirewallPolicy,
            site_id=self._site_id,
            firewall_policy_id=firewall_policy_id,
        )

    async def find(
        self, *, name: str, source_zone: str | None = None, destination_zone: str | None = None
    ) -> FirewallPolicy:
        """One policy by its name.

        Args:
            name: Compared exactly.
            source_zone: The id of the zone that the traffic comes from; any when left out.
            destination_zone: The id of the zone that the traffic goes to; any when left out.

        Raises:
            ConfigurationError: the name is empty, or a zone is no UUID.
            NotFoundError: no such policy has this name.
            ConflictError: several have it, as the console's own do: name the zones.
        """
        not_empty(name=name)
        wanted = FirewallPolicyFilter.name.eq(name)
        if source_zone is not None:
            wanted &= FirewallPolicyFilter.source_zone_id.eq(source_zone)
        if destination_zone is not None:
            wanted &= FirewallPolicyFilter.destination_zone_id.eq(destination_zone)
        named = await self.list(filter=wanted)
        return the_one([policy for policy in named if policy.name == name], f"firewall policy is called {name!r}")

    async def create(self, firewall_policy: FirewallPolicy, *, timeout_seconds: float | None = None) -> FirewallPolicy:
        """Make a policy.

        ::

            await site.firewall_policies.create(
                FirewallPolicy(
                    name="Cameras to recorder",
                    enabled=True,
                    action=AllowAction(allow_return_traffic=True),
                    source=FirewallSource(zone_id=cameras.id),
                    destination=FirewallDestination(
                        zone_id=servers.id,
                        traffic_filter=IpAddressDestination(
                            ip_address_filter=IpAddressValueMatch(items=(IpHost(value="192.0.2.5"),))
                        ),
                    ),
                    ip_protocol_scope=IpProtocolScope(ip_version=IpVersion.IPV4),
                    logging_enabled=False,
                )
            )

        Returns:
            The policy with its id and its place in the order.

        Raises:
            ConfigurationError: a zone is missing, or whether return traffic is allowed.
            BadRequestError: a value is missing or not accepted.
            OutcomeUnknownError: the answer was lost; look for the name with `find` before trying again.
        """
        _check_new(firewall_policy)
        return await self._app.call(
            "POST /v1/sites/{site_id}/firewall/policies",
            FirewallPolicy,
            body=firewall_policy,
            site_id=self._site_id,
            deadline_seconds=timeout_seconds,
        )

    async def replace(self, firewall_policy: FirewallPolicy, *, timeout_seconds: float | None = None) -> FirewallPolicy:
        """Change a policy; a filter that is None in it lets the policy match everything.

        ::

            policy = await site.firewall_policies.find(name="Cameras to recorder")
            await site.firewall_policies.replace(policy.evolve(enabled=False))

        Args:
            firewall_policy: As `get`, `find` or `list` gave it, changed with ``evolve``; what the SDK doesn't know stays as
                it is.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The policy as the console has it now.

        Raises:
            ConfigurationError: the policy has no id.
            BadRequestError: a value is not accepted, or the policy is not an admin's.
            NotFoundError: no policy of this site has this id.
        """
        return await self._app.call(
            "PUT /v1/sites/{site_id}/firewall/policies/{firewall_policy_id}",
            FirewallPolicy,
            body=firewall_policy,
            site_id=self._site_id,
            firewall_policy_id=firewall_policy.id,
            deadline_seconds=timeout_seconds,
        )

    async def update(
        self,
        firewall_policy_id: str,
        *,
        logging_enabled: bool | None = None,
        report_flow_enabled: bool | None = None,
        timeout_seconds: float | None = None,
    ) -> FirewallPolicy:
        """Switch a policy's logging on or off and leave the rest; the console changes nothing else in this way.

        Args:
            firewall_policy_id: Which policy.
            logging_enabled: Whether matches are sent to the remote syslog server.
            report_flow_enabled: Whether matches are shown among the flows; from UniFi Network 11.0 on.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The policy as the console has it now.

        Raises:
            ConfigurationError: nothing is to be changed.
            NotFoundError: no policy of this site has this id.
            OutcomeUnknownError: the answer was lost; `get` tells how it is.
            UnknownPropertyError: the console is older than an argument.
        """
        if logging_enabled is None and report_flow_enabled is None:
            raise ConfigurationError("logging_enabled, report_flow_enabled: at least one has to be given")
        return await self._app.call(
            "PATCH /v1/sites/{site_id}/firewall/policies/{firewall_policy_id}",
            FirewallPolicy,
            body=given(logging_enabled=logging_enabled, report_flow_enabled=report_flow_enabled),
            site_id=self._site_id,
            firewall_policy_id=firewall_policy_id,
            deadline_seconds=timeout_seconds,
        )

    async def delete(self, firewall_policy_id: str, *, timeout_seconds: float | None = None) -> None:
        """Delete a policy of an admin, and with it what the console derived from it.

        Raises:
            BadRequestError: the policy is not an admin's.
            NotFoundError: no policy of this site has this id.
        """
        with gone_if_resent():
            await self._app.call(
                "DELETE /v1/sites/{site_id}/firewall/policies/{firewall_policy_id}",
                None,
                site_id=self._site_id,
                firewall_policy_id=firewall_policy_id,
                deadline_seconds=timeout_seconds,
            )

    async def get_ordering(self, *, source_zone: str, destination_zone: str) -> FirewallPolicyOrdering:
        """In which order the policies of admins between two zones apply.

        Args:
            source_zone: The id of the zone that the traffic comes from.
            destination_zone: The id of the zone that the traffic goes to.

        Raises:
            ConfigurationError: an id is empty.
            NotFoundError: one of the zones does not exist.
        """
        return await self._app.call(
            "GET /v1/sites/{site_id}/firewall/policies/ordering",
            FirewallPolicyOrdering,
            query=_zones(source_zone, destination_zone),
            site_id=self._site_id,
        )

    async def replace_ordering(
        self,
        ordering: FirewallPolicyOrdering,
        *,
        source_zone: str,
        destination_zone: str,
        timeout_seconds: float | None = None,
    ) -> FirewallPolicyOrdering:
        """Give the policies of admins between two zones another order.

        Args:
            ordering: The same ids as `get_ordering` gave, in another order; None among them as well.
            source_zone: The id of the zone that the traffic comes from.
            destination_zone: The id of the zone that the traffic goes to.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The order that applies now.

        Raises:
            ConfigurationError: an id is empty.
            BadRequestError: an id is missing or is no policy's between these zones.
            NotFoundError: one of the zones does not exist.
        """
        return await self._app.call(
            "PUT /v1/sites/{site_id}/firewall/policies/ordering",
            FirewallPolicyOrdering,
            body=ordering,
            query=_zones(source_zone, destination_zone),
            site_id=self._site_id,
            deadline_seconds=timeout_seconds,
        )

    async def move(
        self,
        firewall_policy_id: str,
        *,
        before: str | None = None,
        after: str | None = None,
        source_zone: str,
        destination_zone: str,
        timeout_seconds: float | None = None,
    ) -> FirewallPolicyOrdering:
        """Move one policy of an admin next to another, or to the other side of the console's own.

        ::

            await site.firewall_policies.move(policy.id, before=other.id, source_zone=lan, destination_zone=wan)
            await site.firewall_policies.move(
                policy.id, after=Origin.SYSTEM_DEFINED, source_zone=lan, destination_zone=wan
            )

        Reads the order and writes it back changed: what somebody else does to it in between is undone. What has no id stays
        between its neighbours, as far as it can.

        Args:
            firewall_policy_id: The policy that moves.
            before: The policy that it shall go before, or `Origin.SYSTEM_DEFINED` for all of the console's own; this or
                ``after``.
            after: The policy, or `Origin.SYSTEM_DEFINED`, that shall go before it.
            source_zone: The id of the zone that the traffic comes from.
            destination_zone: The id of the zone that the traffic goes to.
            timeout_seconds: For the write, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The order that applies now; nothing is written when the policy is there already.

        Raises:
            ConfigurationError: not exactly one neighbour is given, or it is the policy itself, or an id is empty.
            NotFoundError: one of the two is not in the order, as it is no admin's or between other zones.
        """
        if firewall_policy_id == Origin.SYSTEM_DEFINED:
            raise ConfigurationError(
                "firewall_policy_id: the console's own policies don't move, pass the id of another"
            )
        check_move(firewall_policy_id, before, after)
        ordering = await self.get_ordering(source_zone=source_zone, destination_zone=destination_zone)
        ids = ordering.ordered_firewall_policy_ids
        everything = [*ids.before_system_defined, Origin.SYSTEM_DEFINED, *ids.after_system_defined]
        changed = moved(everything, firewall_policy_id, before=before, after=after)
        if changed == everything:
            return ordering
        middle = changed.index(Origin.SYSTEM_DEFINED)
        ids = ids.evolve(
            before_system_defined=tuple(changed[:middle]), after_system_defined=tuple(changed[middle + 1 :])
        )
        return await self.replace_ordering(
            ordering.evolve(ordered_firewall_policy_ids=ids),
            source_zone=source_zone,
            destination_zone=destination_zone,
            timeout_seconds=timeout_seconds,
        )


def _zones(source_zone: str, destination_zone: str) -> Mapping[str, str]:
    not_empty(source_zone=source_zone, destination_zone=destination_zone)
    return {"sourceFirewallZoneId": source_zone, "destinationFirewallZoneId": destination_zone}


def _check_new(policy: FirewallPolicy) -> None:
    for name, side in (("source", policy.source), ("destination", policy.destination)):
        if not side.zone_id and not side.extra:
            raise ConfigurationError(f"{name}.zone_id is empty: a policy lies between two zones")
    if isinstance(policy.action, AllowAction) and policy.action.allow_return_traffic is None:
        raise ConfigurationError("action.allow_return_traffic is missing: say whether the answers may pass too")
