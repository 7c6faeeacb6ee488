"""Chimes of the simulated Protect application."""

from __future__ import annotations

import pytest

from tests.support.protect_browser import is_refused


async def test_ring_settings_replace_the_whole_list(api, path, protect):
    camera = protect.find_device("Car Gate").id
    ring = {"cameraId": camera, "repeatTimes": 2, "ringtoneId": "66e0000000000000000000c2", "volume": 0}
    answer = await api.call("PATCH", path("Reception"), json={"ringSettings": [ring], "cameraIds": [camera]})
    assert (answer.json["ringSettings"], answer.json["cameraIds"]) == ([ring], [camera])


@pytest.mark.parametrize("change", [{"ringtoneId": None}, {"repeatTimes": 11}, {"cameraId": "unknown"}, {"tune": 1}])
async def test_a_wrong_ring_setting_is_refused(api, path, protect, change):
    camera = protect.find_device("Car Gate").id
    ring = {"cameraId": camera, "repeatTimes": 2, "ringtoneId": "x", "volume": 0, **change}
    assert is_refused(await api.call("PATCH", path("Reception"), json={"ringSettings": [ring]}), 400)
