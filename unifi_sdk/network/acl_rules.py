"""ACL rules of a site, and their order."""

from __future__ import annotations

from typing import Any, Final, cast

from unifi_sdk._core.check import not_empty
from unifi_sdk.errors import BadRequestError, UniFiError
from unifi_sdk.network._dialect import list_pages
from unifi_sdk.network._ordering import check_move, moved
from unifi_sdk.network._resource import SiteResource, gone_if_resent, the_one
from unifi_sdk.network._versions import is_before
from unifi_sdk.network.filters import AclRuleFilter, Filter
from unifi_sdk.network.info import Info
from unifi_sdk.network.models.acl_rules import AclRule, AclRuleOrdering
from unifi_sdk.pagination import Paginator

__all__ = ["AclRules"]

_INDEX_UNTIL: Final = "10.1.68"


class AclRules(SiteResource):
    """ACL rules of a site: what its switches let through."""

    def list(self, *, filter: Filter[AclRule] | None = None) -> Paginator[AclRule]:  # noqa: A002 - the vendor's word
        """Every rule.

        Args:
            filter: Made with `unifi_sdk.network.filters.AclRuleFilter`.
        """
        return list_pages(self._app, "GET /v1/sites/{site_id}/acl-rules", AclRule, filter=filter, site_id=self._site_id)

    async def get(self, acl_rule_id: str) -> AclRule:
        """One rule.

        Raises:
            NotFoundError: no rule of this site has this id.
        """
        return await self._app.call(
            "GET /v1/sites/{site_id}/acl-rules/{acl_rule_id}", AclRule, site_id=self._site_id, acl_rule_id=acl_rule_id
        )

    async def find(self, *, name: str) -> AclRule:
        """One rule by its name.

        Args:
            name: Compared exactly.

        Raises:
            ConfigurationError: the name is empty.
            NotFoundError: no rule of this site has this name.
            ConflictError: several rules have it.
        """
        not_empty(name=name)
        named = await self.list(filter=AclRuleFilter.name.eq(name))
        return the_one([rule for rule in named if rule.name == name], f"ACL rule is called {name!r}")

    async def create(self, acl_rule: AclRule, *, timeout_seconds: float | None = None) -> AclRule:
        """Make a rule.

        ::

            await site.acl_rules.create(
                Ipv4AclRule(
                    name="Cameras stay inside",
                    enabled=True,
                    action=AclAction.BLOCK,
                    source_filter=NetworkAclEndpoint(network_ids=(cameras.id,)),
                    destination_filter=NetworkAclEndpoint(network_ids=(office.id,)),
                )
            )

        Args:
            acl_rule: An `Ipv4AclRule` or `MacAclRule`. UniFi Network before 10.1.68 puts it where its ``index`` says, behind
                all other rules when it has none; later versions put it where they like, and `move` moves it.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The rule with its id and its place in the order.

        Raises:
            BadRequestError: a value is missing or not accepted.
            OutcomeUnknownError: the answer was lost; look for the name with `find` before trying again.
        """
        return await self._write(
            "POST /v1/sites/{site_id}/acl-rules",
            AclRule,
            body=acl_rule,
            site_id=self._site_id,
            deadline_seconds=timeout_seconds,
        )

    async def replace(self, acl_rule: AclRule, *, timeout_seconds: float | None = None) -> AclRule:
        """Change a rule; a filter that is None in it lets the rule match everything.

        Args:
            acl_rule: As `get`, `find` or `list` gave it, changed with ``evolve``; what the SDK doesn't know stays as it is.
                UniFi Network before 10.1.68 is sent its ``index``, too.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The rule as the console has it now.

        Raises:
            ConfigurationError: the rule has no id.
            BadRequestError: a value is not accepted, or the rule is not an admin's.
            NotFoundError: no rule of this site has this id.
        """
        return await self._write(
            "PUT /v1/sites/{site_id}/acl-rules/{acl_rule_id}",
            AclRule,
            body=acl_rule,
            site_id=self._site_id,
            acl_rule_id=acl_rule.id,
            deadline_seconds=timeout_seconds,
        )

    async def delete(self, acl_rule_id: str, *, timeout_seconds: float | None = None) -> None:
        """Delete a rule of an admin.

        Raises:
            BadRequestError: the rule is not an admin's.
            NotFoundError: no rule of this site has this id.
        """
        with gone_if_resent():
            await self._app.call(
                "DELETE /v1/sites/{site_id}/acl-rules/{acl_rule_id}",
                None,
                site_id=self._site_id,
                acl_rule_id=acl_rule_id,
                deadline_seconds=timeout_seconds,
            )

    async def get_ordering(self) -> AclRuleOrdering:
        """In which order rules apply; the first goes before the others."""
        return await self._app.call(
            "GET /v1/sites/{site_id}/acl-rules/ordering", AclRuleOrdering, site_id=self._site_id
        )

    async def replace_ordering(
        self, ordering: AclRuleOrdering, *, timeout_seconds: float | None = None
    ) -> AclRuleOrdering:
        """Give rules another order.

        Args:
            ordering: The same ids as `get_ordering` gave, in another order; None among them as well.
            timeout_seconds: For this call in all, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The order that applies now.

        Raises:
            BadRequestError: an id is missing or is no rule's.
        """
        return await self._app.call(
            "PUT /v1/sites/{site_id}/acl-rules/ordering",
            AclRuleOrdering,
            body=ordering,
            site_id=self._site_id,
            deadline_seconds=timeout_seconds,
        )

    async def move(
        self,
        acl_rule_id: str,
        *,
        before: str | None = None,
        after: str | None = None,
        timeout_seconds: float | None = None,
    ) -> AclRuleOrdering:
        """Move one rule next to another.

        Reads the order and writes it back changed: what somebody else does to it in between is undone. What has no id stays
        between its neighbours, as far as it can.

        Args:
            acl_rule_id: The rule that moves.
            before: The rule that it shall go before; this or ``after``.
            after: The rule that shall go before it.
            timeout_seconds: For the write, in place of the retry policy's ``deadline_seconds``.

        Returns:
            The order that applies now; nothing is written when the rule is there already.

        Raises:
            ConfigurationError: not exactly one neighbour is given, or it is the rule itself.
            NotFoundError: one of the two is not in the order.
        """
        check_move(acl_rule_id, before, after)
        ordering = await self.get_ordering()
        ids = tuple(moved(ordering.ordered_acl_rule_ids, acl_rule_id, before=before, after=after))
        if ids == ordering.ordered_acl_rule_ids:
            return ordering
        return await self.replace_ordering(ordering.evolve(ordered_acl_rule_ids=ids), timeout_seconds=timeout_seconds)

    async def _write(
        self, operation: str, model: type[AclRule], *, body: AclRule, deadline_seconds: float | None, **ids: Any
    ) -> AclRule:
        """Send a rule, once more with its ``index`` to a version that refuses it without: nothing was changed until then."""
        try:
            return await self._app.call(operation, model, body=body, deadline_seconds=deadline_seconds, **ids)
        except BadRequestError as error:
            refusal = error
        if not await self._is_index_needed():
            raise refusal
        index = body.index
        if index is None:
            index = 1 + max((rule.index for rule in await self.list() if rule.index is not None), default=-1)
        document = cast("dict[str, object]", self._app.dialect.codec.encode(body, writable=True))
        return await self._app.call(
            operation, model, body={**document, "index": index}, deadline_seconds=deadline_seconds, **ids
        )

    async def _is_index_needed(self) -> bool:
        try:
            info = await Info(self._app).get()
        except UniFiError:
            return False
        return is_before(info.application_version, _INDEX_UNTIL)
