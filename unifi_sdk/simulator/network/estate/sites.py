"""The sample estate of the Network application beside its clients: devices, networks, WiFi, DNS, VPN, switching."""

from __future__ import annotations

from uuid import NAMESPACE_OID, uuid3

from unifi_sdk.simulator.network.estate.devices import (
    ATTIC_SWITCH_ID,
    GARDEN_ACCESS_POINT_ID,
    hotel_devices,
    warehouse_devices,
)
from unifi_sdk.simulator.network.estate.ids import ACCESS_POINT_ID, SWITCH_ID, sample_id
from unifi_sdk.simulator.network.state import Document, SimulatedSite

__all__ = ["furnish_basics", "furnish_default_site", "furnish_warehouse"]

_GUEST = sample_id("network guest")
_IOT = sample_id("network iot")


def furnish_basics(site: SimulatedSite) -> None:
    """What even an empty site has: the default network, two uplinks and a RADIUS profile, all by the system."""
    site.add(site.networks, _default_network(site, "192.168.1.1"), origin="SYSTEM_DEFINED")
    for name in ("Internet 1", "Internet 2"):
        site.add(site.wans, {"id": sample_id(f"{site.id} {name}"), "name": name}, origin=None)
    profile = {"id": sample_id(f"{site.id} radius default"), "name": "Default"}
    site.add(site.radius_profiles, profile, origin="SYSTEM_DEFINED")


def furnish_default_site(site: SimulatedSite, now: float) -> None:
    """The hotel: a gateway, two switches, two access points, and what they are configured for."""
    site.devices.update((device.id, device) for device in hotel_devices(now))
    for network in (_guest_network(), _iot_network(site)):
        site.add(site.networks, network)
    for broadcast in (_guest_wifi(), _staff_wifi()):
        site.add(site.wifi_broadcasts, broadcast)
    for record in _dns_policies():
        site.add(site.dns_policies, record)
    for matching in _traffic_matching_lists():
        site.add(site.traffic_matching_lists, matching, origin=None)
    site.add(site.vpn_servers, _vpn_server("WIREGUARD", "Staff at home"))
    site.add(site.vpn_servers, _vpn_server("UID", "One-click VPN"), origin="DERIVED")
    site.add(site.site_to_site_tunnels, {"id": sample_id("tunnel bank"), "type": "IPSEC", "name": "Bookkeeper"})
    source = {"origin": "DERIVED", "source": "SDWAN"}
    tunnel = {"id": sample_id("tunnel warehouse"), "type": "WIREGUARD", "name": "Warehouse", "metadata": source}
    site.add(site.site_to_site_tunnels, tunnel)
    site.add(site.radius_profiles, {"id": sample_id("radius staff"), "name": "Staff"})
    tags = {"Indoors": [ACCESS_POINT_ID, SWITCH_ID], "Outdoors": [GARDEN_ACCESS_POINT_ID]}
    for name, device_ids in tags.items():
        site.add(site.device_tags, {"id": sample_id(f"tag {name}"), "name": name, "deviceIds": device_ids})
    _furnish_switching(site)
    site.network_uses[_GUEST] = [("NAT_RULE", None)]


def furnish_warehouse(site: SimulatedSite, now: float) -> None:
    """A gateway and an access point that is out of reach, in another range of addresses."""
    site.devices.update((device.id, device) for device in warehouse_devices(now))
    site.add(site.networks, _default_network(site, "192.168.20.1"), origin="SYSTEM_DEFINED")


def _default_network(site: SimulatedSite, gateway: str) -> Document:
    network = _network("Default", 1, gateway)
    return {**network, "id": str(uuid3(NAMESPACE_OID, f"{site.id} default network")), "default": True}


def _network(name: str, vlan: int, gateway: str) -> Document:
    prefix = gateway.rpartition(".")[0]
    dhcp = {
        "mode": "SERVER",
        "ipAddressRange": {"start": f"{prefix}.6", "stop": f"{prefix}.254"},
        "leaseTimeSeconds": 86_400,
        "pingConflictDetectionEnabled": True,
    }
    return {
        "management": "GATEWAY",
        "name": name,
        "enabled": True,
        "vlanId": vlan,
        "default": False,
        "isolationEnabled": False,
        "cellularBackupEnabled": True,
        "internetAccessEnabled": True,
        "mdnsForwardingEnabled": True,
        "ipv4Configuration": {
            "autoScaleEnabled": False,
            "hostIpAddress": gateway,
            "prefixLength": 24,
            "dhcpConfiguration": dhcp,
        },
    }


def _guest_network() -> Document:
    guarding = {"trustedDhcpServerIpAddresses": ["10.10.0.1"]}
    zone = sample_id("default zone Hotspot")
    return {
        **_network("Guests", 10, "10.10.0.1"),
        "id": _GUEST,
        "dhcpGuarding": guarding,
        "isolationEnabled": True,
        "zoneId": zone,
    }


def _iot_network(site: SimulatedSite) -> Document:
    ipv6 = {
        "interfaceType": "PREFIX_DELEGATION",
        "prefixDelegationWanInterfaceId": next(iter(site.wans)),
        "clientAddressAssignment": {"slaacEnabled": True},
        "routerAdvertisement": {"priority": "HIGH"},
    }
    zone = sample_id("default zone Things")
    return {**_network("Things", 20, "10.20.0.1"), "id": _IOT, "ipv6Configuration": ipv6, "zoneId": zone}


def _guest_wifi() -> Document:
    return {
        **_wifi("Hotel Guest"),
        "network": {"type": "SPECIFIC", "networkId": _GUEST},
        "securityConfiguration": {"type": "OPEN"},
        "hotspotConfiguration": {"type": "CAPTIVE_PORTAL"},
        "clientIsolationEnabled": True,
    }


def _staff_wifi() -> Document:
    security = {
        "type": "WPA2_WPA3_PERSONAL",
        "passphrase": "simulated-passphrase",
        "pmfMode": "OPTIONAL",
        "saeConfiguration": {"anticloggingThresholdSeconds": 5, "syncTimeSeconds": 5},
        "wpa3FastRoamingEnabled": False,
        "groupRekeyIntervalSeconds": 3600,
    }
    return {
        **_wifi("Hotel Staff"),
        "network": {"type": "NATIVE"},
        "securityConfiguration": security,
        "broadcastingDeviceFilter": {"type": "DEVICE_TAGS", "deviceTagIds": [sample_id("tag Indoors")]},
        "broadcastingFrequenciesGHz": [2.4, 5, 6],
        "handoffSuggestionsConfiguration": {"band5GHzRssiThreshold": -75},
    }


def _wifi(name: str) -> Document:
    return {
        "id": sample_id(f"wifi {name}"),
        "type": "STANDARD",
        "name": name,
        "enabled": True,
        "broadcastingFrequenciesGHz": [2.4, 5],
        "multicastToUnicastConversionEnabled": True,
        "clientIsolationEnabled": False,
        "hideName": False,
        "uapsdEnabled": False,
        "channel2gLockedTo6": False,
        "dtimPeriod2gLockedTo3": False,
        "arpProxyEnabled": False,
        "bssTransitionEnabled": True,
        "advertiseDeviceName": False,
        "mloEnabled": False,
        "bandSteeringEnabled": True,
    }


def _dns_policies() -> list[Document]:
    records: list[Document] = [
        {"type": "A_RECORD", "domain": "printer.hotel.example", "ipv4Address": "192.168.1.21", "ttlSeconds": 14_400},
        {"type": "AAAA_RECORD", "domain": "nas.hotel.example", "ipv6Address": "2001:db8::21", "ttlSeconds": 14_400},
        {"type": "CNAME_RECORD", "domain": "scan.hotel.example", "targetDomain": "printer.hotel.example", "ttlSeconds": 600},
        {"type": "MX_RECORD", "domain": "hotel.example", "mailServerDomain": "mail.hotel.example", "priority": 10},
        {"type": "TXT_RECORD", "domain": "hotel.example", "text": "v=spf1 mx -all"},
        {
            "type": "SRV_RECORD", "domain": "hotel.example", "serverDomain": "phones.hotel.example", "service": "_sip",
            "protocol": "_tcp", "port": 5060, "priority": 10, "weight": 5,
        },
        {"type": "FORWARD_DOMAIN", "domain": "corp.example", "ipAddress": "10.99.0.53"},
    ]  # fmt: skip
    return [{"id": sample_id(f"dns {record['type']}"), "enabled": True, **record} for record in records]


def _traffic_matching_lists() -> list[Document]:
    ports = [{"type": "PORT_NUMBER", "value": 631}, {"type": "PORT_NUMBER_RANGE", "start": 9100, "stop": 9102}]
    addresses: list[Document] = [
        {"type": "IP_ADDRESS", "value": "192.168.1.21"},
        {"type": "SUBNET", "value": "192.168.1.64/28"},
        {"type": "IP_ADDRESS_RANGE", "start": "192.168.1.100", "stop": "192.168.1.110"},
    ]
    ipv6 = [{"type": "SUBNET", "value": "2001:db8:1::/64"}]
    lists = (
        ("PORTS", "Printing", ports),
        ("IPV4_ADDRESSES", "Printers", addresses),
        ("IPV6_ADDRESSES", "Servers", ipv6),
    )
    return [
        {"id": sample_id(f"list {name}"), "type": kind, "name": name, "items": items} for kind, name, items in lists
    ]


def _vpn_server(kind: str, name: str) -> Document:
    return {"id": sample_id(f"vpn {kind}"), "type": kind, "name": name, "enabled": True}


def _furnish_switching(site: SimulatedSite) -> None:
    stack, domain = sample_id("switch stack"), sample_id("mc-lag domain")
    across: list[Document] = [{"deviceId": SWITCH_ID, "portIdxs": [24]}, {"deviceId": ATTIC_SWITCH_ID, "portIdxs": [8]}]
    units: list[Document] = [
        {"id": number, "macAddress": site.devices[device].mac_address, "role": role, "order": number}
        for number, (device, role) in enumerate(
            ((SWITCH_ID, "ACTIVE_CONTROLLER"), (ATTIC_SWITCH_ID, "BACKUP_CONTROLLER")), start=1
        )
    ]
    stacked = [
        {**member, "unitId": unit["id"], "unitMacAddress": unit["macAddress"]}
        for member, unit in zip(across, units, strict=True)
    ]
    own: Document = {"origin": "USER_DEFINED"}
    lags = {kind: sample_id(f"lag {kind}") for kind in ("LOCAL", "SWITCH_STACK", "MULTI_CHASSIS")}
    local: Document = {"type": "LOCAL", "members": [{"deviceId": SWITCH_ID, "portIdxs": [15, 16]}]}
    site.add(site.lags, {"id": lags["LOCAL"], **local})
    site.add(
        site.lags, {"id": lags["SWITCH_STACK"], "type": "SWITCH_STACK", "members": stacked, "switchStackId": stack}
    )
    site.add(
        site.lags, {"id": lags["MULTI_CHASSIS"], "type": "MULTI_CHASSIS", "members": across, "mcLagDomainId": domain}
    )
    site.add(
        site.switch_stacks,
        {
            "id": stack,
            "name": "House",
            "deviceId": SWITCH_ID,
            "members": [{"deviceId": SWITCH_ID}, {"deviceId": ATTIC_SWITCH_ID}],
            "units": units,
            "lags": [{"id": lags["SWITCH_STACK"], "members": stacked, "metadata": own}],
        },
    )
    peers = [
        {"role": "TOP", "deviceId": SWITCH_ID, "linkPortIdxs": [25, 26]},
        {"role": "BOTTOM", "deviceId": ATTIC_SWITCH_ID, "linkPortIdxs": [9, 10]},
    ]
    lag = {"id": lags["MULTI_CHASSIS"], "members": across, "metadata": own}
    site.add(site.mc_lag_domains, {"id": domain, "name": "Backbone", "peers": peers, "lags": [lag]})
