"""WiFi broadcasts: reading, writing back without a loss, deleting."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.filter_tables import assert_as_documented
from tests.support.recording import SITE, RecordingTransport, page
from tests.support.wifi import ID, IOT, OTHER, OVERVIEWS, PASSPHRASE, STANDARD, decode, writable
from unifi_sdk import ConfigurationError, ConflictError, NotFoundError
from unifi_sdk.network import SiteScope
from unifi_sdk.network._dialect import DIALECT
from unifi_sdk.network.filters import WifiBroadcastFilter
from unifi_sdk.network.models import (
    AllowMulticast,
    BasicDataRates,
    DtimPeriods,
    HandoffSuggestions,
    HotspotConfiguration,
    HotspotType,
    IotOptimizedWifiBroadcastOverview,
    PmfMode,
    SaeConfiguration,
    StandardWifiBroadcast,
    StandardWifiBroadcastOverview,
    WifiAccessPointFilter,
    WifiBroadcastOverview,
    WifiNativeNetwork,
    WifiSecurityType,
    WifiSpecificNetwork,
    Wpa2PersonalSecurity,
    Wpa2Wpa3PersonalSecurity,
)
from unifi_sdk.retry import Safety

BROADCASTS = f"/v1/sites/{SITE}/wifi/broadcasts"


@pytest.fixture
def wire() -> RecordingTransport:
    return RecordingTransport()


@pytest.fixture
def site(wire: RecordingTransport) -> SiteScope:
    return wire.network().site(SITE)


def test_the_filter_has_what_the_vendor_documents() -> None:
    assert_as_documented(WifiBroadcastFilter, "GET /v1/sites/{siteId}/wifi/broadcasts")


# Reading


async def test_the_list_tells_the_little_that_it_knows(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(page(*OVERVIEWS, {"type": "MESH", "id": "3", "name": "Far", "hops": 2}))
    standard, iot, unknown = await site.wifi_broadcasts.list()
    assert wire.sent[0].line == f"GET {BROADCASTS}"
    assert isinstance(standard, StandardWifiBroadcastOverview)
    assert (standard.id, standard.name, standard.enabled) == (ID, "Lobby", True)
    assert standard.network == WifiSpecificNetwork(network_id=OTHER)
    assert standard.broadcasting_frequencies_ghz == (2.4, 5, 6)
    assert standard.hotspot_configuration == HotspotConfiguration(type=HotspotType.PASSPOINT)
    assert standard.security_configuration is not None
    assert standard.security_configuration.type is WifiSecurityType.WPA2_PERSONAL
    assert standard.security_configuration.preshared_key_network_ids == (WifiNativeNetwork(),)
    assert type(iot) is IotOptimizedWifiBroadcastOverview
    assert iot.broadcasting_device_filter == WifiAccessPointFilter(device_ids=(OTHER,))
    assert type(unknown) is WifiBroadcastOverview
    assert unknown.extra == {"hops": 2}


async def test_the_list_takes_a_filter(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(page())
    wanted = WifiBroadcastFilter.broadcasting_frequencies_ghz.contains_any(2.4, 6) & ~WifiBroadcastFilter.enabled.eq(
        True
    )
    await site.wifi_broadcasts.list(filter=wanted)
    assert wire.sent[0].query["filter"] == (
        "and(broadcastingFrequenciesGHz.containsAny(2.4, 6), not(enabled.eq(true)))"
    )


async def test_one_broadcast_has_all_its_settings(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(STANDARD)
    broadcast = await site.wifi_broadcasts.get(ID)
    assert wire.sent[0].line == f"GET {BROADCASTS}/{ID}"
    assert isinstance(broadcast, StandardWifiBroadcast)
    assert broadcast.security_configuration == Wpa2Wpa3PersonalSecurity(
        passphrase=PASSPHRASE,
        pmf_mode=PmfMode.OPTIONAL,
        sae_configuration=SaeConfiguration(anticlogging_threshold_seconds=5, sync_time_seconds=5),
        wpa3_fast_roaming_enabled=False,
        fast_roaming_enabled=True,
        group_rekey_interval_seconds=3600,
    )
    assert broadcast.multicast_filtering_policy == AllowMulticast(source_mac_address_filter=())
    assert broadcast.basic_data_rate_kbps_by_frequency_ghz == BasicDataRates(ghz_2_4=2000, ghz_5=6000)
    assert broadcast.dtim_period_by_frequency_ghz_override == DtimPeriods(ghz_2_4=3, ghz_5=2, ghz_6=1)
    assert broadcast.handoff_suggestions_configuration == HandoffSuggestions(
        band_5ghz_rssi_threshold=-70, band_6ghz_rssi_threshold=-80
    )
    assert (broadcast.channel_2g_locked_to_6, broadcast.dtim_period_2g_locked_to_3) == (False, True)
    assert broadcast.extra == {}


# Looking for one


async def test_a_broadcast_is_found_by_its_name_with_all_its_settings(
    wire: RecordingTransport, site: SiteScope
) -> None:
    wire.answer(page(*OVERVIEWS), STANDARD)
    broadcast = await site.wifi_broadcasts.find(name="Lobby")
    assert [sent.line for sent in wire.sent] == [f"GET {BROADCASTS}", f"GET {BROADCASTS}/{ID}"]
    assert wire.sent[0].query["filter"] == "name.eq('Lobby')"
    assert isinstance(broadcast, StandardWifiBroadcast)


async def test_a_name_that_no_broadcast_has_is_not_found(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(page())
    with pytest.raises(NotFoundError, match="no WiFi network is called 'Lobby'"):
        await site.wifi_broadcasts.find(name="Lobby")


async def test_a_name_that_two_broadcasts_have_is_a_conflict(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(page(OVERVIEWS[0], {**OVERVIEWS[0], "id": OTHER}))
    with pytest.raises(ConflictError, match="more than one WiFi network is called 'Lobby'"):
        await site.wifi_broadcasts.find(name="Lobby")
    assert len(wire.sent) == 1


async def test_an_empty_name_fails_before_any_request(wire: RecordingTransport, site: SiteScope) -> None:
    with pytest.raises(ConfigurationError, match="name is empty"):
        await site.wifi_broadcasts.find(name="")
    assert wire.sent == []


# Writing


async def test_a_broadcast_is_made(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(STANDARD, status=201)
    made = await site.wifi_broadcasts.create(
        StandardWifiBroadcast(
            name="Lobby",
            enabled=True,
            network=WifiNativeNetwork(),
            security_configuration=Wpa2PersonalSecurity(passphrase=PASSPHRASE),
            broadcasting_frequencies_ghz=(2.4, 5),
            advertise_device_name=False,
            channel_2g_locked_to_6=False,
            dtim_period_2g_locked_to_3=False,
        )
    )
    [sent] = wire.sent
    assert (sent.line, sent.safety) == (f"POST {BROADCASTS}", Safety.UNSAFE)
    assert sent.body == {
        "type": "STANDARD",
        "name": "Lobby",
        "enabled": True,
        "network": {"type": "NATIVE"},
        "securityConfiguration": {"type": "WPA2_PERSONAL", "passphrase": PASSPHRASE},
        "broadcastingFrequenciesGHz": [2.4, 5],
        "multicastToUnicastConversionEnabled": False,
        "clientIsolationEnabled": False,
        "hideName": False,
        "uapsdEnabled": False,
        "arpProxyEnabled": False,
        "bssTransitionEnabled": False,
        "advertiseDeviceName": False,
        "channel2gLockedTo6": False,
        "dtimPeriod2gLockedTo3": False,
    }
    assert made.id == ID


@pytest.mark.parametrize("document", [STANDARD, IOT], ids=["standard", "iot"])
async def test_a_broadcast_is_replaced_with_one_change_and_nothing_lost(
    wire: RecordingTransport, site: SiteScope, document: dict[str, Any]
) -> None:
    security = {**document["securityConfiguration"], "newSetting": {"on": True}}
    wire.answer({**document, "securityConfiguration": security, "newSetting": [1]}, document)
    broadcast = await site.wifi_broadcasts.get(document["id"])
    await site.wifi_broadcasts.replace(broadcast.evolve(name="Renamed"))
    sent = wire.sent[1]
    assert (sent.line, sent.safety) == (f"PUT {BROADCASTS}/{document['id']}", Safety.IDEMPOTENT)
    assert sent.body == {
        **writable(document),
        "name": "Renamed",
        "securityConfiguration": security,
        "newSetting": [1],
    }


async def test_a_passphrase_is_changed_and_the_rest_stays(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer(STANDARD)
    broadcast = decode(STANDARD)
    security = broadcast.security_configuration.evolve(passphrase="another-fake-one")
    await site.wifi_broadcasts.replace(broadcast.evolve(security_configuration=security))
    expected = {**writable(STANDARD), "securityConfiguration": {**STANDARD["securityConfiguration"]}}
    expected["securityConfiguration"]["passphrase"] = "another-fake-one"
    assert wire.sent[0].body == expected


@pytest.mark.parametrize("verb", ["create", "replace"])
async def test_a_broadcast_from_a_list_is_never_written(wire: RecordingTransport, site: SiteScope, verb: str) -> None:
    item = DIALECT.codec.decode(WifiBroadcastOverview, OVERVIEWS[0])
    with pytest.raises(ConfigurationError, match="StandardWifiBroadcastOverview"):
        await getattr(site.wifi_broadcasts, verb)(item)
    assert wire.sent == []


async def test_a_broadcast_without_an_id_is_not_replaced(wire: RecordingTransport, site: SiteScope) -> None:
    with pytest.raises(ConfigurationError, match="wifi_broadcast_id is empty"):
        await site.wifi_broadcasts.replace(decode(writable(STANDARD)))
    assert wire.sent == []


# Deleting


@pytest.mark.parametrize(("force", "query"), [(False, {}), (True, {"force": "true"})])
async def test_a_broadcast_is_deleted(
    wire: RecordingTransport, site: SiteScope, force: bool, query: dict[str, str]
) -> None:
    wire.answer(None)
    await site.wifi_broadcasts.delete(ID, force=force)
    [sent] = wire.sent
    assert (sent.line, sent.query, sent.safety) == (f"DELETE {BROADCASTS}/{ID}", query, Safety.IDEMPOTENT)


async def test_a_broadcast_that_is_not_there_can_not_be_deleted(wire: RecordingTransport, site: SiteScope) -> None:
    wire.answer({}, status=404)
    with pytest.raises(NotFoundError):
        await site.wifi_broadcasts.delete(ID)


async def test_a_deletion_that_finds_nothing_the_second_time_has_succeeded(
    wire: RecordingTransport, site: SiteScope
) -> None:
    wire.answer({}, status=404, resent=True)
    await site.wifi_broadcasts.delete(ID)
    assert len(wire.sent) == 1
