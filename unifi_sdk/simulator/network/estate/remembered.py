"""The sample estate of the Network application: clients that are not there, but remembered."""

from __future__ import annotations

from unifi_sdk.simulator.network.classic.records import new_record
from unifi_sdk.simulator.network.classic.state import hex_id
from unifi_sdk.simulator.network.state import Document, SimulatedSite

__all__ = ["furnish_traffic", "remember", "remember_guests"]

_DAY = 86_400.0


def remember(site: SimulatedSite, mac: str, hostname: str, seen_at: float, **fields: object) -> Document:
    """Make the record of a client that has been there.

    Args:
        site: Where.
        mac: Lower case with colons.
        hostname: What it called itself.
        seen_at: When it left, in unix seconds.
        fields: What else stands in the record.
    """
    record = {**new_record(site, mac, seen_at - _DAY), "hostname": hostname, "last_seen": int(seen_at), **fields}
    site.classic.users[mac] = record
    return record


def remember_guests(site: SimulatedSite, now: float) -> None:
    """A returning guest, a tablet that is blocked, and a group for them."""
    group = hex_id("slow guests")
    site.classic.groups[group] = {
        "_id": group,
        "name": "Slow",
        "qos_rate_max_up": 2_000,
        "qos_rate_max_down": 10_000,
    }
    remember(site, "3c:06:30:aa:00:01", "Regular's Phone", now - 3 * _DAY, name="Mrs. Lind", is_guest=True)
    remember(site, "3c:06:30:aa:00:02", "Kids-Tablet", now - 0.5 * _DAY, blocked=True, note="Evenings only", noted=True)


def furnish_traffic(site: SimulatedSite) -> None:
    """A rule that keeps guests off streaming in the mornings, and a route through the VPN of the bookkeeper."""
    rule, route = hex_id("traffic rule"), hex_id("traffic route")
    site.classic.traffic_rules[rule] = {
        "_id": rule,
        "description": "No streaming at breakfast",
        "enabled": True,
        "action": "BLOCK",
        "matching_target": "APP_CATEGORY",
        "target_devices": [{"type": "ALL_CLIENTS"}],
        "app_category_ids": ["4"],
        "app_ids": [],
        "domains": [],
        "bandwidth_limit": {"enabled": False, "download_limit_kbps": 1024, "upload_limit_kbps": 1024},
        "schedule": {
            "mode": "EVERY_DAY",
            "time_all_day": False,
            "time_range_start": "07:00",
            "time_range_end": "10:00",
        },
    }
    site.classic.traffic_routes[route] = {
        "_id": route,
        "description": "Bank by VPN",
        "enabled": False,
        "matching_target": "DOMAIN",
        "domains": [{"domain": "bank.example", "ports": [], "port_ranges": []}],
        "ip_addresses": [],
        "ip_ranges": [],
        "regions": [],
        "target_devices": [{"type": "CLIENT", "client_mac": "00:1b:21:3c:4d:5e"}],
        "network_id": hex_id("vpn bookkeeper"),
        "next_hop": "",
        "kill_switch_enabled": True,
    }
