"""Events: each kind has a model, its boxes are typed, and nothing but the id has to be there."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.protect import assert_whole, documents, read
from tests.support.wire import same_json
from unifi_sdk.protect._dialect import DIALECT
from unifi_sdk.protect.models import (
    AlarmHubBatteryConnected,
    AlarmHubBatteryLow,
    AlarmHubButtonPressed,
    AlarmHubDeviceTamper,
    AlarmHubEntryClosed,
    AlarmHubEntryOpened,
    AlarmHubGlassBreak,
    AlarmHubInputEvent,
    AlarmHubMotion,
    AlarmHubRelaySwitched,
    AlarmHubSmoke,
    AlarmHubTamper,
    AlarmType,
    Button,
    CameraInputChanged,
    Event,
    EventType,
    FingerprintIdentified,
    InputState,
    LightMotion,
    Metric,
    MetricStatus,
    Motion,
    MountType,
    NfcCardScanned,
    RelayInputChanged,
    Ring,
    SensorAlarm,
    SensorBatteryLow,
    SensorButtonPressed,
    SensorClosed,
    SensorCoFault,
    SensorExtremeValue,
    SensorMotion,
    SensorOpened,
    SensorSmokeBatteryLow,
    SensorSmokeEndOfLife,
    SensorSmokeFault,
    SensorSmokeNeedsCleaning,
    SensorSmokeTest,
    SensorTamper,
    SensorVape,
    SensorWaterLeak,
    SmartAudioDetection,
    SmartDetectAudioType,
    SmartDetection,
    SmartDetectType,
    SmartLineDetection,
    SmartLoiterDetection,
    SmartZoneDetection,
    SmokeTestSource,
    TamperState,
)

INPUT = {
    "pin": {"text": "3"},
    "status": {"text": "alarm"},
    "deviceId": {"text": "66e0000000000000000000a1"},
    "deviceName": {"text": "Hall"},
}
ALARM = INPUT | {"alarmType": {"text": "tamper"}}
MOUNT = {"metadata": {"sensorMountType": {"text": "garage"}}}
SEEN = {"smartDetectTypes": ["person", "licensePlate"]}
NOTHING: dict[str, Any] = {}

EVENTS: dict[str, tuple[type[Event], dict[str, Any]]] = {
    "ring": (Ring, NOTHING),
    "motion": (Motion, NOTHING),
    "smartAudioDetect": (SmartAudioDetection, {"smartDetectTypes": ["alrmBark"]}),
    "smartDetectZone": (SmartZoneDetection, SEEN),
    "smartDetectLine": (SmartLineDetection, SEEN),
    "smartDetectLoiterZone": (SmartLoiterDetection, SEEN),
    "lightMotion": (LightMotion, NOTHING),
    "nfcCardScanned": (NfcCardScanned, {"metadata": {"nfc": {"ulpId": "u1"}}}),
    "fingerprintIdentified": (FingerprintIdentified, {"metadata": {"fingerprint": {"ulpId": "u1"}}}),
    "relayInputChanged": (
        RelayInputChanged,
        {"metadata": {"inputState": {"text": "circuitOpen"}, "inputChannel": {"text": "1"}}},
    ),
    "cameraDigitalInputChanged": (
        CameraInputChanged,
        {
            "metadata": {
                "inputState": {"text": "circuitClosed"},
                "inputToken": {"text": "token"},
                "inputChannel": {"text": "1"},
            }
        },
    ),
    "sensorExtremeValues": (
        SensorExtremeValue,
        {
            "metadata": {
                "sensorType": {"text": "pm2p5"},
                "sensorValue": {"text": 22.5},
                "status": {"text": "high"},
            }
        },
    ),
    "sensorWaterLeak": (SensorWaterLeak, MOUNT),
    "sensorTamper": (SensorTamper, NOTHING),
    "sensorBatteryLow": (SensorBatteryLow, {"metadata": {"sensorBatteryPercentage": {"number": 9.5}}}),
    "sensorAlarm": (SensorAlarm, {"metadata": {"alarmType": {"text": "CO"}}}),
    "sensorVape": (SensorVape, NOTHING),
    "sensorOpened": (SensorOpened, MOUNT),
    "sensorClosed": (SensorClosed, MOUNT),
    "sensorMotion": (SensorMotion, NOTHING),
    "sensorButtonPressed": (SensorButtonPressed, {"metadata": {"button": {"text": "main"}}}),
    "sensorSmokeTest": (SensorSmokeTest, {"metadata": {"source": "local"}}),
    "sensorSmokeBatteryLow": (SensorSmokeBatteryLow, NOTHING),
    "sensorSmokeNeedsCleaning": (SensorSmokeNeedsCleaning, NOTHING),
    "sensorSmokeFault": (SensorSmokeFault, NOTHING),
    "sensorSmokeEndOfLife": (SensorSmokeEndOfLife, NOTHING),
    "sensorCoFault": (SensorCoFault, NOTHING),
    "alarmHubMotion": (AlarmHubMotion, {"metadata": INPUT}),
    "alarmHubEntryOpened": (AlarmHubEntryOpened, {"metadata": INPUT}),
    "alarmHubEntryClosed": (AlarmHubEntryClosed, {"metadata": INPUT}),
    "alarmHubSmoke": (AlarmHubSmoke, {"metadata": ALARM}),
    "alarmHubGlassBreak": (AlarmHubGlassBreak, {"metadata": ALARM}),
    "alarmHubButtonPress": (AlarmHubButtonPressed, {"metadata": ALARM | {"button": {"text": "panic"}}}),
    "alarmHubTamper": (AlarmHubTamper, {"metadata": ALARM}),
    "alarmHubDeviceTamper": (
        AlarmHubDeviceTamper,
        {
            "metadata": {
                "status": {"text": "restored"},
                "deviceId": {"text": "1"},
                "deviceName": {"text": "Hub"},
                "userName": "Example",
            }
        },
    ),
    "alarmHubRelaySwitched": (AlarmHubRelaySwitched, NOTHING),
    "alarmHubBatteryLow": (AlarmHubBatteryLow, NOTHING),
    "alarmHubBatteryConnected": (AlarmHubBatteryConnected, NOTHING),
}


def event(kind: str, **fields: object) -> Any:
    """An event of a kind, with what only this kind has."""
    return read(Event, {"id": "e1", "type": kind, **EVENTS[kind][1], **fields})


@pytest.mark.parametrize("kind", EVENTS)
def test_every_kind_has_a_model_with_a_place_for_each_field(kind: str) -> None:
    model, own = EVENTS[kind]
    document = {
        "id": "e1",
        "modelKey": "event",
        "type": kind,
        "start": 1767225600000,
        "end": 1767225601000,
        "device": "d1",
        **own,
    }
    assert type(read(Event, document)) is model
    assert_whole(Event, document)


def test_there_is_a_model_for_every_kind_that_has_a_name() -> None:
    assert EVENTS.keys() == set(EventType) == Event.variants.keys()


def test_a_kind_of_tomorrow_is_an_event_all_the_same() -> None:
    found = read(Event, {"id": "e1", "type": "doorKnocked", "device": "d1", "metadata": {"loud": True}})
    assert (type(found), found.type, found.device) == (Event, "doorKnocked", "d1")
    assert found.extra == {"metadata": {"loud": True}}


@pytest.mark.parametrize("kind", EVENTS)
def test_no_more_than_an_id_and_a_kind_has_to_come(kind: str) -> None:
    found = read(Event, {"id": "e1", "type": kind})
    assert (found.id, found.type, found.start, found.end, found.device) == ("e1", kind, None, None, None)


def test_not_even_a_kind_has_to_come() -> None:
    found = read(Event, {"id": "e1", "end": 1767225601000})
    assert (type(found), found.type) == (Event, None)
    assert found.end is not None


@pytest.mark.parametrize("kind", ["smartDetectZone", "smartDetectLine", "smartDetectLoiterZone"])
def test_whatever_a_camera_sees_is_one_family(kind: str) -> None:
    match event(kind, device="c1"):
        case SmartDetection(device=camera, smart_detect_types=types):
            assert camera == "c1"
            assert types == (SmartDetectType.PERSON, SmartDetectType.LICENSE_PLATE)
        case other:
            pytest.fail(f"{other} is no smart detection")


def test_what_is_heard_is_not_what_is_seen() -> None:
    assert event("smartAudioDetect").smart_detect_types == (SmartDetectAudioType.BARK,)
    assert not isinstance(event("smartAudioDetect"), SmartDetection)
    assert not isinstance(event("motion"), SmartDetection)


@pytest.mark.parametrize("kind", ["smartDetectZone", "smartAudioDetect"])
def test_the_kinds_of_thing_may_be_null(kind: str) -> None:
    assert event(kind, smartDetectTypes=None).smart_detect_types is None


def test_a_card_and_a_finger_name_their_holder() -> None:
    assert event("nfcCardScanned").identity_user_id == "u1"
    assert event("fingerprintIdentified").identity_user_id == "u1"


def test_a_card_and_a_finger_that_nobody_has_name_nobody() -> None:
    assert event("nfcCardScanned", metadata={"nfc": {"ulpId": None}}).identity_user_id is None
    assert event("fingerprintIdentified", metadata={"fingerprint": {"ulpId": None}}).identity_user_id is None


def test_values_come_out_of_their_boxes() -> None:
    extreme = event("sensorExtremeValues")
    assert (extreme.metric, extreme.value, extreme.status) == (Metric.PM2_5, 22.5, MetricStatus.HIGH)
    assert event("sensorBatteryLow").percentage == 9.5
    assert event("sensorAlarm").alarm_type is AlarmType.CARBON_MONOXIDE
    assert event("sensorButtonPressed").button is Button.MAIN
    assert event("sensorSmokeTest").metadata.source is SmokeTestSource.LOCAL
    assert event("sensorOpened").metadata.mount_type is MountType.GARAGE
    assert (event("relayInputChanged").state, event("relayInputChanged").channel) == (InputState.CIRCUIT_OPEN, "1")
    assert event("cameraDigitalInputChanged").state is InputState.CIRCUIT_CLOSED
    assert event("alarmHubDeviceTamper").status is TamperState.RESTORED
    assert event("alarmHubDeviceTamper").metadata.user_name == "Example"


def test_inputs_of_alarm_hubs_are_one_family() -> None:
    pressed = event("alarmHubButtonPress")
    assert isinstance(pressed, AlarmHubInputEvent)
    assert (pressed.pin, pressed.input_name, pressed.alarm_type) == ("3", "Hall", AlarmType.TAMPER)
    assert pressed.button is Button.PANIC
    assert event("alarmHubMotion").alarm_type is None


VALUES = {
    "nfcCardScanned": ("identity_user_id",),
    "fingerprintIdentified": ("identity_user_id",),
    "relayInputChanged": ("state", "channel"),
    "cameraDigitalInputChanged": ("state",),
    "sensorExtremeValues": ("metric", "value", "status"),
    "sensorBatteryLow": ("percentage",),
    "sensorAlarm": ("alarm_type",),
    "sensorButtonPressed": ("button",),
    "alarmHubButtonPress": ("pin", "input_name", "alarm_type", "button"),
    "alarmHubDeviceTamper": ("status",),
}


@pytest.mark.parametrize("kind", VALUES)
@pytest.mark.parametrize("metadata", [None, {}, 5, "text"])
def test_without_metadata_there_are_no_values(kind: str, metadata: object) -> None:
    found = event(kind, metadata=metadata)
    assert [getattr(found, name) for name in VALUES[kind]] == [None] * len(VALUES[kind])


def test_a_box_of_another_shape_is_kept_and_spoils_nothing() -> None:
    metadata = {"sensorType": "light", "sensorValue": {"text": "bright"}, "status": {"text": "neutral"}}
    found = event("sensorExtremeValues", metadata=metadata)
    assert (found.metric, found.value, found.status) == (None, None, MetricStatus.NEUTRAL)
    assert DIALECT.codec.encode(found.metadata) == metadata


@pytest.mark.parametrize("kind", EVENTS)
@settings(max_examples=30)
@given(data=st.data())
def test_an_event_holds_all_that_was_read(kind: str, data: st.DataObject) -> None:
    document = data.draw(documents(EVENTS[kind][0])) | {"type": kind}
    found = read(Event, document)
    assert type(found) is EVENTS[kind][0]
    assert same_json(json.loads(json.dumps(DIALECT.codec.encode(found))), document)
