"""Sirens of the simulated Protect application."""

from __future__ import annotations

import pytest

from tests.support.protect_browser import is_refused
from unifi_sdk.simulator import ManualClock


async def test_a_siren_sounds_for_its_time_and_nobody_is_told_of_the_end(api, path, clock: ManualClock):
    async with api.listen("devices") as listener:
        assert (await api.call("POST", path("Roof", "/play"), json={"duration": 10})).status == 204
        begun = {"isActive": True, "activatedAt": clock.now() * 1000, "duration": 10000}
        assert (await listener.frame())["item"]["sirenStatus"] == begun
        clock.advance(9)
        assert (await api.get(path("Roof")))["sirenStatus"] == begun
        clock.advance(1)
        assert (await api.get(path("Roof")))["sirenStatus"]["isActive"] is False
        assert await listener.is_silent()


async def test_a_siren_without_a_time_sounds_until_it_is_stopped(api, path, clock: ManualClock):
    assert (await api.call("POST", path("Roof", "/play"), json={})).status == 204
    clock.advance(3600)
    assert (await api.get(path("Roof")))["sirenStatus"]["isActive"] is True
    async with api.listen("devices") as listener:
        assert (await api.call("POST", path("Roof", "/stop"))).status == 204
        assert (await listener.frame())["item"]["sirenStatus"]["isActive"] is False


async def test_a_siren_that_sounds_again_begins_anew(api, path, clock: ManualClock):
    await api.call("POST", path("Roof", "/play"), json={"duration": 5})
    clock.advance(4)
    await api.call("POST", path("Roof", "/play"), json={"duration": 30})
    clock.advance(4)
    assert (await api.get(path("Roof")))["sirenStatus"]["duration"] == 30000


@pytest.mark.parametrize("rest", ["/play", "/test-sound"])
async def test_a_siren_wants_a_body_if_only_an_empty_one(api, path, protect, rest):
    assert is_refused(await api.call("POST", path("Roof", rest)), 400)
    assert protect.actions == []
    assert (await api.call("POST", path("Roof", rest), json={})).status == 204
    assert len(protect.actions) == 1


@pytest.mark.parametrize("body", [{"duration": 15}, {"duration": None}, {"duration": "10"}, {"volume": 5}])
async def test_a_siren_knows_four_durations(api, path, body):
    assert is_refused(await api.call("POST", path("Roof", "/play"), json=body), 400)
