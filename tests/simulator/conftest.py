"""A console, its clock, and a plain HTTP client that shares no code with the SDK."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any, NamedTuple

import aiohttp
import pytest
import pytest_asyncio

from unifi_sdk.simulator import ManualClock, SimulatedConsole
from unifi_sdk.simulator.network.hotspot import SimulatedClient

NETWORK = "/proxy/network/integration/v1"


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes
    json: Any


class Browser:
    """aiohttp as it comes, with the right pin and the right key."""

    def __init__(self, console: SimulatedConsole, session: aiohttp.ClientSession) -> None:
        self.console = console
        self.session = session

    async def call(self, verb: str, path: str, *, key: str | None = "", query=None, json=None, **options) -> Answer:
        headers = {} if key is None else {"X-API-KEY": key or self.console.api_key}
        pin = aiohttp.Fingerprint(bytes.fromhex(self.console.fingerprint("unifi")))
        url = f"https://{self.console.address}{path}"
        async with self.session.request(
            verb, url, headers=headers, params=query, json=json, ssl=pin, allow_redirects=False, **options
        ) as response:
            body = await response.read()
            parsed = await response.json() if response.content_type == "application/json" and body else None
            return Answer(response.status, response.headers, body, parsed)

    async def get(self, path: str, **query: object) -> Answer:
        """One GET below the Network API."""
        return await self.call("GET", NETWORK + path, query={name: str(value) for name, value in query.items()})

    async def post(self, path: str, body: object) -> Answer:
        """One POST below the Network API."""
        return await self.call("POST", NETWORK + path, json=body)

    async def put(self, path: str, body: object, **query: object) -> Answer:
        """One PUT below the Network API."""
        return await self.call("PUT", NETWORK + path, json=body, query=query)

    async def patch(self, path: str, body: object) -> Answer:
        """One PATCH below the Network API."""
        return await self.call("PATCH", NETWORK + path, json=body)

    async def delete(self, path: str, **query: object) -> Answer:
        """One DELETE below the Network API."""
        return await self.call("DELETE", NETWORK + path, query=query)

    async def access(self, site: str, client: SimulatedClient) -> Any:
        """How a client's detail describes its access."""
        return (await self.get(f"{site}/clients/{client.id}")).json["access"]


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest_asyncio.fixture
async def console(clock: ManualClock) -> AsyncIterator[SimulatedConsole]:
    async with SimulatedConsole(clock=clock) as console:
        yield console


@pytest_asyncio.fixture
async def browser(console: SimulatedConsole) -> AsyncIterator[Browser]:
    async with aiohttp.ClientSession() as session:
        yield Browser(console, session)


@pytest.fixture
def site(console: SimulatedConsole) -> str:
    """The path of the default site."""
    return f"/sites/{console.network.default_site.id}"


@pytest.fixture
def vouchers(site: str) -> str:
    """The path of the default site's vouchers."""
    return f"{site}/hotspot/vouchers"


@pytest.fixture
def guest(console: SimulatedConsole) -> SimulatedClient:
    """A guest in front of the captive portal."""
    return console.network.find_client("1C:71:25:63:E4:24")
