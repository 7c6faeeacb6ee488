"""What becomes of refused credentials, other certificates and a console that is busy."""

from __future__ import annotations

from typing import Any

import pytest
from homeassistant.components.repairs import DOMAIN as REPAIRS
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.home_assistant.support import DOMAIN, entity_of, next_round
from unifi_sdk.simulator import Certificate, Fault, RecordedRequest, SimulatedConsole


def issue_id(entry: MockConfigEntry) -> str:
    """The id of the issue that tells of another certificate on the port of UniFi OS."""
    return f"certificate_changed_{entry.entry_id}_{next(iter(entry.data['fingerprints']))}"


def issue_of(hass: HomeAssistant, entry: MockConfigEntry) -> ir.IssueEntry | None:
    return ir.async_get(hass).async_get_issue(DOMAIN, issue_id(entry))


def sent(console: SimulatedConsole) -> list[RecordedRequest]:
    """What has reached UniFi OS; Access has a port, a certificate and a pace of its own."""
    return [request for request in console.requests if request.listener == "unifi"]


async def change_certificate(console: SimulatedConsole, certificate: Certificate | None = None) -> str:
    """Have the console present another certificate, as after a reset: connections don't outlive that."""
    fingerprint = await console.replace_certificate("unifi", certificate)
    console.drop_connections("unifi")
    return fingerprint


async def repair(client: Any, entry: MockConfigEntry) -> str:
    """Go through the flow that repairs the certificate, as the page of repairs does; what the user is shown."""
    issue = {"handler": DOMAIN, "issue_id": issue_id(entry)}
    shown = await (await client.post("/api/repairs/issues/fix", json=issue)).json()
    assert (shown["type"], shown["step_id"]) == (FlowResultType.FORM, "confirm")
    done = await (await client.post(f"/api/repairs/issues/fix/{shown['flow_id']}", json={})).json()
    assert done["type"] == FlowResultType.CREATE_ENTRY
    return str(shown["description_placeholders"]["presented"])


async def test_a_changed_certificate_is_shown_and_pinned_when_the_user_agrees(
    hass: HomeAssistant, hass_client: Any, loaded: MockConfigEntry, console: SimulatedConsole
):
    assert await async_setup_component(hass, REPAIRS, {})
    client = await hass_client()
    internet = entity_of(hass, loaded, "binary_sensor", "internet", "www")
    presented = await change_certificate(console)
    console.requests.clear()
    await next_round(hass)
    assert sent(console) == []
    assert hass.states.get(internet).state == "unavailable"
    assert issue_of(hass, loaded) is not None

    assert await repair(client, loaded) == presented
    await hass.async_block_till_done()
    assert loaded.data["fingerprints"][str(console.unifi_port)] == presented
    assert loaded.data["fingerprints"][str(console.access_port)] == console.fingerprint("access")
    assert (loaded.state, issue_of(hass, loaded)) == (ConfigEntryState.LOADED, None)
    assert hass.states.get(internet).state == "on"


async def test_a_certificate_that_was_changed_while_home_assistant_was_off_is_told_of_as_well(
    hass: HomeAssistant, entry: MockConfigEntry, console: SimulatedConsole
):
    await console.replace_certificate("unifi")
    await hass.config_entries.async_setup(entry.entry_id)

    assert entry.state is ConfigEntryState.SETUP_RETRY
    assert issue_of(hass, entry) is not None
    assert sent(console) == []


async def test_the_issue_goes_when_the_old_certificate_is_back(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    before = console._listener("unifi").certificate  # what the console showed when the entry was made
    await change_certificate(console)
    await next_round(hass)
    assert issue_of(hass, loaded) is not None

    await change_certificate(console, before)
    await next_round(hass)
    assert issue_of(hass, loaded) is None


async def test_a_key_that_was_revoked_while_home_assistant_was_off_is_asked_for(
    hass: HomeAssistant, entry: MockConfigEntry, console: SimulatedConsole
):
    console.network.api_keys.clear()
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()

    assert entry.state is ConfigEntryState.SETUP_ERROR
    assert [flow["context"]["source"] for flow in hass.config_entries.flow.async_progress()] == ["reauth"]


@pytest.mark.parametrize("fault", [Fault.status(500), Fault.html()], ids=str)
async def test_a_round_that_fails_is_made_good_by_the_next(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole, fault: Fault
):
    internet = entity_of(hass, loaded, "binary_sensor", "internet", "www")
    console.faults.add(fault, "GET /proxy/network/*", times=None)
    await next_round(hass)
    assert hass.states.get(internet).state == "unavailable"

    console.faults.clear()
    await next_round(hass)
    assert hass.states.get(internet).state == "on"


async def test_a_console_that_asks_for_patience_gets_it(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    console.faults.add(Fault.rate_limit("600"), "GET /proxy/network/*")
    await next_round(hass)
    console.requests.clear()

    await next_round(hass, 500)
    assert [request for request in console.requests if request.path.startswith("/proxy/network/")] == []
