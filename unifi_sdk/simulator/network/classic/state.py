"""What a site remembers that the documented API doesn't show."""

from __future__ import annotations

import hashlib
from typing import TypeAlias

from attrs import Factory, define, field

from unifi_sdk.simulator.network.hotspot import SimulatedClient, SimulatedVoucher

__all__ = ["ClassicSide", "Settings", "hex_id"]

_Document: TypeAlias = dict[str, object]
_Shelf: TypeAlias = dict[str, _Document]


def hex_id(name: str) -> str:
    """The id of 24 hexadecimal digits that the classic API gives to what has this name: the same in every process."""
    return hashlib.sha256(name.encode()).hexdigest()[:24]


@define(kw_only=True)
class Settings:
    """What was written to one device; it shows each list of overrides a while later."""

    fields: _Document = field(factory=dict)
    """Fields that are shown as they were written."""
    port_overrides: list[tuple[float, list[object]]] = Factory(lambda: [(0.0, [])])
    """From when, and which; in the order of time."""
    outlet_overrides: list[object] = field(factory=list)

    def overrides(self, now: float) -> list[object]:
        """The overrides of ports that the device shows at `now`."""
        return [shown for since, shown in self.port_overrides if since <= now][-1]


@define(kw_only=True)
class ClassicSide:
    """What the classic API alone knows of a site; a test may read and change it."""

    users: _Shelf = field(factory=dict)
    """The record of every client that was ever seen, by MAC address, or by whatever somebody sent in its place."""
    barred: dict[str, SimulatedClient] = field(factory=dict)
    """The blocked clients that would be connected, by MAC address."""
    plugged: dict[str, int] = field(factory=dict)
    """The port that each wired client hangs on, by MAC address."""
    groups: _Shelf = field(factory=dict)
    """The groups of clients, by id; there is always the default one."""
    devices: dict[str, Settings] = field(factory=dict)
    """What was written to devices, by their id in the documented API."""
    lag_seconds: float = 1.0
    """How long a device takes until it shows what was written to it."""
    port_profiles: _Shelf = field(factory=dict)
    """By id; the console's own are always there."""
    port_forwards: _Shelf = field(factory=dict)
    """By id."""
    wlans: _Shelf = field(factory=dict)
    """What was written to WLANs and has no place in the documented API, by their id there."""
    guests: _Shelf = field(factory=dict)
    """Every stay of a guest that was ever listed, by id."""
    redeemed: list[SimulatedVoucher] = field(factory=list)
    """The vouchers that were typed into the portal, the last one first; some are deleted by now."""
    traffic_rules: _Shelf = field(factory=dict)
    """By id."""
    traffic_routes: _Shelf = field(factory=dict)
    """By id."""
    policies: _Shelf = field(factory=dict)
    """What was written to firewall policies and has no place in the documented API, by their id there."""
    speed_tests: list[_Document] = field(factory=list)
    """The last one at the end; one that still runs is there with the time at which it ends."""
    log: list[_Document] = field(factory=list)
    """What happened, the oldest first."""

    def note(
        self, now: float, key: str, category: str, message: str, severity: str = "LOW", **parameters: object
    ) -> _Document:
        """Add an entry to the log.

        Args:
            now: Unix seconds.
            key: The name of its kind.
            category: What it is about.
            message: With `{PLACEHOLDER}`s.
            severity: `LOW`, `MEDIUM`, `HIGH` or `VERY_HIGH`.
            parameters: What the placeholders stand for.
        """
        entry: _Document = {
            "id": hex_id(f"log {len(self.log)} {now} {key}"),
            "key": key,
            "event": key,
            "category": category,
            "subcategory": f"{category}_GENERAL",
            "severity": severity,
            "status": "NEW",
            "type": "GENERAL",
            "timestamp": int(now * 1000),
            "title_raw": key.replace("_", " ").capitalize(),
            "message_raw": message,
            "parameters": parameters,
            "show_on_dashboard": False,
        }
        self.log.append(entry)
        return entry
