"""Speakers of the simulated Protect application."""

from __future__ import annotations


async def test_a_speaker_is_tested_with_or_without_a_body(api, path, protect):
    assert (await api.call("POST", path("Lobby", "/test-sound"))).status == 204
    assert (await api.call("POST", path("Lobby", "/test-sound"), json={"volume": 0})).status == 204
    assert [action.details for action in protect.actions] == [{}, {"volume": 0}]
