"""The version of a simulated Protect application."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk.simulator.protect.devices import Document
from unifi_sdk.simulator.protect.wire import Call, Handler

__all__ = ["HANDLERS"]


def _info(call: Call) -> Document:
    return {"applicationVersion": call.protect.version}


HANDLERS: Mapping[str, Handler] = {"GET /v1/meta/info": _info}
"""By operation."""
