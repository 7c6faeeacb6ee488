"""Alarm hubs."""

from __future__ import annotations

import pytest

from tests.support.protect import ProtectRecording, assert_whole, read
from tests.support.recording import Sent
from unifi_sdk import ConfigurationError, DeviceUnavailableError, NotFoundError, ProtectClient
from unifi_sdk.protect.models import (
    AlarmHubConnection,
    AlarmHubContactType,
    AlarmHubInputStatus,
    AlarmHubPin,
    AlarmHubTerminalStatus,
    LinkStation,
    OnOff,
    TamperState,
)
from unifi_sdk.retry import Safety

ID = "66e0000000000000000000a1"
WHOLE = {
    "id": ID,
    "modelKey": "linkstation",
    "state": "CONNECTED",
    "name": "Example",
    "type": "Example product",
    "guid": "00000000-0000-4000-8000-000000000003",
    "mac": "00005E005321",
    "isAlarmHub": True,
    "ledSettings": {"isEnabled": True},
    "lastEvent": 1767225600000,
    "alarmHub": {
        "armed": "on",
        "battery": {"charging": "off", "connection": "connected", "voltage": 13.2, "batteryStatus": "critical"},
        "buckboost": "on",
        "connector": {
            "emergency": {"+": "connected", "-": "disconnected"},
            "12v": {"1": {"+": "connected", "-": "connected"}},
            "relay": {"1": {"com": "connected", "nc": "disconnected", "no": "connected"}},
            "tb": {"1": {"+": "connected", "-": "connected"}},
            "battery": "connected",
            "poeout": "disconnected",
        },
        "cover": {"distance": 3, "status": "close"},
        "deviceTamperStatus": "tampered",
        "currentMeterChannelStatus": {
            "1": {
                "criticalAlarm": "normal",
                "criticalThreshold": 1.5,
                "value": 0.25,
                "warningAlarm": "alert",
                "warningThreshold": 0.2,
            }
        },
        "currentMeterStatus": {
            "1": {
                "critical": "normal",
                "efuse": "fault",
                "enable": "on",
                "powerValid": "normal",
                "timingControl": "normal",
                "warning": "alert",
            }
        },
        "inputPower": {"bt": "low", "typ1": "high", "typ2": "low"},
        "poeout": {"connection": "disconnected", "powerSupply": "off"},
        "powerMeter": {
            "1": {
                "alarm": "normal",
                "current": 0.5,
                "efuse": "normal",
                "enable": "on",
                "power": 6,
                "powerThreshold": 12.5,
                "voltage": 12,
            }
        },
        "output": {
            "0": {"enable": "on", "active": "off", "status": "dry", "delay": 0, "duration": 5000, "name": "Horn"}
        },
        "input": {
            "3": {
                "enable": "on",
                "type": "nc",
                "eolr": 2,
                "resistor": 2.2,
                "status": "cut",
                "trigger": 1,
                "name": "Hall",
                "inputType": "GLASS_BREAK",
                "allowedArmingProfiles": ["66e0000000000000000000d1"],
                "triggerWhenDisarmed": "off",
                "triggerOnCurrentArmingProfile": "on",
                "lastTriggeredAt": 1767225600000,
                "cameraId": "66e0000000000000000000c1",
                "powerReset": False,
            }
        },
        "inputTerminalStatus": {
            "3": {
                "plusPinStatus": "idle",
                "minusPinStatus": "not-connected",
                "terminalStatus": "partially-connected",
                "idleSubState": "closed",
            }
        },
        "outputTerminalStatus": {
            "0": {
                "pins": {"no": "idle", "com": "triggered", "nc": "disabled"},
                "statusLabel": "active",
                "mode": "powered-12v",
                "efuseAlert": "over-current",
                "wiredPins": ["+", "-", "nc", "no", "com"],
            }
        },
        "emergencyTerminalStatus": {"plusPinStatus": "tamper", "minusPinStatus": "short", "terminalStatus": "cut"},
        "auxiliaryPowerTerminalStatus": {
            "1": {
                "plusPinStatus": "idle",
                "minusPinStatus": "idle",
                "status": "connected",
                "currentMa": 120.5,
                "loadPercent": 12,
            }
        },
    },
}


async def test_the_list_is_read_in_one_request(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer([WHOLE, {"name": "no id"}, {"id": "2"}])
    found = await api.alarm_hubs.list()
    assert [sent.line for sent in wire.sent] == ["GET /v1/alarm-hubs"]
    assert [item.id for item in found] == [ID, "2"]
    assert len(found.undecodable) == 1


async def test_one_is_read_by_its_id(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE)
    found = await api.alarm_hubs.get(ID)
    assert wire.sent[0].line == f"GET /v1/alarm-hubs/{ID}"
    assert (type(found), found.id, found.name, found.is_connected) == (LinkStation, ID, "Example", True)


async def test_an_id_that_nothing_has_is_not_found(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer({"error": "not found", "name": "API_ERROR"}, status=404)
    with pytest.raises(NotFoundError):
        await api.alarm_hubs.get("unknown")


def test_every_documented_field_has_its_place() -> None:
    assert_whole(LinkStation, WHOLE)


async def test_a_name_is_all_that_changes_when_it_alone_is_given(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE)
    changed = await api.alarm_hubs.update(ID, name="New")
    [sent] = wire.sent
    assert (sent.line, sent.safety) == (f"PATCH /v1/alarm-hubs/{ID}", Safety.UNSAFE)
    assert sent.body == {"name": "New"}
    assert changed == read(LinkStation, WHOLE)


OUTPUT = f"POST /v1/alarm-hubs/{ID}/outputs/1/trigger"


def test_values_are_typed() -> None:
    hub = read(LinkStation, WHOLE).alarm_hub
    assert hub.input["3"].type is AlarmHubContactType.NORMALLY_CLOSED
    assert hub.input["3"].status is AlarmHubInputStatus.CUT
    assert hub.device_tamper_status is TamperState.TAMPERED
    assert hub.connector.twelve_volt["1"].plus is AlarmHubConnection.CONNECTED
    assert hub.output_terminal_status["0"].wired_pins[0] is AlarmHubPin.PLUS
    assert hub.emergency_terminal_status.terminal_status is AlarmHubTerminalStatus.CUT


def test_one_odd_part_leaves_the_rest_of_the_hub() -> None:
    document = WHOLE | {"alarmHub": {**WHOLE["alarmHub"], "input": [], "emergencyTerminalStatus": None}}
    hub = read(LinkStation, document).alarm_hub
    assert (hub.input, hub.extra["input"], hub.emergency_terminal_status) == (None, [], None)
    assert hub.buckboost is OnOff.ON


async def test_an_output_is_switched_on(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(None, None, status=204)
    await api.alarm_hubs.turn_on(ID, 1)
    await api.alarm_hubs.turn_on(ID, 1, delay_milliseconds=0, duration_milliseconds=5000)
    assert wire.sent == [
        Sent(OUTPUT, {}, {"enable": True}, Safety.UNSAFE),
        Sent(OUTPUT, {}, {"enable": True, "delay": 0, "duration": 5000}, Safety.UNSAFE),
    ]


async def test_an_output_is_switched_off(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(None, status=204)
    await api.alarm_hubs.turn_off(ID, 1)
    assert wire.sent == [Sent(OUTPUT, {}, {"enable": False}, Safety.UNSAFE)]


async def test_an_output_is_toggled_by_not_saying_which_way(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(None, None, status=204)
    await api.alarm_hubs.toggle(ID, 1)
    await api.alarm_hubs.toggle(ID, 1, delay_milliseconds=10)
    assert [sent.body for sent in wire.sent] == [{}, {"delay": 10}]


async def test_a_hub_out_of_reach_is_unavailable(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer({"error": "offline", "name": "API_ERROR"}, status=503)
    with pytest.raises(DeviceUnavailableError):
        await api.alarm_hubs.turn_on(ID, 1)


async def test_negative_numbers_are_refused_before_anything_is_sent(wire: ProtectRecording, api: ProtectClient) -> None:
    for call, named in (
        (api.alarm_hubs.turn_off(ID, -1), "output_id"),
        (api.alarm_hubs.turn_on(ID, 0, delay_milliseconds=-1), "delay_milliseconds"),
        (api.alarm_hubs.toggle(ID, 0, duration_milliseconds=-1), "duration_milliseconds"),
    ):
        with pytest.raises(ConfigurationError, match=named):
            await call
    assert wire.sent == []
