"""Metrics of consoles and of the cloud, for Prometheus (extra `metrics`).

An `Exporter` reads its targets in the background, and `make_app` serves what it has. `CallMetrics` counts the calls of any
client by its ``on_call``. ``unifi metrics`` is all of it as a command.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unifi_sdk.metrics.calls import CallMetrics as CallMetrics
    from unifi_sdk.metrics.exporter import Exporter as Exporter
    from unifi_sdk.metrics.exporter import Timing as Timing
    from unifi_sdk.metrics.gauges import GAUGES as GAUGES
    from unifi_sdk.metrics.gauges import Gauge as Gauge
    from unifi_sdk.metrics.samples import Samples as Samples
    from unifi_sdk.metrics.server import make_app as make_app
    from unifi_sdk.metrics.server import serve as serve
    from unifi_sdk.metrics.targets import Part as Part
    from unifi_sdk.metrics.targets import Target as Target
    from unifi_sdk.metrics.targets import cloud_target as cloud_target
    from unifi_sdk.metrics.targets import console_target as console_target
    from unifi_sdk.metrics.targets import reference_target as reference_target

__all__ = [
    "GAUGES",
    "CallMetrics",
    "Exporter",
    "Gauge",
    "Part",
    "Samples",
    "Target",
    "Timing",
    "cloud_target",
    "console_target",
    "make_app",
    "reference_target",
    "serve",
]

_MODULES = {
    "GAUGES": "gauges",
    "CallMetrics": "calls",
    "Exporter": "exporter",
    "Gauge": "gauges",
    "Part": "targets",
    "Samples": "samples",
    "Target": "targets",
    "Timing": "exporter",
    "cloud_target": "targets",
    "console_target": "targets",
    "make_app": "server",
    "reference_target": "targets",
    "serve": "server",
}


def __getattr__(name: str) -> object:
    """Load a public name from its module the first time it is asked for.

    Raises:
        ModuleNotFoundError: a library of the extra `metrics` is not installed.
    """
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = import_module(f"{__name__}.{_MODULES[name]}")
    value: object = getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
