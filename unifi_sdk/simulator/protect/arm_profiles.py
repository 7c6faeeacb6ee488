"""Arm profiles of a simulated Protect application, and the alarm that is armed with them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from unifi_sdk.simulator.protect.devices import DISARMED, Document
from unifi_sdk.simulator.protect.wire import Call, Handler, invalid, not_found, number

__all__ = ["HANDLERS"]

_TIMER = "arming"


def _list(call: Call) -> list[Document]:
    _check_local(call)
    return list(call.protect.arm_profiles.values())


def _create(call: Call) -> Document:
    _check_changeable(call)
    identifier = call.protect.new_id()
    times = {"createdAt": call.milliseconds, "updatedAt": call.milliseconds}
    creator = next(iter(call.protect.users), None)
    profile = {"id": identifier, **call.body, "creator": creator, **times}
    call.protect.arm_profiles[identifier] = profile
    return profile


def _update(call: Call) -> Document:
    _check_changeable(call)
    profile = _find(call, call.id)
    profile.update(call.body, updatedAt=call.milliseconds)
    return profile


def _delete(call: Call) -> None:
    _check_changeable(call)
    del call.protect.arm_profiles[str(_find(call, call.id)["id"])]
    if call.protect.nvr.arm_mode["armProfileId"] == call.id:
        call.protect.nvr.change({"armMode": {"armProfileId": None}})


def _choose(call: Call) -> None:
    _check_changeable(call)
    profile = _find(call, str(call.body["armProfileId"]))
    call.protect.nvr.change({"armMode": {"armProfileId": profile["id"]}})


def _enable(call: Call) -> None:
    _check_changeable(call)
    chosen = call.protect.nvr.arm_mode["armProfileId"]
    if chosen is None:
        raise invalid("No arm profile is selected")
    delay = round(number(_find(call, str(chosen))["activationDelay"]))
    if delay == 0:
        call.protect.nvr.change({"armMode": {"status": "armed", "armedAt": call.milliseconds}})
        return
    moment = call.milliseconds + delay
    call.protect.nvr.change({"armMode": {"status": "arming", "willBeArmedAt": moment}})
    armed = {"armMode": {"status": "armed", "armedAt": moment, "willBeArmedAt": None}}
    call.protect.schedule(moment / 1000, _TIMER, partial(call.protect.nvr.change, armed))


def _disable(call: Call) -> None:
    _check_local(call)
    call.protect.forget(_TIMER)
    call.protect.nvr.change({"armMode": DISARMED})


def _find(call: Call, identifier: str) -> Document:
    profile = call.protect.arm_profiles.get(identifier)
    if profile is None:
        raise not_found("arm profile")
    return profile


def _check_local(call: Call) -> None:
    if call.protect.global_alarm_manager:
        raise invalid("This operation is not available when global alarm manager is enabled")


def _check_changeable(call: Call) -> None:
    _check_local(call)
    if call.protect.nvr.arm_status != "disabled":
        raise invalid("This operation is not available while the arm alarm is armed")


HANDLERS: Mapping[str, Handler] = {
    "GET /v1/arm-profiles": _list,
    "POST /v1/arm-profiles": _create,
    "PATCH /v1/arm-profiles/{id}": _update,
    "DELETE /v1/arm-profiles/{id}": _delete,
    "PATCH /v1/arm-profiles/settings": _choose,
    "POST /v1/arm-profiles/enable": _enable,
    "POST /v1/arm-profiles/disable": _disable,
}
"""By operation."""
