"""Webhooks of a simulated Protect application, which trigger alarms."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk.simulator.protect.wire import Call, Handler, id_required

__all__ = ["HANDLERS"]


def _trigger(call: Call) -> None:
    if not call.id.strip():
        raise id_required()
    call.protect.webhooks.append(call.id)


HANDLERS: Mapping[str, Handler] = {"POST /v1/alarm-manager/webhook/{id}": _trigger}
"""By operation."""
