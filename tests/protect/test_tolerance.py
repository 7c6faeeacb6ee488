"""Whatever is odd about one item of a list, the item is there, and so are its neighbours."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.support.protect import ProtectRecording
from unifi_sdk import ProtectClient
from unifi_sdk._core import json_text
from unifi_sdk.protect._dialect import DIALECT
from unifi_sdk.protect.models import (
    AlarmHub,
    ArmProfile,
    Bridge,
    Camera,
    Chime,
    DeviceState,
    Fob,
    HdrType,
    IdentityUser,
    Light,
    LinkStation,
    Liveview,
    Relay,
    Sensor,
    Siren,
    Speaker,
    User,
    Viewer,
)
from unifi_sdk.simulator import Fault, SimulatedConsole

FAMILIES: dict[str, Any] = {
    "alarm_hubs": AlarmHub, "arm_profiles": ArmProfile, "bridges": Bridge, "cameras": Camera, "chimes": Chime,
    "fobs": Fob, "identity_users": IdentityUser, "lights": Light, "link_stations": LinkStation, "liveviews": Liveview,
    "relays": Relay, "sensors": Sensor, "sirens": Siren, "speakers": Speaker, "users": User, "viewers": Viewer,
}  # fmt: skip
ODD = [None, True, 7, -7.0, 2**40, "", "tomorrow", [], [None], ["tomorrow"], {}, {"tomorrow": [1]}]


async def test_an_odd_camera_costs_nothing(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer(
        [
            {"id": "1", "modelKey": "camera", "mac": "00005E005311", "name": "Yard", "hdrType": "brightest"},
            {"id": "2", "modelKey": "camera", "name": "Yard", "hdrType": "auto"},
            {"id": "3", "modelKey": "camera", "mac": "00005E005311", "name": None},
            {"id": "4", "modelKey": "camera", "mac": [], "micVolume": "loud", "isMicEnabled": "yes", "osdSettings": []},
            {"id": "5", "modelKey": "camera", "state": "ASLEEP", "featureFlags": {"videoModes": "all"}},
        ]
    )
    cameras = await api.cameras.list()
    assert [camera.id for camera in cameras] == ["1", "2", "3", "4", "5"]
    assert cameras.undecodable == ()
    assert [camera.hdr_type for camera in cameras] == [HdrType("brightest"), HdrType.AUTO, None, None, None]
    assert [camera.name for camera in cameras] == ["Yard", "Yard", None, None, None]
    assert [camera.mac for camera in cameras] == ["00005E005311", None, "00005E005311", None, None]
    assert (cameras[3].mic_volume, cameras[3].is_mic_enabled, cameras[3].osd_settings) == (None, None, None)
    assert cameras[3].extra == {"mac": [], "micVolume": "loud", "isMicEnabled": "yes", "osdSettings": []}
    assert not cameras[4].state.is_known
    assert cameras[4].state != DeviceState.CONNECTED


@pytest.mark.parametrize("family", FAMILIES)
async def test_no_value_of_any_field_costs_an_item_of_a_list(
    wire: ProtectRecording, api: ProtectClient, family: str
) -> None:
    names = [wired for name, wired in DIALECT.codec.wire_names(FAMILIES[family]).items() if name != "id"]
    documents = [{"id": f"{name} {number}", name: odd} for name in names for number, odd in enumerate(ODD)]
    wire.answer(documents)
    items = await getattr(api, family).list()
    assert items.undecodable == ()
    for item, document in zip(items, documents, strict=True):
        encoded = DIALECT.codec.encode(item)
        assert {key: value for key, value in encoded.items() if key in document} == document
        assert encoded.keys() - document.keys() <= {"modelKey"}


@pytest.mark.parametrize("library", [json_text.orjson, None], ids=["orjson", "json"])
async def test_a_name_that_was_cut_in_the_middle_of_a_character_costs_nothing(
    protect: ProtectClient, console: SimulatedConsole, monkeypatch: pytest.MonkeyPatch, library: object
) -> None:
    monkeypatch.setattr(json_text, "orjson", library)
    console.faults.add(Fault.body(b'[{"id": "1", "name": "Yard \\ud83d"}, {"id": "2", "name": "Gate \\ud83d\\udea7"}]'))
    assert [camera.name for camera in await protect.cameras.list()] == ["Yard \ud83d", "Gate \U0001f6a7"]


async def test_a_time_with_a_fraction_of_a_millisecond_is_a_time(wire: ProtectRecording, api: ProtectClient) -> None:
    wire.answer([{"id": "1", "lastMotion": 1767225600000.5}])
    [light] = await api.lights.list()
    assert light.last_motion == datetime(2026, 1, 1, microsecond=500, tzinfo=UTC)


def test_every_family_with_a_list_is_among_them(api: ProtectClient) -> None:
    lists = {name for name, resource in vars(api).items() if hasattr(resource, "list")}
    assert lists == FAMILIES.keys() | {"files"}
