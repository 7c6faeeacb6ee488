"""Users of a simulated Protect application."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk.simulator.protect.devices import Document
from unifi_sdk.simulator.protect.wire import Call, Handler

__all__ = ["HANDLERS"]


def _list(call: Call) -> list[Document]:
    return list(call.protect.users.values())


def _get(call: Call) -> Document:
    return call.one_of(call.protect.users, "user")


HANDLERS: Mapping[str, Handler] = {"GET /v1/users": _list, "GET /v1/users/{id}": _get}
"""By operation."""
