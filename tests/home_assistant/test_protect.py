"""The devices of UniFi Protect: what they show and notice, and what is done to them."""

from __future__ import annotations

from typing import Any

import pytest
from homeassistant.components.camera import async_get_image, async_get_stream_source
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_capture_events

from tests.home_assistant.support import act, becomes, entity_of, until
from unifi_sdk.simulator import Fault, SimulatedConsole
from unifi_sdk.simulator.protect.devices import SimulatedDevice

DOORBELL, BULLET, OFFLINE = (f"66e0000000000000000000{number}" for number in ("11", "12", "14"))
LIGHT, CONTACT, LAUNDRY, HALL, CHIME, SIREN = (
    f"66e0000000000000000000{number}" for number in ("31", "41", "42", "43", "51", "52")
)
RECORDER = "66e000000000000000000001"
FOLLOWED: list[tuple[str, str, str, dict[str, Any], str, str]] = [
    ("binary_sensor", "sensor_contact_door", CONTACT, {"isOpened": True}, "off", "on"),
    ("binary_sensor", "sensor_motion", CONTACT, {"isMotionDetected": True}, "off", "on"),
    ("binary_sensor", "sensor_tampering", CONTACT, {"tamperingDetectedAt": 1}, "off", "on"),
    ("binary_sensor", "sensor_leak", LAUNDRY, {"externalLeakDetectedAt": 1}, "off", "on"),
    ("binary_sensor", "light_motion", LIGHT, {"isPirMotionDetected": True}, "off", "on"),
    ("sensor", "measured_temperature", CONTACT, {"stats": {"temperature": {"value": 19.0}}}, "21.5", "19.0"),
    ("sensor", "measured_humidity", LAUNDRY, {"stats": {"humidity": {"value": None}}}, "48", "unknown"),
]
"""Which entity, of which device; what the device tells, and the states before and after."""


@pytest.fixture
def entry(hass: HomeAssistant, entry: MockConfigEntry) -> MockConfigEntry:
    """The entry of a console with nothing but UniFi Protect."""
    hass.config_entries.async_update_entry(entry, data={**entry.data, "applications": ["protect"]})
    return entry


def device_of(console: SimulatedConsole, device_id: str) -> SimulatedDevice:
    return console.protect.find_device(device_id)


def writes(console: SimulatedConsole) -> list[str]:
    """What has reached the console and is no read."""
    return [f"{request.verb} {request.path[-40:]}" for request in console.requests if request.verb != "GET"]


async def test_a_snapshot_is_as_large_as_the_camera_can_and_the_user_wants(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    front_door = entity_of(hass, loaded, "camera", "camera", DOORBELL)
    picture = await async_get_image(hass, front_door)
    assert picture.content.startswith(b"\xff\xd8")
    await async_get_image(hass, front_door, width=320)
    await async_get_image(hass, entity_of(hass, loaded, "camera", "package_camera", DOORBELL))
    asked = [request.query for request in console.requests if request.path.endswith("/snapshot")]
    assert asked == [
        [("highQuality", "true")],
        [("highQuality", "false")],
        [("highQuality", "true"), ("channel", "package")],
    ]


async def test_a_camera_that_is_offline_is_unavailable_until_it_is_back(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    camera = entity_of(hass, loaded, "camera", "camera", OFFLINE)
    assert hass.states.get(camera).state == "unavailable"
    device_of(console, OFFLINE).state = "CONNECTED"
    await becomes(hass, camera, "idle")


async def test_a_stream_is_made_once_and_reached_where_the_console_is(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    camera = entity_of(hass, loaded, "camera", "camera", BULLET)
    source = await async_get_stream_source(hass, camera)
    assert source == await async_get_stream_source(hass, camera)
    assert source is not None
    assert source.startswith(f"rtsps://{console.host}:7441/")
    assert "enableSrtp" not in source
    assert [each.partition(" ")[0] for each in writes(console)] == ["POST"]


async def test_what_a_camera_notices_is_on_as_long_as_it_lasts(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    person, face, motion = (
        entity_of(hass, loaded, "binary_sensor", f"camera_{key}", DOORBELL) for key in ("person", "face", "motion")
    )
    moved = console.protect.start_event("motion", DOORBELL)
    seen = console.protect.start_event("smartDetectZone", DOORBELL, smart_detect_types=["person"])
    await becomes(hass, person, "on")
    assert [hass.states.get(each).state for each in (motion, face)] == ["on", "off"]

    console.protect.update_event(seen, {"smartDetectTypes": ["person", "face"]})
    await becomes(hass, face, "on")
    console.protect.end_event(seen)
    await becomes(hass, person, "off")
    assert [hass.states.get(each).state for each in (motion, face)] == ["on", "off"]
    console.protect.end_event(moved)
    await becomes(hass, motion, "off")


async def test_a_package_that_is_told_when_it_is_over_is_seen_all_the_same(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    package = entity_of(hass, loaded, "binary_sensor", "camera_package", DOORBELL)
    changes = async_capture_events(hass, "state_changed")
    console.protect.tell_ended_event(DOORBELL)
    await until(lambda: len(changes) == 2)
    told = [(change.data["entity_id"], change.data["new_state"].state) for change in changes]
    assert told == [(package, "on"), (package, "off")]


async def test_a_camera_has_sensors_for_what_it_can_tell_apart_and_no_others(
    hass: HomeAssistant, loaded: MockConfigEntry
):
    assert entity_of(hass, loaded, "binary_sensor", "camera_bark", DOORBELL)
    for key in ("camera_face", "camera_bark"):
        with pytest.raises(AssertionError, match="no binary_sensor"):
            entity_of(hass, loaded, "binary_sensor", key, BULLET)


async def test_somebody_who_rings_is_an_event_of_the_doorbell(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    doorbell = entity_of(hass, loaded, "event", "camera_doorbell", DOORBELL)
    assert hass.states.get(doorbell).state == "unknown"
    console.protect.start_event("ring", DOORBELL)
    await until(lambda: hass.states.get(doorbell).state != "unknown")
    assert hass.states.get(doorbell).attributes["event_type"] == "ring"
    with pytest.raises(AssertionError, match="no event"):
        entity_of(hass, loaded, "event", "camera_doorbell", BULLET)


async def test_a_light_is_turned_on_dimmed_and_left_to_itself(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    light, device = entity_of(hass, loaded, "light", "light", LIGHT), device_of(console, LIGHT)
    await act(hass, "light.turn_on", light, brightness=255)
    assert device.get("isLightForceEnabled") is True
    assert device.get("lightDeviceSettings")["ledLevel"] == 6
    device.change({"isLightOn": True, "isDark": True})
    await becomes(hass, light, "on")
    assert hass.states.get(light).attributes["brightness"] == 255
    await becomes(hass, entity_of(hass, loaded, "binary_sensor", "light_dark", LIGHT), "on")

    await act(hass, "light.turn_off", light)
    assert device.get("isLightForceEnabled") is False


async def test_a_change_whose_answer_is_lost_is_not_repeated(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    console.faults.add(Fault.lose_answer(), "PATCH *")
    with pytest.raises(HomeAssistantError, match="Nobody knows whether the console has done that"):
        await act(hass, "light.turn_on", entity_of(hass, loaded, "light", "light", LIGHT))
    assert len(writes(console)) == 1


async def test_a_siren_sounds_for_as_long_as_it_can_and_is_silenced(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    siren = entity_of(hass, loaded, "siren", "siren", SIREN)
    await act(hass, "siren.turn_on", siren, duration=12)
    await becomes(hass, siren, "on")
    assert [action.details for action in console.protect.actions] == [{"duration": 20}]
    await act(hass, "siren.turn_off", siren)
    await becomes(hass, siren, "off")


async def test_a_siren_that_falls_silent_by_itself_is_off_although_no_stream_tells(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    siren, device = entity_of(hass, loaded, "siren", "siren", SIREN), device_of(console, SIREN)
    device.change({"sirenStatus": {"isActive": True, "activatedAt": 1, "duration": 50}})
    await becomes(hass, siren, "on")
    device.change({"sirenStatus": {"isActive": False, "activatedAt": None, "duration": None}}, silent=True)
    await becomes(hass, siren, "off")


async def test_chimes_and_sirens_are_set_and_the_rest_stays(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    chime, siren = device_of(console, CHIME).body(), device_of(console, SIREN).body()
    for key, thing, value in (
        ("chime_volume", CHIME, 40),
        ("chime_repetitions", CHIME, 3),
        ("siren_volume", SIREN, 30),
    ):
        number = entity_of(hass, loaded, "number", key, thing)
        await act(hass, "number.set_value", number, value=value)
        await becomes(hass, number, str(value))
    [ring] = chime["ringSettings"]
    rings = [{**ring, "volume": 40, "repeatTimes": 3}]
    assert device_of(console, CHIME).body() == {**chime, "ringSettings": rings}
    assert device_of(console, SIREN).body() == {**siren, "volume": 30}


async def test_the_alarm_is_armed_with_the_profile_that_is_chosen_and_disarmed(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    panel, profile = (
        entity_of(hass, loaded, domain, key, RECORDER)
        for domain, key in (("alarm_control_panel", "alarm"), ("select", "arm_profile"))
    )
    assert (hass.states.get(panel).state, hass.states.get(profile).state) == ("disarmed", "unknown")
    with pytest.raises(HomeAssistantError, match="The console did not do that"):
        await act(hass, "alarm_control_panel.alarm_arm_away", panel)  # no profile is chosen

    await act(hass, "select.select_option", profile, option="Night")
    await becomes(hass, profile, "Night")
    await act(hass, "alarm_control_panel.alarm_arm_away", panel)
    await becomes(hass, panel, "armed_away")
    console.protect.breach(console.protect.start_event("sensorOpened", CONTACT))
    await becomes(hass, panel, "triggered")
    await act(hass, "alarm_control_panel.alarm_disarm", panel)
    await becomes(hass, panel, "disarmed")


async def test_there_is_no_alarm_panel_where_the_alarm_manager_is_in_global_mode(
    hass: HomeAssistant, entry: MockConfigEntry, console: SimulatedConsole
):
    console.protect.global_alarm_manager = True
    assert await hass.config_entries.async_setup(entry.entry_id)
    assert hass.states.async_all("camera")
    assert hass.states.async_all(["alarm_control_panel", "select"]) == []
    await hass.config_entries.async_unload(entry.entry_id)


async def test_sensors_follow_what_the_console_tells(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    for domain, key, thing, changes, before, after in FOLLOWED:
        entity = entity_of(hass, loaded, domain, key, thing)
        assert hass.states.get(entity).state == before
        device_of(console, thing).change(changes)
        await becomes(hass, entity, after)


async def test_a_smoke_alarm_that_a_sensor_hears_is_on_until_it_is_over(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    alarm = entity_of(hass, loaded, "binary_sensor", "sensor_smoke_alarm", HALL)
    heard = console.protect.start_event("sensorAlarm", HALL)
    await becomes(hass, alarm, "on")
    console.protect.end_event(heard)
    await becomes(hass, alarm, "off")


async def test_a_device_that_is_removed_takes_its_entities_along_and_a_new_one_brings_them(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    light, body = entity_of(hass, loaded, "light", "light", LIGHT), device_of(console, LIGHT).body()
    console.protect.remove_devices(LIGHT)
    await until(lambda: hass.states.get(light) is None)
    console.protect.add_device(body)
    await becomes(hass, light, "off")


async def test_a_gap_makes_entities_unavailable_and_what_was_missed_is_there_after_it(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    light, motion = (
        entity_of(hass, loaded, domain, key, thing)
        for domain, key, thing in (("light", "light", LIGHT), ("binary_sensor", "camera_motion", BULLET))
    )
    console.protect.start_event("motion", BULLET)
    await becomes(hass, motion, "on")
    console.protect.refuse_sockets(503)
    console.protect.drop_sockets()
    await becomes(hass, light, "unavailable")
    assert hass.states.get(motion).state == "unavailable"

    device_of(console, LIGHT).change({"isLightOn": True})
    console.protect.refuse_sockets(None)
    await becomes(hass, light, "on")
    assert hass.states.get(motion).state == "off"  # nobody will ever tell when it ended


async def test_one_stream_that_is_back_is_not_enough(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    light = entity_of(hass, loaded, "light", "light", LIGHT)
    console.faults.add(Fault.status(503), "GET /*/subscribe/events", times=None)
    console.protect.drop_sockets()
    await becomes(hass, light, "unavailable")
    await until(lambda: console.protect.count_sockets("devices") == 1)
    device_of(console, LIGHT).change({"isLightOn": True})
    known = loaded.runtime_data.protect
    await until(lambda: known.data.lights[LIGHT].is_light_on)
    assert hass.states.get(light).state == "unavailable"

    console.faults.clear()
    await becomes(hass, light, "on")


async def test_a_console_that_goes_away_and_returns_is_followed_again(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    light = entity_of(hass, loaded, "light", "light", LIGHT)
    await console.stop()
    await becomes(hass, light, "unavailable")
    await console.start()
    await becomes(hass, light, "off")
    device_of(console, LIGHT).change({"isLightOn": True})
    await becomes(hass, light, "on")


async def test_a_key_that_is_revoked_is_asked_for(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    console.protect.api_keys.clear()
    console.protect.drop_sockets()
    await becomes(hass, entity_of(hass, loaded, "light", "light", LIGHT), "unavailable")
    await until(lambda: bool(hass.config_entries.flow.async_progress()))
    assert {flow["context"]["source"] for flow in hass.config_entries.flow.async_progress()} == {"reauth"}


async def test_a_console_whose_sockets_are_refused_at_the_start_is_tried_again_and_leaves_nothing(
    hass: HomeAssistant, entry: MockConfigEntry, console: SimulatedConsole
):
    console.faults.add(Fault.status(503), "GET /*/subscribe/events", times=None)
    await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.SETUP_RETRY
    await until(lambda: console.protect.count_sockets() == 0)


async def test_an_unloaded_entry_leaves_no_socket(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    assert (console.protect.count_sockets("devices"), console.protect.count_sockets("events")) == (1, 1)
    await hass.config_entries.async_unload(loaded.entry_id)
    assert loaded.state is ConfigEntryState.NOT_LOADED
    await until(lambda: console.protect.count_sockets() == 0)
