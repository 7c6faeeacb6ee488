"""Access points of others."""

from __future__ import annotations

import pytest

from unifi_sdk import ConfigurationError
from unifi_sdk.network.classic import Classic
from unifi_sdk.simulator import SimulatedConsole


async def test_who_calls_itself_as_the_site_does_is_a_rogue(classic: Classic, console: SimulatedConsole):
    found = {each.essid: each for each in await classic.neighbours.list(within_hours=2)}
    assert (found["BAKERY-GUEST"].is_rogue, found["Hotel Guest"].is_rogue) == (False, True)
    assert (found["Hotel Guest"].signal, found["Hotel Guest"].ap_mac) == (-64, "74:ac:b9:10:00:04")
    assert console.requests[-1].json == {"within": 2}
    with pytest.raises(ConfigurationError, match="within_hours"):
        classic.neighbours.list(within_hours=0)


async def test_a_read_only_client_may_look(console: SimulatedConsole):
    async with console.connect(read_only=True) as connected:
        site = await connected.network.default_site()
        assert await site.classic.neighbours.list()
        assert await site.classic.statistics.site()
        assert await site.classic.statistics.applications()
        assert await site.classic.events.list() == []
        await site.classic.speed_tests.progress()
