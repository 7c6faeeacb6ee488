"""Receipts that a point of sale sends to a simulated Protect application."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from unifi_sdk.simulator.protect.devices import Document
from unifi_sdk.simulator.protect.wire import Call, Handler, ProtectFailure, invalid

__all__ = ["HANDLERS"]

_DAY_MS, _SKEW_MS = 86_400_000, 300_000


def _record(call: Call) -> Document:
    camera, key = call.camera(), (call.id, str(call.body["externalId"]))
    stamp = call.number("timestamp") if "timestamp" in call.body else call.milliseconds
    if not -_SKEW_MS <= call.milliseconds - stamp <= _DAY_MS:
        raise invalid("timestamp is out of range")
    if key in call.protect.transactions_in_flight:
        raise ProtectFailure(409, "The transaction is already being processed")
    known = call.protect.transactions.get(key)
    if known is not None:
        return {"created": False, "eventId": known["eventId"]}
    event_id = secrets.token_hex(12)
    call.protect.transactions[key] = {**call.body, "camera": camera.id, "eventId": event_id}
    return {"created": True, "eventId": event_id}


HANDLERS: Mapping[str, Handler] = {"POST /v1/pos/cameras/{id}/transactions": _record}
"""By operation."""
