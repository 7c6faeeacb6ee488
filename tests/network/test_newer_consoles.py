"""Things of a newer console, which shows of them what it doesn't take back."""

from __future__ import annotations

from typing import Any

import pytest

from unifi_sdk.console import Console
from unifi_sdk.network import SiteScope, UnknownPropertyError
from unifi_sdk.network.models import FirewallZone, TxtRecord
from unifi_sdk.simulator import SimulatedConsole

PROPERTY = "api.request.unknown-property"

LEVELS = {
    "acl_rules": ("acl-rules", ["$.hits", "$.sourceFilter.resolved", "$.enforcingDeviceFilter.names"]),
    "dns_policies": ("dns/policies", ["$.resolvedAt"]),
    "firewall_policies": (
        "firewall/policies",
        ["$.lastHitAt", "$.source.zoneName", "$.destination.trafficFilter.ipAddressFilter.count", "$.action.label"],
    ),
    "firewall_zones": ("firewall/zones", ["$.defaultZone"]),
    "networks": ("networks", ["$.leases", "$.ipv4Configuration.dhcpConfiguration.used", "$.dhcpGuarding.active"]),
    "traffic_matching_lists": ("traffic-matching-lists", ["$.uses", "$.items[*].resolved"]),
    "wifi_broadcasts": ("wifi/broadcasts", ["$.clients", "$.securityConfiguration.strength"]),
}
CASES = [(area, path) for area, (_, paths) in LEVELS.items() for path in paths]


def writes(console: SimulatedConsole) -> list[Any]:
    return [request.json for request in console.requests if request.verb in ("PUT", "POST")]


async def first(hotel: SiteScope, area: str) -> Any:
    """A thing of an area that an admin made, in full."""
    resource = getattr(hotel, area)
    names = {
        "networks": "Guests",
        "wifi_broadcasts": "Hotel Staff",
        "firewall_zones": "Things",
        "acl_rules": "Old cameras",
    }
    names |= {"firewall_policies": "Guests may print", "traffic_matching_lists": "Printing"}
    if area == "dns_policies":
        return (await resource.list())[0]
    return await resource.find(name=names[area])


@pytest.mark.parametrize(("area", "path"), CASES, ids=[f"{area}{path[1:]}" for area, path in CASES])
async def test_a_field_that_is_not_taken_back_does_not_keep_a_thing_from_being_replaced(
    hotel: SiteScope, console: SimulatedConsole, area: str, path: str
) -> None:
    console.network.newer_fields[LEVELS[area][0]] = {path: "new"}
    thing = await first(hotel, area)
    changed = await getattr(hotel, area).replace(thing.evolve(enabled=False) if hasattr(thing, "enabled") else thing)
    assert changed == (thing.evolve(enabled=False) if hasattr(thing, "enabled") else thing)
    sent = writes(console)
    assert len(sent) == 2
    assert str(sent[0]).count("'new'") >= 1
    assert "'new'" not in str(sent[1])


async def test_several_new_fields_go_one_by_one_and_a_new_setting_stays(
    hotel: SiteScope, console: SimulatedConsole
) -> None:
    console.network.newer_fields["firewall/policies"] = {"$.lastHitAt": 1, "$.source.zoneName": 2, "$.mode": "QUIET"}
    console.network.newer_settings["firewall/policies"] = {"$.mode"}
    policy = await hotel.firewall_policies.find(name="Guests may print")
    await hotel.firewall_policies.replace(policy.evolve(enabled=False))
    *_, last = writes(console)
    assert len(writes(console)) == 3
    assert last["mode"] == "QUIET"
    assert last["source"] == {"zoneId": policy.source.zone_id}


async def test_what_a_caller_adds_to_a_new_thing_is_refused_with_the_way_out(
    hotel: SiteScope, console: SimulatedConsole
) -> None:
    zone = FirewallZone(name="Z", network_ids=(), extra={"description": "x"})
    with pytest.raises(UnknownPropertyError, match=r"evolve\(extra=\{\}\)") as caught:
        await hotel.firewall_zones.create(zone)
    assert (caught.value.path, caught.value.code, caught.value.known) == ("$.description", PROPERTY, True)
    assert len(writes(console)) == 1
    assert (await hotel.firewall_zones.create(zone.evolve(extra={}))).name == "Z"


async def test_a_property_that_a_model_declares_is_never_left_out(
    connected: Console, console: SimulatedConsole
) -> None:
    hotel = await connected.network.default_site()
    record = await hotel.dns_policies.create(TxtRecord(enabled=True, domain="a.example", text="x"))
    console.network.refuse(
        "PUT /v1/sites/{siteId}/dns/policies/{dnsPolicyId}", 400, PROPERTY, "Unknown request body property '$.text'"
    )
    with pytest.raises(UnknownPropertyError, match="text"):
        await hotel.dns_policies.replace(record.evolve(text="y"))
    assert len(writes(console)) == 2


async def test_a_console_that_refuses_without_end_is_not_asked_without_end(
    hotel: SiteScope, console: SimulatedConsole
) -> None:
    fields: dict[str, object] = {f"$.new{number}": number for number in range(20)}
    console.network.newer_fields["dns/policies"] = fields
    record = (await hotel.dns_policies.list())[0]
    with pytest.raises(UnknownPropertyError):
        await hotel.dns_policies.replace(record)
    assert len(writes(console)) == 9
