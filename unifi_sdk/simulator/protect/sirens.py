"""Sirens of a simulated Protect application, which fall silent by the clock."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from unifi_sdk.simulator.protect.crud import Family
from unifi_sdk.simulator.protect.devices import SimulatedDevice
from unifi_sdk.simulator.protect.wire import Call, Handler, invalid

__all__ = ["HANDLERS"]

_FAMILY = Family(path="/v1/sirens", kind="siren", label="siren")
_SILENCE = {"isActive": False, "activatedAt": None, "duration": None}


def _play(call: Call) -> None:
    siren = _siren_with_body(call)
    call.perform(siren, **call.body)
    duration = round(call.number("duration") * 1000) or None
    siren.change({"sirenStatus": {"isActive": True, "activatedAt": call.milliseconds, "duration": duration}})
    call.protect.forget(siren.id)
    if duration is not None:
        # Consoles tell nobody that a siren has fallen silent by itself.
        silence = partial(siren.change, {"sirenStatus": _SILENCE}, silent=True)
        call.protect.schedule(call.now + duration / 1000, siren.id, silence)


def _stop(call: Call) -> None:
    siren = _FAMILY.find(call)
    call.perform(siren)
    call.protect.forget(siren.id)
    siren.change({"sirenStatus": _SILENCE})


def _test(call: Call) -> None:
    call.perform(_siren_with_body(call), **call.body)


def _siren_with_body(call: Call) -> SimulatedDevice:
    siren = _FAMILY.find(call)
    if not call.has_body:
        raise invalid("body must be object")
    return siren


HANDLERS: Mapping[str, Handler] = {
    **_FAMILY.handlers(),
    "POST /v1/sirens/{id}/play": _play,
    "POST /v1/sirens/{id}/stop": _stop,
    "POST /v1/sirens/{id}/test-sound": _test,
}
"""By operation."""
