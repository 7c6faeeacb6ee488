"""What a site or console only shows, on a console: sites, countries, DPI, WANs, RADIUS, tags, VPN, switching."""

from __future__ import annotations

import pytest

from unifi_sdk import ConflictError, Console, NotFoundError, NotSupportedError
from unifi_sdk.network import (
    CountryFilter,
    DeviceTagFilter,
    DpiApplicationFilter,
    DpiCategoryFilter,
    LagFilter,
    McLagDomainFilter,
    RadiusProfileFilter,
    SiteFilter,
    SiteScope,
    SiteToSiteTunnelFilter,
    SwitchStackFilter,
    VpnServerFilter,
)
from unifi_sdk.network.models import (
    IpsecTunnel,
    LocalLag,
    MultiChassisLag,
    Origin,
    SwitchStackLag,
    TunnelSource,
    UidVpnServer,
    WireGuardServer,
)
from unifi_sdk.simulator import SimulatedConsole
from unifi_sdk.simulator.network.state import SimulatedSite

NOBODY = "00000000-0000-4000-8000-000000000000"


async def test_the_application_tells_its_version(connected: Console, console: SimulatedConsole) -> None:
    assert (await connected.network.info.get()).application_version == console.network.version


async def test_a_site_is_found_by_its_name_its_reference_or_its_id(connected: Console) -> None:
    (warehouse,) = await connected.network.sites.list(filter=SiteFilter.name.eq("Warehouse"))
    assert warehouse.internal_reference is not None
    for text in (warehouse.id, warehouse.internal_reference, "Warehouse"):
        assert (await connected.network.find_site(text)).id == warehouse.id


async def test_a_name_that_two_sites_have_is_a_conflict(connected: Console, console: SimulatedConsole) -> None:
    console.network.add_site("Warehouse")
    with pytest.raises(ConflictError, match="2 sites"):
        await connected.network.find_site("Warehouse")


async def test_a_site_that_does_not_exist_is_not_found_by_any_of_its_lists(connected: Console) -> None:
    nowhere = connected.network.site(NOBODY)
    with pytest.raises(NotFoundError, match="Site"):
        await nowhere.wans.list()


async def test_countries_are_listed_whole_and_chosen_by_code(connected: Console, console: SimulatedConsole) -> None:
    countries = await connected.network.countries.list()
    assert len(countries) == len(console.network.countries) > 200
    chosen = await connected.network.countries.list(filter=CountryFilter.code.in_("CH", "AX"))
    assert [country.name for country in chosen] == ["Åland Islands", "Switzerland"]


async def test_applications_and_categories_are_chosen_by_name_and_number(connected: Console) -> None:
    (video,) = await connected.network.dpi_applications.list(filter=DpiApplicationFilter.name.eq("YouTube"))
    (games,) = await connected.network.dpi_categories.list(filter=DpiCategoryFilter.name.like("*Games"))
    same = await connected.network.dpi_applications.list(filter=DpiApplicationFilter.id.in_(video.id, 0))
    assert [found.name for found in same] == ["YouTube"]
    assert games.name == "Online Games"


async def test_the_wans_of_a_site_are_listed(hotel: SiteScope) -> None:
    assert [wan.name for wan in await hotel.wans.list()] == ["Internet 1", "Internet 2"]


async def test_radius_profiles_are_chosen_by_who_made_them(hotel: SiteScope) -> None:
    own = RadiusProfileFilter.metadata_origin.eq(Origin.USER_DEFINED)
    assert [profile.name for profile in await hotel.radius_profiles.list(filter=own)] == ["Staff"]


async def test_tags_are_chosen_by_a_device_that_has_them(hotel: SiteScope) -> None:
    garden = await hotel.devices.find(name="Garden")
    (tag,) = await hotel.device_tags.list(filter=DeviceTagFilter.device_ids.contains(garden.id))
    assert (tag.name, tag.device_ids) == ("Outdoors", (garden.id,))


async def test_vpn_servers_are_chosen_by_type(hotel: SiteScope) -> None:
    servers = await hotel.vpn_servers.list()
    assert [type(server) for server in servers] == [WireGuardServer, UidVpnServer]
    derived = await hotel.vpn_servers.list(filter=VpnServerFilter.metadata_origin.eq(Origin.DERIVED))
    assert [server.name for server in derived] == ["One-click VPN"]


async def test_tunnels_are_chosen_by_what_they_were_derived_from(hotel: SiteScope) -> None:
    own = await hotel.site_to_site_tunnels.list(filter=SiteToSiteTunnelFilter.metadata_source.is_null())
    assert [(type(tunnel), tunnel.name) for tunnel in own] == [(IpsecTunnel, "Bookkeeper")]
    woven = SiteToSiteTunnelFilter.metadata_source.eq(TunnelSource.SDWAN)
    assert [tunnel.name for tunnel in await hotel.site_to_site_tunnels.list(filter=woven)] == ["Warehouse"]


async def test_a_stack_tells_its_members_and_the_lags_across_them(hotel: SiteScope) -> None:
    lobby = await hotel.devices.find(name="Lobby Switch")
    chosen = SwitchStackFilter.members_device_id.contains(lobby.id)
    (listed,) = await hotel.switch_stacks.list(filter=chosen)
    stack = await hotel.switch_stacks.get(listed.id)
    assert stack == listed
    (across,) = stack.lags
    lag = await hotel.lags.get(across.id)
    assert isinstance(lag, SwitchStackLag)
    assert (lag.switch_stack_id, lag.members) == (stack.id, across.members)


async def test_a_domain_tells_its_peers_and_the_lags_over_them(hotel: SiteScope) -> None:
    (listed,) = await hotel.mc_lag_domains.list(filter=McLagDomainFilter.name.eq("Backbone"))
    domain = await hotel.mc_lag_domains.get(listed.id)
    assert [peer.role for peer in domain.peers] == ["TOP", "BOTTOM"]
    (lag,) = await hotel.lags.list(filter=LagFilter.mc_lag_domain_id.eq(domain.id))
    assert isinstance(lag, MultiChassisLag)
    assert lag.id == domain.lags[0].id


async def test_a_lag_of_one_switch_is_one_of_its_features(hotel: SiteScope) -> None:
    (lag,) = await hotel.lags.list(filter=LagFilter.members_port_idxs.contains_all(15, 16))
    assert isinstance(lag, LocalLag)
    switch = await hotel.devices.get(lag.members[0].device_id or "")
    assert switch.features is not None
    assert switch.features.switching is not None
    assert [own.id for own in switch.features.switching.lags] == [lag.id]


@pytest.mark.parametrize("area", ["switch_stacks", "mc_lag_domains", "lags"])
async def test_what_is_not_among_the_switches_is_not_found(hotel: SiteScope, area: str) -> None:
    with pytest.raises(NotFoundError):
        await getattr(hotel, area).get(NOBODY)


async def test_a_version_without_an_operation_is_told_which_one_has_it(
    hotel: SiteScope, console: SimulatedConsole
) -> None:
    console.network.version = "10.1.85"
    with pytest.raises((NotFoundError, NotSupportedError), match=r"10\.2\.78"):
        await hotel.lags.list()


async def test_what_the_sdk_has_never_heard_of_is_kept(hotel: SiteScope, estate: SimulatedSite) -> None:
    for wan in estate.wans.values():
        wan["carrier"] = {"name": "Example Telecom"}
    assert {str(wan.extra) for wan in await hotel.wans.list()} == {str({"carrier": {"name": "Example Telecom"}})}
