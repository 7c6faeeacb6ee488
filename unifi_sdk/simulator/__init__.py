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
    from unifi_sdk.simulator.console import SimulatedConsole
    from unifi_sdk.simulator.faults import Fault, Faults, FiredFault
    from unifi_sdk.simulator.network.application import SimulatedNetwork
    from unifi_sdk.simulator.network.hotspot import VoucherRefusedError
    from unifi_sdk.simulator.protect.application import SimulatedProtect
    from unifi_sdk.simulator.protect.legacy import SimulatedLegacy
    from unifi_sdk.simulator.quirks import Quirk
    from unifi_sdk.simulator.recorder import RecordedRequest

__all__ = [
    "Certificate",
    "Clock",
    "Fault",
    "Faults",
    "FiredFault",
    "ManualClock",
    "Quirk",
    "RecordedRequest",
    "SimulatedAccess",
    "SimulatedConsole",
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
    "Fault": "faults",
    "Faults": "faults",
    "FiredFault": "faults",
    "ManualClock": "clock",
    "Quirk": "quirks",
    "RecordedRequest": "recorder",
    "SimulatedAccess": "access.application",
    "SimulatedConsole": "console",
    "SimulatedLegacy": "protect.legacy",
    "SimulatedNetwork": "network.application",
    "SimulatedProtect": "protect.application",
    "SystemClock": "clock",
    "VoucherRefusedError": "network.hotspot",
    "make_certificate": "certificates",
}
_EXTRA = {"PIL": "Pillow", "cryptography": "cryptography", "segno": "segno"}


def __getattr__(name: str) -> object:
    """Load a public name from its module the first time it is asked for.

    Raises:
        ModuleNotFoundError: a library of the extra `simulator` is not installed.
    """
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        module = import_module(f"{__name__}.{_MODULES[name]}")
    except ModuleNotFoundError as error:
        library = _EXTRA.get((error.name or "").partition(".")[0])
        if library is None:
            raise
        raise ModuleNotFoundError(
            f"unifi_sdk.simulator needs {library}, which is not installed: install the SDK with its extra `simulator`, "
            "for instance by `pip install '.[simulator]'` in a checkout",
            name=error.name,
        ) from None
    value: object = getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
