"""Statistics in the simulated classic API: made up, but always the same for the same time."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from unifi_sdk.simulator.network.classic.records import connected
from unifi_sdk.simulator.network.classic.state import hex_id
from unifi_sdk.simulator.network.classic.wire import Call, ClassicFailure, Handler
from unifi_sdk.simulator.network.state import Document

__all__ = ["HANDLERS"]

_SECONDS = {"5minutes": 300, "hourly": 3_600, "daily": 86_400, "monthly": 2_592_000}
_BACK = {"5minutes": 12 * 3_600, "hourly": 7 * 86_400, "daily": 364 * 86_400, "monthly": 364 * 86_400}
_MOST_POINTS = 5_000


def _report(call: Call) -> list[Document]:
    interval, _, kind = call.ids["report"].partition(".")
    attributes = call.body.get("attrs")
    if interval not in _SECONDS or not isinstance(attributes, list) or "time" not in attributes:
        raise ClassicFailure("InvalidArgs")
    step = _SECONDS[interval]
    end = _moment(call, "end", call.now)
    start = _moment(call, "start", end - _BACK[interval])
    first = int(-(-start // step) * step)
    moments = range(first, int(end), step)
    return list(
        islice(
            (
                {
                    "time": moment * 1000,
                    "o": kind,
                    "oid": oid,
                    kind: oid,
                    **{name: _counted(name, oid, moment) for name in attributes if name != "time"},
                }
                for oid in _subjects(call, kind)
                for moment in moments
            ),
            _MOST_POINTS,
        )
    )


def _moment(call: Call, name: str, default: float) -> float:
    value = call.body.get(name)
    return default if not isinstance(value, int) else value / 1000


def _subjects(call: Call, kind: str) -> list[str]:
    macs = call.body.get("macs")
    found = {
        "site": [hex_id(call.site.id)],
        "ap": [device.mac_address for device in call.site.devices.values() if device.radios],
        "gw": [device.mac_address for device in call.site.devices.values()][:1],
        "user": list(connected(call.site, call.now)),
    }.get(kind, [])
    return [oid for oid in found if not isinstance(macs, list) or oid in macs]


def _counted(name: object, oid: str, moment: int) -> float:
    spread = sum(map(ord, f"{name}{oid}")) + moment // 300
    return float(spread % 40) if "num" in str(name) or name in ("cpu", "mem") else float(spread % 1000 * 10_000)


def _usage(call: Call) -> list[Document]:
    kind = call.body.get("type")
    if kind not in ("by_app", "by_cat"):
        raise ClassicFailure("InvalidArgs")
    rows = [(5, 3, 52_000_000, 910_000_000), (94, 19, 8_000_000, 120_000_000)]
    names = ("app", "cat", "rx_bytes", "tx_bytes")
    usage = [dict(zip(names, row, strict=True)) for row in rows]
    if kind == "by_cat":
        usage = [{name: value for name, value in each.items() if name != "app"} for each in usage]
    macs = call.body.get("macs")
    return [{kind: usage, **({"mac": macs[0]} if isinstance(macs, list) and macs else {})}]


HANDLERS: Mapping[str, Handler] = {
    "POST /stat/report/{report}": _report,
    "POST /stat/sitedpi": _usage,
    "POST /stat/stadpi": _usage,
}
"""By the operation."""
