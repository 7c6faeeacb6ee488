"""Chimes."""

from __future__ import annotations

import pytest

from tests.support.protect import ProtectRecording, assert_whole, read
from unifi_sdk import ConfigurationError, NotFoundError, ProtectClient
from unifi_sdk.protect.models import Chime, RingSettingsInput
from unifi_sdk.retry import Safety

ID = "66e0000000000000000000a1"
WHOLE = {
    "id": ID,
    "modelKey": "chime",
    "state": "CONNECTED",
    "name": "Example",
    "type": "Example product",
    "guid": "00000000-0000-4000-8000-000000000003",
    "mac": "00005E005321",
    "cameraIds": ["66e0000000000000000000c1"],
    "ringSettings": [{"cameraId": "66e0000000000000000000c1", "repeatTimes": 3, "ringtoneId": "tone", "volume": 80}],
}


async def test_the_list_is_read_in_one_request(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer([WHOLE, {"name": "no id"}, {"id": "2"}])
    found = await api.chimes.list()
    assert [sent.line for sent in wire.sent] == ["GET /v1/chimes"]
    assert [item.id for item in found] == [ID, "2"]
    assert len(found.undecodable) == 1


async def test_one_is_read_by_its_id(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE)
    found = await api.chimes.get(ID)
    assert wire.sent[0].line == f"GET /v1/chimes/{ID}"
    assert (type(found), found.id, found.name, found.is_connected) == (Chime, ID, "Example", True)


async def test_an_id_that_nothing_has_is_not_found(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer({"error": "not found", "name": "API_ERROR"}, status=404)
    with pytest.raises(NotFoundError):
        await api.chimes.get("unknown")


def test_every_documented_field_has_its_place() -> None:
    assert_whole(Chime, WHOLE)


async def test_a_name_is_all_that_changes_when_it_alone_is_given(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE)
    changed = await api.chimes.update(ID, name="New")
    [sent] = wire.sent
    assert (sent.line, sent.safety) == (f"PATCH /v1/chimes/{ID}", Safety.UNSAFE)
    assert sent.body == {"name": "New"}
    assert changed == read(Chime, WHOLE)


def ring(repeat_times: int = 1, volume: int = 0) -> RingSettingsInput:
    return RingSettingsInput(camera_id="c1", repeat_times=repeat_times, ringtone_id="tone", volume=volume)


def test_a_ringtone_may_be_missing_where_it_is_read() -> None:
    chime = read(Chime, {"id": ID, "ringSettings": [{"cameraId": "c1", "repeatTimes": 1, "ringtoneId": None}]})
    assert chime.ring_settings[0].ringtone_id is None


async def test_the_ring_settings_are_sent_as_a_whole_list(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE)
    await api.chimes.update(ID, camera_ids=["c1", "c2"], ring_settings=[ring(1, 0), ring(10, 100)])
    assert wire.sent[0].body == {
        "cameraIds": ["c1", "c2"],
        "ringSettings": [
            {"cameraId": "c1", "repeatTimes": 1, "ringtoneId": "tone", "volume": 0},
            {"cameraId": "c1", "repeatTimes": 10, "ringtoneId": "tone", "volume": 100},
        ],
    }


async def test_an_empty_list_takes_every_doorbell_away(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE)
    await api.chimes.update(ID, camera_ids=(), ring_settings=())
    assert wire.sent[0].body == {"cameraIds": [], "ringSettings": []}


@pytest.mark.parametrize(
    ("settings", "named"),
    [(ring(0), "repeat_times"), (ring(11), "repeat_times"), (ring(1, -1), "volume"), (ring(1, 101), "volume")],
)
async def test_a_ring_out_of_its_bounds_is_refused_before_anything_is_sent(
    wire: ProtectRecording, api: ProtectClient, settings: RingSettingsInput, named: str
) -> None:
    with pytest.raises(ConfigurationError, match=named):
        await api.chimes.update(ID, ring_settings=[ring(), settings])
    assert wire.sent == []


async def test_one_text_is_no_list_of_cameras(wire: ProtectRecording, api: ProtectClient) -> None:
    with pytest.raises(ConfigurationError, match="camera_ids must be a list"):
        await api.chimes.update(ID, camera_ids="c1")
    assert wire.sent == []
