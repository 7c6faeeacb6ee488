"""The simulated Access application on a plain server, and a client that shares no code with the SDK."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from unifi_sdk.simulator.access.application import BASE_PATH, SimulatedAccess
from unifi_sdk.simulator.clock import ManualClock

HOUR = 3600
TOKEN = {"Authorization": "Bearer all"}


class Api:
    def __init__(self, client: TestClient) -> None:
        self.client = client

    async def send(self, method: str, path: str, json: object = None, **options: Any) -> tuple[int, Any]:
        options.setdefault("headers", TOKEN)
        async with self.client.request(method, BASE_PATH + path, json=json, **options) as response:
            return response.status, await response.json()

    async def ok(self, method: str, path: str, json: object = None, **options: Any) -> dict:
        status, body = await self.send(method, path, json, **options)
        assert (status, body["code"]) == (200, "SUCCESS"), body
        return body

    async def data(self, method: str, path: str, json: object = None, **options: Any) -> Any:
        return (await self.ok(method, path, json, **options))["data"]

    async def refusal(self, method: str, path: str, json: object = None, **options: Any) -> str:
        status, body = await self.send(method, path, json, **options)
        assert status == 200
        assert set(body) == {"code", "msg"}
        return body["code"]

    async def file(self, method: str, path: str, json: object = None) -> tuple[str, bytes]:
        async with self.client.request(method, BASE_PATH + path, json=json, headers=TOKEN) as response:
            assert response.status == 200
            return response.content_type, await response.read()

    async def relay(self, door: str) -> str:
        """Whether the lock of a door is open, by the door's path."""
        return (await self.data("GET", door))["door_lock_relay_status"]

    async def rule(self, door: str) -> dict:
        """The lock rule of a door, by the door's path."""
        return await self.data("GET", f"{door}/lock_rule")

    def listen(self, **options: Any) -> Any:
        """A notification socket, as a context."""
        return self.client.ws_connect(f"{BASE_PATH}/devices/notifications", headers=TOKEN, **options)


async def until(condition: Callable[[], object]) -> None:
    """Wait until something is so; two seconds at most."""
    async with asyncio.timeout(2):
        while not condition():  # noqa: ASYNC110 - what is waited for has no event of its own
            await asyncio.sleep(0.005)


async def new_visitor(api: Api, clock: ManualClock, **fields: object) -> dict:
    """Announce somebody who comes in an hour and stays for one."""
    now = int(clock.now())
    visit = {"start_time": now + HOUR, "end_time": now + 2 * HOUR, "visit_reason": "Business"}
    return await api.data("POST", "/visitors", {"first_name": "Vera", "last_name": "Late", **visit, **fields})


def form(**files: bytes) -> aiohttp.FormData:
    data = aiohttp.FormData()
    for name, content in files.items():
        data.add_field(name, content, filename=name)
    return data


@asynccontextmanager
async def serve(access: SimulatedAccess) -> AsyncIterator[Api]:
    access.tokens = {"all": None}
    app = web.Application()
    app.add_routes(access.routes())
    async with TestClient(TestServer(app)) as client:
        yield Api(client)
        await access.close()
