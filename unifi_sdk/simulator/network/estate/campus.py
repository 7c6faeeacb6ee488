"""The large estate of the Network application: every list that can be written to is longer than a page."""

from __future__ import annotations

from collections.abc import Iterator

from unifi_sdk.simulator.network.equipment import SimulatedDevice, SimulatedPort, SimulatedRadio
from unifi_sdk.simulator.network.estate.ids import sample_id
from unifi_sdk.simulator.network.hotspot import SimulatedClient, SimulatedVoucher
from unifi_sdk.simulator.network.state import Document, SimulatedSite

__all__ = ["furnish_campus"]

_CLIENTS = 20_000
_DEVICES = 500
_SWITCHES = 95
_ROOMS = 250
"""How many there are of everything else: a network, a zone, a WiFi, a policy... for each room."""
_VOUCHERS = 1_250
_DAY = 86_400.0
_SPREAD = 982_451_653
"""A prime, so that its multiples are different voucher codes that look like none of a row."""


def furnish_campus(site: SimulatedSite, now: float) -> None:
    """Fill a site that is furnished as a hotel up to 20,000 clients and 500 devices, and add 250 of everything else."""
    now = float(int(now))
    site.devices.update((device.id, device) for device in _devices(_DEVICES - len(site.devices), now))
    site.clients.update((client.id, client) for client in _clients(_CLIENTS - len(site.clients), now))
    site.vouchers.update((voucher.id, voucher) for voucher in _vouchers(now))
    for room in range(1, _ROOMS + 1):
        _furnish_room(site, room)


def _devices(count: int, now: float) -> Iterator[SimulatedDevice]:
    """Switches below the gateway, then access points below the switches."""
    for number in range(count):
        is_switch = number < _SWITCHES
        above = sample_id("gateway") if is_switch else _id("device", number % _SWITCHES)
        yield SimulatedDevice(
            id=_id("device", number),
            mac_address=_mac("74:ac:b9", number),
            name=f"{'Switch' if is_switch else 'Access Point'} {number:03}",
            model="USW Pro 48 PoE" if is_switch else "U7 Pro",
            ip_address=f"10.0.{number // 250}.{number % 250 + 1}",
            uplink_device_id=above,
            adopted_at=now - 300 * _DAY,
            provisioned_at=now - 300 * _DAY,
            booted_at=now - 30 * _DAY,
            ports=_ports() if is_switch else [],
            radios=[] if is_switch else _radios(number),
        )


def _ports() -> list[SimulatedPort]:
    return [
        SimulatedPort(idx=idx, speed_mbps=1000 if idx % 3 else None, poe_standard="802.3at") for idx in range(1, 49)
    ]


def _radios(number: int) -> list[SimulatedRadio]:
    return [
        SimulatedRadio(
            frequency_ghz=2.4, wlan_standard="802.11be", channel=(1, 6, 11)[number % 3], channel_width_mhz=20
        ),
        SimulatedRadio(
            frequency_ghz=5, wlan_standard="802.11be", channel=(36, 52, 100)[number % 3], channel_width_mhz=80
        ),
    ]


def _clients(count: int, now: float) -> Iterator[SimulatedClient]:
    """Wired ones at the switches and wireless ones at the access points, every tenth of them a guest."""
    points = _DEVICES - _SWITCHES - 5
    for number in range(count):
        is_wired = number % 4 == 0
        device = number % _SWITCHES if is_wired else _SWITCHES + number % points
        yield SimulatedClient(
            id=_id("client", number),
            type="WIRED" if is_wired else "WIRELESS",
            name=f"Campus {number:05}",
            connected_at=now - number % 50_000,
            ip_address=f"10.{100 + number // 62_500}.{number // 250 % 250}.{number % 250 + 1}",
            mac_address=_mac("02:ca:30", number),
            uplink_device_id=_id("device", device),
            guest=number % 10 == 9,
        )


def _vouchers(now: float) -> Iterator[SimulatedVoucher]:
    for number in range(1, _VOUCHERS + 1):
        yield SimulatedVoucher(
            id=_id("voucher", number),
            code=f"{number * _SPREAD % 10**10:010}",
            name=f"term {number % 8 + 1}",
            created_at=now - number * 600,
            time_limit_minutes=1440,
            authorized_guest_limit=number % 5 + 1,
        )


def _furnish_room(site: SimulatedSite, room: int) -> None:
    zone, network, entries = _id("zone", room), _id("network", room), _id("list", room)
    prefix = f"10.{200 + room // 250}.{room % 250}"
    site.add(site.firewall_zones, {"id": zone, "name": f"Room {room}", "networkIds": [network]})
    site.add(site.networks, {"id": network, **_network(room, zone, prefix)})
    site.add(site.wifi_broadcasts, {"id": _id("wifi", room), **_wifi(room, network)})
    site.add(site.traffic_matching_lists, {"id": entries, **_list(room, prefix)}, origin=None)
    site.add(site.firewall_policies, {"id": _id("policy", room), **_policy(site, room, zone, entries)})
    site.add(site.acl_rules, {"id": _id("rule", room), **_rule(room, network)})
    record = {"type": "A_RECORD", "enabled": True, "domain": f"room-{room}.campus.example"}
    site.add(site.dns_policies, {"id": _id("record", room), **record, "ipv4Address": f"{prefix}.1", "ttlSeconds": 3600})


def _network(room: int, zone: str, prefix: str) -> Document:
    dhcp = {
        "mode": "SERVER",
        "ipAddressRange": {"start": f"{prefix}.6", "stop": f"{prefix}.254"},
        "leaseTimeSeconds": 86_400,
        "pingConflictDetectionEnabled": True,
    }
    addresses = {"autoScaleEnabled": False, "hostIpAddress": f"{prefix}.1", "prefixLength": 24}
    return {
        "management": "GATEWAY",
        "name": f"Room {room}",
        "enabled": True,
        "vlanId": 1000 + room,
        "default": False,
        "zoneId": zone,
        "isolationEnabled": False,
        "cellularBackupEnabled": False,
        "internetAccessEnabled": True,
        "mdnsForwardingEnabled": False,
        "ipv4Configuration": {**addresses, "dhcpConfiguration": dhcp},
    }


def _wifi(room: int, network: str) -> Document:
    return {
        "type": "IOT_OPTIMIZED",
        "name": f"Room {room}",
        "enabled": True,
        "network": {"type": "SPECIFIC", "networkId": network},
        "securityConfiguration": {"type": "WPA2_PERSONAL", "passphrase": f"simulated-room-{room}"},
        "multicastToUnicastConversionEnabled": False,
        "clientIsolationEnabled": False,
        "hideName": False,
        "uapsdEnabled": False,
        "channel2gLockedTo6": False,
        "dtimPeriod2gLockedTo3": False,
    }


def _list(room: int, prefix: str) -> Document:
    items = [{"type": "SUBNET", "value": f"{prefix}.0/24"}, {"type": "IP_ADDRESS", "value": f"{prefix}.1"}]
    return {"type": "IPV4_ADDRESSES", "name": f"Room {room}", "items": items}


def _policy(site: SimulatedSite, room: int, zone: str, entries: str) -> Document:
    addresses = {"type": "TRAFFIC_MATCHING_LIST", "matchOpposite": False, "trafficMatchingListId": entries}
    internal = next(key for key, document in site.firewall_zones.items() if document["name"] == "Internal")
    return {
        "name": f"Room {room} stays out",
        "enabled": True,
        "action": {"type": "BLOCK"},
        "source": {"zoneId": zone, "trafficFilter": {"type": "IP_ADDRESS", "ipAddressFilter": addresses}},
        "destination": {"zoneId": internal},
        "ipProtocolScope": {"ipVersion": "IPV4"},
        "loggingEnabled": False,
        "reportFlowEnabled": True,
        "index": 0,
    }


def _rule(room: int, network: str) -> Document:
    source = {"type": "NETWORKS", "networkIds": [network]}
    return {
        "type": "IPV4",
        "name": f"Room {room}",
        "enabled": room % 2 == 0,
        "action": "BLOCK",
        "sourceFilter": source,
        "destinationFilter": {"type": "PORTS", "portFilter": [23, 3389]},
        "protocolFilter": ["TCP"],
    }


_KINDS = ("device", "client", "voucher", "zone", "network", "wifi", "list", "policy", "rule", "record")


def _id(kind: str, number: int) -> str:
    """Written down, not hashed: there are tens of thousands."""
    return f"ca305000-0000-4000-8{_KINDS.index(kind):03x}-{number:012x}"


def _mac(vendor: str, number: int) -> str:
    return f"{vendor}:{number >> 16:02x}:{number >> 8 & 255:02x}:{number & 255:02x}"
