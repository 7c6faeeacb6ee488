"""Firewall policies of a site in the newer half of the classic API."""

from __future__ import annotations

from unifi_sdk.errors import ConflictError
from unifi_sdk.network._resource import gone_if_resent
from unifi_sdk.network.classic._application import list_all
from unifi_sdk.network.classic._dialect import APPLICATION
from unifi_sdk.network.classic._resource import ClassicResource
from unifi_sdk.network.classic._whole import check_schedule, pick
from unifi_sdk.network.classic.models.traffic import ClassicPolicy, RuleSchedule
from unifi_sdk.pagination import Paginator

__all__ = ["ClassicPolicies"]


class ClassicPolicies(ClassicResource):
    """Firewall policies of a site, for what ``site.firewall_policies`` can't: those without an id there, and schedules.

    A console replaces the whole firewall policy with each write: one is read, changed, and written with everything in it that
    this SDK doesn't know. Two programs that write at once overwrite each other.
    """

    def list(self) -> Paginator[ClassicPolicy]:
        """Every firewall policy."""
        return list_all(self._v2, "GET /firewall-policies", ClassicPolicy)

    async def get(self, policy_id: str) -> ClassicPolicy:
        """One firewall policy, out of the list of all.

        Raises:
            NotFoundError: none has this id.
        """
        return pick(await self.list(), policy_id, "firewall policy")

    async def enable(self, policy_id: str, *, timeout_seconds: float | None = None) -> ClassicPolicy:
        """Have a firewall policy apply.

        Args:
            policy_id: Which.
            timeout_seconds: For the write, in place of the retry policy's ``deadline_seconds``.

        Raises:
            NotFoundError: none has this id.
        """
        return await self._set_policy(policy_id, timeout_seconds, enabled=True)

    async def disable(self, policy_id: str, *, timeout_seconds: float | None = None) -> ClassicPolicy:
        """Keep a firewall policy, and have it not apply.

        Args:
            policy_id: Which.
            timeout_seconds: For the write, in place of the retry policy's ``deadline_seconds``.

        Raises:
            NotFoundError: none has this id.
        """
        return await self._set_policy(policy_id, timeout_seconds, enabled=False)

    async def set_schedule(
        self, policy_id: str, schedule: RuleSchedule, *, timeout_seconds: float | None = None
    ) -> ClassicPolicy:
        """Have a firewall policy apply at some times alone.

        Args:
            policy_id: Which.
            schedule: When, by the console's clock.
            timeout_seconds: For the write, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: the schedule can't be.
            NotFoundError: none has this id.
        """
        check_schedule(schedule)
        return await self._set_policy(policy_id, timeout_seconds, schedule=schedule)

    async def replace(self, policy: ClassicPolicy, *, timeout_seconds: float | None = None) -> ClassicPolicy:
        """Write a firewall policy as it is here, whole.

        Args:
            policy: As `list` or `get` gave it, changed with ``evolve``.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The firewall policy as it was read afterwards.

        Raises:
            BadRequestError: the console does not accept it.
            ConflictError: it is the console's own.
            NotFoundError: none has this id.
        """
        return await self._put_policy(policy, timeout_seconds)

    async def delete(self, policy_id: str, *, timeout_seconds: float | None = None) -> None:
        """Delete a firewall policy.

        Args:
            policy_id: Which.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            NotFoundError: none has this id.
        """
        with gone_if_resent():
            await self._v2.call(
                "DELETE /firewall-policies/{policy_id}", None, policy_id=policy_id, deadline_seconds=timeout_seconds
            )

    async def _set_policy(self, policy_id: str, timeout_seconds: float | None, **changes: object) -> ClassicPolicy:
        policy = await self.get(policy_id)
        changed = policy.evolve(**changes)
        return policy if changed == policy else await self._put_policy(changed, timeout_seconds)

    async def _put_policy(self, changed: ClassicPolicy, timeout_seconds: float | None) -> ClassicPolicy:
        _check_is_ours(changed)
        await self._v2.call(
            "PUT /firewall-policies/{policy_id}",
            None,
            body=changed,
            policy_id=changed.id,
            deadline_seconds=timeout_seconds,
        )
        return await self.get(changed.id)


def _check_is_ours(policy: ClassicPolicy) -> None:
    if policy.predefined:
        raise ConflictError("the policy is the console's own, which can't be changed", application=APPLICATION)
