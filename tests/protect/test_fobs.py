"""Key fobs."""

from __future__ import annotations

import pytest

from tests.support.protect import ProtectRecording, assert_whole, read
from unifi_sdk import NotFoundError, ProtectClient
from unifi_sdk.protect.models import Button, ButtonLabels, Fob, FobArmControlSettings, FobAwayState, FobKeypadSettings
from unifi_sdk.retry import Safety

ID = "66e0000000000000000000a1"
WHOLE = {
    "id": ID,
    "modelKey": "fob",
    "state": "CONNECTED",
    "name": "Example",
    "type": "Example product",
    "guid": "00000000-0000-4000-8000-000000000003",
    "mac": "00005E005321",
    "awayState": "NO_RECENT_HEARTBEAT",
    "buttonLabels": "securityActions",
    "featureFlags": {"buttons": ["arm", "disarm", "panic"], "hasKeypad": True},
    "armControlSettings": {"enabled": True, "armProfileId": "1", "nightProfileId": "2"},
    "keypadSettings": {"beepEnabled": True, "beepVolume": 80},
    "wirelessConnectionState": {
        "signalState": {"signalQuality": 80, "signalStrength": -61.5},
        "batteryStatus": {"percentage": 97.5, "isLow": False},
        "bridge": "66e0000000000000000000b1",
    },
}


async def test_the_list_is_read_in_one_request(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer([WHOLE, {"name": "no id"}, {"id": "2"}])
    found = await api.fobs.list()
    assert [sent.line for sent in wire.sent] == ["GET /v1/fobs"]
    assert [item.id for item in found] == [ID, "2"]
    assert len(found.undecodable) == 1


async def test_one_is_read_by_its_id(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE)
    found = await api.fobs.get(ID)
    assert wire.sent[0].line == f"GET /v1/fobs/{ID}"
    assert (type(found), found.id, found.name, found.is_connected) == (Fob, ID, "Example", True)


async def test_an_id_that_nothing_has_is_not_found(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer({"error": "not found", "name": "API_ERROR"}, status=404)
    with pytest.raises(NotFoundError):
        await api.fobs.get("unknown")


def test_every_documented_field_has_its_place() -> None:
    assert_whole(Fob, WHOLE)


async def test_a_name_is_all_that_changes_when_it_alone_is_given(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE)
    changed = await api.fobs.update(ID, name="New")
    [sent] = wire.sent
    assert (sent.line, sent.safety) == (f"PATCH /v1/fobs/{ID}", Safety.UNSAFE)
    assert sent.body == {"name": "New"}
    assert changed == read(Fob, WHOLE)


def test_values_are_typed() -> None:
    fob = read(Fob, WHOLE)
    assert fob.away_state is FobAwayState.NO_RECENT_HEARTBEAT
    assert fob.button_labels is ButtonLabels.SECURITY_ACTIONS
    assert (fob.feature_flags.buttons, fob.feature_flags.has_keypad) == (
        (Button.ARM, Button.DISARM, Button.PANIC),
        True,
    )
    assert fob.arm_control_settings == FobArmControlSettings(enabled=True, arm_profile_id="1", night_profile_id="2")
    assert fob.keypad_settings == FobKeypadSettings(beep_enabled=True, beep_volume=80)


def test_before_7_3_a_fob_tells_of_no_keypad_and_none_is_made_up() -> None:
    older = {name: part for name, part in WHOLE.items() if name not in ("armControlSettings", "keypadSettings")}
    older["featureFlags"] = {"buttons": ["arm"]}
    assert_whole(Fob, older)
    fob = read(Fob, older)
    assert (fob.feature_flags.has_keypad, fob.arm_control_settings, fob.keypad_settings) == (None, None, None)


def test_what_newer_fobs_have_is_kept() -> None:
    fob = read(Fob, WHOLE | {"featureFlags": {"buttons": ["keypad"]}, "hasKeypad": True})
    assert fob.feature_flags.buttons == ("keypad",)
    assert fob.extra == {"hasKeypad": True}
