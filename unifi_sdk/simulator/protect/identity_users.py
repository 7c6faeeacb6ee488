"""Identity users of a simulated Protect application."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk.simulator.protect.devices import Document
from unifi_sdk.simulator.protect.wire import Call, Handler

__all__ = ["HANDLERS"]


def _list(call: Call) -> list[Document]:
    return list(call.protect.ulp_users.values())


def _get(call: Call) -> Document:
    return call.one_of(call.protect.ulp_users, "user")


HANDLERS: Mapping[str, Handler] = {"GET /v1/ulp-users": _list, "GET /v1/ulp-users/{id}": _get}
"""By operation."""
