"""Sensors of a simulated Protect application."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk.simulator.protect.crud import Family
from unifi_sdk.simulator.protect.devices import Document, SimulatedDevice
from unifi_sdk.simulator.protect.wire import Call, Handler, ProtectFailure

__all__ = ["HANDLERS"]

_CAPABILITIES = {
    "lightSettings": "light",
    "humiditySettings": "humidity",
    "temperatureSettings": "temperature",
    "motionSettings": "motion",
    "alarmSettings": "smoke",
}


def _adjust(call: Call, sensor: SimulatedDevice, changes: Document) -> None:
    capabilities = sensor.get("featureFlags")
    for settings in _CAPABILITIES.keys() & changes.keys():
        if isinstance(capabilities, Mapping) and _CAPABILITIES[settings] not in capabilities:
            raise ProtectFailure(409, "This operation is not supported for this sensor")


HANDLERS: Mapping[str, Handler] = Family(path="/v1/sensors", kind="sensor", label="sensor", adjust=_adjust).handlers()
"""By operation."""
