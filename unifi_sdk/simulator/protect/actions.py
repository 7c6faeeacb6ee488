"""What simulated sirens, speakers, relays and alarm hubs do, and how it ends by the clock."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from unifi_sdk.simulator.protect.state import Document, SimulatedDevice
from unifi_sdk.simulator.protect.wire import Call, Handler, invalid, not_found

__all__ = ["HANDLERS"]

_SILENCE = {"isActive": False, "activatedAt": None, "duration": None}


def _play(call: Call) -> None:
    siren = _siren_with_body(call)
    seconds = call.body.get("duration")
    call.perform(siren, **call.body)
    duration = None if seconds is None else int(str(seconds)) * 1000
    siren.change({"sirenStatus": {"isActive": True, "activatedAt": call.milliseconds, "duration": duration}})
    call.protect.forget(siren.id)
    if duration is not None:
        # Consoles tell nobody that a siren has fallen silent by itself.
        silence = partial(siren.change, {"sirenStatus": _SILENCE}, silent=True)
        call.protect.schedule(call.now + duration / 1000, siren.id, silence)


def _stop(call: Call) -> None:
    siren = call.device("siren", "siren")
    call.perform(siren)
    call.protect.forget(siren.id)
    siren.change({"sirenStatus": _SILENCE})


def _test_siren(call: Call) -> None:
    call.perform(_siren_with_body(call), **call.body)


def _siren_with_body(call: Call) -> SimulatedDevice:
    siren = call.device("siren", "siren")
    if not call.has_body:
        raise invalid("body must be object")
    return siren


def _test_speaker(call: Call) -> None:
    call.perform(call.device("speaker", "speaker"), **call.body)


def _activate(call: Call) -> None:
    relay, output = call.device("relay", "relay"), int(call.ids["outputId"])
    present = next((each for each in _outputs(relay) if each["id"] == output), None)
    if present is None:
        raise not_found("output")
    state = call.body.get("state")
    if "pulseDuration" in call.body and state != "on":
        raise invalid("pulseDuration can only be set when state is on")
    call.perform(relay, output=output, **call.body)
    turned = state or ("off" if present["state"] == "on" else "on")
    pulse = int(str(call.body.get("pulseDuration", present["pulseDuration"]) or 0))
    _set_output(relay, output, str(turned))
    call.protect.forget(relay.id, output)
    if turned == "on" and pulse > 0:
        call.protect.schedule(call.now + pulse / 1000, relay.id, partial(_set_output, relay, output, "off"), output)


def _set_output(relay: SimulatedDevice, output: int, state: str) -> None:
    """A list is always pushed whole."""
    relay.change({"outputs": [{**each, "state": state} if each["id"] == output else each for each in _outputs(relay)]})


def _outputs(relay: SimulatedDevice) -> list[Document]:
    outputs = relay.get("outputs")
    return outputs if isinstance(outputs, list) else []


def _trigger(call: Call) -> None:
    hub, output = call.device("linkstation", "alarm hub"), call.ids["outputId"]
    status = hub.get("alarmHub")
    outputs = status.get("output") if isinstance(status, Mapping) else None
    if not isinstance(outputs, Mapping):
        raise not_found("alarm hub")
    if output not in outputs:
        raise not_found("output")
    call.perform(hub, output=int(output), **call.body)
    turned = call.body.get("enable", outputs[output]["active"] != "on")
    delay, duration = (int(str(call.body.get(name, 0))) / 1000 for name in ("delay", "duration"))
    call.protect.forget(hub.id, output)
    if delay > 0:
        call.protect.schedule(
            call.now + delay, hub.id, partial(_set_hub_output, hub, output, active=bool(turned)), output
        )
    else:
        _set_hub_output(hub, output, active=bool(turned))
    if turned and duration > 0:
        end = partial(_set_hub_output, hub, output, active=False)
        call.protect.schedule(call.now + delay + duration, hub.id, end, output, "end")


def _set_hub_output(hub: SimulatedDevice, output: str, *, active: bool) -> None:
    hub.change({"alarmHub": {"output": {output: {"active": "on" if active else "off"}}}})


HANDLERS: Mapping[str, Handler] = {
    "POST /v1/sirens/{id}/play": _play,
    "POST /v1/sirens/{id}/stop": _stop,
    "POST /v1/sirens/{id}/test-sound": _test_siren,
    "POST /v1/speakers/{id}/test-sound": _test_speaker,
    "POST /v1/relays/{id}/outputs/{outputId}/activate": _activate,
    "POST /v1/alarm-hubs/{id}/outputs/{outputId}/trigger": _trigger,
}
"""By operation."""
