"""Traffic rules of a site in the newer half of the classic API."""

from __future__ import annotations

from unifi_sdk.network._resource import gone_if_resent
from unifi_sdk.network.classic._application import list_all
from unifi_sdk.network.classic._resource import ClassicResource
from unifi_sdk.network.classic._whole import check_schedule, pick
from unifi_sdk.network.classic.models.traffic import RuleSchedule, TrafficRule
from unifi_sdk.pagination import Paginator

__all__ = ["TrafficRules"]


class TrafficRules(ClassicResource):
    """Traffic rules of a site: what is blocked, allowed or slowed down; empty where the zone-based firewall has taken over.

    A console replaces the whole traffic rule with each write: one is read, changed, and written with everything in it that
    this SDK doesn't know. Two programs that write at once overwrite each other.
    """

    def list(self) -> Paginator[TrafficRule]:
        """Every traffic rule."""
        return list_all(self._v2, "GET /trafficrules", TrafficRule)

    async def get(self, rule_id: str) -> TrafficRule:
        """One traffic rule, out of the list of all.

        Raises:
            NotFoundError: none has this id.
        """
        return pick(await self.list(), rule_id, "traffic rule")

    async def enable(self, rule_id: str, *, timeout_seconds: float | None = None) -> TrafficRule:
        """Have a traffic rule apply.

        Args:
            rule_id: Which.
            timeout_seconds: For the write, in place of the retry policy's ``deadline_seconds``.

        Raises:
            NotFoundError: none has this id.
        """
        return await self._set_rule(rule_id, timeout_seconds, enabled=True)

    async def disable(self, rule_id: str, *, timeout_seconds: float | None = None) -> TrafficRule:
        """Keep a traffic rule, and have it not apply.

        Args:
            rule_id: Which.
            timeout_seconds: For the write, in place of the retry policy's ``deadline_seconds``.

        Raises:
            NotFoundError: none has this id.
        """
        return await self._set_rule(rule_id, timeout_seconds, enabled=False)

    async def set_schedule(
        self, rule_id: str, schedule: RuleSchedule, *, timeout_seconds: float | None = None
    ) -> TrafficRule:
        """Have a traffic rule apply at some times alone.

        Args:
            rule_id: Which.
            schedule: When, by the console's clock.
            timeout_seconds: For the write, in place of the retry policy's ``deadline_seconds``.

        Raises:
            ConfigurationError: the schedule can't be.
            NotFoundError: none has this id.
        """
        check_schedule(schedule)
        return await self._set_rule(rule_id, timeout_seconds, schedule=schedule)

    async def replace(self, rule: TrafficRule, *, timeout_seconds: float | None = None) -> TrafficRule:
        """Write a traffic rule as it is here, whole.

        Args:
            rule: As `list` or `get` gave it, changed with ``evolve``.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The traffic rule as it was read afterwards.

        Raises:
            BadRequestError: the console does not accept it.
            NotFoundError: none has this id.
        """
        return await self._put_rule(rule, timeout_seconds)

    async def delete(self, rule_id: str, *, timeout_seconds: float | None = None) -> None:
        """Delete a traffic rule.

        Args:
            rule_id: Which.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Raises:
            NotFoundError: none has this id.
        """
        with gone_if_resent():
            await self._v2.call(
                "DELETE /trafficrules/{rule_id}", None, rule_id=rule_id, deadline_seconds=timeout_seconds
            )

    async def _set_rule(self, rule_id: str, timeout_seconds: float | None, **changes: object) -> TrafficRule:
        rule = await self.get(rule_id)
        changed = rule.evolve(**changes)
        return rule if changed == rule else await self._put_rule(changed, timeout_seconds)

    async def _put_rule(self, changed: TrafficRule, timeout_seconds: float | None) -> TrafficRule:
        await self._v2.call(
            "PUT /trafficrules/{rule_id}", None, body=changed, rule_id=changed.id, deadline_seconds=timeout_seconds
        )
        return await self.get(changed.id)
