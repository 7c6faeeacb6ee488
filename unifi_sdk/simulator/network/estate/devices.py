"""The sample estate of the Network application: its devices."""

from __future__ import annotations

import uuid

from unifi_sdk.simulator.network.equipment import SimulatedDevice, SimulatedPort, SimulatedRadio
from unifi_sdk.simulator.network.estate.ids import ACCESS_POINT_ID, SWITCH_ID, sample_id

__all__ = [
    "ATTIC_SWITCH_ID",
    "GARDEN_ACCESS_POINT_ID",
    "hotel_devices",
    "new_device",
    "pending_devices",
    "warehouse_devices",
]

ATTIC_SWITCH_ID = sample_id("attic switch")
GARDEN_ACCESS_POINT_ID = sample_id("garden access point")

_DAY = 86_400.0
_GATEWAY = sample_id("gateway")


def hotel_devices(now: float) -> list[SimulatedDevice]:
    """A gateway, two switches and two access points."""
    adopted, booted = now - 200 * _DAY, now - 12 * _DAY
    lobby = SimulatedDevice(
        id=SWITCH_ID, mac_address="74:ac:b9:10:00:02", name="Lobby Switch", model="USW Pro 24 PoE", ip_address="192.168.1.2",
        uplink_device_id=_GATEWAY, adopted_at=adopted, provisioned_at=adopted, booted_at=booted,
        ports=[*_ports(16, linked=9, poe="802.3at"), *_ports(8, first=17, linked=2, poe="802.3bt"), *_uplinks(25, 2)],
    )  # fmt: skip
    attic = SimulatedDevice(
        id=ATTIC_SWITCH_ID, mac_address="74:ac:b9:10:00:03", name="Attic Switch", model="USW Pro 8 PoE",
        ip_address="192.168.1.3", firmware_version="7.0.50", firmware_updatable=True, uplink_device_id=SWITCH_ID,
        adopted_at=adopted, provisioned_at=adopted, booted_at=booted,
        ports=[*_ports(8, linked=3, poe="802.3at"), *_uplinks(9, 2)],
    )  # fmt: skip
    indoors = SimulatedDevice(
        id=ACCESS_POINT_ID, mac_address="74:ac:b9:10:00:04", name="Lobby", model="U7 Pro", ip_address="192.168.1.4",
        uplink_device_id=SWITCH_ID, adopted_at=adopted, provisioned_at=adopted, booted_at=booted,
        radios=[_radio(2.4, "802.11be", 6, 20), _radio(5, "802.11be", 44, 80), _radio(6, "802.11be", 37, 160)],
    )  # fmt: skip
    garden = SimulatedDevice(
        id=GARDEN_ACCESS_POINT_ID, mac_address="74:ac:b9:10:00:05", name="Garden", model="U6 Mesh", ip_address="192.168.1.5",
        uplink_device_id=ACCESS_POINT_ID, adopted_at=adopted, provisioned_at=adopted, booted_at=now - _DAY,
        radios=[_radio(2.4, "802.11ax", 1, 20), _radio(5, "802.11ax", 100, 80)],
    )  # fmt: skip
    return [_gateway(_GATEWAY, "Gateway", "74:ac:b9:10:00:01", "UDM Pro", now, ports=9), lobby, attic, indoors, garden]


def warehouse_devices(now: float) -> list[SimulatedDevice]:
    """A gateway and one access point, which is out of reach."""
    gateway = _gateway(
        sample_id("warehouse gateway"), "Warehouse Gateway", "74:ac:b9:20:00:01", "UCG Ultra", now, ports=5
    )
    access_point = SimulatedDevice(
        id=sample_id("warehouse access point"), mac_address="74:ac:b9:20:00:02", name="Hall", model="U6 Lite",
        ip_address="192.168.20.2", uplink_device_id=gateway.id, adopted_at=now - 90 * _DAY, provisioned_at=now - 89 * _DAY,
        booted_at=now - 3 * _DAY, radios=[_radio(2.4, "802.11ax", 1, 20), _radio(5, "802.11ax", 36, 80)],
    )  # fmt: skip
    access_point.become("OFFLINE")
    return [gateway, access_point]


def pending_devices() -> list[SimulatedDevice]:
    """Two devices out of the box; this version of the application doesn't know one of them."""
    known = SimulatedDevice(
        id=sample_id("pending switch"), mac_address="74:ac:b9:30:00:01", name="USW Flex Mini", model="USW Flex Mini",
        ip_address="192.168.1.60", firmware_version="2.1.6", firmware_updatable=True, ports=_ports(5, linked=1),
    )  # fmt: skip
    unknown = SimulatedDevice(
        id=sample_id("pending access point"), mac_address="74:ac:b9:30:00:02", name="U9 Pro", model="U9 Pro",
        ip_address="192.168.1.61", firmware_version=None, supported=False, radios=[_radio(6, "802.11be", 37, 320)],
    )  # fmt: skip
    for device in (known, unknown):
        device.become("PENDING_ADOPTION")
    return [known, unknown]


def new_device(name: str, model: str, mac: str, ports: int, now: float) -> SimulatedDevice:
    """A device that has just been started.

    Args:
        name: Its display name.
        model: Its model, as the API shows it.
        mac: In any case, with colons.
        ports: How many PoE ports it has; an access point with two radios if 0.
        now: Unix seconds.
    """
    radios = [] if ports else [_radio(2.4, "802.11ax", 1, 20), _radio(5, "802.11ax", 36, 80)]
    return SimulatedDevice(
        id=str(uuid.uuid4()), mac_address=mac.lower(), name=name, model=model, ip_address="192.168.1.99", booted_at=now,
        ports=_ports(ports, poe="802.3at"), radios=radios,
    )  # fmt: skip


def _gateway(identifier: str, name: str, mac: str, model: str, now: float, *, ports: int) -> SimulatedDevice:
    adopted = now - 200 * _DAY
    return SimulatedDevice(
        id=identifier, mac_address=mac, name=name, model=model, ip_address="192.0.2.10", firmware_version="5.1.15",
        adopted_at=adopted, provisioned_at=adopted, booted_at=now - 40 * _DAY,
        ports=[*_ports(ports, linked=4), *_uplinks(ports + 1, 2)],
    )  # fmt: skip


def _ports(count: int, *, first: int = 1, linked: int = 0, poe: str | None = None) -> list[SimulatedPort]:
    return [
        SimulatedPort(idx=first + number, speed_mbps=1000 if number < linked else None, poe_standard=poe)
        for number in range(count)
    ]


def _uplinks(first: int, count: int) -> list[SimulatedPort]:
    return [
        SimulatedPort(idx=first + number, connector="SFPPLUS", max_speed_mbps=10_000, speed_mbps=10_000)
        for number in range(count)
    ]


def _radio(frequency: float, standard: str, channel: int, width: int) -> SimulatedRadio:
    return SimulatedRadio(frequency_ghz=frequency, wlan_standard=standard, channel=channel, channel_width_mhz=width)
