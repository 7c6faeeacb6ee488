"""Relays of a simulated Protect application, whose pulses end by the clock."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from unifi_sdk.simulator.protect.crud import Family
from unifi_sdk.simulator.protect.devices import Document, SimulatedDevice
from unifi_sdk.simulator.protect.wire import Call, Handler, invalid, not_found, number

__all__ = ["HANDLERS"]

_FAMILY = Family(path="/v1/relays", kind="relay", label="relay")


def _activate(call: Call) -> None:
    relay, output = _FAMILY.find(call), int(call.ids["outputId"])
    present = next((each for each in _outputs(relay) if each["id"] == output), None)
    if present is None:
        raise not_found("output")
    state = call.body.get("state")
    if "pulseDuration" in call.body and state != "on":
        raise invalid("pulseDuration can only be set when state is on")
    call.perform(relay, output=output, **call.body)
    turned = state or ("off" if present["state"] == "on" else "on")
    pulse = call.number("pulseDuration") if "pulseDuration" in call.body else number(present["pulseDuration"])
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


HANDLERS: Mapping[str, Handler] = {
    **_FAMILY.handlers(),
    "POST /v1/relays/{id}/outputs/{outputId}/activate": _activate,
}
"""By operation."""
