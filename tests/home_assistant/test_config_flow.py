"""How a console is added, and how its address, credentials and options are changed."""

from __future__ import annotations

from typing import Any

import pytest
from homeassistant.config_entries import SOURCE_USER, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.home_assistant.support import DOMAIN, data_of, ids_of, next_round
from unifi_sdk.simulator import Fault, SimulatedConsole


def typed(console: SimulatedConsole, **changes: object) -> dict[str, Any]:
    """What a user types in for a console."""
    return {
        key: value for key, value in data_of(console).items() if key not in ("fingerprints", "applications")
    } | changes


async def begin(hass: HomeAssistant, answers: dict[str, Any]) -> Any:
    flow = await hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_USER})
    assert (flow["type"], flow["step_id"], flow["errors"]) == (FlowResultType.FORM, "user", {})
    return await hass.config_entries.flow.async_configure(flow["flow_id"], answers)


async def test_the_user_sees_the_fingerprints_before_the_key_is_sent(hass: HomeAssistant, console: SimulatedConsole):
    shown = await begin(hass, typed(console))

    assert (shown["type"], shown["step_id"]) == (FlowResultType.FORM, "certificate")
    for listener in ("unifi", "access"):
        assert console.fingerprint(listener) in shown["description_placeholders"]["fingerprints"]
    assert console.requests == []

    done = await hass.config_entries.flow.async_configure(shown["flow_id"], {})
    await hass.async_block_till_done()
    assert done["type"] is FlowResultType.CREATE_ENTRY
    assert done["data"] == data_of(console)
    entry = done["result"]
    assert (entry.unique_id, entry.state) == (ids_of(console)[0], ConfigEntryState.LOADED)
    await hass.config_entries.async_unload(entry.entry_id)


async def test_a_console_without_access_needs_no_token(hass: HomeAssistant, console: SimulatedConsole):
    answers = typed(console)
    del answers["access_token"]
    shown = await begin(hass, answers)

    assert console.fingerprint("unifi") in shown["description_placeholders"]["fingerprints"]
    assert console.fingerprint("access") not in shown["description_placeholders"]["fingerprints"]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"host": "http://"}, "not_valid"),
        ({"host": "127.0.0.1:1"}, "unreachable"),
        ({"api_key": "not-the-right-one"}, "refused"),
        ({"site": "elsewhere"}, "unreachable"),
        ({"access_token": "not-the-right-one"}, "refused"),
    ],
)
async def test_what_is_wrong_is_said_and_can_be_corrected(
    hass: HomeAssistant, console: SimulatedConsole, changes: dict[str, str], error: str
):
    flow = await begin(hass, typed(console, **changes))
    if flow["step_id"] == "certificate":
        flow = await hass.config_entries.flow.async_configure(flow["flow_id"], {})

    assert (flow["step_id"], flow["errors"]) == ("user", {"base": error})
    assert "not-the-right-one" not in flow["description_placeholders"]["reason"]
    corrected = await hass.config_entries.flow.async_configure(flow["flow_id"], typed(console))
    assert (corrected["type"], corrected["step_id"]) == (FlowResultType.FORM, "certificate")


async def test_a_console_is_added_once(hass: HomeAssistant, entry: MockConfigEntry, console: SimulatedConsole):
    shown = await begin(hass, typed(console))
    done = await hass.config_entries.flow.async_configure(shown["flow_id"], {})

    assert (done["type"], done["reason"]) == (FlowResultType.ABORT, "already_configured")


async def test_a_changed_key_is_asked_for_and_then_used(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    console.network.api_keys = console.protect.api_keys = {"another-simulated-key"}
    await next_round(hass)
    (flow,) = hass.config_entries.flow.async_progress()
    assert (flow["context"]["source"], flow["step_id"]) == ("reauth", "reauth_confirm")

    refused = await hass.config_entries.flow.async_configure(flow["flow_id"], {"api_key": "wrong-simulated-key"})
    assert refused["errors"] == {"base": "refused"}

    done = await hass.config_entries.flow.async_configure(flow["flow_id"], {"api_key": "another-simulated-key"})
    await hass.async_block_till_done()
    assert (done["type"], done["reason"]) == (FlowResultType.ABORT, "reauth_successful")
    assert loaded.data == data_of(console) | {"api_key": "another-simulated-key"}
    assert loaded.state is ConfigEntryState.LOADED


async def test_a_console_moves_to_another_address(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    async with SimulatedConsole() as moved:
        flow = await loaded.start_reconfigure_flow(hass)
        answers = {"host": moved.address, "site": "default", "access_port": moved.access_port}
        shown = await hass.config_entries.flow.async_configure(flow["flow_id"], answers)
        assert moved.fingerprint("unifi") in shown["description_placeholders"]["fingerprints"]
        done = await hass.config_entries.flow.async_configure(shown["flow_id"], {})
        await hass.async_block_till_done()

        assert (done["type"], done["reason"]) == (FlowResultType.ABORT, "reconfigure_successful")
        assert (loaded.data, loaded.state) == (data_of(moved), ConfigEntryState.LOADED)
        await hass.config_entries.async_unload(loaded.entry_id)


async def test_another_console_is_not_taken_for_the_one_that_moved(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    hass.config_entries.async_update_entry(loaded, unique_id="another")
    before = dict(loaded.data)
    flow = await loaded.start_reconfigure_flow(hass)
    answers = {"host": console.address, "site": "default", "access_port": console.access_port}
    done = await hass.config_entries.flow.async_configure(flow["flow_id"], answers)

    assert (done["type"], done["reason"]) == (FlowResultType.ABORT, "another_console")
    assert loaded.data == before


async def test_clients_can_be_chosen_by_name_and_get_a_switch(hass: HomeAssistant, loaded: MockConfigEntry):
    flow = await hass.config_entries.options.async_init(loaded.entry_id)
    chooser = next(field for name, field in flow["data_schema"].schema.items() if name == "blockable_clients")
    choices = {choice["label"]: choice["value"] for choice in chooser.config["options"]}
    tablet = next(mac for label, mac in choices.items() if label.startswith("Kids-Tablet"))
    options = {
        "interval_seconds": 60,
        "guest_minutes": 90,
        "track_clients": False,
        "blockable_clients": [tablet],
    }
    await hass.config_entries.options.async_configure(flow["flow_id"], options)
    await hass.async_block_till_done()

    assert loaded.options == options
    assert hass.states.get("switch.kids_tablet_network_access").state == "off"
    assert hass.states.async_entity_ids("device_tracker") == []


async def test_a_console_without_network_is_known_by_its_recorder(hass: HomeAssistant, console: SimulatedConsole):
    console.faults.add(Fault.html(), "GET /proxy/network/*", times=None)
    shown = await begin(hass, typed(console))
    done = await hass.config_entries.flow.async_configure(shown["flow_id"], {})
    await hass.async_block_till_done()

    entry = done["result"]
    assert (entry.unique_id, entry.data["applications"]) == (ids_of(console)[1], ["access", "protect"])
    assert entry.state is ConfigEntryState.LOADED
    await hass.config_entries.async_unload(entry.entry_id)


async def test_a_console_that_has_nothing_is_not_added(hass: HomeAssistant, console: SimulatedConsole):
    console.faults.add(Fault.html(), "GET /proxy/*", times=None)
    shown = await begin(hass, typed(console))
    done = await hass.config_entries.flow.async_configure(shown["flow_id"], {})

    assert (done["type"], done["reason"]) == (FlowResultType.ABORT, "nothing_there")
