"""Many small consoles in a few processes."""

from __future__ import annotations

import asyncio
import multiprocessing

import pytest

from unifi_sdk import ConfigurationError, Console, Pinned
from unifi_sdk.simulator import FleetConsole, SimulatedFleet


async def clients_of(console: FleetConsole, api_key: str) -> list[str | None]:
    async with Console(console.address, api_key=api_key, tls=Pinned(console.fingerprint)) as connected:
        site = await connected.network.default_site()
        return [client.mac_address for client in await site.clients.list()]


async def test_each_console_has_a_port_a_certificate_and_a_client_of_its_own():
    async with SimulatedFleet(5, processes=2) as fleet:
        assert [console.name for console in fleet.consoles] == [f"console-000{n}" for n in range(1, 6)]
        assert len({console.address for console in fleet.consoles}) == 5
        assert len({console.fingerprint for console in fleet.consoles}) == 5
        found = await asyncio.gather(*(clients_of(console, fleet.api_key) for console in fleet.consoles))
        assert found == [[console.mac] for console in fleet.consoles]
        heard = await fleet.requests()
        assert set(heard) == {console.name for console in fleet.consoles}
        assert all(requests[0] == "GET /proxy/network/integration/v1/sites" for requests in heard.values())
    assert fleet.consoles == ()
    assert multiprocessing.active_children() == []


async def test_as_many_hang_and_refuse_as_were_asked_for():
    async with SimulatedFleet(10, processes=1, hanging=2, refusing=1) as fleet:
        assert sum(console.hangs for console in fleet.consoles) == 2
        (refusing,) = [console for console in fleet.consoles if console.refuses]
        host, port = refusing.address.split(":")
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection(host, int(port))


@pytest.mark.parametrize(
    "arguments",
    [
        {"count": 0},
        {"count": 1, "processes": 0},
        {"count": 2, "hanging": 2, "refusing": 1},
        {"count": 1, "hanging": -1},
    ],
)
def test_numbers_that_can_not_be_are_refused(arguments):
    with pytest.raises(ConfigurationError, match="at least 1"):
        SimulatedFleet(**arguments)
