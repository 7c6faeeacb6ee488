"""Networks on a console: made, found, changed without a loss, and what keeps one from being deleted."""

from __future__ import annotations

import pytest

from unifi_sdk import BadRequestError, ConflictError, NotFoundError, OutcomeUnknownError
from unifi_sdk.network import Filter, NetworkFilter, NetworkInUseError, SiteScope
from unifi_sdk.network.models import (
    DhcpServer,
    GatewayNetwork,
    IpAddressRange,
    Ipv4Configuration,
    NetworkManagement,
    NetworkOverview,
    NetworkUser,
    Origin,
    SwitchNetwork,
    UnmanagedNetwork,
)
from unifi_sdk.simulator import Fault, SimulatedConsole
from unifi_sdk.simulator.network.estate.ids import sample_id
from unifi_sdk.simulator.network.state import Document, SimulatedSite

NOBODY = "00000000-0000-4000-8000-000000000000"
CAMERAS = UnmanagedNetwork(name="Cameras", enabled=True, vlan_id=40)
LAB = GatewayNetwork(
    name="Lab",
    enabled=True,
    vlan_id=30,
    zone_id=sample_id("default zone Internal"),
    isolation_enabled=False,
    cellular_backup_enabled=False,
    internet_access_enabled=True,
    mdns_forwarding_enabled=False,
    ipv4_configuration=Ipv4Configuration(
        host_ip_address="10.30.0.1",
        prefix_length=24,
        auto_scale_enabled=False,
        dhcp_configuration=DhcpServer(
            ip_address_range=IpAddressRange(start="10.30.0.10", stop="10.30.0.99"),
            lease_time_seconds=3600,
            ping_conflict_detection_enabled=True,
        ),
    ),
)


def behind_the_api(estate: SimulatedSite, name: str) -> Document:
    return next(network for network in estate.networks.values() if network["name"] == name)


async def names(hotel: SiteScope, chosen: Filter[NetworkOverview] | None = None) -> list[str]:
    return [network.name for network in await hotel.networks.list(filter=chosen)]


async def test_a_network_is_made_read_changed_and_deleted(hotel: SiteScope) -> None:
    made = await hotel.networks.create(LAB)
    assert (made.metadata is not None and made.metadata.origin, made.default) == (Origin.USER_DEFINED, False)
    assert await hotel.networks.get(made.id) == made
    changed = await hotel.networks.replace(made.evolve(name="Workshop", vlan_id=31))
    assert changed == made.evolve(name="Workshop", vlan_id=31)
    assert await hotel.networks.find(name="Workshop") == changed
    await hotel.networks.delete(made.id)
    with pytest.raises(NotFoundError):
        await hotel.networks.get(made.id)


async def test_what_was_made_is_what_was_asked_for(hotel: SiteScope) -> None:
    made = await hotel.networks.create(LAB)
    assert isinstance(made, GatewayNetwork)
    assert made.ipv4_configuration == LAB.ipv4_configuration
    assert (made.isolation_enabled, made.mdns_forwarding_enabled, made.ipv6_configuration) == (False, False, None)


async def test_each_kind_of_management_can_be_made(hotel: SiteScope) -> None:
    switch = await hotel.devices.find(name="Lobby Switch")
    routed = SwitchNetwork(
        name="Routed",
        enabled=True,
        vlan_id=50,
        isolation_enabled=False,
        cellular_backup_enabled=False,
        device_id=switch.id,
        ipv4_configuration=Ipv4Configuration(
            host_ip_address="10.50.0.1",
            prefix_length=24,
            auto_scale_enabled=False,
            dhcp_configuration=DhcpServer(
                ip_address_range=IpAddressRange(start="10.50.0.10", stop="10.50.0.99"), lease_time_seconds=3600
            ),
        ),
    )
    for network in (LAB, CAMERAS, routed):
        made = await hotel.networks.create(network)
        assert type(await hotel.networks.get(made.id)) is type(network)


async def test_a_new_network_of_the_gateway_is_in_the_zone_that_it_names(hotel: SiteScope) -> None:
    made = await hotel.networks.create(LAB)
    internal = await hotel.firewall_zones.find(name="Internal")
    assert isinstance(made, GatewayNetwork)
    assert made.zone_id == internal.id
    assert made.id in internal.network_ids


async def test_a_new_network_without_a_zone_is_refused_with_advice(hotel: SiteScope) -> None:
    with pytest.raises(BadRequestError, match="Pass zone_id") as caught:
        await hotel.networks.create(LAB.evolve(zone_id=None))
    assert caught.value.code == "api.network.validation.missing-zone-id"
    assert "Lab" not in await names(hotel)


async def test_where_there_are_no_zones_a_network_needs_none(hotel: SiteScope, estate: SimulatedSite) -> None:
    estate.zone_based_firewall = False
    assert (await hotel.networks.create(LAB.evolve(zone_id=None))).name == "Lab"


async def test_networks_are_chosen_by_vlan_management_and_origin(hotel: SiteScope) -> None:
    await hotel.networks.create(CAMERAS)
    assert await names(hotel, NetworkFilter.vlan_id.in_(10, 40)) == ["Guests", "Cameras"]
    assert await names(hotel, NetworkFilter.management.eq(NetworkManagement.UNMANAGED)) == ["Cameras"]
    assert await names(hotel, NetworkFilter.metadata_origin.eq(Origin.SYSTEM_DEFINED)) == ["Default"]


async def test_a_name_with_a_quote_is_found(hotel: SiteScope) -> None:
    made = await hotel.networks.create(CAMERAS.evolve(name="Zoë's 'lab' & more"))
    assert (await hotel.networks.find(name="Zoë's 'lab' & more")).id == made.id


async def test_a_name_that_two_networks_have_is_a_conflict(hotel: SiteScope) -> None:
    await hotel.networks.create(CAMERAS)
    await hotel.networks.create(CAMERAS.evolve(vlan_id=41))
    with pytest.raises(ConflictError, match="more than one network"):
        await hotel.networks.find(name="Cameras")


async def test_settings_that_the_sdk_does_not_know_survive_a_change(
    hotel: SiteScope, console: SimulatedConsole, estate: SimulatedSite
) -> None:
    console.network.newer_settings["networks"] = {"$.quarantine", "$.dhcpGuarding.mode"}
    stored = behind_the_api(estate, "Guests")
    stored["quarantine"] = {"after": 3, "network": "none"}
    stored["dhcpGuarding"]["mode"] = "STRICT"  # type: ignore[index]
    before = {name: value for name, value in stored.items() if name != "name"}
    guests = await hotel.networks.find(name="Guests")
    await hotel.networks.replace(guests.evolve(name="Visitors"))
    after = behind_the_api(estate, "Visitors")
    assert {name: value for name, value in after.items() if name != "name"} == before


async def test_a_setting_that_is_none_is_switched_off(hotel: SiteScope, estate: SimulatedSite) -> None:
    things = await hotel.networks.find(name="Things")
    await hotel.networks.replace(things.evolve(ipv6_configuration=None))
    assert "ipv6Configuration" not in behind_the_api(estate, "Things")


async def test_the_default_network_can_be_neither_changed_nor_deleted(hotel: SiteScope) -> None:
    default = await hotel.networks.find(name="Default")
    assert default.default
    with pytest.raises(BadRequestError, match="not user-defined"):
        await hotel.networks.replace(default.evolve(name="House"))
    with pytest.raises(BadRequestError, match="not user-defined"):
        await hotel.networks.delete(default.id, force=True)


async def test_a_vlan_that_is_taken_is_refused(hotel: SiteScope) -> None:
    with pytest.raises(BadRequestError, match="vlanId") as caught:
        await hotel.networks.create(CAMERAS.evolve(vlan_id=10))
    assert (caught.value.status, caught.value.code) == (400, "api.request.error")


async def test_a_reference_to_nothing_is_refused(hotel: SiteScope) -> None:
    with pytest.raises(BadRequestError, match="zoneId"):
        await hotel.networks.create(LAB.evolve(zone_id=NOBODY))


async def test_what_uses_a_network_is_told_by_kind(hotel: SiteScope) -> None:
    guests = await hotel.networks.find(name="Guests")
    wifi = await hotel.wifi_broadcasts.find(name="Hotel Guest")
    uses = {use.resource_type: use for use in await hotel.networks.references(guests.id)}
    assert uses.keys() == {NetworkUser.WIFI, NetworkUser.NAT_RULE}
    assert uses[NetworkUser.WIFI].ids == (wifi.id,)
    assert (uses[NetworkUser.NAT_RULE].reference_count, uses[NetworkUser.NAT_RULE].references) == (1, None)


async def test_a_network_in_use_stays_and_the_error_tells_what_uses_it(hotel: SiteScope) -> None:
    guests = await hotel.networks.find(name="Guests")
    with pytest.raises(NetworkInUseError, match=r"WIFI \(1\), NAT_RULE \(1\)") as caught:
        await hotel.networks.delete(guests.id)
    assert {use.resource_type for use in caught.value.references} == {NetworkUser.WIFI, NetworkUser.NAT_RULE}
    assert (caught.value.status, caught.value.operation) == (400, "DELETE /v1/sites/{site_id}/networks/{network_id}")
    assert await hotel.networks.get(guests.id) == guests


async def test_a_network_in_use_goes_by_force_and_its_wifi_falls_back(hotel: SiteScope) -> None:
    guests = await hotel.networks.find(name="Guests")
    await hotel.networks.delete(guests.id, force=True)
    assert "Guests" not in await names(hotel)
    wifi = await hotel.wifi_broadcasts.find(name="Hotel Guest")
    assert wifi.network is not None
    assert wifi.network.type == "NATIVE"


async def test_a_console_that_cannot_tell_the_uses_leaves_its_own_refusal(
    hotel: SiteScope, console: SimulatedConsole
) -> None:
    guests = await hotel.networks.find(name="Guests")
    operation = "GET /v1/sites/{siteId}/networks/{networkId}/references"
    console.network.refuse(operation, 500, "api.unexpected-error")
    with pytest.raises(BadRequestError, match="in use") as caught:
        await hotel.networks.delete(guests.id)
    assert not isinstance(caught.value, NetworkInUseError)


async def test_a_network_that_is_not_there_is_not_found(hotel: SiteScope) -> None:
    for call in (hotel.networks.get, hotel.networks.references, hotel.networks.delete):
        with pytest.raises(NotFoundError):
            await call(NOBODY)
    with pytest.raises(NotFoundError):
        await hotel.networks.replace(CAMERAS.evolve(id=NOBODY))


async def test_a_creation_whose_answer_is_lost_is_found_and_not_repeated(
    hotel: SiteScope, console: SimulatedConsole
) -> None:
    console.faults.add(Fault.lose_answer(), "POST *")
    with pytest.raises(OutcomeUnknownError):
        await hotel.networks.create(CAMERAS)
    assert (await hotel.networks.find(name="Cameras")).vlan_id == 40


@pytest.mark.parametrize("verb", ["PUT", "DELETE"])
async def test_a_write_whose_answer_is_lost_is_done_again_and_succeeds(
    hotel: SiteScope, console: SimulatedConsole, verb: str
) -> None:
    made = await hotel.networks.create(CAMERAS)
    console.faults.add(Fault.lose_answer(), f"{verb} *")
    if verb == "PUT":
        assert (await hotel.networks.replace(made.evolve(name="Eyes"))).name == "Eyes"
    else:
        await hotel.networks.delete(made.id)
    assert [request.verb for request in console.requests].count(verb) == 2
