"""Link stations of a simulated Protect application, but for those that are alarm hubs."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk.simulator.protect.crud import Family
from unifi_sdk.simulator.protect.devices import SimulatedDevice
from unifi_sdk.simulator.protect.wire import Handler

__all__ = ["HANDLERS"]


def _is_no_hub(device: SimulatedDevice) -> bool:
    return device.get("isAlarmHub") is not True


HANDLERS: Mapping[str, Handler] = Family(
    path="/v1/link-stations", kind="linkstation", label="link station", holds=_is_no_hub
).handlers()
"""By operation."""
