"""The doors of UniFi Access: what they show, what happens at them, and what is done to them once."""

from __future__ import annotations

from typing import Any

import pytest
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant, State
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import issue_registry as ir
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_capture_events

from tests.home_assistant.support import DOMAIN, act, becomes, entity_of, until
from unifi_sdk.simulator import Fault, SimulatedConsole
from unifi_sdk.simulator.access.estate.people import sample_id
from unifi_sdk.simulator.access.places import LockRule

MAIN, LOBBY, GATE, WORKSHOP, STORE = (
    sample_id(name) for name in ("main-entrance", "lobby", "car-gate", "workshop", "store-room")
)
READER = "00005e005302"


@pytest.fixture
def entry(hass: HomeAssistant, entry: MockConfigEntry) -> MockConfigEntry:
    """The entry of a console with nothing but UniFi Access."""
    hass.config_entries.async_update_entry(entry, data={**entry.data, "applications": ["access"]})
    return entry


def state_of(hass: HomeAssistant, entry: MockConfigEntry, domain: str, key: str, thing: str) -> str:
    state = hass.states.get(entity_of(hass, entry, domain, key, thing))
    assert state is not None
    return state.state


def lock_of(hass: HomeAssistant, entry: MockConfigEntry, door: str) -> str:
    return entity_of(hass, entry, "lock", "lock", door)


def unlocks(console: SimulatedConsole) -> list[str]:
    """The unlocks that have reached the console, by path."""
    return [request.path for request in console.requests if request.verb == "PUT" and request.path.endswith("/unlock")]


async def announce(hass: HomeAssistant, entry: MockConfigEntry, **changes: Any) -> dict[str, Any]:
    """Announce a visitor for a day in the past and future of every clock; what is answered."""
    visit = {
        "config_entry_id": entry.entry_id,
        "first_name": "Ada",
        "last_name": "Example",
        "start": "2020-01-01 08:00:00",
        "end": "2090-01-01T18:00:00+00:00",
        "doors": [lock_of(hass, entry, MAIN)],
        **changes,
    }
    answer = await hass.services.async_call(DOMAIN, "create_visitor", visit, blocking=True, return_response=True)
    assert isinstance(answer, dict)
    return answer


async def test_locked_unlocked_and_unknown_are_three_states(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    assert [state_of(hass, loaded, "lock", "lock", door) for door in (MAIN, LOBBY)] == ["locked", "unlocked"]
    positions = [state_of(hass, loaded, "binary_sensor", "position", door) for door in (MAIN, LOBBY, WORKSHOP)]
    assert positions == ["off", "on", "unknown"]

    console.access.devices["00005e005301"].is_online = False  # the hub of the main entrance
    console.access.settle()
    await becomes(hass, lock_of(hass, loaded, MAIN), "unknown")
    await becomes(hass, entity_of(hass, loaded, "binary_sensor", "position", MAIN), "unknown")

    console.access.devices["00005e005301"].is_online = True
    console.access.settle()
    await becomes(hass, lock_of(hass, loaded, MAIN), "locked")


async def test_a_door_without_a_hub_has_no_lock_and_one_without_a_sensor_no_position(
    hass: HomeAssistant, loaded: MockConfigEntry
):
    with pytest.raises(AssertionError, match="no lock"):
        lock_of(hass, loaded, STORE)
    with pytest.raises(AssertionError, match="no binary_sensor"):
        entity_of(hass, loaded, "binary_sensor", "position", GATE)


async def test_a_door_follows_what_the_console_tells(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    console.access.doors[MAIN].position = "open"
    console.access.doors[MAIN].rule = LockRule(type="keep_unlock", ended_time=2**32)
    console.access.settle()
    await becomes(hass, lock_of(hass, loaded, MAIN), "unlocked")
    assert state_of(hass, loaded, "binary_sensor", "position", MAIN) == "on"

    await act(hass, "lock.lock", lock_of(hass, loaded, MAIN))
    await becomes(hass, lock_of(hass, loaded, MAIN), "locked")


async def test_a_door_is_unlocked_once(hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole):
    await act(hass, "lock.unlock", lock_of(hass, loaded, MAIN))
    await becomes(hass, lock_of(hass, loaded, MAIN), "unlocked")
    assert [unlock.door_id for unlock in console.access.unlocks] == [MAIN]
    assert len(unlocks(console)) == 1


async def test_an_unlock_whose_answer_is_lost_is_not_repeated_and_the_user_is_told(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    console.faults.add(Fault.lose_answer(), "PUT /*/unlock")
    with pytest.raises(HomeAssistantError, match="Nobody knows whether the console has done that"):
        await act(hass, "lock.unlock", lock_of(hass, loaded, MAIN))

    await becomes(hass, lock_of(hass, loaded, MAIN), "unlocked")
    assert len(unlocks(console)) == len(console.access.unlocks) == 1


async def test_a_door_that_knows_no_rules_says_so(hass: HomeAssistant, loaded: MockConfigEntry):
    with pytest.raises(HomeAssistantError, match="The console did not do that"):
        await act(hass, "lock.lock", lock_of(hass, loaded, WORKSHOP))


async def test_who_rings_and_who_comes_in_is_an_event_of_the_door(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    changes = async_capture_events(hass, "state_changed")

    def told() -> list[State]:
        return [change.data["new_state"] for change in changes if change.data["entity_id"].startswith("event.")]

    doorbell, entry = (entity_of(hass, loaded, "event", key, MAIN) for key in ("doorbell", "entry"))
    person = next(iter(console.access.users.values()))

    console.access.ring(READER)
    console.access.present(MAIN, person.id)
    console.access.present(MAIN, None, "PIN_CODE")
    console.access.ask_to_enter(MAIN)
    await until(lambda: len(told()) == 4)
    happened = [(state.entity_id, state.attributes["event_type"], state.attributes.get("method")) for state in told()]
    assert happened == [
        (doorbell, "ring", None),
        (entry, "access_granted", "NFC"),
        (entry, "access_denied", "PIN_CODE"),
        (doorbell, "button_pressed", None),
    ]
    assert told()[1].attributes["who"] == person.full_name


async def test_a_visitor_gets_a_pin_that_opens_and_is_kept_nowhere(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole, caplog: pytest.LogCaptureFixture
):
    caplog.set_level("DEBUG")
    answer = await announce(hass, loaded)
    pin = str(answer["pin"])
    assert console.access.present(MAIN, answer["visitor_id"], "PIN_CODE")
    assert len(pin) >= 4
    assert pin.isdigit()

    await hass.async_block_till_done()
    assert not any(pin in str(state.as_dict()) for state in hass.states.async_all())
    assert pin not in caplog.text

    gone = {"config_entry_id": loaded.entry_id, "visitor_id": answer["visitor_id"]}
    await hass.services.async_call(DOMAIN, "delete_visitor", gone, blocking=True)
    assert answer["visitor_id"] not in console.access.visitors


async def test_a_visitor_who_can_not_get_a_pin_is_not_left_behind(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    before = set(console.access.visitors)
    console.faults.add(Fault.status(500), "PUT /*/pin_codes")
    with pytest.raises(HomeAssistantError):
        await announce(hass, loaded)
    assert set(console.access.visitors) == before


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"doors": ["lock.nowhere"]}, "lock.nowhere is no door of this console"),
        ({"end": "2019-01-01 08:00:00"}, "That can't be"),
        ({"config_entry_id": "nobody"}, "no entry of a console"),
    ],
)
async def test_a_visitor_that_can_not_be_is_refused_before_anything_is_sent(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole, changes: dict[str, Any], expected: str
):
    with pytest.raises(ServiceValidationError, match=expected):
        await announce(hass, loaded, **changes)
    assert not [request for request in console.requests if request.verb == "POST"]


async def test_every_door_can_be_locked_opened_and_set_free(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    panel = entity_of(hass, loaded, "alarm_control_panel", "emergency", "doors")
    assert hass.states.get(panel).state == "disarmed"

    await act(hass, "alarm_control_panel.alarm_arm_away", panel)
    await becomes(hass, panel, "armed_away")
    await becomes(hass, lock_of(hass, loaded, LOBBY), "locked")

    await act(hass, "alarm_control_panel.alarm_trigger", panel)
    await becomes(hass, panel, "triggered")
    await becomes(hass, lock_of(hass, loaded, MAIN), "unlocked")

    await act(hass, "alarm_control_panel.alarm_disarm", panel)
    await becomes(hass, panel, "disarmed")
    assert (console.access.lockdown, console.access.evacuation) == (False, False)


async def test_doors_are_unavailable_in_a_gap_and_as_they_are_after_it(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    lock = lock_of(hass, loaded, MAIN)
    console.faults.add(Fault.status(503), "GET /*/notifications", times=None)
    console.access.drop_sockets()
    await becomes(hass, lock, "unavailable")

    console.access.doors[MAIN].rule = LockRule(type="keep_unlock", ended_time=2**32)
    console.faults.clear()
    await becomes(hass, lock, "unlocked")


async def test_what_leads_to_no_door_or_is_of_no_known_kind_ends_nothing(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    console.access.push({"event": "access.remote_view", "data": {"door_name": "Nowhere"}})
    console.access.push({"event": "access.data.v2.location.update", "data": {"id": "nowhere", "state": {}}})
    console.access.push({"event": "access.brand.new", "data": {}})
    console.access.doors[MAIN].position = "open"
    console.access.settle()
    await becomes(hass, entity_of(hass, loaded, "binary_sensor", "position", MAIN), "on")


async def test_a_console_that_knows_no_emergency_has_no_panel_for_it(
    hass: HomeAssistant, entry: MockConfigEntry, console: SimulatedConsole
):
    gone = {"code": 404, "codeS": "CODE_NOT_FOUND", "msg": "No such API.", "error": "no such route"}
    console.faults.add(Fault.status(404, gone), "GET /*/settings/emergency", times=None)
    assert await hass.config_entries.async_setup(entry.entry_id)
    assert hass.states.async_all("lock")
    assert hass.states.async_all("alarm_control_panel") == []
    await hass.config_entries.async_unload(entry.entry_id)


async def test_a_token_that_is_revoked_is_asked_for(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    console.access.tokens.clear()
    console.access.drop_sockets()
    await becomes(hass, lock_of(hass, loaded, MAIN), "unavailable")
    await hass.async_block_till_done()
    await until(lambda: bool(hass.config_entries.flow.async_progress()))
    assert [flow["context"]["source"] for flow in hass.config_entries.flow.async_progress()] == ["reauth"]


async def test_a_stream_that_met_another_certificate_goes_on_when_the_old_one_is_back(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("custom_components.unifi_console.stream.AGAIN_AFTER_SECONDS", 0.05)
    lock, before = lock_of(hass, loaded, MAIN), console._listener("access").certificate
    await console.replace_certificate("access")
    console.drop_connections("access")
    issues, issue = ir.async_get(hass), f"certificate_changed_{loaded.entry_id}_{console.access_port}"
    await until(lambda: issues.async_get_issue(DOMAIN, issue) is not None)
    assert hass.states.get(lock).state == "unavailable"

    await console.replace_certificate("access", before)
    await becomes(hass, lock, "locked")
    assert issues.async_get_issue(DOMAIN, issue) is None


async def test_an_unloaded_entry_leaves_no_socket(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    assert console.access.socket_count == 1
    await hass.config_entries.async_unload(loaded.entry_id)
    assert loaded.state is ConfigEntryState.NOT_LOADED
    await until(lambda: console.access.socket_count == 0)
