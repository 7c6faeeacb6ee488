"""Outlets in the simulated classic API: each write replaces the settings of all of them."""

from __future__ import annotations

from unifi_sdk.simulator.network.classic.state import Settings
from unifi_sdk.simulator.network.classic.wire import ClassicFailure
from unifi_sdk.simulator.network.equipment import SimulatedDevice
from unifi_sdk.simulator.network.state import Document

__all__ = ["outlet_table", "write_outlets"]


def write_outlets(device: SimulatedDevice, settings: Settings, overrides: object) -> None:
    """Replace the settings of every outlet: those that the list doesn't name get the defaults again.

    Raises:
        ClassicFailure: it is no list, or holds something else than objects.
    """
    if not isinstance(overrides, list) or not all(isinstance(element, dict) for element in overrides):
        raise ClassicFailure("InvalidPayload", validationError={"field": "outlet_overrides"})
    settings.outlet_overrides = overrides
    by_index = {str(element.get("index")): element for element in overrides}
    for outlet in device.outlets:
        element = by_index.get(str(outlet.index), {})
        outlet.name = str(element.get("name", f"Outlet {outlet.index}"))
        outlet.relay_state = element.get("relay_state", True) is True
        outlet.cycle_enabled = element.get("cycle_enabled", False) is True


def outlet_table(device: SimulatedDevice) -> list[Document]:
    """Every outlet as it is."""
    return [
        {
            "index": outlet.index,
            "name": outlet.name,
            "relay_state": outlet.relay_state,
            "cycle_enabled": outlet.cycle_enabled,
            "outlet_caps": 3,
            "outlet_power": f"{outlet.watts if outlet.relay_state else 0:.3f}",
            "outlet_current": "0.094" if outlet.relay_state else "0.000",
            "outlet_voltage": "120.100",
            "outlet_power_factor": "0.550",
        }
        for outlet in device.outlets
    ]
