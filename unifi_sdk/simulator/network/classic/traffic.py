"""Traffic rules, routes and policies in the simulated classic API: a PUT replaces the whole, and what it lacks is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy

from unifi_sdk.simulator.network.classic.state import hex_id
from unifi_sdk.simulator.network.classic.wire import Call, ClassicFailure, Handler
from unifi_sdk.simulator.network.references import origin_of
from unifi_sdk.simulator.network.state import Document, SimulatedSite

__all__ = ["V2_HANDLERS"]

_LISTS = ("domains", "ip_addresses", "ip_ranges", "regions")
_VERSIONS = {"IPV4_AND_IPV6": "BOTH"}


def _check_rule(call: Call) -> None:
    if not isinstance(call.body.get("action"), str):
        raise ClassicFailure("InvalidObject")


def _check_route(call: Call) -> None:
    if any(not isinstance(call.body.get(name), list) for name in _LISTS):
        raise ClassicFailure("InvalidObject")
    if call.body.get("matching_target") == "DOMAIN" and not call.body["domains"]:
        raise ClassicFailure("MissingDomain")


def _handlers(
    name: str, shelf: Callable[[SimulatedSite], dict[str, Document]], check: Callable[[Call], None]
) -> Mapping[str, Handler]:
    def one(call: Call) -> Document:
        if call.ids["id"] not in shelf(call.site):
            raise ClassicFailure("IdInvalid")
        return shelf(call.site)[call.ids["id"]]

    def replace(call: Call) -> None:
        key = str(one(call)["_id"])
        check(call)
        shelf(call.site)[key] = {**deepcopy(call.body), "_id": key}

    def delete(call: Call) -> None:
        del shelf(call.site)[str(one(call)["_id"])]

    return {
        f"GET /{name}": lambda call: list(shelf(call.site).values()),
        f"PUT /{name}/{{id}}": replace,
        f"DELETE /{name}/{{id}}": delete,
    }


def _list_policies(call: Call) -> list[Document]:
    return [_policy(call, key, policy) for key, policy in call.site.firewall_policies.items()]


def _policy(call: Call, key: str, policy: Document) -> Document:
    action, scope = policy["action"], policy["ipProtocolScope"]
    source, destination = policy["source"], policy["destination"]
    version = str(scope["ipVersion"]) if isinstance(scope, dict) else ""
    document: Document = {
        "_id": hex_id(key),
        "name": policy["name"],
        "description": policy.get("description", ""),
        "enabled": policy["enabled"],
        "action": action["type"] if isinstance(action, dict) else "",
        "index": policy["index"],
        "predefined": origin_of(policy) != "USER_DEFINED",
        "protocol": "all",
        "ip_version": _VERSIONS.get(version, version),
        "logging": policy.get("loggingEnabled", False),
        "schedule": {"mode": "ALWAYS"},
        "source": {"zone_id": hex_id(str(source["zoneId"])) if isinstance(source, dict) else ""},
        "destination": {"zone_id": hex_id(str(destination["zoneId"])) if isinstance(destination, dict) else ""},
    }
    return document | call.site.classic.policies.get(key, {})


def _own_policy(call: Call) -> str:
    for key, policy in call.site.firewall_policies.items():
        if hex_id(key) == call.ids["id"]:
            if origin_of(policy) != "USER_DEFINED":
                raise ClassicFailure("InvalidObject")
            return key
    raise ClassicFailure("IdInvalid")


def _replace_policy(call: Call) -> Document:
    key = _own_policy(call)
    policy = call.site.firewall_policies[key]
    if not isinstance(call.body.get("name"), str) or not isinstance(call.body.get("enabled"), bool):
        raise ClassicFailure("InvalidObject")
    policy |= {"name": call.body["name"], "enabled": call.body["enabled"]}
    policy["loggingEnabled"] = call.body.get("logging", False)
    shown = ("_id", "name", "enabled", "logging", "action", "index", "predefined")
    call.site.classic.policies[key] = {name: value for name, value in call.body.items() if name not in shown}
    return call.body


def _delete_policy(call: Call) -> None:
    key = _own_policy(call)
    del call.site.firewall_policies[key]
    call.site.classic.policies.pop(key, None)


V2_HANDLERS: Mapping[str, Handler] = {
    **_handlers("trafficrules", lambda site: site.classic.traffic_rules, _check_rule),
    **_handlers("trafficroutes", lambda site: site.classic.traffic_routes, _check_route),
    "GET /firewall-policies": _list_policies,
    "PUT /firewall-policies/{id}": _replace_policy,
    "DELETE /firewall-policies/{id}": _delete_policy,
}
"""By the operation."""
