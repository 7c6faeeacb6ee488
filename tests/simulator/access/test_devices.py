"""The simulated Access application on the wire: devices and doorbells."""

from __future__ import annotations

import pytest

from tests.support.access_api import Api
from unifi_sdk.access.models import DeviceCapability
from unifi_sdk.simulator.access.application import DoorbellReason, SimulatedAccess
from unifi_sdk.simulator.access.estate.people import sample_id
from unifi_sdk.simulator.clock import ManualClock

MAIN, LOBBY, WORKSHOP = (sample_id(name) for name in ("main-entrance", "lobby", "workshop"))
HUB, READER, INTERCOM, FACE, NOWHERE = (f"00005e0053{number}" for number in ("01", "02", "08", "09", "0a"))
SETTINGS, DOORBELL = f"/devices/{FACE}/settings", f"/devices/{INTERCOM}/doorbell"


async def test_devices_come_in_a_list_for_each_door(api: Api) -> None:
    lists = await api.data("GET", "/devices?refresh=true")
    assert [len(devices) for devices in lists] == [2, 3, 3, 1, 1]
    assert {device["location_id"] for device in lists[0]} == {MAIN}
    hub, reader = lists[0]
    assert (hub["connected_uah_id"], reader["connected_uah_id"]) == ("", HUB)
    assert "remote_call" in reader["capabilities"]
    assert (lists[-1][0]["location_id"], lists[-1][0]["is_online"]) == ("", False)


async def test_devices_can_come_in_one_list(api: Api, access: SimulatedAccess) -> None:
    access.devices_are_flat = True
    assert [device["id"] for device in await api.data("GET", "/devices")] == [
        f"00005e0053{number}" for number in ("01", "02", "03", "04", "09", "05", "06", "08", "07", "0a")
    ]


async def test_access_methods_say_yes_and_no_and_lie_below_one_key(api: Api) -> None:
    body = {"access_methods": {"nfc": {"enabled": "false"}, "wave": {"enabled": "yes"}}}
    assert await api.data("PUT", SETTINGS, body) == "success"
    data = await api.data("GET", SETTINGS)
    assert data["device_id"] == FACE
    methods = data["access_methods"]
    assert (methods["nfc"], methods["wave"]) == ({"enabled": "no"}, {"enabled": "yes"})
    assert methods["pin_code"] == {"enabled": "yes", "pin_code_shuffle": "no"}
    assert methods["face"] == {"anti_spoofing_level": "no", "detect_distance": "far"}


@pytest.mark.parametrize(
    ("level", "distance", "takes_effect"),
    [("medium", "near", True), ("high", "near", True), ("no", "medium", True), ("medium", "medium", False)],
)
async def test_only_face_settings_that_go_together_take_effect(
    api: Api, level: str, distance: str, takes_effect: bool
) -> None:
    face = {"anti_spoofing_level": level, "detect_distance": distance}
    await api.ok("PUT", SETTINGS, {"access_methods": {"face": face}})
    assert ((await api.data("GET", SETTINGS))["access_methods"]["face"] == face) == takes_effect


async def test_what_belongs_to_a_method_that_is_off_has_no_effect(api: Api) -> None:
    off = {
        "pin_code": {"enabled": "no", "pin_code_shuffle": "yes"},
        "face": {"enabled": "no", "detect_distance": "medium"},
    }
    await api.ok("PUT", SETTINGS, {"access_methods": off})
    methods = (await api.data("GET", SETTINGS))["access_methods"]
    assert methods["pin_code"] == {"enabled": "no", "pin_code_shuffle": "no"}
    assert methods["face"] == {"anti_spoofing_level": "no", "detect_distance": "far", "enabled": "no"}


async def test_a_plain_reader_tells_fewer_methods_than_one_that_knows_faces(api: Api) -> None:
    plain = (await api.data("GET", f"/devices/{READER}/settings"))["access_methods"]
    faces = (await api.data("GET", SETTINGS))["access_methods"]
    assert {*plain} == {"bt_button", "bt_tap", "face", "nfc", "pin_code", "qr_code", "touch_pass"}
    assert {*faces} - {*plain} == {"bt_shake", "mobile_wave", "wave"}


async def test_every_device_says_whether_it_is_a_hub_or_a_reader_and_nothing_invented(api: Api) -> None:
    devices = [device for place in await api.data("GET", "/devices") for device in place]
    for device in devices:
        assert {*device["capabilities"]} & {"is_hub", "is_reader"}
        assert {*device["capabilities"]} <= {capability.value for capability in DeviceCapability}
        assert ("is_hub" in device["capabilities"]) is (device["connected_uah_id"] == "")


@pytest.mark.parametrize(
    "body",
    [
        {"nfc": {"enabled": "yes"}},
        {"access_methods": {"telepathy": {"enabled": "yes"}}},
        {"access_methods": {"nfc": {"enabled": True}}},
        {"access_methods": {"nfc": {"enabled": "on"}}},
        {"access_methods": {"nfc": {"pin_code_shuffle": "yes"}}},
        {"access_methods": {"face": {"detect_distance": "close"}}},
    ],
)
async def test_malformed_access_methods_are_refused(api: Api, body: object) -> None:
    before = await api.data("GET", SETTINGS)
    assert await api.refusal("PUT", SETTINGS, body) == "CODE_PARAMS_INVALID"
    assert await api.data("GET", SETTINGS) == before


@pytest.mark.parametrize(
    ("device", "code"), [(HUB, "CODE_DEVICE_API_NOT_SUPPORTED"), ("x", "CODE_DEVICE_DEVICE_NOT_FOUND")]
)
async def test_only_readers_have_access_methods(api: Api, device: str, code: str) -> None:
    assert await api.refusal("GET", f"/devices/{device}/settings") == code


async def test_a_doorbell_rings_until_its_time_is_over(api: Api, access: SimulatedAccess, clock: ManualClock) -> None:
    assert await api.data("POST", DOORBELL, {"room_name": ""}) == "success"
    assert [ring.device_id for ring in access.rings.values()] == [INTERCOM]
    clock.advance(access.ring_seconds)
    await api.ok("GET", "/devices")
    assert access.rings == {}


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        (DOORBELL, None, "CODE_PARAMS_INVALID"),
        (DOORBELL, {"cancel": True}, "CODE_PARAMS_INVALID"),
        (DOORBELL, {"room_name": "Attic"}, "CODE_RESOURCE_NOT_FOUND"),
        (f"/devices/{HUB}/doorbell", {"room_name": ""}, "CODE_DEVICE_API_NOT_SUPPORTED"),
        (f"/devices/{NOWHERE}/doorbell", {"room_name": ""}, "CODE_DEVICE_DEVICE_OFFLINE"),
        ("/devices/x/doorbell", {"room_name": ""}, "CODE_DEVICE_DEVICE_NOT_FOUND"),
    ],
)
async def test_a_refused_doorbell_does_not_ring(
    api: Api, access: SimulatedAccess, path: str, body: object, code: str
) -> None:
    assert await api.refusal("POST", path, body) == code
    assert access.rings == {}


@pytest.mark.parametrize(("rings_again", "left"), [(False, 0), (True, 1)])
async def test_a_cancelled_doorbell_falls_silent_or_rings_anew(
    api: Api, access: SimulatedAccess, rings_again: bool, left: int
) -> None:
    access.cancel_rings_again = rings_again
    await api.ok("POST", DOORBELL, {"room_name": "Reception"})
    first = [*access.rings]
    await api.ok("POST", DOORBELL, {"room_name": "Reception", "cancel": True})
    assert len(access.rings) == left
    assert [*access.rings] != first


async def test_a_doorbell_ends_when_its_door_is_unlocked(api: Api, access: SimulatedAccess) -> None:
    access.ring(READER)
    await api.ok("PUT", f"/doors/{LOBBY}/unlock")
    assert len(access.rings) == 1
    await api.ok("PUT", f"/doors/{MAIN}/unlock")
    assert access.rings == {}


async def test_a_doorbell_that_does_not_ring_cannot_be_ended(access: SimulatedAccess) -> None:
    with pytest.raises(LookupError):
        access.end_ring(DoorbellReason.REJECTED)
