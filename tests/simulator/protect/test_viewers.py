"""Viewers of the simulated Protect application."""

from __future__ import annotations

from tests.support.protect_browser import is_refused


async def test_a_viewer_can_show_nothing_and_nobody_is_told(api, path):
    async with api.listen("devices") as listener:
        answer = await api.call("PATCH", path("Reception screen"), json={"liveview": None, "name": "Screen"})
        assert answer.json["liveview"] is None
        assert (await listener.frame())["item"].keys() == {"id", "modelKey", "name"}
    assert is_refused(await api.call("PATCH", path("Screen"), json={"liveview": "unknown"}), 400)
