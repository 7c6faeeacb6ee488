"""The estate of a campus in the simulated Protect application."""

from __future__ import annotations

import io
import time
from collections import Counter

import aiohttp
import pytest
from PIL import Image

from tests.support.protect_browser import ProtectBrowser
from unifi_sdk._facts import load
from unifi_sdk.simulator import ManualClock, SimulatedConsole
from unifi_sdk.simulator.protect.application import SimulatedProtect
from unifi_sdk.simulator.protect.schema import problems

FACTS = load("protect")
CAMPUS = SimulatedProtect(ManualClock(), estate="campus")
PATHS = ("cameras", "lights", "sensors", "chimes", "viewers", "sirens", "relays", "speakers", "fobs", "bridges",
         "link-stations", "alarm-hubs", "liveviews", "users", "ulp-users")  # fmt: skip


def test_there_are_200_cameras_and_hundreds_of_other_devices() -> None:
    kinds = Counter(device.kind for device in CAMPUS.everything())
    assert kinds["camera"] == len(CAMPUS.cameras) == 200
    assert kinds["sensor"] > 300
    assert kinds["light"] > 100
    assert min(kinds[kind] for kind in ("chime", "speaker", "relay", "siren", "bridge", "viewer", "linkstation")) > 20


@pytest.mark.parametrize("field", ["id", "mac", "name"])
def test_every_device_is_told_apart(field: str) -> None:
    values = [getattr(device, field) for device in CAMPUS.everything()]
    assert len(set(values)) == len(values)


def test_it_holds_all_that_a_hotel_has() -> None:
    hotel = SimulatedProtect(ManualClock()).snapshot_truth()
    truth = CAMPUS.snapshot_truth()
    assert {name: truth[name] for name in hotel} == hotel


def test_it_is_always_the_same() -> None:
    assert SimulatedProtect(ManualClock(), estate="campus").snapshot_truth() == CAMPUS.snapshot_truth()


def test_it_stands_in_less_than_a_third_of_a_second() -> None:
    def build() -> float:
        begun = time.process_time()
        SimulatedProtect(ManualClock(), estate="campus")
        return time.process_time() - begun

    assert min(build() for _ in range(3)) < 0.3


def test_what_a_device_names_is_there() -> None:
    for device in CAMPUS.everything():
        document = device.body()
        wireless = document.get("wirelessConnectionState")
        assert document.get("camera") in (None, *CAMPUS.cameras)
        assert set(document.get("cameraIds", [])) <= CAMPUS.cameras.keys()
        assert document.get("liveview") in (None, *CAMPUS.liveviews)
        assert not wireless or wireless["bridge"] in (None, *CAMPUS.devices)


async def test_what_it_shows_is_as_the_specification_says() -> None:
    async with SimulatedConsole(clock=ManualClock(), estate="campus") as console, aiohttp.ClientSession() as session:
        console.protect.rate_limit = None
        api = ProtectBrowser(console, session)
        for path in PATHS:
            shown = await api.get(f"/v1/{path}")
            found = [each for each in problems(FACTS.find(f"GET /v1/{path}").answer, shown) if "lcdMessage" not in each]
            assert found == [], path


async def test_a_snapshot_of_any_camera_is_one() -> None:
    async with SimulatedConsole(clock=ManualClock(), estate="campus") as console, console.connect() as client:
        console.protect.rate_limit = None
        cameras = [camera for camera in await client.protect.cameras.list() if camera.is_connected]
        assert len(cameras) > 180
        for camera in cameras[::20]:
            shot = await client.protect.cameras.snapshot(camera.id, high_quality=True)
            with Image.open(io.BytesIO(shot.content)) as image:
                assert (image.format, image.size[0]) == ("JPEG", 1920)
