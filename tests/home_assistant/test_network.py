"""The entities of UniFi Network: what they show, and what they do to the console."""

from __future__ import annotations

import pytest
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.home_assistant.support import DOMAIN, act, entity_of, next_round
from tests.support.classic import LAPTOP, SWITCH, TABLET, lines
from unifi_sdk.network.classic.models import PortForward
from unifi_sdk.simulator import Fault, SimulatedConsole

GATEWAY = "74:ac:b9:10:00:01"
ATTIC = "74:ac:b9:10:00:03"
PHONE = "1c:71:25:63:e4:24"


def the_site(console: SimulatedConsole):
    return next(iter(console.network.sites.values()))


def client_of(console: SimulatedConsole, mac: str):
    return next(client for client in the_site(console).clients.values() if client.mac_address == mac)


def device_of(console: SimulatedConsole, mac: str):
    return next(device for device in the_site(console).devices.values() if device.mac_address == mac)


@pytest.fixture
async def everything(hass: HomeAssistant, entry: MockConfigEntry) -> MockConfigEntry:
    """The entry before it is set up, with every entity enabled and every client known to Home Assistant."""
    registry, others = er.async_get(hass), MockConfigEntry(domain="others")
    others.add_to_hass(hass)
    for mac in (LAPTOP, TABLET):
        dr.async_get(hass).async_get_or_create(config_entry_id=others.entry_id, connections={("mac", mac)})
    for domain, key, thing in (("button", "power_cycle", f"{SWITCH}_3"), ("sensor", "poe_power", f"{SWITCH}_3")):
        unique_id = f"{entry.unique_id}/{key}/{thing}"
        registry.async_get_or_create(domain, DOMAIN, unique_id, config_entry=entry, disabled_by=None)
    hass.config_entries.async_update_entry(entry, options={"blockable_clients": [LAPTOP]})
    return entry


@pytest.fixture
async def hotel(everything: MockConfigEntry, loaded: MockConfigEntry, console: SimulatedConsole) -> MockConfigEntry:
    """The entry, set up, with devices that show at once what was written to them."""
    the_site(console).classic.lag_seconds = 0.0
    return loaded


async def test_entities_show_what_the_console_tells(hass: HomeAssistant, hotel: MockConfigEntry):
    expected = {
        ("sensor", "state", GATEWAY): "connected",
        ("sensor", "cpu", GATEWAY): "3.1",
        ("sensor", "memory", GATEWAY): "42.5",
        ("sensor", "clients", GATEWAY): "0",
        ("sensor", "wan_latency", f"{GATEWAY}_1"): "11",
        ("sensor", "wan_download", f"{GATEWAY}_1"): "2.0",
        ("sensor", "wan_upload", f"{GATEWAY}_1"): "0.32",
        ("binary_sensor", "wan_link", f"{GATEWAY}_1"): "on",
        ("binary_sensor", "wan_link", f"{GATEWAY}_2"): "off",
        ("binary_sensor", "online", SWITCH): "on",
        ("binary_sensor", "internet", "www"): "on",
        ("device_tracker", "tracker", LAPTOP): "home",
        ("device_tracker", "tracker", TABLET): "not_home",
        ("switch", "guest_access", PHONE): "off",
        ("update", "firmware", GATEWAY): "off",
        ("update", "firmware", ATTIC): "on",
    }
    assert {each: hass.states.get(entity_of(hass, hotel, *each)).state for each in expected} == expected


async def test_names_say_which_port_and_which_uplink(hass: HomeAssistant, hotel: MockConfigEntry):
    for domain, key, thing, name in (
        ("switch", "poe", f"{SWITCH}_3", "Port 3 PoE"),
        ("sensor", "wan_latency", f"{GATEWAY}_2", "WAN 2 latency"),
    ):
        shown = hass.states.get(entity_of(hass, hotel, domain, key, thing)).name
        assert shown.endswith(name)
        assert shown != name  # the device's stands before it


async def test_a_guest_is_let_in_sent_out_and_let_in_anew(
    hass: HomeAssistant, hotel: MockConfigEntry, console: SimulatedConsole
):
    phone, switch = client_of(console, PHONE), entity_of(hass, hotel, "switch", "guest_access", PHONE)
    await act(hass, "switch.turn_on", switch)
    await next_round(hass)
    assert hass.states.get(switch).state == "on"
    first = phone.authorization.expires_at

    await act(hass, "button.press", entity_of(hass, hotel, "button", "renew_access", PHONE))
    assert phone.authorization.expires_at > first

    await act(hass, "switch.turn_off", switch)
    await next_round(hass)
    assert hass.states.get(switch).state == "off"


async def test_a_guest_who_leaves_takes_the_entities_along(
    hass: HomeAssistant, hotel: MockConfigEntry, console: SimulatedConsole
):
    switch = entity_of(hass, hotel, "switch", "guest_access", PHONE)
    phone = client_of(console, PHONE)
    del the_site(console).clients[phone.id]
    await next_round(hass)
    assert hass.states.get(switch) is None

    the_site(console).clients[phone.id] = phone
    await next_round(hass)
    assert hass.states.get(switch).state == "off"


async def test_a_client_is_kept_out_and_let_in_again(
    hass: HomeAssistant, hotel: MockConfigEntry, console: SimulatedConsole
):
    switch = entity_of(hass, hotel, "switch", "client_access", LAPTOP)
    tracker = entity_of(hass, hotel, "device_tracker", "tracker", LAPTOP)
    await act(hass, "switch.turn_off", switch)
    await next_round(hass)
    assert (hass.states.get(switch).state, hass.states.get(tracker).state) == ("off", "not_home")

    await act(hass, "switch.turn_on", switch)
    await next_round(hass)
    assert hass.states.get(switch).state == "on"


async def test_a_port_loses_its_power_and_gets_it_back(
    hass: HomeAssistant, hotel: MockConfigEntry, console: SimulatedConsole
):
    switch = entity_of(hass, hotel, "switch", "poe", f"{SWITCH}_3")
    for action, state in (("switch.turn_off", "off"), ("switch.turn_on", "on")):
        await act(hass, action, switch)
        await next_round(hass)
        assert hass.states.get(switch).state == state


async def test_a_wlan_goes_off_the_air(hass: HomeAssistant, hotel: MockConfigEntry, console: SimulatedConsole):
    wlans = hotel.runtime_data.network.data.wlans
    guest = next(wlan.id for wlan in wlans.values() if wlan.name == "Hotel Guest")
    switch = entity_of(hass, hotel, "switch", "wlan", guest)
    assert hass.states.get(switch).name == "Hotel WLAN Hotel Guest"
    await act(hass, "switch.turn_off", switch)
    await next_round(hass)
    assert hass.states.get(switch).state == "off"


async def test_a_port_forward_that_appears_is_closed_and_opened(
    hass: HomeAssistant, hotel: MockConfigEntry, console: SimulatedConsole
):
    forwards = hotel.runtime_data.network.site.classic.port_forwards
    made = await forwards.create(PortForward(name="Web", dst_port="8080", fwd="192.168.1.20", fwd_port="80"))
    await next_round(hass)
    switch = entity_of(hass, hotel, "switch", "port_forward", made.id)
    for action, state in (("switch.turn_off", "off"), ("switch.turn_on", "on")):
        await act(hass, action, switch)
        await next_round(hass)
        assert hass.states.get(switch).state == state


async def test_a_restart_is_sent_once_and_seen(hass: HomeAssistant, hotel: MockConfigEntry, console: SimulatedConsole):
    button = entity_of(hass, hotel, "button", "restart", SWITCH)
    await act(hass, "button.press", button)
    await next_round(hass)

    assert device_of(console, SWITCH).restarts == 1
    assert hass.states.get(entity_of(hass, hotel, "binary_sensor", "online", SWITCH)).state == "off"
    assert hass.states.get(button).state == "unavailable"


async def test_the_power_of_a_port_is_cycled(hass: HomeAssistant, hotel: MockConfigEntry, console: SimulatedConsole):
    console.requests.clear()
    await act(hass, "button.press", entity_of(hass, hotel, "button", "power_cycle", f"{SWITCH}_3"))

    (sent,) = [request for request in console.requests if request.verb == "POST"]
    assert sent.path.endswith("/interfaces/ports/3/actions")
    assert sent.json == {"action": "POWER_CYCLE"}


async def test_newer_firmware_is_installed(hass: HomeAssistant, hotel: MockConfigEntry, console: SimulatedConsole):
    update = entity_of(hass, hotel, "update", "firmware", ATTIC)
    console.network.restart_seconds = 0.0
    await act(hass, "update.install", update)
    await next_round(hass)

    assert hass.states.get(update).state == "off"
    assert "POST /cmd/devmgr" in lines(console)


async def test_a_lost_answer_is_told_and_nothing_is_sent_again(
    hass: HomeAssistant, hotel: MockConfigEntry, console: SimulatedConsole
):
    console.faults.add(Fault.lose_answer(), "POST /*/devices/*/actions", times=None)
    with pytest.raises(HomeAssistantError, match="Nobody knows whether the console has done that"):
        await act(hass, "button.press", entity_of(hass, hotel, "button", "restart", SWITCH))

    assert device_of(console, SWITCH).restarts == 1


async def test_a_speed_test_that_was_run_gets_sensors(
    hass: HomeAssistant, hotel: MockConfigEntry, console: SimulatedConsole
):
    the_site(console).classic.speed_tests.append({"download_mbps": 940.0, "upload_mbps": 52.0, "time": 0})
    await next_round(hass)

    assert hass.states.get(entity_of(hass, hotel, "sensor", "speed_test_download", "www")).state == "940.0"


async def test_what_went_while_home_assistant_was_off_loses_its_entities(hass: HomeAssistant, entry: MockConfigEntry):
    unique_id = f"{entry.unique_id}/port_forward/gone"
    gone = er.async_get(hass).async_get_or_create("switch", DOMAIN, unique_id, config_entry=entry)
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()

    assert er.async_get(hass).async_get(gone.entity_id) is None
    await hass.config_entries.async_unload(entry.entry_id)
