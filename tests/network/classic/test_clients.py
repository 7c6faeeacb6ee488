"""Clients of the classic API: who is known, and what is done to them is seen in the official API too."""

from __future__ import annotations

import pytest

from tests.support.classic import LAPTOP, PRINTER, STRANGER, SWITCH, TABLET, lines
from unifi_sdk import (
    ConfigurationError,
    ConflictError,
    MutationBlockedError,
    NotFoundError,
    PermissionDeniedError,
    plan,
)
from unifi_sdk.network import SiteScope
from unifi_sdk.network.classic import Classic
from unifi_sdk.network.classic.models import Radio
from unifi_sdk.network.models import WirelessClient
from unifi_sdk.simulator import Fault, ManualClock, Quirk, SimulatedConsole
from unifi_sdk.simulator.network.state import SimulatedSite


async def official_macs(site: SiteScope) -> set[str | None]:
    return {getattr(client, "mac_address", None) for client in await site.clients.list()}


async def test_everyone_that_the_site_remembers_is_listed(classic: Classic, estate: SimulatedSite):
    known = {client.mac: client for client in await classic.clients.list()}
    assert len(known) == len([client for client in estate.clients.values() if client.mac_address]) + 2
    assert (known[TABLET].is_blocked, known[TABLET].note, known[TABLET].display_name) == (
        True,
        "Evenings only",
        "Kids-Tablet",
    )
    assert known[PRINTER].first_seen is not None
    assert known["3c:06:30:aa:00:01"].display_name == "Mrs. Lind"


async def test_who_is_online_tells_where_and_how_well(classic: Classic):
    online = {client.mac: client for client in await classic.clients.online()}
    assert TABLET not in online
    laptop, printer = online[LAPTOP], online[PRINTER]
    assert (laptop.is_wireless, laptop.ap_mac, laptop.signal, laptop.sw_port) == (True, "74:ac:b9:10:00:04", -58, None)
    assert laptop.radio in (Radio.GHZ_2_4, Radio.GHZ_5, Radio.GHZ_6)
    assert laptop.essid
    assert laptop.downloaded_bytes == laptop.tx_bytes
    assert (printer.is_wireless, printer.sw_mac, printer.sw_port) == (False, SWITCH, 2)
    assert printer.downloaded_bytes == printer.wired_tx_bytes
    assert printer.uptime == 400 * 3600


async def test_numbers_and_switches_that_come_as_texts_are_read(classic: Classic, console: SimulatedConsole):
    plain = {client.mac: client for client in await classic.clients.online()}
    console.network.quirks.add(Quirk.NUMBERS_AS_TEXTS)
    assert {client.mac: client for client in await classic.clients.online()} == plain


async def test_who_has_just_come_lacks_most_of_it(classic: Classic, console: SimulatedConsole):
    body = b'{"meta":{"rc":"ok"},"data":[{"_id":"a","mac":"02:00:00:00:00:01"}]}'
    console.faults.add(Fault.body(body), "GET /*/stat/sta")
    (client,) = await classic.clients.online()
    assert (client.ip, client.is_wireless, client.downloaded_bytes) == (None, False, None)


async def test_the_past_leaves_out_who_is_online(classic: Classic):
    assert {client.mac for client in await classic.clients.history()} == {"3c:06:30:aa:00:01", TABLET}
    assert [client.mac for client in await classic.clients.history(within_hours=24)] == [TABLET]
    free = await classic.clients.history(include_blocked=False)
    assert [client.display_name for client in free] == ["Mrs. Lind"]


async def test_a_client_is_found_from_every_side(classic: Classic, site: SiteScope):
    found = await classic.clients.find(mac="A4-83-E7-10-20-30")
    assert found.known is not None
    assert found.online is not None
    assert isinstance(found.client, WirelessClient)
    assert found.client == await site.clients.find(mac=LAPTOP)
    assert (found.known.mac, found.online.user_id, found.is_online) == (LAPTOP, found.known.id, True)
    away = await classic.clients.find(mac=TABLET)
    assert (away.online, away.client, away.is_blocked, away.display_name) == (None, None, True, "Kids-Tablet")
    assert await classic.clients.get(found.known.id) == found.known


async def test_who_was_never_seen_is_not_found(classic: Classic):
    with pytest.raises(NotFoundError, match="never seen"):
        await classic.clients.find(mac=STRANGER)
    with pytest.raises(NotFoundError):
        await classic.clients.get("0" * 24)


async def test_an_offline_client_may_also_be_answered_with_an_empty_list(classic: Classic, console: SimulatedConsole):
    console.faults.add(Fault.body(b'{"meta":{"rc":"ok"},"data":[]}'), "GET /*/stat/sta/*")
    assert (await classic.clients.find(mac=TABLET)).online is None


async def test_everyone_is_joined_by_address(classic: Classic):
    everyone = {each.mac: each for each in await classic.clients.everyone()}
    assert everyone[PRINTER].client is not None
    assert everyone[PRINTER].online is not None
    assert everyone[TABLET].known is not None
    assert not everyone[TABLET].is_online
    assert len(everyone) == 10


async def test_a_blocked_client_vanishes_from_both_apis_and_comes_back(classic: Classic, site: SiteScope):
    blocked = await classic.clients.block(LAPTOP.upper())
    assert (blocked.mac, blocked.is_blocked) == (LAPTOP, True)
    assert LAPTOP not in await official_macs(site)
    assert LAPTOP not in {client.mac for client in await classic.clients.online()}
    unblocked = await classic.clients.unblock(LAPTOP)
    assert not unblocked.is_blocked
    assert LAPTOP in await official_macs(site)


@pytest.mark.parametrize("mac", ["", "printer", "00:80:77:31:01", "00:80:77:31:01:0g", "00:80:77:31:01:07:08"])
async def test_what_is_no_address_is_refused_before_anything_is_sent(
    classic: Classic, console: SimulatedConsole, mac: str
):
    for act in (classic.clients.block, classic.clients.unblock, classic.clients.reconnect, classic.clients.forget):
        with pytest.raises(ConfigurationError, match="mac"):
            await act(mac)
    assert console.requests == []


async def test_the_sites_own_devices_are_refused_before_anything_is_written(
    classic: Classic, console: SimulatedConsole
):
    for act in (classic.clients.block, classic.clients.unblock):
        with pytest.raises(PermissionDeniedError, match="UniFi device"):
            await act(SWITCH, create_record=True)
    assert all(line.startswith("GET ") for line in lines(console))


async def test_an_unknown_address_makes_a_record_only_when_asked(
    classic: Classic, console: SimulatedConsole, estate: SimulatedSite
):
    for act in (classic.clients.block, classic.clients.unblock):
        with pytest.raises(NotFoundError, match="create_record=True"):
            await act(STRANGER)
    assert STRANGER not in estate.classic.users
    assert all(line.startswith("GET ") for line in lines(console))
    assert (await classic.clients.block(STRANGER, create_record=True)).is_blocked
    assert STRANGER in estate.classic.users


async def test_a_console_makes_a_record_of_any_text(classic: Classic, estate: SimulatedSite):
    await classic.call("POST /cmd/stamgr", body={"cmd": "block-sta", "mac": "junk"})
    assert estate.classic.users["junk"]["blocked"] is True
    assert "junk" in {client.mac for client in await classic.clients.list()}


async def test_a_client_is_thrown_off_the_wifi_and_connects_anew(
    classic: Classic, clock: ManualClock, console: SimulatedConsole
):
    clock.advance(60)
    await classic.clients.reconnect(LAPTOP)
    online = (await classic.clients.find(mac=LAPTOP)).online
    assert online is not None
    assert online.uptime == 0
    for mac in (PRINTER, TABLET, STRANGER):
        with pytest.raises(NotFoundError, match="Wi-Fi"):
            await classic.clients.reconnect(mac)


async def test_forgetting_deletes_names_and_reservations(classic: Classic, estate: SimulatedSite):
    await classic.reservations.set_alias(PRINTER, "Big Printer")
    estate.classic.users[TABLET]["blocked"] = False
    await classic.clients.forget(TABLET, PRINTER, PRINTER, STRANGER)
    assert TABLET not in {client.mac for client in await classic.clients.list()}
    stranger = (await classic.clients.find(mac=PRINTER)).known
    assert stranger is not None
    assert stranger.name is None


async def test_a_blocked_client_is_not_forgotten(classic: Classic, console: SimulatedConsole):
    with pytest.raises(ConflictError, match="unblock it first"):
        await classic.clients.forget(PRINTER, TABLET)
    assert all(line.startswith("GET ") for line in lines(console))
    with pytest.raises(ConfigurationError, match="macs"):
        await classic.clients.forget()


async def test_a_block_can_be_planned_and_refused_on_this_side(classic: Classic, console: SimulatedConsole):
    planned = await plan(classic.clients.block(LAPTOP))
    assert (planned.operation, planned.path) == ("POST /cmd/stamgr", "/proxy/network/api/s/default/cmd/stamgr")
    assert planned.body == {"cmd": "block-sta", "mac": LAPTOP}
    async with console.connect(read_only=True) as connected:
        site = await connected.network.default_site()
        with pytest.raises(MutationBlockedError):
            await site.classic.clients.block(LAPTOP)
    assert all(line.startswith("GET ") for line in lines(console))


async def test_a_block_is_repeated_after_a_lost_answer_and_a_kick_is_not(classic: Classic, console: SimulatedConsole):
    from unifi_sdk import OutcomeUnknownError

    console.faults.add(Fault.lose_answer(), "POST /*/cmd/stamgr", times=1)
    assert (await classic.clients.block(LAPTOP)).is_blocked
    await classic.clients.unblock(LAPTOP)
    console.requests.clear()
    console.faults.add(Fault.lose_answer(), "POST /*/cmd/stamgr")
    with pytest.raises(OutcomeUnknownError):
        await classic.clients.reconnect(LAPTOP)
    assert lines(console) == ["POST /cmd/stamgr"]


async def test_groups_tell_their_limits(classic: Classic):
    groups = {group.name: group for group in await classic.clients.groups()}
    assert (groups["Default"].qos_rate_max_up, groups["Slow"].qos_rate_max_down) == (-1, 10_000)
