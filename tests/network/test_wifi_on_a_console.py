"""WiFi networks on a console: made, found, given another passphrase without a loss, and deleted."""

from __future__ import annotations

import pytest

from unifi_sdk import BadRequestError, ConfigurationError, ConflictError, NotFoundError, OutcomeUnknownError
from unifi_sdk.network import Filter, SiteScope, WifiBroadcastFilter
from unifi_sdk.network.models import (
    HandoffSuggestions,
    IotOptimizedWifiBroadcast,
    OpenSecurity,
    PresharedKey,
    StandardWifiBroadcast,
    WifiBroadcastOverview,
    WifiBroadcastType,
    WifiNativeNetwork,
    WifiSecurityType,
    WifiSpecificNetwork,
    Wpa2PersonalSecurity,
    Wpa2Wpa3PersonalSecurity,
)
from unifi_sdk.simulator import Fault, SimulatedConsole
from unifi_sdk.simulator.network.state import Document, SimulatedSite

NOBODY = "00000000-0000-4000-8000-000000000000"
NEW_PASSPHRASE = "not-a-real-passphrase"
LOBBY = StandardWifiBroadcast(
    name="Lobby",
    enabled=True,
    network=WifiNativeNetwork(),
    security_configuration=Wpa2PersonalSecurity(passphrase=NEW_PASSPHRASE),
    broadcasting_frequencies_ghz=(2.4, 5),
    advertise_device_name=False,
    channel_2g_locked_to_6=False,
    dtim_period_2g_locked_to_3=False,
)
THINGS = IotOptimizedWifiBroadcast(
    name="Things",
    enabled=True,
    security_configuration=Wpa2PersonalSecurity(
        preshared_keys=(PresharedKey(network=WifiNativeNetwork(), passphrase=NEW_PASSPHRASE),)
    ),
    channel_2g_locked_to_6=True,
    dtim_period_2g_locked_to_3=False,
)


def behind_the_api(estate: SimulatedSite, name: str) -> Document:
    return next(wifi for wifi in estate.wifi_broadcasts.values() if wifi["name"] == name)


async def names(hotel: SiteScope, chosen: Filter[WifiBroadcastOverview] | None = None) -> list[str]:
    return [wifi.name for wifi in await hotel.wifi_broadcasts.list(filter=chosen)]


async def test_a_wifi_network_is_made_read_changed_and_deleted(hotel: SiteScope) -> None:
    made = await hotel.wifi_broadcasts.create(LOBBY)
    assert await hotel.wifi_broadcasts.get(made.id) == made
    changed = await hotel.wifi_broadcasts.replace(made.evolve(enabled=False, hide_name=True))
    assert changed == made.evolve(enabled=False, hide_name=True)
    assert await hotel.wifi_broadcasts.find(name="Lobby") == changed
    await hotel.wifi_broadcasts.delete(made.id)
    with pytest.raises(NotFoundError):
        await hotel.wifi_broadcasts.get(made.id)


async def test_passphrases_can_lead_to_networks_of_their_own(hotel: SiteScope) -> None:
    guests = await hotel.networks.find(name="Guests")
    key = PresharedKey(network=WifiSpecificNetwork(network_id=guests.id), passphrase="another-fake-passphrase")
    keys = (*(THINGS.security_configuration.preshared_keys or ()), key)  # type: ignore[attr-defined]
    made = await hotel.wifi_broadcasts.create(
        THINGS.evolve(security_configuration=Wpa2PersonalSecurity(preshared_keys=keys))
    )
    assert isinstance(made.security_configuration, Wpa2PersonalSecurity)
    assert made.security_configuration.preshared_keys == keys
    (listed,) = await hotel.wifi_broadcasts.list(filter=WifiBroadcastFilter.name.eq("Things"))
    assert listed.security_configuration is not None
    assert listed.security_configuration.preshared_key_network_ids == tuple(one.network for one in keys)


async def test_wifi_networks_are_chosen_by_their_security_their_bands_and_their_network(hotel: SiteScope) -> None:
    await hotel.wifi_broadcasts.create(THINGS)
    guests = await hotel.networks.find(name="Guests")
    open_ones = WifiBroadcastFilter.security_configuration_type.eq(WifiSecurityType.OPEN)
    assert await names(hotel, open_ones) == ["Hotel Guest"]
    assert await names(hotel, WifiBroadcastFilter.broadcasting_frequencies_ghz.contains(6)) == ["Hotel Staff"]
    assert await names(hotel, WifiBroadcastFilter.network_network_id.eq(guests.id)) == ["Hotel Guest"]
    assert await names(hotel, WifiBroadcastFilter.type.eq(WifiBroadcastType.IOT_OPTIMIZED)) == ["Things"]


async def test_the_passphrase_changes_and_nothing_else(
    hotel: SiteScope, console: SimulatedConsole, estate: SimulatedSite
) -> None:
    console.network.newer_settings["wifi/broadcasts"] = {
        "$.rogueDetection",
        "$.securityConfiguration.transitionDisable",
    }
    stored = behind_the_api(estate, "Hotel Staff")
    stored["rogueDetection"] = {"level": 2}
    stored["securityConfiguration"]["transitionDisable"] = True  # type: ignore[index]
    staff = await hotel.wifi_broadcasts.find(name="Hotel Staff")
    assert isinstance(staff.security_configuration, Wpa2Wpa3PersonalSecurity)
    security = staff.security_configuration.evolve(passphrase=NEW_PASSPHRASE)
    await hotel.wifi_broadcasts.replace(staff.evolve(security_configuration=security))
    expected = {**stored, "securityConfiguration": {**stored["securityConfiguration"], "passphrase": NEW_PASSPHRASE}}  # type: ignore[dict-item]
    assert behind_the_api(estate, "Hotel Staff") == expected


async def test_the_passphrase_is_not_shown(hotel: SiteScope) -> None:
    staff = await hotel.wifi_broadcasts.find(name="Hotel Staff")
    assert "simulated-passphrase" not in repr(staff)


async def test_one_from_a_list_is_not_written_back(hotel: SiteScope, console: SimulatedConsole) -> None:
    (staff,) = await hotel.wifi_broadcasts.list(filter=WifiBroadcastFilter.name.eq("Hotel Staff"))
    with pytest.raises(ConfigurationError, match="lacks most of its settings"):
        await hotel.wifi_broadcasts.replace(staff)  # type: ignore[arg-type]
    assert "PUT" not in [request.verb for request in console.requests]


async def test_a_setting_that_is_none_is_switched_off(hotel: SiteScope, estate: SimulatedSite) -> None:
    staff = await hotel.wifi_broadcasts.find(name="Hotel Staff")
    assert isinstance(staff, StandardWifiBroadcast)
    assert staff.handoff_suggestions_configuration == HandoffSuggestions(band_5ghz_rssi_threshold=-75)
    await hotel.wifi_broadcasts.replace(staff.evolve(handoff_suggestions_configuration=None))
    assert "handoffSuggestionsConfiguration" not in behind_the_api(estate, "Hotel Staff")


async def test_a_passphrase_that_is_too_short_is_refused_and_the_old_one_stays(
    hotel: SiteScope, estate: SimulatedSite
) -> None:
    staff = await hotel.wifi_broadcasts.find(name="Hotel Staff")
    security = staff.security_configuration.evolve(passphrase="short")
    with pytest.raises(BadRequestError, match="passphrase"):
        await hotel.wifi_broadcasts.replace(staff.evolve(security_configuration=security))
    assert await hotel.wifi_broadcasts.get(staff.id) == staff


async def test_a_new_one_must_say_what_the_console_wants(hotel: SiteScope) -> None:
    with pytest.raises(BadRequestError, match="advertiseDeviceName"):
        await hotel.wifi_broadcasts.create(LOBBY.evolve(advertise_device_name=None))
    with pytest.raises(BadRequestError, match="networkId"):
        await hotel.wifi_broadcasts.create(LOBBY.evolve(network=WifiSpecificNetwork(network_id=NOBODY)))


async def test_two_of_the_same_name_are_a_conflict(hotel: SiteScope) -> None:
    for band in (2.4, 5):
        await hotel.wifi_broadcasts.create(LOBBY.evolve(broadcasting_frequencies_ghz=(band,)))
    with pytest.raises(ConflictError, match="more than one WiFi network"):
        await hotel.wifi_broadcasts.find(name="Lobby")


async def test_one_that_is_not_there_is_not_found(hotel: SiteScope) -> None:
    for call in (hotel.wifi_broadcasts.get, hotel.wifi_broadcasts.delete):
        with pytest.raises(NotFoundError):
            await call(NOBODY)
    with pytest.raises(NotFoundError):
        await hotel.wifi_broadcasts.replace(LOBBY.evolve(id=NOBODY))


async def test_one_that_is_deleted_by_force_says_so_to_the_console(hotel: SiteScope, console: SimulatedConsole) -> None:
    guest = await hotel.wifi_broadcasts.find(name="Hotel Guest")
    await hotel.wifi_broadcasts.delete(guest.id, force=True)
    assert console.requests[-1].query == [("force", "true")]
    assert await names(hotel) == ["Hotel Staff"]


async def test_a_creation_whose_answer_is_lost_is_found_and_not_repeated(
    hotel: SiteScope, console: SimulatedConsole
) -> None:
    console.faults.add(Fault.lose_answer(), "POST *")
    with pytest.raises(OutcomeUnknownError):
        await hotel.wifi_broadcasts.create(LOBBY.evolve(security_configuration=OpenSecurity()))
    assert isinstance((await hotel.wifi_broadcasts.find(name="Lobby")).security_configuration, OpenSecurity)
