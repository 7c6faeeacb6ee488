"""Readers, hubs and intercoms: nested or flat lists, and settings that say yes and no."""

from __future__ import annotations

import pytest

from tests.access.recording import Wire
from unifi_sdk import ConfigurationError, DecodeError
from unifi_sdk.access.models import (
    AccessMethodChanges,
    AntiSpoofingLevel,
    DetectDistance,
    DeviceCapability,
    Switch,
)
from unifi_sdk.retry import Safety

READER = {
    "alias": "",
    "capabilities": ["pin_code", "nfc", "is_reader", "remote_call", "telepathy"],
    "connected_uah_id": "0a1b2c3d4e5f",
    "id": "0a1b2c3d4e60",
    "is_adopted": True,
    "is_connected": True,
    "is_managed": True,
    "is_online": False,
    "location_id": "d1",
    "name": "UA G2 Pro",
    "type": "UA-G2-PRO",
}
OLD_HUB = {"alias": "Front", "id": "0a1b2c3d4e5f", "name": "UA-HUB", "type": "UAH"}


@pytest.mark.parametrize(
    "answer",
    [
        [[READER, OLD_HUB]],
        [[READER], [OLD_HUB]],
        [READER, OLD_HUB],
        [[READER], OLD_HUB],
        [[], [READER, OLD_HUB], []],
        [[[READER]], [OLD_HUB]],
    ],
)
async def test_devices_are_read_from_a_list_of_lists_or_a_flat_one(answer: object) -> None:
    wire = Wire()
    wire.data(answer)
    reader, hub = await wire.access.devices.list()
    assert (reader.id, reader.type, reader.location_id, reader.is_online) == ("0a1b2c3d4e60", "UA-G2-PRO", "d1", False)
    assert (hub.alias, hub.capabilities, hub.is_online) == ("Front", None, None)
    assert (wire.lines, wire.last.query) == (["GET /devices"], [])


@pytest.mark.parametrize("answer", [None, [], [[]]])
async def test_a_console_without_devices_has_none(answer: object) -> None:
    wire = Wire()
    wire.data(answer)
    assert await wire.access.devices.list() == []


async def test_an_odd_device_is_kept_aside() -> None:
    wire = Wire()
    wire.data([[READER, None, 7]])
    devices = await wire.access.devices.list()
    assert [device.id for device in devices] == [READER["id"]]
    assert [failure.raw for failure in devices.undecodable] == [None, 7]


async def test_a_device_without_an_id_is_read() -> None:
    wire = Wire()
    wire.data([[{"name": "no id"}]])
    (device,) = await wire.access.devices.list()
    assert (device.id, device.name) == ("", "no id")


async def test_a_list_that_is_none_is_told() -> None:
    wire = Wire()
    wire.data({"devices": []})
    with pytest.raises(DecodeError):
        await wire.access.devices.list()


async def test_the_console_can_be_told_to_ask_its_devices() -> None:
    wire = Wire()
    wire.data([])
    await wire.access.devices.list(refresh=True)
    assert wire.last.query == [("refresh", "true")]


async def test_what_a_device_can_do_is_unknown_where_the_console_does_not_tell() -> None:
    wire = Wire()
    wire.data([READER, OLD_HUB])
    reader, hub = await wire.access.devices.list()
    asked = (DeviceCapability.REMOTE_CALL, DeviceCapability.FACE, DeviceCapability("telepathy"))
    assert [reader.has(capability) for capability in asked] == [True, False, True]
    assert [hub.has(capability) for capability in asked] == [None, None, None]


# Settings


SETTINGS = {
    "access_methods": {
        "bt_button": {"enabled": "yes"},
        "bt_tap": {"enabled": "true"},
        "face": {"anti_spoofing_level": "no", "detect_distance": "far"},
        "nfc": {"enabled": "no"},
        "pin_code": {"enabled": "yes", "pin_code_shuffle": "false"},
        "qr_code": {"enabled": "1"},
        "touch_pass": {"enabled": "sometimes"},
        "wave": {"enabled": None},
        "telepathy": {"enabled": "yes"},
    },
    "device_id": READER["id"],
}


async def test_settings_are_read_whichever_word_says_yes() -> None:
    wire = Wire()
    wire.data(SETTINGS)
    settings = await wire.access.devices.get_settings("0a1b2c3d4e60")
    methods = settings.access_methods
    assert wire.lines == ["GET /devices/0a1b2c3d4e60/settings"]
    assert settings.device_id == READER["id"]
    assert methods.bt_button is not None
    assert methods.bt_tap is not None
    assert methods.nfc is not None
    assert methods.qr_code is not None
    assert methods.touch_pass is not None
    assert methods.wave is not None
    assert [m.is_enabled for m in (methods.bt_button, methods.bt_tap, methods.nfc, methods.qr_code)] == [
        True,
        True,
        False,
        True,
    ]
    assert (methods.touch_pass.is_enabled, methods.wave.is_enabled, methods.bt_shake) == (None, None, None)
    assert methods.pin_code is not None
    assert (methods.pin_code.is_enabled, methods.pin_code.is_shuffled) == (True, False)
    assert methods.face is not None
    assert (methods.face.is_enabled, methods.face.anti_spoofing_level, methods.face.detect_distance) == (
        None,
        AntiSpoofingLevel.NO,
        DetectDistance.FAR,
    )
    assert methods.extra == {"telepathy": {"enabled": "yes"}}


@pytest.mark.parametrize("word", ["yes", "YES", "true", "True", "1", "on"])
def test_a_switch_that_is_on(word: str) -> None:
    assert Switch(word) is Switch.YES


@pytest.mark.parametrize("word", ["no", "No", "false", "0", "off"])
def test_a_switch_that_is_off(word: str) -> None:
    assert Switch(word) is Switch.NO


async def test_ways_in_are_switched_with_yes_and_no_and_the_rest_is_left_alone() -> None:
    wire = Wire()
    wire.data("success")
    await wire.access.devices.update_settings(
        "0a1b2c3d4e60",
        AccessMethodChanges(
            nfc=True,
            bt_tap=False,
            pin_code_shuffle=True,
            anti_spoofing_level=AntiSpoofingLevel.HIGH,
            detect_distance=DetectDistance.NEAR,
        ),
    )
    assert (wire.lines, wire.last.safety) == (["PUT /devices/0a1b2c3d4e60/settings"], Safety.IDEMPOTENT)
    assert wire.last.body == {
        "access_methods": {
            "nfc": {"enabled": "yes"},
            "bt_tap": {"enabled": "no"},
            "pin_code": {"pin_code_shuffle": "yes"},
            "face": {"anti_spoofing_level": "high", "detect_distance": "near"},
        }
    }


async def test_every_way_in_has_its_own_name() -> None:
    wire = Wire()
    wire.data("success")
    names = (
        "nfc",
        "bt_tap",
        "bt_button",
        "bt_shake",
        "mobile_wave",
        "wave",
        "pin_code",
        "face",
        "qr_code",
        "touch_pass",
    )
    changes = AccessMethodChanges(**dict.fromkeys(names, False), extra={"telepathy": {"enabled": "yes"}})
    await wire.access.devices.update_settings("0a1b2c3d4e60", changes)
    assert wire.last.body == {
        "access_methods": {**{name: {"enabled": "no"} for name in names}, "telepathy": {"enabled": "yes"}}
    }


@pytest.mark.parametrize(
    ("level", "distance", "allowed"),
    [
        ("no", "far", True),
        ("no", "medium", True),
        ("medium", "near", True),
        ("high", "near", True),
        ("medium", "medium", False),
        ("high", "far", False),
        ("no", "near", False),
        ("extreme", "far", True),
    ],
)
async def test_only_settings_for_faces_that_go_together_are_sent(level: str, distance: str, allowed: bool) -> None:
    wire = Wire()
    wire.data("success")
    changes = AccessMethodChanges(
        anti_spoofing_level=AntiSpoofingLevel(level), detect_distance=DetectDistance(distance)
    )
    if allowed:
        await wire.access.devices.update_settings("d", changes)
    else:
        with pytest.raises(ConfigurationError, match="does not go with"):
            await wire.access.devices.update_settings("d", changes)
    assert len(wire.sent) == allowed


@pytest.mark.parametrize(
    "changes",
    [
        AccessMethodChanges(),
        AccessMethodChanges(anti_spoofing_level=AntiSpoofingLevel.NO),
        AccessMethodChanges(detect_distance=DetectDistance.FAR),
    ],
)
async def test_settings_that_can_never_be_fail_before_any_byte_is_sent(changes: AccessMethodChanges) -> None:
    wire = Wire()
    with pytest.raises(ConfigurationError):
        await wire.access.devices.update_settings("d", changes)
    assert wire.sent == []


# Doorbell


@pytest.mark.parametrize(
    ("arguments", "body"),
    [
        ({}, {"room_name": ""}),
        ({"room_name": "Office"}, {"room_name": "Office"}),
        ({"cancel_previous": True}, {"room_name": "", "cancel": True}),
    ],
)
async def test_a_doorbell_rings_once_and_always_with_a_room(arguments: dict, body: dict) -> None:
    wire = Wire()
    wire.data("success")
    await wire.access.devices.ring_doorbell("0a1b2c3d4e60", **arguments)
    assert (wire.lines, wire.last.body) == (["POST /devices/0a1b2c3d4e60/doorbell"], body)
    assert wire.last.safety is Safety.UNSAFE
