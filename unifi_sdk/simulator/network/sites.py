"""Sites of the simulated Network API."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk.simulator.network.state import Document
from unifi_sdk.simulator.network.wire import Call, Handler, page

__all__ = ["HANDLERS"]


def _list_sites(call: Call) -> Document:
    return page(call, call.network.sites.values(), lambda site: site.to_wire())


HANDLERS: Mapping[str, Handler] = {"GET /v1/sites": _list_sites}
"""By the name of the operation."""
