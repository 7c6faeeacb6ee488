"""Lights of the simulated Protect application."""

from __future__ import annotations


async def test_a_forced_light_is_on(api, path):
    assert (await api.call("PATCH", path("Driveway"), json={"isLightForceEnabled": True})).json["isLightOn"] is True
    assert (await api.call("PATCH", path("Driveway"), json={"isLightForceEnabled": False})).json["isLightOn"] is False
