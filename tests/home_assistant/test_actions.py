"""Actions without an entity: guests and vouchers."""

from __future__ import annotations

from typing import Any

import pytest
import voluptuous as vol
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.home_assistant.support import DOMAIN
from unifi_sdk.simulator import Fault, SimulatedConsole

PHONE = "1c:71:25:63:e4:24"


async def ask(hass: HomeAssistant, entry: MockConfigEntry, action: str, **arguments: object) -> Any:
    data = {"config_entry_id": entry.entry_id, **arguments}
    return await hass.services.async_call(DOMAIN, action, data, blocking=True, return_response=True)


async def test_vouchers_are_made_listed_and_deleted(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    made = await ask(hass, loaded, "create_vouchers", name="Room 12", minutes=90, count=2, guests=1, rx_kbps=2000)
    codes = {voucher["code"] for voucher in made["vouchers"]}
    site = next(iter(console.network.sites.values()))
    assert codes <= {voucher.code for voucher in site.vouchers.values()}
    assert [voucher["time_limit_minutes"] for voucher in made["vouchers"]] == [90, 90]

    listed = await ask(hass, loaded, "list_vouchers", name="Room 12")
    assert {voucher["code"] for voucher in listed["vouchers"]} == codes
    assert len((await ask(hass, loaded, "list_vouchers"))["vouchers"]) > 2

    assert await ask(hass, loaded, "delete_voucher", code=codes.pop()) == {"deleted": True}
    listed = await ask(hass, loaded, "list_vouchers", name="Room 12")
    assert {voucher["code"] for voucher in listed["vouchers"]} == codes


async def test_expired_vouchers_are_deleted_and_counted(hass: HomeAssistant, loaded: MockConfigEntry):
    assert await ask(hass, loaded, "delete_expired_vouchers") == {"deleted": 1}
    assert await ask(hass, loaded, "delete_expired_vouchers") == {"deleted": 0}


async def test_a_guest_is_let_in_for_as_long_as_the_action_says_and_sent_out(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    granted = await ask(hass, loaded, "authorize_guest", mac="1C-71-25-63-E4-24", minutes=5, data_megabytes=100)
    assert granted["authorization"]["data_usage_limit_m_bytes"] == 100
    assert hass.states.get("switch.guest_phone_guest_access").state == "on"

    await ask(hass, loaded, "unauthorize_guest", mac=PHONE)
    await hass.async_block_till_done()
    site = next(iter(console.network.sites.values()))
    phone = next(client for client in site.clients.values() if client.mac_address == PHONE)
    assert phone.active_authorization(console.clock.now()) is None


async def test_what_can_not_be_is_said_before_anything_is_sent(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    console.requests.clear()
    with pytest.raises(ServiceValidationError, match="That can't be"):
        await ask(hass, loaded, "authorize_guest", mac="Room 12")
    with pytest.raises(vol.Invalid):
        await ask(hass, loaded, "create_vouchers", name="Room 12", minutes=0)
    assert console.requests == []


async def test_an_action_names_a_console_that_is_loaded(hass: HomeAssistant, loaded: MockConfigEntry):
    other = MockConfigEntry(domain="other")
    other.add_to_hass(hass)
    await hass.config_entries.async_unload(loaded.entry_id)
    for entry in (other, loaded):
        with pytest.raises(ServiceValidationError, match="no entry of a console"):
            await ask(hass, entry, "list_vouchers")


async def test_what_the_console_refuses_is_told(
    hass: HomeAssistant, loaded: MockConfigEntry, console: SimulatedConsole
):
    console.faults.add(Fault.status(500), "POST /*/hotspot/vouchers", times=None)
    with pytest.raises(HomeAssistantError, match="The console did not do that"):
        await ask(hass, loaded, "create_vouchers", name="Room 12", minutes=90)
