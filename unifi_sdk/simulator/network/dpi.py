"""What deep packet inspection knows, in the simulated Network API."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk.simulator.network.state import Document
from unifi_sdk.simulator.network.wire import Call, Handler, page

__all__ = ["HANDLERS"]


def _list_applications(call: Call) -> Document:
    return page(call, call.network.dpi_applications, dict)


def _list_categories(call: Call) -> Document:
    return page(call, call.network.dpi_categories, dict)


HANDLERS: Mapping[str, Handler] = {
    "GET /v1/dpi/applications": _list_applications,
    "GET /v1/dpi/categories": _list_categories,
}
"""By the name of the operation."""
