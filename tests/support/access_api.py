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

    def listen(self, **options: Any) -> Any:
        """A notification socket, as a context."""
        return self.client.ws_connect(f"{BASE_PATH}/devices/notifications", headers=TOKEN, **options)


async def until(condition: Callable[[], object]) -> None:
    """Wait until something is so; two seconds at most."""
    async with asyncio.timeout(2):
        while not condition():  # noqa: ASYNC110 - what is waited for has no event of its own
            await asyncio.sleep(0.005)


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
