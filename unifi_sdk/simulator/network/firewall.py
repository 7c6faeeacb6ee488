"""Zones, policies and ACL rules of the simulated Network API: their order, and what follows from each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from unifi_sdk.simulator.network.crud import Area, check_own, find
from unifi_sdk.simulator.network.state import Document, Shelf, SimulatedSite
from unifi_sdk.simulator.network.wire import Call, Handler, NetworkFailure, invalid, not_found

__all__ = ["ACL_RULES", "HANDLERS", "POLICIES", "ZONES", "settle_zones"]

_BEFORE_SYSTEM = 10_000
_AFTER_SYSTEM = 40_000
_LAST = 2**31 - 1


def settle_zones(site: SimulatedSite) -> None:
    """Put every network of a gateway into a zone, the internal one if it has none, and tell the zones."""
    zones = site.firewall_zones
    built_in = [key for key, zone in zones.items() if zone["name"] == "Internal" and _origin(zone) == "SYSTEM_DEFINED"]
    for network in site.networks.values():
        if built_in and network.get("management") == "GATEWAY" and network.get("zoneId") not in zones:
            network["zoneId"] = built_in[0]
    for key, zone in zones.items():
        zone["networkIds"] = [name for name, network in site.networks.items() if network.get("zoneId") == key]


def _need_zones(site: SimulatedSite) -> None:
    if not site.zone_based_firewall:
        code = "api.firewall.zone-based-firewall-not-configured"
        raise NetworkFailure(400, code, "Zone Based Firewall is not configured")


def _write_zone(site: SimulatedSite, new: Document, old: Document | None) -> None:
    if old is not None and _origin(old) != "USER_DEFINED" and new["name"] != old["name"]:
        raise invalid(f"Only the networks of firewall zone '{old['id']}' can be modified")
    members = cast("list[str]", new["networkIds"])
    for member in members:
        if site.networks[member].get("management") != "GATEWAY":
            raise invalid(f"Network '{member}' is not managed by a gateway")
    for key, network in site.networks.items():
        if key in members:
            network["zoneId"] = new["id"]
        elif network.get("zoneId") == new["id"]:
            del network["zoneId"]


def _remove_zone(call: Call, zone: Document) -> None:
    policies = call.site.firewall_policies
    for key in [key for key, policy in policies.items() if zone["id"] in _zones_of(policy)]:
        del policies[key]


def _settle_policies(site: SimulatedSite) -> None:
    """Number the user-defined policies around those of the system, and sort all by their number."""
    counts = {_BEFORE_SYSTEM: 0, _AFTER_SYSTEM: 0}
    for key, policy in site.firewall_policies.items():
        if _origin(policy) == "USER_DEFINED":
            base = _AFTER_SYSTEM if key in site.policies_after_system else _BEFORE_SYSTEM
            policy["index"] = base + counts[base]
            counts[base] += 1
    ordered = sorted(site.firewall_policies.items(), key=lambda item: cast("int", item[1].setdefault("index", _LAST)))
    _rearrange(site.firewall_policies, [key for key, _ in ordered])


def _patch_policy(call: Call) -> Document:
    policy = find(POLICIES, call)
    check_own(POLICIES, policy)
    policy.update(call.body)
    return policy


def _get_policy_order(call: Call) -> Document:
    before, after = _pair(call)
    return {"orderedFirewallPolicyIds": {"beforeSystemDefined": before, "afterSystemDefined": after}}


def _put_policy_order(call: Call) -> Document:
    before, after = _pair(call)
    wanted = cast("Mapping[str, list[str]]", call.body["orderedFirewallPolicyIds"])
    first, last = wanted["beforeSystemDefined"], wanted["afterSystemDefined"]
    _check_permutation("orderedFirewallPolicyIds", [*first, *last], [*before, *after])
    call.site.policies_after_system.difference_update(first)
    call.site.policies_after_system.update(last)
    _reorder(call.site.firewall_policies, [*first, *last])
    _settle_policies(call.site)
    return _get_policy_order(call)


def _settle_rules(site: SimulatedSite) -> None:
    """Number the rules: those of users first, those that follow from something else behind them."""
    ordered = sorted(site.acl_rules, key=lambda key: _origin(site.acl_rules[key]) != "USER_DEFINED")
    _rearrange(site.acl_rules, ordered)
    for index, rule in enumerate(site.acl_rules.values()):
        rule["index"] = index


def _get_rule_order(call: Call) -> Document:
    return {"orderedAclRuleIds": _own(call.site.acl_rules)}


def _put_rule_order(call: Call) -> Document:
    wanted = cast("list[str]", call.body["orderedAclRuleIds"])
    _check_permutation("orderedAclRuleIds", wanted, _own(call.site.acl_rules))
    _reorder(call.site.acl_rules, wanted)
    _settle_rules(call.site)
    return _get_rule_order(call)


ZONES = Area(
    path="/v1/sites/{siteId}/firewall/zones",
    kind="Firewall zone",
    shelf=lambda site: site.firewall_zones,
    gate=_need_zones,
    settle=settle_zones,
    write=_write_zone,
    remove=_remove_zone,
)
"""Zones; with a zone go its policies, and its networks become internal."""

POLICIES = Area(
    path="/v1/sites/{siteId}/firewall/policies",
    kind="Firewall policy",
    shelf=lambda site: site.firewall_policies,
    gate=_need_zones,
    settle=_settle_policies,
    read_only=frozenset({"id", "metadata", "index"}),
)
"""Policies, in the order in which the gateway goes through them."""

ACL_RULES = Area(
    path="/v1/sites/{siteId}/acl-rules",
    kind="ACL rule",
    shelf=lambda site: site.acl_rules,
    settle=_settle_rules,
    read_only=frozenset({"id", "metadata", "index"}),
)
"""Rules of the switches, in the order in which they apply."""

HANDLERS: Mapping[str, Handler] = {
    f"PATCH {POLICIES.path}/{{firewallPolicyId}}": _patch_policy,
    f"GET {POLICIES.path}/ordering": _get_policy_order,
    f"PUT {POLICIES.path}/ordering": _put_policy_order,
    f"GET {ACL_RULES.path}/ordering": _get_rule_order,
    f"PUT {ACL_RULES.path}/ordering": _put_rule_order,
}
"""What only these areas have, by the name of the operation."""


def _pair(call: Call) -> tuple[list[str], list[str]]:
    """The user-defined policies of the two zones in the query: those before and those after the system's."""
    site = call.site
    _need_zones(site)
    _settle_policies(site)
    zones = (call.query["sourceFirewallZoneId"], call.query["destinationFirewallZoneId"])
    for zone in zones:
        if zone not in site.firewall_zones:
            raise not_found("Firewall zone", zone)
    own = [key for key in _own(site.firewall_policies) if _zones_of(site.firewall_policies[key]) == zones]
    return (
        [key for key in own if key not in site.policies_after_system],
        [key for key in own if key in site.policies_after_system],
    )


def _zones_of(policy: Document) -> tuple[object, object]:
    source, destination = (policy[name] for name in ("source", "destination"))
    return cast("Document", source)["zoneId"], cast("Document", destination)["zoneId"]


def _own(shelf: Shelf) -> list[str]:
    """Ids of what is user-defined and has one, in order."""
    return [key for key, document in shelf.items() if _origin(document) == "USER_DEFINED" and "id" in document]


def _origin(document: Document) -> object:
    metadata = document.get("metadata")
    return metadata.get("origin") if isinstance(metadata, Mapping) else None


def _check_permutation(field: str, wanted: list[str], present: list[str]) -> None:
    if sorted(wanted) != sorted(present):
        raise invalid(f"'{field}' must contain every user-defined id exactly once")


def _reorder(shelf: Shelf, keys: list[str]) -> None:
    """Put these documents into this order, in the places that they have together; the others stay where they are."""
    chosen, following = set(keys), iter(keys)
    _rearrange(shelf, [next(following) if key in chosen else key for key in shelf])


def _rearrange(shelf: Shelf, keys: Iterable[str]) -> None:
    ordered = {key: shelf[key] for key in keys}
    shelf.clear()
    shelf.update(ordered)
