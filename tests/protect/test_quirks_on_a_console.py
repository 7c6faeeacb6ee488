"""What live consoles do otherwise than the documents say, and how lists of Protect tell it."""

from __future__ import annotations

import pytest

from unifi_sdk import NotFoundError, ProtectClient
from unifi_sdk.simulator import ManualClock, Quirk, SimulatedConsole

EMPTY = ("bridges", "cameras", "chimes", "lights", "viewers")
MISSING = ("alarm_hubs", "fobs", "link_stations", "relays", "sensors", "sirens", "speakers")


@pytest.fixture(autouse=True)
def starting(console: SimulatedConsole) -> None:
    console.protect.rate_limit = None
    console.protect.quirks.add(Quirk.FAMILIES_MISSING_AT_START)
    console.protect.restart()


@pytest.mark.parametrize("family", EMPTY)
async def test_a_family_that_is_empty_while_protect_starts_is_an_empty_list(
    protect: ProtectClient, family: str
) -> None:
    assert await getattr(protect, family).list() == []


@pytest.mark.parametrize("family", MISSING)
async def test_a_family_that_is_missing_while_protect_starts_is_not_taken_for_an_empty_one(
    protect: ProtectClient, family: str
) -> None:
    with pytest.raises(NotFoundError):
        await getattr(protect, family).list()


@pytest.mark.parametrize("family", [*EMPTY, *MISSING])
async def test_every_family_is_there_when_protect_has_started(
    protect: ProtectClient, console: SimulatedConsole, clock: ManualClock, family: str
) -> None:
    clock.advance(console.protect.starting_seconds)
    assert await getattr(protect, family).list()


async def test_a_device_is_not_found_until_protect_has_started(
    protect: ProtectClient, console: SimulatedConsole, clock: ManualClock
) -> None:
    camera = next(iter(console.protect.cameras))
    with pytest.raises(NotFoundError):
        await protect.cameras.get(camera)
    with pytest.raises(NotFoundError):
        await protect.cameras.snapshot(camera)
    clock.advance(console.protect.starting_seconds)
    assert (await protect.cameras.get(camera)).id == camera


async def test_how_long_protect_starts_can_be_chosen_and_begins_anew_with_each_start(
    protect: ProtectClient, console: SimulatedConsole, clock: ManualClock
) -> None:
    console.protect.starting_seconds = 5
    clock.advance(5)
    assert await protect.cameras.list()
    console.protect.restart()
    assert await protect.cameras.list() == []
    clock.advance(4.9)
    assert await protect.cameras.list() == []
    clock.advance(0.1)
    assert await protect.cameras.list()


async def test_what_is_no_device_is_there_at_once(protect: ProtectClient) -> None:
    assert (await protect.nvr.get()).name == "Harbour House"
    assert await protect.liveviews.list()


async def test_without_the_quirk_everything_is_there_at_once(protect: ProtectClient, console: SimulatedConsole) -> None:
    console.protect.quirks.clear()
    assert await protect.cameras.list()
    assert await protect.sensors.list()
