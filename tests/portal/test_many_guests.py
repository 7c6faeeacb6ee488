"""Ten coaches arrive at ten houses of one hotel: five hundred guests within a minute."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestClient, TestServer

from examples.portal.guests import Guest, GuestList
from examples.portal.record import Record
from tests.portal.serving import ALLOWANCE, Hands, redirect_path, send, serve, ticket_in
from unifi_sdk.proxies import TrustedProxies
from unifi_sdk.simulator import SimulatedConsole

MANY = 500
AT_ONCE = 40
HOUSES = 10
"""Sites of the console; the simulated one looks through all clients of a site for each question."""


def mac_of(number: int) -> str:
    return f"02:00:00:00:{number // 256:02x}:{number % 256:02x}"


def address_of(number: int) -> str:
    return f"10.9.{number // 250}.{number % 250 + 1}"


@pytest.fixture
def crowd(simulated: SimulatedConsole) -> list[Guest]:
    """Two guests to a room, each with a device on the guest network."""
    sites = [simulated.network.add_site(f"House {number}", f"house{number}") for number in range(HOUSES)]
    for number in range(MANY):
        site = sites[number % HOUSES]
        client = simulated.network.add_client(f"phone {number}", mac=mac_of(number), guest=True, site=site)
        client.ip_address = address_of(number)
    return [Guest(str(100 + number // 2), f"Guest-{number}") for number in range(MANY)]


@pytest.fixture
async def busy(console, crowd, tmp_path) -> AsyncIterator[TestServer]:
    """A portal with everything switched on."""
    async with serve(
        console,
        Hands(),
        GuestList(crowd, ALLOWANCE),
        Record(tmp_path, 7),
        own_devices_only=True,
        devices_per_room=2,
        proxies=TrustedProxies("127.0.0.1"),
    ) as server:
        yield server


async def come(client: TestClient, number: int, guest: Guest) -> int:
    """From the redirect to the last page, as one guest; the status of the last page."""
    shown = await client.get(redirect_path(mac=mac_of(number)).replace("/default/", f"/house{number % HOUSES}/"))
    form = ticket_in(await shown.text())
    headers = {"X-Forwarded-For": address_of(number)}
    answer = await send(client, form, headers=headers, room=guest.room, surname=guest.surname)
    if answer.status != 303:
        return answer.status
    return (await client.get(answer.headers["Location"])).status


async def test_five_hundred_guests_are_online_within_a_minute(busy, simulated, crowd, tmp_path):
    turns = asyncio.Semaphore(AT_ONCE)
    async with TestClient(busy) as client, asyncio.timeout(60):

        async def take_turn(number: int) -> int:
            async with turns:
                return await come(client, number, crowd[number])

        statuses = Counter(await asyncio.gather(*map(take_turn, range(MANY))))

    assert statuses == {200: MANY}
    assert Counter(request.verb for request in simulated.requests)["POST"] == MANY
    assert len(simulated.requests) < 7 * MANY
    (record,) = tmp_path.iterdir()
    assert len(record.read_text("utf-8").splitlines()) == MANY
