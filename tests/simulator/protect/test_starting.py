"""How the simulated Protect application starts."""

from __future__ import annotations

from unifi_sdk.simulator import ManualClock, Quirk, SimulatedConsole


async def test_it_starts_when_the_console_does_and_not_when_it_was_made(clock: ManualClock):
    console = SimulatedConsole(clock=clock, quirks=[Quirk.FAMILIES_MISSING_AT_START])
    clock.advance(1000)
    async with console:
        assert console.protect.lacks_families
        clock.advance(console.protect.starting_seconds)
        assert not console.protect.lacks_families
    async with console:
        assert console.protect.lacks_families


async def test_a_restart_cuts_every_socket(api, protect):
    async with api.listen("devices") as listener:
        protect.restart()
        assert await listener.end() in (None, 1006)
        assert protect.count_sockets() == 0


async def test_families_answer_in_two_ways_while_it_starts(api, protect):
    protect.quirks.add(Quirk.FAMILIES_MISSING_AT_START)
    protect.restart()
    assert await api.get("/v1/cameras") == []
    missing = await api.call("GET", "/v1/sensors")
    assert (missing.status, missing.json) == (404, {"error": "No such endpoint", "name": "API_ERROR"})
