"""WiFi broadcasts as a console sends them, in lists and one by one."""

from __future__ import annotations

from typing import Any

from unifi_sdk.network._dialect import DIALECT
from unifi_sdk.network.models import WifiBroadcast

__all__ = ["ID", "IOT", "OTHER", "OVERVIEWS", "PASSPHRASE", "STANDARD", "decode", "writable"]

ID = "6f2a7e0c-3d1b-4c8e-9b5f-1a2b3c4d5e6f"
OTHER = "9e8d7c6b-5a49-4382-9716-0f1e2d3c4b5a"
PASSPHRASE = "not-a-real-passphrase"

STANDARD: dict[str, Any] = {
    "type": "STANDARD",
    "id": ID,
    "name": "Lobby",
    "metadata": {"origin": "USER_DEFINED"},
    "enabled": True,
    "network": {"type": "SPECIFIC", "networkId": OTHER},
    "securityConfiguration": {
        "type": "WPA2_WPA3_PERSONAL",
        "passphrase": PASSPHRASE,
        "pmfMode": "OPTIONAL",
        "saeConfiguration": {"anticloggingThresholdSeconds": 5, "syncTimeSeconds": 5},
        "wpa3FastRoamingEnabled": False,
        "fastRoamingEnabled": True,
        "groupRekeyIntervalSeconds": 3600,
    },
    "broadcastingDeviceFilter": {"type": "DEVICE_TAGS", "deviceTagIds": [OTHER]},
    "mdnsProxyConfiguration": {"mode": "AUTO"},
    "multicastFilteringPolicy": {"action": "ALLOW", "sourceMacAddressFilter": []},
    "multicastToUnicastConversionEnabled": False,
    "clientIsolationEnabled": True,
    "hideName": False,
    "uapsdEnabled": True,
    "channel2gLockedTo6": False,
    "dtimPeriod2gLockedTo3": True,
    "basicDataRateKbpsByFrequencyGHz": {"2.4": 2000, "5": 6000},
    "clientFilteringPolicy": {"action": "BLOCK", "macAddressFilter": ["aa:bb:cc:dd:ee:ff"]},
    "blackoutScheduleConfiguration": {
        "days": [
            {"type": "ALL_DAY", "day": "SUN"},
            {"type": "TIME_RANGE", "day": "MON", "timeRanges": [{"startTime": "22:00", "endTime": "23:30"}]},
        ]
    },
    "broadcastingFrequenciesGHz": [2.4, 5],
    "hotspotConfiguration": {"type": "CAPTIVE_PORTAL"},
    "mloEnabled": False,
    "bandSteeringEnabled": True,
    "arpProxyEnabled": False,
    "bssTransitionEnabled": True,
    "advertiseDeviceName": False,
    "dtimPeriodByFrequencyGHzOverride": {"2.4": 3, "5": 2, "6": 1},
    "dnsAssistanceConfiguration": {"mode": "MANUAL", "servers": ["192.0.2.53"]},
    "handoffSuggestionsConfiguration": {"band5GHzRssiThreshold": -70, "band6GHzRssiThreshold": -80},
}
IOT: dict[str, Any] = {
    "type": "IOT_OPTIMIZED",
    "id": OTHER,
    "name": "Things",
    "metadata": {"origin": "ORCHESTRATED"},
    "enabled": False,
    "securityConfiguration": {
        "type": "WPA2_PERSONAL",
        "presharedKeys": [
            {"network": {"type": "NATIVE"}, "passphrase": PASSPHRASE},
            {"network": {"type": "SPECIFIC", "networkId": ID}},
        ],
    },
    "multicastToUnicastConversionEnabled": False,
    "clientIsolationEnabled": False,
    "hideName": True,
    "uapsdEnabled": False,
    "channel2gLockedTo6": True,
    "dtimPeriod2gLockedTo3": False,
}
OVERVIEWS: list[dict[str, Any]] = [
    {
        **{key: STANDARD[key] for key in ("type", "id", "name", "enabled", "metadata", "network")},
        "securityConfiguration": {"type": "WPA2_PERSONAL", "presharedKeyNetworkIds": [{"type": "NATIVE"}]},
        "broadcastingFrequenciesGHz": [2.4, 5, 6],
        "hotspotConfiguration": {"type": "PASSPOINT"},
    },
    {
        **{key: IOT[key] for key in ("type", "id", "name", "enabled", "metadata")},
        "securityConfiguration": {"type": "OPEN"},
        "broadcastingDeviceFilter": {"type": "DEVICES", "deviceIds": [OTHER]},
    },
]


def writable(document: dict[str, Any]) -> dict[str, Any]:
    """What may be sent of it."""
    return {key: value for key, value in document.items() if key not in ("id", "metadata")}


def decode(document: Any) -> WifiBroadcast:
    return DIALECT.codec.decode(WifiBroadcast, document)
