"""A UniFi console in a box: real TLS, REST and WebSockets on loopback, to test against (extra: `simulator`).

    async with SimulatedConsole() as console:
        print(console.address, console.api_key, console.fingerprints)

Names load on first use, so that importing this package costs nothing and needs none of the extra's libraries.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unifi_sdk.simulator.access.application import SimulatedAccess
    from unifi_sdk.simulator.certificates import Certificate, make_certificate
    from unifi_sdk.simulator.clock import Clock, ManualClock, SystemClock
    from unifi_sdk.simulator.cloud.application import SimulatedCloud
    from unifi_sdk.simulator.cloud.state import CloudAccount, CloudHost, CloudKey, CloudWorkspace
    from unifi_sdk.simulator.console import SimulatedConsole
    from unifi_sdk.simulator.faults import Fault, Faults, FiredFault
    from unifi_sdk.simulator.fleet import FleetConsole, SimulatedFleet
    from unifi_sdk.simulator.innerspace.application import SimulatedInnerspace
    from unifi_sdk.simulator.network.application import SimulatedNetwork
    from unifi_sdk.simulator.network.hotspot import VoucherRefusedError
    from unifi_sdk.simulator.protect.application import SimulatedProtect
    from unifi_sdk.simulator.protect.legacy import SimulatedLegacy
    from unifi_sdk.simulator.quirks import Quirk
    from unifi_sdk.simulator.recorder import RecordedRequest

__all__ = [
    "Certificate",
    "Clock",
    "CloudAccount",
    "CloudHost",
    "CloudKey",
    "CloudWorkspace",
    "Fault",
    "Faults",
    "FiredFault",
    "FleetConsole",
    "ManualClock",
    "Quirk",
    "RecordedRequest",
    "SimulatedAccess",
    "SimulatedCloud",
    "SimulatedConsole",
    "SimulatedFleet",
    "SimulatedInnerspace",
    "SimulatedLegacy",
    "SimulatedNetwork",
    "SimulatedProtect",
    "SystemClock",
    "VoucherRefusedError",
    "make_certificate",
]

_MODULES = {
    "Certificate": "certificates",
    "Clock": "clock",
    "CloudAccount": "cloud.state",
    "CloudHost": "cloud.state",
    "CloudKey": "cloud.state",
    "CloudWorkspace": "cloud.state",
    "Fault": "faults",
    "Faults": "faults",
    "FiredFault": "faults",
    "FleetConsole": "fleet",
    "ManualClock": "clock",
    "Quirk": "quirks",
    "RecordedRequest": "recorder",
    "SimulatedAccess": "access.application",
    "SimulatedCloud": "cloud.application",
    "SimulatedConsole": "console",
    "SimulatedFleet": "fleet",
    "SimulatedInnerspace": "innerspace.application",
    "SimulatedLegacy": "protect.legacy",
    "SimulatedNetwork": "network.application",
    "SimulatedProtect": "protect.application",
    "SystemClock": "clock",
    "VoucherRefusedError": "network.hotspot",
    "make_certificate": "certificates",
}


def __getattr__(name: str) -> object:
    """Load a public name from its module the first time it is asked for.

    Raises:
        ModuleNotFoundError: a library of the extra `simulator` is not installed.
    """
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = import_module(f"{__name__}.{_MODULES[name]}")
    value: object = getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
