"""Access policies."""

from __future__ import annotations

from unifi_sdk._core.check import not_empty
from unifi_sdk.access._dialect import list_whole
from unifi_sdk.access._resource import Resource, check_resources, gone_if_resent, known, named
from unifi_sdk.access.models.access_policies import AccessPolicy, AccessPolicyChanges, AccessPolicyInput
from unifi_sdk.pagination import Paginator

__all__ = ["AccessPolicies"]


class AccessPolicies(Resource):
    """Which doors may be passed, and when; ``users`` and ``user_groups`` say by whom."""

    def list(self) -> Paginator[AccessPolicy]:
        """Every policy, in one request (reference 5.6)."""
        return list_whole(self._app, "GET /access_policies", AccessPolicy)

    async def get(self, policy_id: str) -> AccessPolicy:
        """One policy (reference 5.5).

        Raises:
            NotFoundError: no policy has this id.
        """
        return await self._app.call("GET /access_policies/{policy_id}", AccessPolicy, policy_id=policy_id)

    async def create(self, policy: AccessPolicyInput, *, timeout_seconds: float | None = None) -> AccessPolicy:
        """Make a policy (reference 5.2).

        Args:
            policy: Which doors, and when.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The policy with its id.

        Raises:
            ConfigurationError: the name or the schedule is empty, or a resource has no type.
            NotFoundError: there is no such schedule.
            OutcomeUnknownError: the answer was lost; look for the name with `list` before trying again.
        """
        not_empty(name=policy.name, schedule_id=policy.schedule_id)
        check_resources(policy.resources)
        return await self._app.call(
            "POST /access_policies", AccessPolicy, body=policy, deadline_seconds=timeout_seconds
        )

    async def update(
        self, policy_id: str, changes: AccessPolicyChanges, *, timeout_seconds: float | None = None
    ) -> AccessPolicy:
        """Change what is given and leave the rest (reference 5.3).

        Args:
            policy_id: The policy's id.
            changes: What is to be changed.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The policy as the console answers; some versions tell no more than its id.

        Raises:
            ConfigurationError: the name or the schedule is empty, or a resource has no type.
            NotFoundError: there is no such policy or schedule.
        """
        not_empty(**named(name=changes.name, schedule_id=changes.schedule_id))
        check_resources(known(changes.resources))
        return await self._app.call(
            "PUT /access_policies/{policy_id}",
            AccessPolicy,
            body=changes,
            policy_id=policy_id,
            deadline_seconds=timeout_seconds,
        )

    async def delete(self, policy_id: str, *, timeout_seconds: float | None = None) -> None:
        """Delete a policy; whoever came in by it alone stays out (reference 5.4).

        Raises:
            NotFoundError: no policy has this id.
        """
        with gone_if_resent():
            await self._app.call(
                "DELETE /access_policies/{policy_id}", None, policy_id=policy_id, deadline_seconds=timeout_seconds
            )
