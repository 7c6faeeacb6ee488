"""The sample estate of the Network application: a small hotel with guests and vouchers, and a warehouse."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from unifi_sdk.simulator.network.estate.ids import ACCESS_POINT_ID, SWITCH_ID, sample_id
from unifi_sdk.simulator.network.hotspot import Limits, SimulatedClient, SimulatedVoucher
from unifi_sdk.simulator.network.state import SimulatedSite

__all__ = ["fill_default_site", "fill_warehouse", "many_clients"]

_HOUR = 3600.0
_KINDS = ("WIRELESS", "WIRED", "WIRELESS", "WIRELESS", "WIRED")


def fill_default_site(site: SimulatedSite, now: float) -> None:
    """Clients of all four types, guests before, during and after their time, and vouchers in every state."""
    now = float(int(now))
    clients = [
        _client("WIRED", "Front Desk PC", "00:1b:21:3c:4d:5e", "192.168.1.20", now - 72 * _HOUR),
        _client("WIRED", "Office Printer", "00:80:77:31:01:07", "192.168.1.21", now - 400 * _HOUR),
        _client("WIRELESS", "Manager's Laptop", "a4:83:e7:10:20:30", "192.168.1.40", now - 3 * _HOUR),
        _client("WIRELESS", "Lobby Thermostat", "18:b4:30:aa:bb:01", None, now - 2 * _HOUR),
        _client("WIRELESS", "Guest Phone", "1c:71:25:63:e4:24", "10.10.0.101", now - 0.1 * _HOUR, guest=True),
        _client("WIRELESS", "Apple iPad Pro", "42:8a:f7:3c:50:b0", "10.10.0.102", now - 5 * _HOUR, guest=True),
        _client("WIRELESS", "Galaxy S24", "d6:0f:11:22:33:44", "10.10.0.103", now - 26 * _HOUR, guest=True),
        _client("WIRED", "Room 12 Games Console", "7c:bb:8a:01:02:03", "10.10.0.104", now - _HOUR, guest=True),
        _client("VPN", "Remote Bookkeeper", None, "10.99.0.2", now - 1.5 * _HOUR),
        _client("TELEPORT", "Owner's Phone", None, None, None),
    ]
    for client in clients:
        site.clients[client.id] = client
    ipad, galaxy, games = clients[5], clients[6], clients[7]
    ipad.authorize(now - 4 * _HOUR, now + 20 * _HOUR)
    galaxy.authorize(now - 25 * _HOUR, now - _HOUR)
    for voucher in _vouchers(now):
        site.vouchers[voucher.id] = voucher
    site.vouchers[sample_id("voucher 3")].admit(games, now - 0.5 * _HOUR)


def fill_warehouse(site: SimulatedSite, now: float) -> None:
    """A second site with two clients and no guests."""
    now = float(int(now))
    for name, mac, address in (
        ("Forklift Terminal", "00:0c:42:55:66:77", "192.168.20.10"),
        ("Label Printer", "00:07:4d:12:34:56", "192.168.20.11"),
    ):
        client = _client("WIRELESS", name, mac, address, now - 8 * _HOUR)
        client.uplink_device_id = sample_id("warehouse access point")
        site.clients[client.id] = client


def many_clients(now: float, first: int = 0) -> Iterator[SimulatedClient]:
    """Endless made-up clients, wired and wireless, every tenth of them a guest.

    Args:
        now: Unix seconds, from which their times of connection are counted back.
        first: Where to begin, so that a second call gives others.
    """
    for number in count(first):
        octets = number.to_bytes(3, "big")
        mac = "02:5e:00:" + ":".join(f"{octet:02x}" for octet in octets)
        address = f"10.{20 + octets[0]}.{octets[1]}.{octets[2]}"
        kind = _KINDS[number % len(_KINDS)]
        yield _client(kind, f"Client {number:05}", mac, address, now - number % 5000, guest=number % 10 == 9)


def _vouchers(now: float) -> list[SimulatedVoucher]:
    return [
        SimulatedVoucher(
            id=sample_id("voucher 1"), code="4861409510", name="hotel-guest", created_at=now - 48 * _HOUR,
            time_limit_minutes=1440, authorized_guest_limit=1,
        ),
        SimulatedVoucher(
            id=sample_id("voucher 2"), code="0391842756", name="hotel-guest", created_at=now - 48 * _HOUR,
            time_limit_minutes=1440, authorized_guest_limit=1,
        ),
        SimulatedVoucher(
            id=sample_id("voucher 3"), code="7730291845", name="conference", created_at=now - 6 * _HOUR,
            time_limit_minutes=480, authorized_guest_limit=40, limits=Limits(data_usage_mbytes=2048),
        ),
        SimulatedVoucher(
            id=sample_id("voucher 4"), code="2250618943", name="day-pass", created_at=now - 100 * _HOUR,
            time_limit_minutes=600, limits=Limits(rx_rate_kbps=20_000, tx_rate_kbps=5_000),
            activated_at=now - 90 * _HOUR, guests={sample_id("guest of last week")},
        ),
    ]  # fmt: skip


def _client(
    kind: str, name: str, mac: str | None, address: str | None, connected_at: float | None, *, guest: bool = False
) -> SimulatedClient:
    uplinks = {"WIRED": SWITCH_ID, "WIRELESS": ACCESS_POINT_ID}
    return SimulatedClient(
        id=sample_id(f"client {mac or name}"),
        type=kind,
        name=name,
        connected_at=connected_at,
        ip_address=address,
        mac_address=mac,
        uplink_device_id=uplinks.get(kind),
        guest=guest,
    )
