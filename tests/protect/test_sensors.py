"""Sensors."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.support.protect import ProtectRecording, assert_whole, read
from unifi_sdk import ConfigurationError, ConflictError, NotFoundError, ProtectClient
from unifi_sdk.protect.models import (
    AlarmSettingsChanges,
    MetricStatus,
    MountType,
    ScheduleMode,
    SensitivitySettingsChanges,
    Sensor,
    SensorChanges,
    SensorMetric,
    ThresholdSettingsChanges,
)
from unifi_sdk.retry import Safety

ID = "66e0000000000000000000a1"
WHOLE = {
    "id": ID,
    "modelKey": "sensor",
    "state": "CONNECTED",
    "name": "Example",
    "type": "Example product",
    "guid": "00000000-0000-4000-8000-000000000003",
    "mac": "00005E005321",
    "mountType": "door",
    "batteryStatus": {"percentage": 97, "isLow": False},
    "featureFlags": {
        name: {"channelCount": 1}
        for name in ("temperature", "humidity", "light", "motion", "waterLeak", "open", "tamper", "smoke")
    },
    "stats": {
        "light": {"value": 12.5, "status": "neutral"},
        "humidity": {"value": 41, "status": "safe"},
        "temperature": {"value": -3.25, "status": "low"},
    },
    "lightSettings": {"isEnabled": True, "margin": 10, "lowThreshold": 1, "highThreshold": 503192},
    "humiditySettings": {"isEnabled": True, "margin": 1, "lowThreshold": 1, "highThreshold": 99},
    "temperatureSettings": {"isEnabled": True, "margin": 0.1, "lowThreshold": -39, "highThreshold": 124},
    "isOpened": True,
    "openStatusChangedAt": 1767225600000,
    "isMotionDetected": False,
    "motionDetectedAt": 1767225601000,
    "motionSettings": {"isEnabled": True, "sensitivity": 50, "sensitivityWhenArmed": 100},
    "glassBreakSettings": {"isEnabled": False, "sensitivity": 25, "sensitivityWhenArmed": 50},
    "scheduleMode": "when_armed",
    "armProfileIds": ["66e0000000000000000000d1"],
    "hasCustomSensitivityWhenArmed": True,
    "alarmTriggeredAt": 1767225602000,
    "alarmSettings": {"isEnabled": True},
    "leakDetectedAt": 1767225603000,
    "externalLeakDetectedAt": 1767225604000,
    "leakSettings": {"isInternalEnabled": True, "isExternalEnabled": False},
    "tamperingDetectedAt": 1767225605000,
    "wirelessConnectionState": {
        "signalState": {"signalQuality": 80, "signalStrength": -61.5},
        "batteryStatus": {"percentage": 97.5, "isLow": False},
        "bridge": "66e0000000000000000000b1",
    },
}


async def test_the_list_is_read_in_one_request(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer([WHOLE, {"name": "no id"}, {"id": "2"}])
    found = await api.sensors.list()
    assert [sent.line for sent in wire.sent] == ["GET /v1/sensors"]
    assert [item.id for item in found] == [ID, "2"]
    assert len(found.undecodable) == 1


async def test_one_is_read_by_its_id(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE)
    found = await api.sensors.get(ID)
    assert wire.sent[0].line == f"GET /v1/sensors/{ID}"
    assert (type(found), found.id, found.name, found.is_connected) == (Sensor, ID, "Example", True)


async def test_an_id_that_nothing_has_is_not_found(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer({"error": "not found", "name": "API_ERROR"}, status=404)
    with pytest.raises(NotFoundError):
        await api.sensors.get("unknown")


def test_every_documented_field_has_its_place() -> None:
    assert_whole(Sensor, WHOLE)


async def test_a_name_is_all_that_changes_when_it_alone_is_given(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE)
    changed = await api.sensors.update(ID, SensorChanges(name="New"))
    [sent] = wire.sent
    assert (sent.line, sent.safety) == (f"PATCH /v1/sensors/{ID}", Safety.UNSAFE)
    assert sent.body == {"name": "New"}
    assert changed == read(Sensor, WHOLE)


def test_values_are_typed() -> None:
    sensor = read(Sensor, WHOLE)
    assert sensor.mount_type is MountType.DOOR
    assert sensor.stats.temperature == SensorMetric(value=-3.25, status=MetricStatus.LOW)
    assert sensor.schedule_mode is ScheduleMode.WHEN_ARMED
    assert sensor.tampering_detected_at == datetime(2026, 1, 1, 0, 0, 5, tzinfo=UTC)
    assert sensor.wireless_connection_state.signal_state.signal_strength == -61.5


def test_what_a_sensor_has_not_told_yet_is_none() -> None:
    document = WHOLE | {
        "isOpened": None,
        "openStatusChangedAt": None,
        "featureFlags": None,
        "armProfileIds": None,
        "stats": {"light": {"value": None, "status": "unknown"}},
        "lightSettings": {"isEnabled": False, "lowThreshold": None, "highThreshold": None},
        "wirelessConnectionState": {
            "signalState": {"signalQuality": None, "signalStrength": None},
            "batteryStatus": {"percentage": None, "isLow": False},
            "bridge": None,
        },
    }
    sensor = read(Sensor, document)
    assert (sensor.is_opened, sensor.open_status_changed_at, sensor.feature_flags) == (None, None, None)
    assert (sensor.stats.light.value, sensor.stats.humidity, sensor.arm_profile_ids) == (None, None, None)
    assert sensor.wireless_connection_state.bridge is None


async def test_every_setting_can_change(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE)
    changes = SensorChanges(
        name="New",
        light_settings=ThresholdSettingsChanges(is_enabled=True, low_threshold=5, high_threshold=None),
        humidity_settings=ThresholdSettingsChanges(low_threshold=None),
        temperature_settings=ThresholdSettingsChanges(high_threshold=30.5),
        motion_settings=SensitivitySettingsChanges(is_enabled=True, sensitivity=0, sensitivity_when_armed=100),
        glass_break_settings=SensitivitySettingsChanges(is_enabled=False),
        schedule_mode=ScheduleMode.ALWAYS,
        arm_profile_ids=("66e0000000000000000000d1",),
        has_custom_sensitivity_when_armed=False,
        alarm_settings=AlarmSettingsChanges(is_enabled=False),
    )
    await api.sensors.update(ID, changes)
    assert wire.sent[0].body == {
        "name": "New",
        "lightSettings": {"isEnabled": True, "lowThreshold": 5, "highThreshold": None},
        "humiditySettings": {"lowThreshold": None},
        "temperatureSettings": {"highThreshold": 30.5},
        "motionSettings": {"isEnabled": True, "sensitivity": 0, "sensitivityWhenArmed": 100},
        "glassBreakSettings": {"isEnabled": False},
        "scheduleMode": "always",
        "armProfileIds": ["66e0000000000000000000d1"],
        "hasCustomSensitivityWhenArmed": False,
        "alarmSettings": {"isEnabled": False},
    }


async def test_no_profiles_named_is_told_from_profiles_left_alone(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE, WHOLE)
    await api.sensors.update(ID, SensorChanges(arm_profile_ids=None))
    await api.sensors.update(ID, SensorChanges())
    assert [sent.body for sent in wire.sent] == [{"armProfileIds": None}, {}]


async def test_a_sensor_that_can_not_do_it_conflicts(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer({"error": "not supported", "name": "API_ERROR"}, status=409)
    with pytest.raises(ConflictError):
        await api.sensors.update(ID, SensorChanges(motion_settings=SensitivitySettingsChanges(is_enabled=True)))


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        (SensitivitySettingsChanges(sensitivity=101), "sensitivity must"),
        (SensitivitySettingsChanges(sensitivity_when_armed=-1), "sensitivity_when_armed"),
    ],
)
async def test_a_sensitivity_out_of_its_bounds_is_refused_before_anything_is_sent(
    wire: ProtectRecording, api: ProtectClient, settings: SensitivitySettingsChanges, named: str
) -> None:
    for changes in (SensorChanges(motion_settings=settings), SensorChanges(glass_break_settings=settings)):
        with pytest.raises(ConfigurationError, match=named):
            await api.sensors.update(ID, changes)
    assert wire.sent == []
