"""Networks as a console sends them, one of each kind, with every setting in one of them."""

from __future__ import annotations

from typing import Any

__all__ = ["GATEWAY", "ID", "OTHER", "SWITCH", "UNMANAGED", "WAN", "without_read_only"]

ID = "6f2a7e0c-3d1b-4c8e-9b5f-1a2b3c4d5e6f"
WAN = "c1d2e3f4-0a1b-4c2d-8e3f-9a8b7c6d5e4f"
OTHER = "9e8d7c6b-5a49-4382-9716-0f1e2d3c4b5a"
_READ_ONLY = {"id", "metadata", "default"}

GATEWAY = {
    "management": "GATEWAY",
    "id": ID,
    "name": "Lab",
    "enabled": True,
    "vlanId": 20,
    "metadata": {"origin": "USER_DEFINED"},
    "dhcpGuarding": {"trustedDhcpServerIpAddresses": ["192.0.2.1"]},
    "default": False,
    "isolationEnabled": False,
    "cellularBackupEnabled": False,
    "zoneId": OTHER,
    "internetAccessEnabled": True,
    "mdnsForwardingEnabled": True,
    "ipv4Configuration": {
        "autoScaleEnabled": False,
        "hostIpAddress": "192.0.2.1",
        "prefixLength": 24,
        "additionalHostIpSubnets": ["198.51.100.1/24"],
        "dhcpConfiguration": {
            "mode": "SERVER",
            "ipAddressRange": {"start": "192.0.2.10", "stop": "192.0.2.200"},
            "gatewayIpAddressOverride": "192.0.2.2",
            "dnsServerIpAddressesOverride": ["192.0.2.53"],
            "leaseTimeSeconds": 86400,
            "domainName": "lab.example.com",
            "pingConflictDetectionEnabled": True,
            "pxeConfiguration": {"serverIpAddress": "192.0.2.60", "filename": "boot.efi"},
            "ntpServerIpAddresses": ["192.0.2.70"],
            "option43Value": "192.0.2.80",
            "tftpServerAddress": "tftp.example.com",
            "timeOffsetSeconds": -3600,
            "wpadUrl": "http://wpad.example.com/wpad.dat",
            "winsServerIpAddresses": ["192.0.2.90"],
        },
        "natOutboundIpAddressConfiguration": [
            {"type": "AUTO", "wanInterfaceId": WAN, "ipAddressSelectionMode": "ALL"},
            {
                "type": "STATIC",
                "wanInterfaceId": OTHER,
                "ipAddressSelectors": [
                    {"type": "IP_ADDRESS", "value": "203.0.113.5"},
                    {"type": "IP_ADDRESS_RANGE", "start": "203.0.113.7", "stop": "203.0.113.9"},
                ],
            },
        ],
    },
    "ipv6Configuration": {
        "interfaceType": "STATIC",
        "clientAddressAssignment": {
            "dhcpConfiguration": {"ipAddressSuffixRange": {"start": "::2", "stop": "::ff"}, "leaseTimeSeconds": 3600},
            "slaacEnabled": False,
        },
        "routerAdvertisement": {"priority": "HIGH"},
        "dnsServerIpAddressesOverride": ["2001:db8::53"],
        "additionalHostIpSubnets": ["2001:db8:1::1/64"],
        "hostIpAddress": "2001:db8::1",
        "prefixLength": 64,
    },
}
SWITCH = {
    **{key: GATEWAY[key] for key in ("id", "name", "enabled", "vlanId", "metadata", "default")},
    "management": "SWITCH",
    "isolationEnabled": True,
    "cellularBackupEnabled": False,
    "deviceId": OTHER,
    "ipv4Configuration": {
        "autoScaleEnabled": False,
        "hostIpAddress": "192.0.2.1",
        "prefixLength": 24,
        "dhcpConfiguration": {"mode": "RELAY", "dhcpServerIpAddresses": ["192.0.2.5"]},
    },
}
UNMANAGED = {
    "management": "UNMANAGED",
    "id": ID,
    "name": "Cameras",
    "enabled": True,
    "vlanId": 30,
    "metadata": {"origin": "ORCHESTRATED"},
    "default": False,
}


def without_read_only(document: dict[str, Any]) -> dict[str, Any]:
    """What of a document may be sent back."""
    return {key: value for key, value in document.items() if key not in _READ_ONLY}
