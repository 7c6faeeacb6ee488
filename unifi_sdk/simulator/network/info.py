"""What the simulated Network application says of itself."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk.simulator.network.state import Document
from unifi_sdk.simulator.network.wire import Call, Handler

__all__ = ["HANDLERS"]


def _info(call: Call) -> Document:
    return {"applicationVersion": call.network.version}


HANDLERS: Mapping[str, Handler] = {"GET /v1/info": _info}
"""By the name of the operation."""
