"""Speakers of a simulated Protect application."""

from __future__ import annotations

from collections.abc import Mapping

from unifi_sdk.simulator.protect.crud import Family
from unifi_sdk.simulator.protect.wire import Call, Handler

__all__ = ["HANDLERS"]

_FAMILY = Family(path="/v1/speakers", kind="speaker", label="speaker")


def _test(call: Call) -> None:
    call.perform(_FAMILY.find(call), **call.body)


HANDLERS: Mapping[str, Handler] = {**_FAMILY.handlers(), "POST /v1/speakers/{id}/test-sound": _test}
"""By operation."""
