"""What a user sends along tells no secret and nobody's whereabouts."""

from __future__ import annotations

import json
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.home_assistant.support import DOMAIN
from unifi_sdk.simulator import SimulatedConsole


async def test_diagnostics_have_states_but_no_secrets_names_and_addresses(
    hass: HomeAssistant, hass_client: Any, loaded: MockConfigEntry, console: SimulatedConsole
):
    assert await async_setup_component(hass, "diagnostics", {})
    client = await hass_client()
    answer = await client.get(f"/api/diagnostics/config_entry/{loaded.entry_id}")
    shown = (await answer.json())["data"]

    assert shown["network"]["up_to_date"] is True
    assert {device["state"] for device in shown["network"]["devices"]} == {"CONNECTED"}
    assert [shown[name]["up_to_date"] for name in ("access", "protect")] == [True, True]
    assert len(shown["access"]["doors"]) == len(console.access.doors)
    assert len(shown["protect"]["cameras"]) == len(console.protect.cameras)
    text = json.dumps(shown)
    site = next(iter(console.network.sites.values()))
    clients = site.clients.values()
    private = {
        *(console.api_key, console.access_token, console.address, *console.fingerprints),
        *(device.mac_address for device in site.devices.values()),
        *(device.ip_address for device in site.devices.values()),
        *(door.full_name for door in console.access.doors.values()),
        *(camera.name for camera in console.protect.cameras.values()),
        *(camera.mac for camera in console.protect.cameras.values()),
        *(device.mac for device in console.protect.devices.values()),
        *("Ring at the gate", console.protect.nvr.name),
        *(client.mac_address for client in clients),
        *(client.ip_address for client in clients),
        *(client.name for client in clients),
        "simulated-passphrase",
        "simulated-authkey",
    }
    assert [each for each in private if each and each in text] == []
    assert DOMAIN in json.dumps(await answer.json())
