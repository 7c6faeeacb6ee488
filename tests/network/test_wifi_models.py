"""What WiFi broadcasts are made of: every security and setting, known and new, and no passphrase in sight."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from tests.support.documents import assert_survives, documents
from tests.support.wifi import ID, IOT, OTHER, PASSPHRASE, STANDARD, decode, writable
from unifi_sdk._core.model import Model
from unifi_sdk.network._dialect import DIALECT
from unifi_sdk.network.models import (
    AllDayBlackout,
    AllowMdnsPolicy,
    AllowMulticast,
    AutomaticDnsAssistance,
    AutomaticMdnsProxy,
    BlackoutDay,
    BlockMdnsPolicy,
    BlockMulticast,
    CustomMdnsProxy,
    CustomMdnsService,
    DerivedNasId,
    DnsAssistance,
    IotOptimizedWifiBroadcast,
    ManualDnsAssistance,
    MdnsPolicy,
    MdnsProxy,
    MdnsService,
    MulticastFilteringPolicy,
    OpenSecurity,
    PredefinedMdnsService,
    PresharedKey,
    RadiusNasId,
    StandardWifiBroadcast,
    TimeRangeBlackout,
    UserDefinedNasId,
    WifiAccessPointFilter,
    WifiBroadcast,
    WifiDeviceFilter,
    WifiDeviceTagFilter,
    WifiNativeNetwork,
    WifiNetworkReference,
    WifiRadius,
    WifiSecurity,
    WifiSpecificNetwork,
    Wpa2EnterpriseSecurity,
    Wpa2PersonalSecurity,
    Wpa2Wpa3EnterpriseSecurity,
    Wpa2Wpa3PersonalSecurity,
    Wpa3EnterpriseSecurity,
    Wpa3PersonalSecurity,
    WpaEnterpriseSecurity,
    WpaPersonalSecurity,
)

RADIUS = {
    "profileId": ID,
    "nasId": {"type": "DERIVED", "source": "BSSID"},
    "macAuthenticationConfiguration": {"macAddressFormat": "LOWERCASE_COLON_SEPARATED"},
}
ENTERPRISE = {"profileId": ID, "nasId": {"type": "USER_DEFINED", "value": "lobby"}}
SAE = {"anticloggingThresholdSeconds": 5, "syncTimeSeconds": 10}

KINDS: list[tuple[type[Model], type[Model], dict[str, object]]] = [
    (WifiSecurity, OpenSecurity, {"type": "OPEN", "encryption": "ENHANCED_OPEN", "radiusConfiguration": RADIUS}),
    (WifiSecurity, Wpa2PersonalSecurity, {"type": "WPA2_PERSONAL", "passphrase": PASSPHRASE, "pmfMode": "REQUIRED"}),
    (
        WifiSecurity,
        Wpa3PersonalSecurity,
        {"type": "WPA3_PERSONAL", "passphrase": PASSPHRASE, "saeConfiguration": SAE, "fastRoamingEnabled": False},
    ),
    (
        WifiSecurity,
        Wpa2Wpa3PersonalSecurity,
        {"type": "WPA2_WPA3_PERSONAL", "passphrase": PASSPHRASE, "saeConfiguration": SAE, "pmfMode": "OPTIONAL"},
    ),
    (
        WifiSecurity,
        Wpa2EnterpriseSecurity,
        {"type": "WPA2_ENTERPRISE", "radiusConfiguration": ENTERPRISE, "coaEnabled": True, "pmfMode": "REQUIRED"},
    ),
    (
        WifiSecurity,
        Wpa3EnterpriseSecurity,
        {
            "type": "WPA3_ENTERPRISE",
            "radiusConfiguration": ENTERPRISE,
            "coaEnabled": False,
            "securityMode": "HIGH_SECURITY_192_BIT",
        },
    ),
    (
        WifiSecurity,
        Wpa2Wpa3EnterpriseSecurity,
        {
            "type": "WPA2_WPA3_ENTERPRISE",
            "radiusConfiguration": ENTERPRISE,
            "coaEnabled": False,
            "pmfMode": "SOMETIMES",
            "wpa3FastRoamingEnabled": True,
            "groupRekeyIntervalSeconds": 60,
        },
    ),
    (WifiSecurity, WifiSecurity, {"type": "WPA4_PERSONAL", "radiusConfiguration": RADIUS, "quantum": True}),
    (WifiNetworkReference, WifiNativeNetwork, {"type": "NATIVE"}),
    (WifiNetworkReference, WifiSpecificNetwork, {"type": "SPECIFIC", "networkId": ID}),
    (WifiNetworkReference, WifiNetworkReference, {"type": "TUNNEL", "tunnelId": ID}),
    (RadiusNasId, DerivedNasId, {"type": "DERIVED", "source": "SERIAL_NUMBER"}),
    (RadiusNasId, UserDefinedNasId, {"type": "USER_DEFINED", "value": "lobby"}),
    (RadiusNasId, RadiusNasId, {"type": "NONE", "why": "new"}),
    (WifiDeviceFilter, WifiAccessPointFilter, {"type": "DEVICES", "deviceIds": [ID]}),
    (WifiDeviceFilter, WifiDeviceTagFilter, {"type": "DEVICE_TAGS", "deviceTagIds": [ID]}),
    (WifiDeviceFilter, WifiDeviceFilter, {"type": "FLOOR", "floor": 2}),
    (MdnsProxy, AutomaticMdnsProxy, {"mode": "AUTO"}),
    (MdnsProxy, CustomMdnsProxy, {"mode": "CUSTOM", "policies": [{"action": "BLOCK"}]}),
    (MdnsProxy, MdnsProxy, {"mode": "LEARNING", "days": 3}),
    (
        MdnsPolicy,
        AllowMdnsPolicy,
        {
            "action": "ALLOW",
            "serviceFilter": [{"type": "PREDEFINED", "name": "PRINTERS"}],
            "bridgingNetworkIds": [ID],
            "deviceFilter": {"type": "DEVICES", "deviceIds": [OTHER]},
        },
    ),
    (MdnsPolicy, BlockMdnsPolicy, {"action": "BLOCK", "deviceFilter": {"type": "DEVICE_TAGS", "deviceTagIds": [ID]}}),
    (MdnsPolicy, MdnsPolicy, {"action": "THROTTLE", "rate": 5}),
    (MdnsService, PredefinedMdnsService, {"type": "PREDEFINED", "name": "NEW_GADGETS"}),
    (MdnsService, CustomMdnsService, {"type": "CUSTOM", "name": "Web", "typeDomain": "_http._tcp"}),
    (MdnsService, MdnsService, {"type": "REGEX", "pattern": ".*"}),
    (MulticastFilteringPolicy, AllowMulticast, {"action": "ALLOW", "sourceMacAddressFilter": ["aa:bb:cc:dd:ee:ff"]}),
    (MulticastFilteringPolicy, BlockMulticast, {"action": "BLOCK"}),
    (MulticastFilteringPolicy, MulticastFilteringPolicy, {"action": "LIMIT", "perSecond": 10}),
    (DnsAssistance, AutomaticDnsAssistance, {"mode": "AUTO"}),
    (DnsAssistance, ManualDnsAssistance, {"mode": "MANUAL", "servers": []}),
    (DnsAssistance, DnsAssistance, {"mode": "ENCRYPTED", "url": "https://dns.example.com"}),
    (BlackoutDay, AllDayBlackout, {"type": "ALL_DAY", "day": "WED"}),
    (
        BlackoutDay,
        TimeRangeBlackout,
        {"type": "TIME_RANGE", "day": "THU", "timeRanges": [{"startTime": "01:00", "endTime": "02:00"}]},
    ),
    (BlackoutDay, BlackoutDay, {"type": "NIGHT", "day": "HOLIDAY", "region": "DE"}),
    (WifiBroadcast, StandardWifiBroadcast, writable(STANDARD)),
    (WifiBroadcast, IotOptimizedWifiBroadcast, writable(IOT)),
    (
        WifiBroadcast,
        WifiBroadcast,
        {**writable(IOT), "type": "MESH", "hops": 2},
    ),
]


@given(documents(DIALECT.codec, WifiBroadcast))
@settings(deadline=None)
def test_a_broadcast_is_written_back_as_it_was_read(document: dict[str, Any]) -> None:
    assert_survives(DIALECT.codec, WifiBroadcast, document)


@pytest.mark.parametrize(
    ("base", "expected", "document"), KINDS, ids=[f"{base.__name__}-{kind.__name__}" for base, kind, _ in KINDS]
)
def test_a_kind_decodes_to_its_class_and_back(
    base: type[Model], expected: type[Model], document: dict[str, object]
) -> None:
    decoded = DIALECT.codec.decode(base, document)  # type: ignore[arg-type]
    assert type(decoded) is expected
    assert DIALECT.codec.encode(decoded, writable=True) == document


@pytest.mark.parametrize("base", sorted({base for base, _, _ in KINDS}, key=str))
def test_there_is_an_example_of_every_kind(base: type[Model]) -> None:
    seen = {expected for of, expected, _ in KINDS if of is base}
    assert seen == {base, *base.variants.values()}


def test_several_passphrases_lead_to_networks_of_their_own() -> None:
    security = decode(IOT).security_configuration
    assert isinstance(security, Wpa2PersonalSecurity)
    assert security.preshared_keys == (
        PresharedKey(network=WifiNativeNetwork(), passphrase=PASSPHRASE),
        PresharedKey(network=WifiSpecificNetwork(network_id=ID)),
    )


def test_every_personal_security_has_a_passphrase_and_every_enterprise_one_asks_radius() -> None:
    personal = {kind for kind in WifiSecurity.variants if issubclass(WifiSecurity.variants[kind], WpaPersonalSecurity)}
    enterprise = {
        kind for kind in WifiSecurity.variants if issubclass(WifiSecurity.variants[kind], WpaEnterpriseSecurity)
    }
    assert personal == {"WPA2_PERSONAL", "WPA3_PERSONAL", "WPA2_WPA3_PERSONAL"}
    assert enterprise == {"WPA2_ENTERPRISE", "WPA3_ENTERPRISE", "WPA2_WPA3_ENTERPRISE"}
    security = DIALECT.codec.decode(WifiSecurity, {"type": "WPA2_ENTERPRISE", "radiusConfiguration": ENTERPRISE})  # type: ignore[dict-item]
    assert security.radius_configuration == WifiRadius(profile_id=ID, nas_id=UserDefinedNasId(value="lobby"))


def test_frequencies_that_an_older_version_writes_as_text_stay_text() -> None:
    document = {**writable(STANDARD), "broadcastingFrequenciesGHz": ["2.4", "5"]}
    broadcast = decode(document)
    assert isinstance(broadcast, StandardWifiBroadcast)
    assert broadcast.broadcasting_frequencies_ghz == ("2.4", "5")
    assert DIALECT.codec.encode(broadcast, writable=True) == document


def test_what_an_older_version_does_not_know_is_not_told_to_it() -> None:
    new = {"channel2gLockedTo6", "dtimPeriod2gLockedTo3", "advertiseDeviceName", "handoffSuggestionsConfiguration"}
    document = {key: value for key, value in writable(STANDARD).items() if key not in new}
    assert DIALECT.codec.encode(decode(document), writable=True) == document


def test_no_passphrase_is_shown() -> None:
    for document in (STANDARD, IOT):
        assert PASSPHRASE not in repr(decode(document))
        assert "'***'" in repr(decode(document))
