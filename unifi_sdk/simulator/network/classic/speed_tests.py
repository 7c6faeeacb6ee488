"""Speed tests in the simulated classic API: a test takes some seconds."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk.simulator.network.classic.state import hex_id
from unifi_sdk.simulator.network.classic.wire import Call, Handler
from unifi_sdk.simulator.network.state import Document

__all__ = ["V2_HANDLERS", "begin", "progress"]

SECONDS = 20.0
"""How long a test takes."""


def begin(call: Call) -> list[Document]:
    """Begin a test; its result is listed when its time is over."""
    ends = call.now + SECONDS
    call.site.classic.speed_tests.append(
        {
            "id": hex_id(f"speed test {ends}"),
            "interface_name": "eth8",
            "wan_networkgroup": "WAN",
            "time": int(ends * 1000),
            "download_mbps": 812.4,
            "upload_mbps": 101.9,
            "latency_ms": 9,
        }
    )
    return []


def progress(call: Call) -> list[Document]:
    """How far the last test is."""
    tests = call.site.classic.speed_tests
    if not tests:
        return []
    left = int(str(tests[-1]["time"])) / 1000 - call.now
    halfway = left < SECONDS / 2
    return [
        {
            "status_summary": 2 if left <= 0 else 1,
            "rundate": int(call.now),
            "latency": 9,
            "xput_download": 812.4 if halfway else 0,
            "xput_upload": 101.9 if left <= 0 else 0,
        }
    ]


def _list_results(call: Call) -> list[Document]:
    return [test for test in call.site.classic.speed_tests if int(str(test["time"])) / 1000 <= call.now]


V2_HANDLERS: Mapping[str, Handler] = {"GET /speedtest": _list_results}
"""By the operation."""
