"""ACL rules of the simulated Network API, and their order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from unifi_sdk.simulator.network.crud import Area
from unifi_sdk.simulator.network.ordering import own, rearrange, reorder, shown, take
from unifi_sdk.simulator.network.references import origin_of
from unifi_sdk.simulator.network.state import Document, SimulatedSite
from unifi_sdk.simulator.network.wire import Call, Handler

__all__ = ["ACL_RULES", "HANDLERS"]

_ORDER = "orderedAclRuleIds"


def _settle_rules(site: SimulatedSite) -> None:
    """Number the rules: those of users first, those that follow from something else behind them."""
    ordered = sorted(site.acl_rules, key=lambda key: origin_of(site.acl_rules[key]) != "USER_DEFINED")
    rearrange(site.acl_rules, ordered)
    for index, rule in enumerate(site.acl_rules.values()):
        rule["index"] = index


def _get_rule_order(call: Call) -> Document:
    return {_ORDER: shown(call, own(call.site.acl_rules))}


def _put_rule_order(call: Call) -> Document:
    wanted = cast("list[str]", call.body[_ORDER])
    (keys,) = take(call, own(call.site.acl_rules), wanted, incomplete="api.request.error")
    reorder(call.site.acl_rules, keys)
    _settle_rules(call.site)
    return _get_rule_order(call)


ACL_RULES = Area(
    path="/v1/sites/{siteId}/acl-rules",
    kind="ACL rule",
    shelf=lambda site: site.acl_rules,
    settle=_settle_rules,
    read_only=frozenset({"id", "metadata", "index"}),
)
"""Rules of the switches, in the order in which they apply."""

HANDLERS: Mapping[str, Handler] = {
    f"GET {ACL_RULES.path}/ordering": _get_rule_order,
    f"PUT {ACL_RULES.path}/ordering": _put_rule_order,
}
"""What only rules have, by the name of the operation."""
