"""Countries in the simulated Network API."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk.simulator.network.state import Document
from unifi_sdk.simulator.network.wire import Call, Handler, page

__all__ = ["HANDLERS"]


def _list_countries(call: Call) -> Document:
    return page(call, call.network.countries, dict)


HANDLERS: Mapping[str, Handler] = {"GET /v1/countries": _list_countries}
"""By the name of the operation."""
