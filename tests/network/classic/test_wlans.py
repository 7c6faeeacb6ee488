"""WLANs: switched, given other passphrases and times; each write cuts Wi-Fi off, and what is so already is not written."""

from __future__ import annotations

import pytest

from tests.support.classic import LAPTOP, lines
from unifi_sdk import ConfigurationError, NotFoundError
from unifi_sdk.network import SiteScope
from unifi_sdk.network.classic import Classic
from unifi_sdk.network.classic.models import WlanDay, WlanSchedule, WlanSecurity
from unifi_sdk.simulator import ManualClock, SimulatedConsole
from unifi_sdk.simulator.network.state import SimulatedSite

EVENINGS = WlanSchedule(
    start_days_of_week=(WlanDay.FRIDAY, WlanDay.SATURDAY), start_hour=18, start_minute=30, duration_minutes=360
)


async def test_wlans_are_listed_and_no_secret_is_shown(classic: Classic, console: SimulatedConsole):
    guest, staff = await classic.wlans.list()
    assert (guest.name, guest.security, guest.is_guest) == ("Hotel Guest", WlanSecurity.OPEN, True)
    assert (staff.security, staff.x_passphrase) == (WlanSecurity.PERSONAL, "simulated-passphrase")
    assert "simulated" not in repr(staff)
    console.network.view_only_keys, console.network.api_keys = console.network.api_keys, set()
    assert (await classic.wlans.get(staff.id)).x_passphrase is None


async def test_a_wlan_goes_off_the_air_in_both_apis(classic: Classic, site: SiteScope, console: SimulatedConsole):
    wlan = await classic.wlans.find(name="Hotel Guest")
    assert (await classic.wlans.disable(wlan.id)).enabled is False
    assert [each.enabled for each in await site.wifi_broadcasts.list()] == [False, True]
    assert console.requests[-3].json == {"enabled": False}
    assert (await classic.wlans.enable(wlan.id)).enabled is True


async def test_a_write_cuts_wifi_off_for_a_while(classic: Classic, clock: ManualClock, site: SiteScope):
    wlan = await classic.wlans.find(name="Hotel Guest")
    await classic.wlans.hide(wlan.id)
    assert LAPTOP not in {client.mac for client in await classic.clients.online()}
    clock.advance(21)
    assert LAPTOP in {client.mac for client in await classic.clients.online()}
    assert (await classic.wlans.show(wlan.id)).hide_ssid is False


async def test_what_is_so_already_is_not_written(classic: Classic, console: SimulatedConsole):
    wlan = await classic.wlans.find(name="Hotel Staff")
    await classic.wlans.enable(wlan.id)
    await classic.wlans.show(wlan.id)
    await classic.wlans.set_passphrase(wlan.id, "simulated-passphrase")
    await classic.wlans.set_schedule(wlan.id, [EVENINGS])
    await classic.wlans.set_schedule(wlan.id, [EVENINGS])
    assert [line for line in lines(console) if line.startswith("PUT")] == [f"PUT /rest/wlanconf/{wlan.id}"]


async def test_a_passphrase_is_changed_and_nothing_else(classic: Classic, estate: SimulatedSite):
    wlan = await classic.wlans.find(name="Hotel Staff")
    assert (await classic.wlans.set_passphrase(wlan.id, "another phrase")).x_passphrase == "another phrase"
    for wrong in ("short", "x" * 256, "pässword", "tab\tulator", ""):
        with pytest.raises(ConfigurationError, match="secret") as caught:
            await classic.wlans.set_passphrase(wlan.id, wrong)
        assert not wrong or wrong not in str(caught.value)


async def test_a_wlan_is_on_the_air_at_its_times(classic: Classic, estate: SimulatedSite):
    wlan = await classic.wlans.find(name="Hotel Guest")
    timed = await classic.wlans.set_schedule(wlan.id, [EVENINGS])
    assert timed.schedule == (EVENINGS,)
    assert (await classic.wlans.clear_schedule(wlan.id)).schedule == ()
    (stored,) = estate.classic.wlans.values()
    assert stored["schedule_with_duration"] == [
        {"start_days_of_week": ["fri", "sat"], "start_hour": 18, "start_minute": 30, "duration_minutes": 360}
    ]
    for wrong in (
        [],
        [WlanSchedule()],
        [EVENINGS.evolve(start_hour=24)],
        [EVENINGS.evolve(start_minute=60)],
        [EVENINGS.evolve(duration_minutes=0)],
    ):
        with pytest.raises(ConfigurationError):
            await classic.wlans.set_schedule(wlan.id, wrong)


async def test_who_is_in_a_wlan(classic: Classic):
    guest, staff = await classic.wlans.list()
    assert {client.hostname for client in await classic.wlans.clients(staff.id)} == {
        "Manager's Laptop",
        "Lobby Thermostat",
    }
    assert await classic.wlans.clients(staff.id, guests_only=True) == ()
    assert len(await classic.wlans.clients(guest.id, guests_only=True)) == 3


async def test_a_wlan_that_is_not_there_is_told(classic: Classic):
    with pytest.raises(NotFoundError):
        await classic.wlans.find(name="Nowhere")
    for act in (classic.wlans.get, classic.wlans.enable, classic.wlans.clients):
        with pytest.raises(NotFoundError):
            await act("0" * 24)
