"""Relays."""

from __future__ import annotations

import pytest

from tests.support.protect import ProtectRecording, assert_whole, read
from tests.support.recording import Sent
from unifi_sdk import ConfigurationError, DeviceUnavailableError, NotFoundError, ProtectClient
from unifi_sdk.protect.models import (
    Relay,
    RelayActionType,
    RelayOutput,
    RelayOutputState,
    RelayOutputType,
    RelayRebootState,
)
from unifi_sdk.retry import Safety

ID = "66e0000000000000000000a1"
WHOLE = {
    "id": ID,
    "modelKey": "relay",
    "state": "CONNECTED",
    "name": "Example",
    "type": "Example product",
    "guid": "00000000-0000-4000-8000-000000000003",
    "mac": "00005E005321",
    "ledSettings": {"isEnabled": True},
    "outputs": [
        {
            "id": 0,
            "name": "Gate",
            "type": "gate",
            "delay": 0,
            "pulseDuration": 1000,
            "state": "offOtp",
            "rebootState": "restore",
        }
    ],
    "inputs": [
        {
            "id": 1,
            "name": "Button",
            "state": "off",
            "actionTrigger": "switchedOn",
            "actionType": "toggleOutput",
            "actionOutputId": 0,
        }
    ],
    "wirelessConnectionState": {
        "signalState": {"signalQuality": 80, "signalStrength": -61.5},
        "batteryStatus": {"percentage": 97.5, "isLow": False},
        "bridge": "66e0000000000000000000b1",
    },
}


async def test_the_list_is_read_in_one_request(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer([WHOLE, {"name": "no id"}, {"id": "2"}])
    found = await api.relays.list()
    assert [sent.line for sent in wire.sent] == ["GET /v1/relays"]
    assert [item.id for item in found] == [ID, "2"]
    assert len(found.undecodable) == 1


async def test_one_is_read_by_its_id(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE)
    found = await api.relays.get(ID)
    assert wire.sent[0].line == f"GET /v1/relays/{ID}"
    assert (type(found), found.id, found.name, found.is_connected) == (Relay, ID, "Example", True)


async def test_an_id_that_nothing_has_is_not_found(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer({"error": "not found", "name": "API_ERROR"}, status=404)
    with pytest.raises(NotFoundError):
        await api.relays.get("unknown")


def test_every_documented_field_has_its_place() -> None:
    assert_whole(Relay, WHOLE)


async def test_a_name_is_all_that_changes_when_it_alone_is_given(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE)
    changed = await api.relays.update(ID, name="New")
    [sent] = wire.sent
    assert (sent.line, sent.safety) == (f"PATCH /v1/relays/{ID}", Safety.UNSAFE)
    assert sent.body == {"name": "New"}
    assert changed == read(Relay, WHOLE)


OUTPUT = f"POST /v1/relays/{ID}/outputs/0/activate"


def test_values_are_typed() -> None:
    relay = read(Relay, WHOLE)
    assert (relay.outputs[0].type, relay.outputs[0].state) == (RelayOutputType.GATE, RelayOutputState.OFF_OTP)
    assert relay.inputs[0].action_type is RelayActionType.TOGGLE_OUTPUT


def test_channels_that_nobody_has_set_up_are_none_throughout() -> None:
    nothing = dict.fromkeys(("name", "type", "delay", "pulseDuration", "state"))
    relay = read(Relay, WHOLE | {"outputs": [{"id": 0, "rebootState": "off", **nothing}]})
    assert relay.outputs == (RelayOutput(id=0, reboot_state=RelayRebootState.OFF),)


async def test_the_status_light_can_change(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE)
    await api.relays.update(ID, is_led_enabled=False)
    assert wire.sent[0].body == {"ledSettings": {"isEnabled": False}}


async def test_an_output_is_switched_on_for_as_long_as_is_set_for_it(
    wire: ProtectRecording, api: ProtectClient
) -> None:
    wire.answer(None, status=204)
    await api.relays.turn_on(ID, 0)
    assert wire.sent == [Sent(OUTPUT, {}, {"state": "on"}, Safety.UNSAFE)]


async def test_an_output_is_switched_on_for_a_moment(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(None, None, status=204)
    await api.relays.turn_on(ID, 0, pulse_duration_milliseconds=1500)
    await api.relays.turn_on(ID, 0, pulse_duration_milliseconds=0)
    assert [sent.body for sent in wire.sent] == [
        {"state": "on", "pulseDuration": 1500},
        {"state": "on", "pulseDuration": 0},
    ]


async def test_an_output_is_switched_off(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(None, status=204)
    await api.relays.turn_off(ID, 0)
    assert wire.sent == [Sent(OUTPUT, {}, {"state": "off"}, Safety.UNSAFE)]


async def test_an_output_is_toggled_by_saying_nothing(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(None, status=204)
    await api.relays.toggle(ID, 0)
    assert wire.sent == [Sent(OUTPUT, {}, {}, Safety.UNSAFE)]


async def test_a_relay_out_of_reach_is_unavailable(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer({"error": "offline", "name": "API_ERROR"}, status=503)
    with pytest.raises(DeviceUnavailableError):
        await api.relays.turn_on(ID, 1)


async def test_negative_numbers_are_refused_before_anything_is_sent(wire: ProtectRecording, api: ProtectClient) -> None:
    with pytest.raises(ConfigurationError, match="output_id"):
        await api.relays.toggle(ID, -1)
    with pytest.raises(ConfigurationError, match="pulse_duration_milliseconds"):
        await api.relays.turn_on(ID, 0, pulse_duration_milliseconds=-1)
    assert wire.sent == []
