"""Guests of the classic API: every stay, and the voucher that gave it."""

from __future__ import annotations

import pytest

from unifi_sdk import ConfigurationError
from unifi_sdk.network import SiteScope
from unifi_sdk.network.classic import Classic
from unifi_sdk.network.classic.models import GuestMethod
from unifi_sdk.simulator import ManualClock, SimulatedConsole
from unifi_sdk.simulator.network.state import SimulatedSite

PHONE = "1c:71:25:63:e4:24"


def redeem(console: SimulatedConsole, code: str) -> None:
    console.network.redeem(code, console.network.find_client(PHONE).id)


async def test_stays_tell_how_and_how_much(classic: Classic):
    stays = {stay.hostname: stay for stay in await classic.guests.list()}
    ipad, galaxy, games = stays["Apple iPad Pro"], stays["Galaxy S24"], stays["Room 12 Games Console"]
    assert (ipad.authorized_by, ipad.expired, ipad.voucher_code) == (GuestMethod.API, False, None)
    assert galaxy.expired is True
    assert (games.authorized_by, games.voucher_code, games.duration) == (GuestMethod.VOUCHER, "7730291845", 1800)
    assert games.bytes == (games.rx_bytes or 0) + (games.tx_bytes or 0) > 0
    assert "7730291845" not in repr(games)


async def test_a_voucher_that_a_guest_used_shows_up_in_both(
    classic: Classic, site: SiteScope, console: SimulatedConsole
):
    redeem(console, "4861409510")
    found = {each.guest.mac: each for each in await classic.guests.of_vouchers()}
    assert found[PHONE].voucher == await site.vouchers.find(code="4861409510")
    assert len(found) == 2


async def test_a_voucher_that_is_gone_is_still_known_by_its_code(
    classic: Classic, site: SiteScope, console: SimulatedConsole
):
    redeem(console, "4861409510")
    await site.vouchers.delete((await site.vouchers.find(code="4861409510")).id)
    (found,) = [each for each in await classic.guests.of_vouchers() if each.guest.mac == PHONE]
    assert (found.guest.voucher_code, found.voucher) == ("4861409510", None)


async def test_a_stay_stays_in_the_list_after_the_guest_has_left(
    classic: Classic, estate: SimulatedSite, clock: ManualClock
):
    before = len(await classic.guests.list())
    for client in [client for client in estate.clients.values() if client.guest]:
        del estate.clients[client.id]
    assert len(await classic.guests.list()) == before
    clock.advance(100 * 3600)
    assert await classic.guests.list() == []
    assert len(await classic.guests.list(within_hours=1000)) == before
    with pytest.raises(ConfigurationError, match="within_hours"):
        classic.guests.list(within_hours=0)
