"""Alarm hubs of a simulated Protect application, whose outputs begin and end by the clock."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from unifi_sdk.simulator.protect.crud import Family
from unifi_sdk.simulator.protect.devices import SimulatedDevice
from unifi_sdk.simulator.protect.wire import Call, Handler, not_found

__all__ = ["HANDLERS"]


def _is_hub(device: SimulatedDevice) -> bool:
    return device.get("isAlarmHub") is True


_FAMILY = Family(path="/v1/alarm-hubs", kind="linkstation", label="alarm hub", holds=_is_hub)


def _trigger(call: Call) -> None:
    hub, output = _FAMILY.find(call), call.ids["outputId"]
    status = hub.get("alarmHub")
    outputs = status.get("output") if isinstance(status, Mapping) else None
    if not isinstance(outputs, Mapping) or output not in outputs:
        raise not_found("output")
    call.perform(hub, output=int(output), **call.body)
    turned = call.body.get("enable", outputs[output]["active"] != "on")
    delay, duration = call.number("delay") / 1000, call.number("duration") / 1000
    call.protect.forget(hub.id, output)
    if delay > 0:
        begin = partial(_set_output, hub, output, active=bool(turned))
        call.protect.schedule(call.now + delay, hub.id, begin, output)
    else:
        _set_output(hub, output, active=bool(turned))
    if turned and duration > 0:
        end = partial(_set_output, hub, output, active=False)
        call.protect.schedule(call.now + delay + duration, hub.id, end, output, "end")


def _set_output(hub: SimulatedDevice, output: str, *, active: bool) -> None:
    hub.change({"alarmHub": {"output": {output: {"active": "on" if active else "off"}}}})


HANDLERS: Mapping[str, Handler] = {
    **_FAMILY.handlers(),
    "POST /v1/alarm-hubs/{id}/outputs/{outputId}/trigger": _trigger,
}
"""By operation."""
