"""Floodlights."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.support.protect import ProtectRecording, assert_whole, read
from unifi_sdk import ConfigurationError, NotFoundError, ProtectClient
from unifi_sdk.protect.models import (
    Light,
    LightChanges,
    LightDeviceSettingsChanges,
    LightEnableAt,
    LightMode,
    LightModeSettings,
    LightModeSettingsChanges,
)
from unifi_sdk.retry import Safety

ID = "66e0000000000000000000a1"
WHOLE = {
    "id": ID,
    "modelKey": "light",
    "state": "CONNECTED",
    "name": "Example",
    "type": "Example product",
    "guid": "00000000-0000-4000-8000-000000000003",
    "mac": "00005E005321",
    "lightModeSettings": {"mode": "motion", "enableAt": "dark"},
    "lightDeviceSettings": {"isIndicatorEnabled": True, "pirDuration": 15000, "pirSensitivity": 50, "ledLevel": 6},
    "isDark": True,
    "isLightOn": False,
    "isLightForceEnabled": False,
    "lastMotion": 1767225600000,
    "isPirMotionDetected": False,
    "camera": "66e0000000000000000000c1",
}


async def test_the_list_is_read_in_one_request(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer([WHOLE, {"name": "no id"}, {"id": "2"}])
    found = await api.lights.list()
    assert [sent.line for sent in wire.sent] == ["GET /v1/lights"]
    assert [item.id for item in found] == [ID, "2"]
    assert len(found.undecodable) == 1


async def test_one_is_read_by_its_id(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE)
    found = await api.lights.get(ID)
    assert wire.sent[0].line == f"GET /v1/lights/{ID}"
    assert (type(found), found.id, found.name, found.is_connected) == (Light, ID, "Example", True)


async def test_an_id_that_nothing_has_is_not_found(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer({"error": "not found", "name": "API_ERROR"}, status=404)
    with pytest.raises(NotFoundError):
        await api.lights.get("unknown")


def test_every_documented_field_has_its_place() -> None:
    assert_whole(Light, WHOLE)


async def test_a_name_is_all_that_changes_when_it_alone_is_given(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE)
    changed = await api.lights.update(ID, LightChanges(name="New"))
    [sent] = wire.sent
    assert (sent.line, sent.safety) == (f"PATCH /v1/lights/{ID}", Safety.UNSAFE)
    assert sent.body == {"name": "New"}
    assert changed == read(Light, WHOLE)


def test_values_are_typed() -> None:
    light = read(Light, WHOLE)
    assert light.light_mode_settings == LightModeSettings(mode=LightMode.MOTION, enable_at=LightEnableAt.DARK)
    assert light.last_motion == datetime(2026, 1, 1, tzinfo=UTC)


def test_a_mode_of_tomorrow_is_kept() -> None:
    light = read(Light, WHOLE | {"lightModeSettings": {"mode": "dusk", "enableAt": "dark"}})
    assert light.light_mode_settings.mode == "dusk"
    assert not light.light_mode_settings.mode.is_known


async def test_every_setting_can_change(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE)
    changes = LightChanges(
        name="New",
        is_light_force_enabled=True,
        light_mode_settings=LightModeSettingsChanges(mode=LightMode.OFF, enable_at=LightEnableAt.FULLTIME),
        light_device_settings=LightDeviceSettingsChanges(
            is_indicator_enabled=False, pir_duration=0, pir_sensitivity=100, led_level=1
        ),
    )
    await api.lights.update(ID, changes)
    assert wire.sent[0].body == {
        "name": "New",
        "isLightForceEnabled": True,
        "lightModeSettings": {"mode": "off", "enableAt": "fulltime"},
        "lightDeviceSettings": {"isIndicatorEnabled": False, "pirDuration": 0, "pirSensitivity": 100, "ledLevel": 1},
    }


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        (LightDeviceSettingsChanges(pir_duration=-1), "pir_duration"),
        (LightDeviceSettingsChanges(pir_sensitivity=101), "pir_sensitivity"),
        (LightDeviceSettingsChanges(led_level=0), "led_level"),
        (LightDeviceSettingsChanges(led_level=7), "led_level"),
    ],
)
async def test_a_number_out_of_its_bounds_is_refused_before_anything_is_sent(
    wire: ProtectRecording, api: ProtectClient, settings: LightDeviceSettingsChanges, named: str
) -> None:
    with pytest.raises(ConfigurationError, match=named):
        await api.lights.update(ID, LightChanges(light_device_settings=settings))
    assert wire.sent == []
