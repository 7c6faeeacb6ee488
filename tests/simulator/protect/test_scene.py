"""The pictures of the simulated cameras."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from unifi_sdk.simulator.protect.scene import picture


def opened(jpeg: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(jpeg))
    image.load()
    return image


@given(
    name=st.text(max_size=40),
    time=st.floats(0, 4e9),
    width=st.integers(1, 700),
    height=st.integers(1, 400),
)
def test_a_picture_is_a_jpeg_of_its_size_whatever_the_camera_is_called(name, time, width, height):
    image = opened(picture("66e000000000000000000011", name, time, width, height))
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (width, height))


@pytest.mark.parametrize("size", [(640, 360), (1920, 1080), (320, 180)])
def test_a_picture_has_sky_above_ground(size):
    image = opened(picture("66e000000000000000000011", "Front Door", 1_800_000_000, *size))
    red, _, blue = image.getpixel((size[0] // 2, size[1] // 8))
    assert blue > red
    red, green, blue = image.getpixel((size[0] // 2, size[1] * 9 // 10))
    assert green > max(red, blue)


@pytest.mark.parametrize(
    "other",
    [
        ("66e000000000000000000012", "Front Door", 1_800_000_000),
        ("66e000000000000000000011", "Car Gate", 1_800_000_000),
        ("66e000000000000000000011", "Front Door", 1_800_000_001),
    ],
    ids=["camera", "name", "time"],
)
def test_camera_name_and_time_can_be_seen(other):
    first = opened(picture("66e000000000000000000011", "Front Door", 1_800_000_000, 640, 360))
    assert ImageChops.difference(first, opened(picture(*other, 640, 360))).getbbox() is not None


def test_the_same_moment_is_always_the_same_picture():
    shots = {picture("66e000000000000000000011", "Front Door", 1_800_000_000, 640, 360) for _ in range(3)}
    assert len(shots) == 1
