"""Ports in the simulated classic API: each write replaces the settings of all of them, and is seen a while later."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk.simulator.network.classic.plugs import port_of
from unifi_sdk.simulator.network.classic.port_profiles import default_profile, profiles
from unifi_sdk.simulator.network.classic.state import Settings
from unifi_sdk.simulator.network.classic.wire import Call, ClassicFailure
from unifi_sdk.simulator.network.equipment import SimulatedDevice, SimulatedPort
from unifi_sdk.simulator.network.state import Document

__all__ = ["port_table", "write_overrides"]

_IGNORED_WHEN_AUTO = ("autoneg", "isolation", "stp_port_mode", "port_keepalive_enabled")
_IGNORED_BEGINNINGS = ("egress_rate_limit", "lldpmed", "stormctrl")
_TAGGED = {"all": "auto", "native": "block_all", "customize": "custom"}
_CAPS = {"802.3af": 3, "802.3at": 3, "802.3bt": 35}
_MEDIA = {"RJ45": "GE", "SFPPLUS": "SFP+", "SFP": "SFP"}


def write_overrides(call: Call, device: SimulatedDevice, settings: Settings, overrides: object) -> None:
    """Replace the settings of every port: those that the list doesn't name get the defaults again.

    Raises:
        ClassicFailure: it is no list, or holds something else than objects.
    """
    if not isinstance(overrides, list) or not all(isinstance(element, dict) for element in overrides):
        raise ClassicFailure("InvalidPayload", validationError={"field": "port_overrides"})
    since = call.now + call.site.classic.lag_seconds
    stored: list[object] = [_as_stored(element) for element in overrides]
    settings.port_overrides = [*settings.port_overrides, (since, stored)]
    for port in device.ports:
        effective = _effective(call, _element(stored, port.idx))
        powered, enabled = effective.get("poe_mode") != "off", effective.get("forward") != "disabled"
        port.settings = [*port.settings, (since, powered, enabled)]


def _as_stored(element: Mapping[str, object]) -> Document:
    """What the console makes of an element: what `setting_preference` overrules is gone, contradictions are settled."""
    stored = dict(element)
    if stored.get("setting_preference") == "auto":
        ignored = [n for n in stored if n in _IGNORED_WHEN_AUTO or n.startswith(_IGNORED_BEGINNINGS)]
        for name in ignored:
            del stored[name]
    stored.pop("tagged_networkconf_ids", None)
    if stored.get("forward") in _TAGGED:
        stored["tagged_vlan_mgmt"] = _TAGGED[str(stored["forward"])]
    return stored


def _element(overrides: list[object], idx: int) -> Document:
    found = [each for each in overrides if isinstance(each, dict) and str(each.get("port_idx")) == str(idx)]
    return found[-1] if found else {}


def _effective(call: Call, element: Document) -> Document:
    """An element over the profile that it names."""
    profile = profiles(call.site).get(str(element.get("portconf_id", default_profile(call.site))), {})
    settings = ("forward", "poe_mode", "native_networkconf_id", "tagged_vlan_mgmt", "isolation")
    return {**{name: profile[name] for name in settings if name in profile}, **element}


def port_table(call: Call, device: SimulatedDevice, overrides: list[object]) -> list[Document]:
    """Every port as it is."""
    plugged = {
        idx: client
        for client in call.site.visible_clients(call.now)
        if client.type == "WIRED" and client.uplink_device_id == device.id
        if (idx := port_of(call.site, client)) is not None
    }
    table = []
    for port in device.ports:
        element = _element(overrides, port.idx)
        entry = _entry(call, port, element, _effective(call, element))
        client = plugged.get(port.idx)
        if client is not None:
            entry["mac_table"] = [
                {
                    "mac": client.mac_address,
                    "vlan": 1,
                    "age": 12,
                    "uptime": int(call.now - (client.connected_at or call.now)),
                    "static": False,
                    "hostname": client.name,
                    **({"ip": client.ip_address} if client.ip_address else {}),
                }
            ]
        table.append(entry)
    return table


def _entry(call: Call, port: SimulatedPort, element: Document, effective: Document) -> Document:
    linked = port.is_linked(call.now)
    is_fibre = port.connector != "RJ45"
    entry: Document = {
        "port_idx": port.idx,
        "name": element.get("name", f"{'SFP+' if is_fibre else 'Port'} {port.idx}"),
        "enable": effective.get("forward") != "disabled",
        "up": linked,
        "full_duplex": True,
        "speed": port.speed_mbps if linked else 0,
        "media": _MEDIA.get(port.connector, port.connector),
        "op_mode": element.get("op_mode", "switch"),
        "autoneg": element.get("autoneg", True),
        "is_uplink": is_fibre and linked,
        "portconf_id": element.get("portconf_id", default_profile(call.site)),
        "forward": effective.get("forward", "all"),
        "port_poe": port.poe_standard is not None,
        "poe_caps": _CAPS.get(port.poe_standard or "", 0),
        "rx_bytes": 1_000_000 * port.idx,
        "tx_bytes": 4_000_000 * port.idx,
        "rx_errors": 0,
        "tx_errors": 0,
        "stp_state": "forwarding" if linked else "disabled",
        "aggregated_by": False,
        "mac_table": [],
        "lldp_table": [],
    }
    if "native_networkconf_id" in effective:
        entry["native_networkconf_id"] = effective["native_networkconf_id"]
    if port.poe_standard is not None:
        powered = linked and port.is_powered(call.now)
        entry |= {
            "poe_mode": effective.get("poe_mode", "auto"),
            "poe_enable": powered,
            "poe_good": powered,
            "poe_class": "Class 4" if powered else "Unknown",
            "poe_power": "4.31" if powered else "0.00",
            "poe_voltage": "53.44" if powered else "0.00",
            "poe_current": "80.65" if powered else "0.00",
        }
    if is_fibre:
        entry |= {"sfp_found": True, "sfp_vendor": "Ubiquiti", "sfp_temperature": "41.250", "sfp_rxpower": "-3.42"}
    return entry
