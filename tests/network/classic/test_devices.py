"""Devices of the classic API: found, lit, and given other firmware."""

from __future__ import annotations

import pytest

from tests.support.classic import SWITCH, lines
from unifi_sdk import ConfigurationError, ConflictError, NotFoundError, NotSupportedError, OutcomeUnknownError
from unifi_sdk.network import SiteScope
from unifi_sdk.network.classic import Classic
from unifi_sdk.network.classic.models import LedState, ManagedDeviceState
from unifi_sdk.simulator import Fault, ManualClock, Quirk, SimulatedConsole

LOBBY = "74:ac:b9:10:00:04"
ATTIC = "74:ac:b9:10:00:03"
STRANGER = "02:00:00:00:00:01"


async def test_a_device_blinks_and_stops(classic: Classic):
    await classic.devices.locate("74-AC-B9-10-00-04")
    assert (await classic.devices.get(LOBBY)).info.locating is True
    await classic.devices.stop_locating(LOBBY)
    assert (await classic.devices.get(LOBBY)).info.locating is False


@pytest.mark.parametrize("as_texts", [False, True])
async def test_a_light_changes_and_what_is_left_out_stays(classic: Classic, console: SimulatedConsole, as_texts: bool):
    if as_texts:
        console.network.quirks.add(Quirk.NUMBERS_AS_TEXTS)
    lit = await classic.devices.set_led(LOBBY, LedState.ON, color="#00ff00", brightness=40)
    assert (lit.led_override, lit.led_override_color, lit.led_override_color_brightness) == (LedState.ON, "#00ff00", 40)
    dark = await classic.devices.set_led(LOBBY, LedState.OFF)
    assert (dark.led_override, dark.led_override_color) == (LedState.OFF, "#00ff00")
    assert [request.json for request in console.requests if request.verb == "PUT"][-1] == {"led_override": "off"}


async def test_a_light_without_a_ring_has_no_colour(classic: Classic, console: SimulatedConsole):
    assert (await classic.devices.set_led(SWITCH, LedState.OFF)).led_override is LedState.OFF
    console.requests.clear()
    for wanted in ({"color": "#00ff00"}, {"brightness": 5}):
        with pytest.raises(NotSupportedError):
            await classic.devices.set_led(SWITCH, **wanted)  # type: ignore[arg-type]
    assert all(line.startswith("GET ") for line in lines(console))


async def test_what_can_not_be_is_refused_before_anything_is_sent(classic: Classic, console: SimulatedConsole):
    for wrong in ({}, {"color": "green"}, {"brightness": 101}, {"brightness": -1}):
        with pytest.raises(ConfigurationError):
            await classic.devices.set_led(LOBBY, **wrong)  # type: ignore[arg-type]
    for url in ("", "fw.bin", "ftp://host/fw.bin", "https://", "https://[x/fw"):
        with pytest.raises(ConfigurationError, match="url"):
            await classic.devices.upgrade_from(LOBBY, url)
    for act in (classic.devices.locate, classic.devices.stop_locating, classic.devices.upgrade, classic.devices.get):
        with pytest.raises(ConfigurationError, match="mac"):
            await act("lobby")
    assert console.requests == []


async def test_a_device_gets_the_firmware_that_is_offered(classic: Classic, site: SiteScope, clock: ManualClock):
    (old,) = await classic.devices.upgradable()
    assert (old.mac, old.version, old.upgrade_to_firmware) == (ATTIC, "7.0.50", "7.1.66")
    await classic.devices.upgrade(ATTIC)
    assert (await classic.devices.get(ATTIC)).info.state is ManagedDeviceState.UPGRADING
    assert (await site.devices.find(mac=ATTIC)).state == "UPDATING"
    clock.advance(60)
    upgraded = (await classic.devices.get(ATTIC)).info
    assert (upgraded.is_online, upgraded.version, await classic.devices.upgradable()) == (True, "7.1.66", ())
    with pytest.raises(ConflictError, match="no newer firmware"):
        await classic.devices.upgrade(ATTIC)


async def test_a_device_gets_the_firmware_of_an_address(classic: Classic, console: SimulatedConsole):
    await classic.devices.upgrade_from(LOBBY, "https://fw.example/7.2.1")
    assert (await classic.devices.get(LOBBY)).info.version == "7.2.1"


async def test_an_upgrade_is_never_sent_twice(classic: Classic, console: SimulatedConsole):
    console.faults.add(Fault.lose_answer(), "POST /*/cmd/devmgr")
    with pytest.raises(OutcomeUnknownError):
        await classic.devices.upgrade(ATTIC)
    assert lines(console).count("POST /cmd/devmgr") == 1


async def test_a_device_that_is_not_there_is_told(classic: Classic):
    for act in (classic.devices.locate, classic.devices.upgrade, classic.devices.get):
        with pytest.raises(NotFoundError):
            await act(STRANGER)


async def test_devices_tell_how_busy_they_are_and_gateways_their_uplinks(classic: Classic):
    gateway, *others = await classic.devices.list()
    assert gateway.system_stats is not None
    assert (gateway.system_stats.cpu, gateway.system_stats.mem) == (3.1, 42.5)
    assert {number: (link.up, link.latency) for number, link in gateway.wans.items()} == {
        1: (True, 11),
        2: (False, None),
    }
    assert not any(device.wans for device in others)
