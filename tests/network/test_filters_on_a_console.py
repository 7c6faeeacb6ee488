"""Every filter of the SDK on a console: each property and function is taken, and chooses what it says."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

import unifi_sdk.network
from unifi_sdk import Console
from unifi_sdk.network import (
    AclRuleFilter,
    ClientFilter,
    CountryFilter,
    DeviceFilter,
    DeviceTagFilter,
    DnsPolicyFilter,
    DpiApplicationFilter,
    DpiCategoryFilter,
    Filter,
    FirewallPolicyFilter,
    FirewallZoneFilter,
    InvalidFilterError,
    LagFilter,
    McLagDomainFilter,
    NetworkFilter,
    PendingDeviceFilter,
    RadiusProfileFilter,
    SiteFilter,
    SiteScope,
    SiteToSiteTunnelFilter,
    SwitchStackFilter,
    TrafficMatchingListFilter,
    VoucherFilter,
    VpnServerFilter,
    WifiBroadcastFilter,
    filters,
    raw,
)
from unifi_sdk.network.filters import grammar
from unifi_sdk.pagination import Paginator
from unifi_sdk.simulator import SimulatedConsole

SAMPLES: dict[object, Any] = {
    grammar.write_text: "O'Brien",
    grammar.write_mac: "aa:bb:cc:dd:ee:ff",
    grammar.write_code: "48614-09510",
    grammar.write_uuid: "00000000-0000-4000-8000-000000000000",
    grammar.write_flag: True,
    grammar.write_integer: 20,
    grammar.write_decimal: 2.4,
    grammar.write_time: datetime(2026, 1, 1, tzinfo=UTC),
}
NO_VALUE = {"is_null", "is_not_null", "is_empty"}

LISTS: dict[type, Callable[[Console, SiteScope], Any]] = {
    AclRuleFilter: lambda _, site: site.acl_rules,
    ClientFilter: lambda _, site: site.clients,
    CountryFilter: lambda console, _: console.network.countries,
    DeviceFilter: lambda _, site: site.devices,
    DeviceTagFilter: lambda _, site: site.device_tags,
    DnsPolicyFilter: lambda _, site: site.dns_policies,
    DpiApplicationFilter: lambda console, _: console.network.dpi_applications,
    DpiCategoryFilter: lambda console, _: console.network.dpi_categories,
    FirewallPolicyFilter: lambda _, site: site.firewall_policies,
    FirewallZoneFilter: lambda _, site: site.firewall_zones,
    LagFilter: lambda _, site: site.lags,
    McLagDomainFilter: lambda _, site: site.mc_lag_domains,
    NetworkFilter: lambda _, site: site.networks,
    PendingDeviceFilter: lambda console, _: console.network.pending_devices,
    RadiusProfileFilter: lambda _, site: site.radius_profiles,
    SiteFilter: lambda console, _: console.network.sites,
    SiteToSiteTunnelFilter: lambda _, site: site.site_to_site_tunnels,
    SwitchStackFilter: lambda _, site: site.switch_stacks,
    TrafficMatchingListFilter: lambda _, site: site.traffic_matching_lists,
    VoucherFilter: lambda _, site: site.vouchers,
    VpnServerFilter: lambda _, site: site.vpn_servers,
    WifiBroadcastFilter: lambda _, site: site.wifi_broadcasts,
}


def properties(offered: type) -> dict[str, Any]:
    return {name: each for name, each in vars(offered).items() if isinstance(each, grammar._Property)}


def every_filter(offered: type) -> list[tuple[Filter[Any], str]]:
    """Each property with each of its functions, compared with a value of its type, and a version that has it."""
    made = []
    for each in properties(offered).values():
        for name, function in inspect.getmembers(each, inspect.ismethod):
            if not name.startswith("_"):
                arguments = () if name in NO_VALUE else (SAMPLES[each._write],)
                made.append((function(*arguments), "11.0.81" if each._since else "10.5.66"))
    return made


def test_every_class_of_filters_has_a_list_and_can_be_imported_from_the_package() -> None:
    offered = {name for name in filters.__all__ if isinstance(getattr(filters, name), type)} - {"Filter"}
    assert {kind.__name__ for kind in LISTS} == offered
    assert set(filters.__all__) <= set(unifi_sdk.network.__all__)


@pytest.mark.parametrize("offered", LISTS, ids=lambda kind: kind.__name__)
async def test_a_console_takes_every_function_of_every_property(
    offered: type, connected: Console, hotel: SiteScope, console: SimulatedConsole
) -> None:
    resource = LISTS[offered](connected, hotel)
    made = every_filter(offered)
    assert len(made) >= 2 * len(properties(offered)) > 0
    for condition, console.network.version in made:
        chosen: Paginator[Any] = resource.list(filter=condition)
        await chosen.first()
        others: Paginator[Any] = resource.list(filter=~condition)
        await others.first()
        everything: Paginator[Any] = resource.list()
        await everything.first()
        assert (chosen.total or 0) + (others.total or 0) == everything.total, condition


@pytest.mark.parametrize("offered", LISTS, ids=lambda kind: kind.__name__)
async def test_a_property_that_a_list_does_not_have_is_an_invalid_filter(
    offered: type, connected: Console, hotel: SiteScope
) -> None:
    with pytest.raises(InvalidFilterError) as caught:
        await LISTS[offered](connected, hotel).list(filter=raw("colour.eq('red')"))
    assert (caught.value.status, caught.value.code, caught.value.known) == (400, "api.request.invalid-filter", True)


async def test_a_value_of_another_type_is_an_invalid_filter(hotel: SiteScope) -> None:
    with pytest.raises(InvalidFilterError, match="id stands without quotes"):
        await hotel.networks.list(filter=raw("vlanId.eq('20')"))
