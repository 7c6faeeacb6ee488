"""Sirens."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.support.protect import ProtectRecording, assert_whole, read
from tests.support.recording import Sent
from unifi_sdk import ConfigurationError, NotFoundError, ProtectClient
from unifi_sdk.protect.models import Siren, SirenConnectionType, SirenStatus
from unifi_sdk.retry import Safety

ID = "66e0000000000000000000a1"
WHOLE = {
    "id": ID,
    "modelKey": "siren",
    "state": "CONNECTED",
    "name": "Example",
    "type": "Example product",
    "guid": "00000000-0000-4000-8000-000000000003",
    "mac": "00005E005321",
    "volume": 75,
    "ledSettings": {"isEnabled": True},
    "sirenStatus": {"isActive": True, "activatedAt": 1767225600000, "duration": 5000},
    "connectionType": "lora",
    "wirelessConnectionState": {
        "signalState": {"signalQuality": 80, "signalStrength": -61.5},
        "batteryStatus": {"percentage": 97.5, "isLow": False},
        "bridge": "66e0000000000000000000b1",
    },
}


async def test_the_list_is_read_in_one_request(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer([WHOLE, {"name": "no id"}, {"id": "2"}])
    found = await api.sirens.list()
    assert [sent.line for sent in wire.sent] == ["GET /v1/sirens"]
    assert [item.id for item in found] == [ID, "2"]
    assert len(found.undecodable) == 1


async def test_one_is_read_by_its_id(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE)
    found = await api.sirens.get(ID)
    assert wire.sent[0].line == f"GET /v1/sirens/{ID}"
    assert (type(found), found.id, found.name, found.is_connected) == (Siren, ID, "Example", True)


async def test_an_id_that_nothing_has_is_not_found(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer({"error": "not found", "name": "API_ERROR"}, status=404)
    with pytest.raises(NotFoundError):
        await api.sirens.get("unknown")


def test_every_documented_field_has_its_place() -> None:
    assert_whole(Siren, WHOLE)


async def test_a_name_is_all_that_changes_when_it_alone_is_given(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE)
    changed = await api.sirens.update(ID, name="New")
    [sent] = wire.sent
    assert (sent.line, sent.safety) == (f"PATCH /v1/sirens/{ID}", Safety.UNSAFE)
    assert sent.body == {"name": "New"}
    assert changed == read(Siren, WHOLE)


def test_values_are_typed() -> None:
    siren = read(Siren, WHOLE)
    assert siren.connection_type is SirenConnectionType.LORA
    assert siren.siren_status == SirenStatus(
        is_active=True, activated_at=datetime(2026, 1, 1, tzinfo=UTC), duration=5000
    )


def test_a_silent_siren_has_neither_a_time_nor_a_duration() -> None:
    siren = read(Siren, WHOLE | {"sirenStatus": {"isActive": False, "activatedAt": None, "duration": None}})
    assert (siren.siren_status.activated_at, siren.siren_status.duration) == (None, None)


async def test_every_setting_can_change(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(WHOLE)
    await api.sirens.update(ID, name="New", volume=1, is_led_enabled=False)
    assert wire.sent[0].body == {"name": "New", "volume": 1, "ledSettings": {"isEnabled": False}}


@pytest.mark.parametrize(("duration", "body"), [(None, {}), (5, {"duration": 5}), (30, {"duration": 30})])
async def test_it_sounds_for_seconds_and_is_always_sent_an_object(
    wire: ProtectRecording, api: ProtectClient, duration: Any, body: dict[str, int]
) -> None:
    wire.answer(None, status=204)
    await api.sirens.play(ID, duration_seconds=duration)
    assert wire.sent == [Sent(f"POST /v1/sirens/{ID}/play", {}, body, Safety.UNSAFE)]


@pytest.mark.parametrize("duration", [0, 1, 6, 31, -5, 5000, True])
async def test_a_siren_sounds_for_no_other_time(wire: ProtectRecording, api: ProtectClient, duration: Any) -> None:
    with pytest.raises(ConfigurationError, match="duration_seconds must be one of 5, 10, 20, 30"):
        await api.sirens.play(ID, duration_seconds=duration)
    assert wire.sent == []


async def test_it_is_silenced(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(None, status=204)
    await api.sirens.stop(ID)
    assert wire.sent == [Sent(f"POST /v1/sirens/{ID}/stop", {}, None, Safety.UNSAFE)]


@pytest.mark.parametrize(("volume", "body"), [(None, {}), (1, {"volume": 1}), (100, {"volume": 100})])
async def test_it_is_tested_and_always_sent_an_object(
    wire: ProtectRecording, api: ProtectClient, volume: int | None, body: dict[str, int]
) -> None:
    wire.answer(None, status=204)
    await api.sirens.test_sound(ID, volume=volume)
    assert wire.sent == [Sent(f"POST /v1/sirens/{ID}/test-sound", {}, body, Safety.UNSAFE)]


@pytest.mark.parametrize("volume", [0, 101])
async def test_a_volume_out_of_its_bounds_is_refused_before_anything_is_sent(
    wire: ProtectRecording, api: ProtectClient, volume: int
) -> None:
    for call in (api.sirens.update(ID, volume=volume), api.sirens.test_sound(ID, volume=volume)):
        with pytest.raises(ConfigurationError, match="volume must be from 1 to 100"):
            await call
    assert wire.sent == []
