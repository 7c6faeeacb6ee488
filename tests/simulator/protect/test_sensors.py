"""Sensors of the simulated Protect application."""

from __future__ import annotations

from tests.support.protect_browser import is_refused


async def test_a_sensor_refuses_what_it_cannot_sense_with_409(api, path):
    answer = await api.call("PATCH", path("Laundry"), json={"motionSettings": {"sensitivity": 5}})
    assert is_refused(answer, 409, "not supported")
    answer = await api.call("PATCH", path("Laundry"), json={"temperatureSettings": {"highThreshold": None}})
    assert answer.json["temperatureSettings"]["highThreshold"] is None
