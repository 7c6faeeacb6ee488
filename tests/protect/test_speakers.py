"""Speakers."""

from __future__ import annotations

import pytest

from tests.support.protect import ProtectRecording, assert_whole, read
from tests.support.recording import Sent
from unifi_sdk import ConfigurationError, NotFoundError, ProtectClient
from unifi_sdk.protect.models import Speaker, SpeakerMode, SpeakerState, SpeakerStatus
from unifi_sdk.retry import Safety

ID = "66e0000000000000000000a1"
WHOLE = {
    "id": ID,
    "modelKey": "speaker",
    "state": "CONNECTED",
    "name": "Example",
    "type": "Example product",
    "guid": "00000000-0000-4000-8000-000000000003",
    "mac": "00005E005321",
    "volume": 40,
    "micVolume": 50,
    "isMicEnabled": True,
    "speakerState": {"status": "tts_playing", "mode": "talk"},
    "featureFlags": {"hasMic": True},
}


async def test_the_list_is_read_in_one_request(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer([WHOLE, {"name": "no id"}, {"id": "2"}])
    found = await api.speakers.list()
    assert [sent.line for sent in wire.sent] == ["GET /v1/speakers"]
    assert [item.id for item in found] == [ID, "2"]
    assert len(found.undecodable) == 1


async def test_one_is_read_by_its_id(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE)
    found = await api.speakers.get(ID)
    assert wire.sent[0].line == f"GET /v1/speakers/{ID}"
    assert (type(found), found.id, found.name, found.is_connected) == (Speaker, ID, "Example", True)


async def test_an_id_that_nothing_has_is_not_found(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer({"error": "not found", "name": "API_ERROR"}, status=404)
    with pytest.raises(NotFoundError):
        await api.speakers.get("unknown")


def test_every_documented_field_has_its_place() -> None:
    assert_whole(Speaker, WHOLE)


async def test_a_name_is_all_that_changes_when_it_alone_is_given(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE)
    changed = await api.speakers.update(ID, name="New")
    [sent] = wire.sent
    assert (sent.line, sent.safety) == (f"PATCH /v1/speakers/{ID}", Safety.UNSAFE)
    assert sent.body == {"name": "New"}
    assert changed == read(Speaker, WHOLE)


def test_values_are_typed() -> None:
    state = read(Speaker, WHOLE).speaker_state
    assert state == SpeakerState(status=SpeakerStatus.TTS_PLAYING, mode=SpeakerMode.TALK)


async def test_every_setting_can_change(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE)
    await api.speakers.update(ID, name="New", volume=0, mic_volume=100, is_mic_enabled=False)
    assert wire.sent[0].body == {"name": "New", "volume": 0, "micVolume": 100, "isMicEnabled": False}


@pytest.mark.parametrize(("volume", "body"), [(None, {}), (0, {"volume": 0})])
async def test_it_is_tested(
    wire: ProtectRecording, api: ProtectClient, volume: int | None, body: dict[str, int]
) -> None:
    wire.answer(None, status=204)
    await api.speakers.test_sound(ID, volume=volume)
    assert wire.sent == [Sent(f"POST /v1/speakers/{ID}/test-sound", {}, body, Safety.UNSAFE)]


async def test_a_volume_out_of_its_bounds_is_refused_before_anything_is_sent(
    wire: ProtectRecording, api: ProtectClient
) -> None:
    for call in (
        api.speakers.update(ID, volume=101),
        api.speakers.update(ID, mic_volume=-1),
        api.speakers.test_sound(ID, volume=101),
    ):
        with pytest.raises(ConfigurationError, match="volume must be from 0 to 100"):
            await call
    assert wire.sent == []
