"""What a guest can't do to another: sign their device in, use up their guesses, or fill up a room."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestClient

from examples.portal.attempts import GuessLimits
from examples.portal.guests import DEMO_GUESTS, Stay
from examples.portal.record import Entry
from examples.portal.rooms import Place, Rooms
from tests.portal.serving import GUEST, ROOM, arrive, guest_of, is_in, page_after, send, serve, ticket_in, writes
from unifi_sdk.proxies import TrustedProxies
from unifi_sdk.simulator import Fault

PROXIES = TrustedProxies("127.0.0.1")
MINE, THEIRS = "192.168.50.7", "192.168.50.8"
OTHER_ROOM, OTHER_SURNAME = DEMO_GUESTS[0].room, DEMO_GUESTS[0].surname


def coming_from(address: str) -> dict[str, str]:
    return {"X-Forwarded-For": address}


@pytest.fixture
async def guest(console, hands) -> AsyncIterator[TestClient]:
    """A guest behind a proxy that the portal trusts."""
    async with serve(console, hands, proxies=PROXIES, devices_per_room=2) as server, TestClient(server) as client:
        yield client


@pytest.fixture
async def careful(console, hands) -> AsyncIterator[TestClient]:
    """The same where devices have to come from their own address."""
    async with (
        serve(console, hands, proxies=PROXIES, own_devices_only=True) as server,
        TestClient(server) as client,
    ):
        yield client


# whose a device is


async def test_a_guest_signs_in_from_the_address_that_the_console_has_given_to_the_device(careful, simulated):
    guest_of(simulated).ip_address = MINE
    page = await page_after(careful, await send(careful, await arrive(careful), headers=coming_from(MINE)))
    assert "You are online" in page


@pytest.mark.parametrize("address", [THEIRS, "fe80::1", "nonsense"])
async def test_nobody_signs_in_the_device_of_somebody_else(careful, simulated, address):
    guest_of(simulated).ip_address = MINE
    answer = await send(careful, await arrive(careful), headers=coming_from(address))
    assert (answer.status, "for another device" in await answer.text()) == (403, True)
    assert (is_in(simulated), writes(simulated)) == (False, [])


async def test_a_device_without_an_address_has_to_wait_until_the_console_shows_one(careful, simulated):
    guest_of(simulated).ip_address = None
    answer = await send(careful, await arrive(careful), headers=coming_from(MINE))
    assert (answer.status, writes(simulated)) == (404, [])


async def test_a_header_of_a_stranger_is_not_believed(console, simulated):
    guest_of(simulated).ip_address = MINE
    async with serve(console, own_devices_only=True) as server, TestClient(server) as stranger:
        answer = await send(stranger, await arrive(stranger), headers=coming_from(MINE))
    assert (answer.status, is_in(simulated)) == (403, False)


async def test_nobody_has_to_wait_for_what_somebody_else_does_with_their_device(guest, simulated):
    simulated.faults.add(Fault.delay(5), "GET /*/clients")
    form = await arrive(guest)
    slow = asyncio.create_task(send(guest, form, headers=coming_from(MINE)))
    async with asyncio.timeout(30):
        while not any("/clients" in request.path for request in simulated.requests):  # noqa: ASYNC110 - no event tells
            await asyncio.sleep(0.02)

    async with asyncio.timeout(3):
        assert (await send(guest, form, headers=coming_from(THEIRS))).status == 303
    slow.cancel()


# guesses


async def guess(guest: TestClient, address: str, mac: str = GUEST, **changes: str) -> int:
    return (await send(guest, await arrive(guest, mac=mac), headers=coming_from(address), **changes)).status


async def test_guesses_with_the_device_of_somebody_else_are_ones_own(guest, simulated):
    statuses = [await guess(guest, MINE, room=f"9{number}") for number in range(6)]
    assert statuses == [403] * 5 + [429]

    assert await guess(guest, THEIRS) == 303


async def test_a_room_that_somebody_has_guessed_at_is_open_to_its_guest(guest, simulated):
    for number in range(12):
        await guess(guest, MINE, mac=f"02:00:00:00:00:{number:02x}", surname="Sample")
    assert await guess(guest, MINE, mac="02:00:00:00:01:00") == 429

    assert await guess(guest, THEIRS, surname="Misspelt") == 403
    assert await guess(guest, THEIRS) == 303


async def test_a_room_that_many_have_guessed_at_is_closed_to_each_after_two_more_guesses(guest):
    for number in range(5):
        for surname in "A", "B":
            assert await guess(guest, f"10.0.0.{number}", surname=surname) == 403
    assert [await guess(guest, THEIRS, surname="C") for _ in range(3)] == [403, 403, 429]


async def test_a_guest_with_a_whole_network_of_addresses_has_the_guesses_of_one(guest):
    statuses = [
        await guess(guest, f"2001:db8::{number:x}", mac=f"02:00:00:00:00:{number:02x}", room=f"9{number}")
        for number in range(31)
    ]
    assert statuses == [403] * 30 + [429]
    assert await guess(guest, "2001:db8:0:1::1") == 303


def test_a_guess_that_was_right_is_forgiven_everywhere():
    limits = GuessLimits(lambda: 0.0)
    right = {"device": GUEST, "room": ROOM, "address": MINE}
    for _ in range(50):
        assert limits.take(**right) == 0
        limits.forgive(**right)


# places in a room


async def let_in(guest: TestClient, simulated, number: int, **changes: str):
    mac = f"02:00:00:00:02:{number:02x}"
    if number not in {int(str(client.name)) for client in _numbered(simulated)}:
        simulated.network.add_client(str(number), mac=mac, guest=True)
    return await send(guest, await arrive(guest, mac=mac), headers=coming_from(f"10.1.0.{number}"), **changes)


def _numbered(simulated):
    return [client for client in simulated.network.default_site.clients.values() if client.name.isdigit()]


async def test_a_room_has_so_many_devices_and_no_more(guest, simulated):
    assert [(await let_in(guest, simulated, number)).status for number in (1, 2)] == [303, 303]

    full = await let_in(guest, simulated, 3, room=" 14 b")

    assert (full.status, "no device left" in await full.text(), len(writes(simulated))) == (409, True, 2)
    assert (await let_in(guest, simulated, 1)).status == 303
    assert (await let_in(guest, simulated, 3, room=OTHER_ROOM, surname=OTHER_SURNAME)).status == 303


async def test_devices_that_come_at_once_do_not_slip_past_the_limit(guest, simulated):
    answers = await asyncio.gather(*(let_in(guest, simulated, number) for number in range(1, 7)))
    assert sorted(answer.status for answer in answers) == [303] * 2 + [409] * 4


async def test_a_device_whose_time_is_over_makes_room(guest, simulated, hands):
    for number in 1, 2:
        await let_in(guest, simulated, number)
    form = ticket_in(await (await let_in(guest, simulated, 3)).text())
    hands.moved = 120 * 60 + 1
    fresh = ticket_in(await (await send(guest, form)).text())
    assert (await send(guest, fresh)).status == 303


async def test_a_device_that_was_not_let_in_takes_no_place(guest, simulated):
    simulated.faults.add(Fault.status(400, {"message": "no"}), "POST /*/actions", times=2)
    assert [(await let_in(guest, simulated, number)).status for number in (1, 2, 3, 4)] == [503, 503, 303, 303]


def test_places_are_counted_for_as_long_as_they_are_taken():
    def place(room: str, device: str, until: float) -> Place:
        entry = Entry(at=0, until=until, device=device, room=room, address=None, site="default")
        return Place(stay=Stay(room, "Example"), entry=entry)

    now = [0.0]
    rooms = Rooms(1, lambda: now[0])
    first = place("1", "a", 10)
    assert rooms.put("a", first) is None
    assert [
        rooms.has_space_for(place(room, device, 10)) for room, device in (("1", "b"), (" 1-", "b"), ("1", "a"))
    ] == [
        False,
        False,
        True,
    ]
    assert rooms.has_space_for(place("2", "b", 5))
    assert rooms.put("a", place("1", "a", 20)) is first
    now[0] = 19
    assert not rooms.has_space_for(place("1", "b", 30))
    now[0] = 20
    assert (rooms.taken(), rooms.has_space_for(place("1", "b", 30))) == ({}, True)
