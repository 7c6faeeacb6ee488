"""Firewall policies of the simulated Network API, and their order around those of the system."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from unifi_sdk.simulator.network.crud import Area, check_own, find
from unifi_sdk.simulator.network.failures import NetworkFailure, not_found
from unifi_sdk.simulator.network.firewall_zones import need_zones, zones_of
from unifi_sdk.simulator.network.ordering import own, rearrange, reorder, shown, take
from unifi_sdk.simulator.network.references import origin_of
from unifi_sdk.simulator.network.state import Document, SimulatedSite
from unifi_sdk.simulator.network.wire import Call, Handler
from unifi_sdk.simulator.quirks import Quirk

__all__ = ["HANDLERS", "POLICIES"]

_BEFORE_SYSTEM = 10_000
_AFTER_SYSTEM = 40_000
_LAST = 2**31 - 1
_ONE_VERSION_AT_A_TIME = ("TCP", "UDP")  # of both together there is the preset
_ORDER = "orderedFirewallPolicyIds"
_INCOMPLETE = "api.firewall.policy.ordering.not-all-firewall-policies-specified"


def _settle_policies(site: SimulatedSite) -> None:
    """Number the user-defined policies around those of the system, and sort all by their number."""
    counts = {_BEFORE_SYSTEM: 0, _AFTER_SYSTEM: 0}
    for key, policy in site.firewall_policies.items():
        if origin_of(policy) == "USER_DEFINED":
            base = _AFTER_SYSTEM if key in site.policies_after_system else _BEFORE_SYSTEM
            policy["index"] = base + counts[base]
            counts[base] += 1
    ordered = sorted(site.firewall_policies.items(), key=lambda item: cast("int", item[1].setdefault("index", _LAST)))
    rearrange(site.firewall_policies, [key for key, _ in ordered])


def _write_policy(site: SimulatedSite, new: Document, old: Document | None) -> None:
    scope = cast("Document", new["ipProtocolScope"])
    match = cast("Document", scope.get("protocolFilter", {}))
    protocol = cast("Document", match.get("protocol", {}))
    name = str(protocol.get("name", "")).upper()
    if scope["ipVersion"] == "IPV4_AND_IPV6" and name in _ONE_VERSION_AT_A_TIME:
        message = f"Invalid $.ipProtocolScope.protocolFilter.protocol.name value '{name}' (valid values: '')"
        raise NetworkFailure(400, "api.request.unknown-type-id", message)


def _shows_id(call: Call, identifier: str) -> bool:
    if Quirk.POLICIES_WITHOUT_ID not in call.network.quirks:
        return True
    policy = call.site.firewall_policies[identifier]
    return origin_of(policy) == "USER_DEFINED" and identifier not in call.site.migrated


def _patch_policy(call: Call) -> Document:
    policy = find(POLICIES, call)
    check_own(POLICIES, policy)
    policy.update(call.body)
    return policy


def _get_policy_order(call: Call) -> Document:
    before, after = (shown(call, keys) for keys in _pair(call))
    return {_ORDER: {"beforeSystemDefined": before, "afterSystemDefined": after}}


def _put_policy_order(call: Call) -> Document:
    before, after = _pair(call)
    wanted = cast("Mapping[str, list[str]]", call.body[_ORDER])
    parts = (wanted["beforeSystemDefined"], wanted["afterSystemDefined"])
    first, last = take(call, [*before, *after], *parts, incomplete=_INCOMPLETE)
    call.site.policies_after_system.difference_update(first)
    call.site.policies_after_system.update(last)
    reorder(call.site.firewall_policies, [*first, *last])
    _settle_policies(call.site)
    return _get_policy_order(call)


POLICIES = Area(
    path="/v1/sites/{siteId}/firewall/policies",
    kind="Firewall policy",
    shelf=lambda site: site.firewall_policies,
    gate=need_zones,
    settle=_settle_policies,
    read_only=frozenset({"id", "metadata", "index"}),
    write=_write_policy,
    defaults={"reportFlowEnabled": True},
    shows_id=_shows_id,
)
"""Policies, in the order in which the gateway goes through them."""

HANDLERS: Mapping[str, Handler] = {
    f"PATCH {POLICIES.path}/{{firewallPolicyId}}": _patch_policy,
    f"GET {POLICIES.path}/ordering": _get_policy_order,
    f"PUT {POLICIES.path}/ordering": _put_policy_order,
}
"""What only policies have, by the name of the operation."""


def _pair(call: Call) -> tuple[list[str], list[str]]:
    """The user-defined policies of the two zones in the query: those before and those after the system's."""
    site = call.site
    need_zones(site)
    _settle_policies(site)
    zones = (call.query["sourceFirewallZoneId"], call.query["destinationFirewallZoneId"])
    for zone in zones:
        if zone not in site.firewall_zones:
            raise not_found("Firewall zone", zone)
    between = [key for key in own(site.firewall_policies) if zones_of(site.firewall_policies[key]) == zones]
    return (
        [key for key in between if key not in site.policies_after_system],
        [key for key in between if key in site.policies_after_system],
    )
