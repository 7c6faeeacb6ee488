"""The recorder of a simulated Protect application."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk.simulator.protect.devices import Document
from unifi_sdk.simulator.protect.wire import Call, Handler

__all__ = ["HANDLERS"]


def _get(call: Call) -> Document:
    return call.protect.nvr.body()


HANDLERS: Mapping[str, Handler] = {"GET /v1/nvrs": _get}
"""By operation."""
