"""The simulated Access application on the wire: tokens and routes."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from unifi_sdk.simulator.access.application import BASE_PATH, SimulatedAccess
from unifi_sdk.simulator.clock import ManualClock
from unifi_sdk.simulator.quirks import Quirk


class Api:
    def __init__(self, client: TestClient) -> None:
        self._client = client

    async def send(self, method: str, path: str, json: object = None, token: str | None = "all") -> tuple[int, dict]:
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        async with self._client.request(method, BASE_PATH + path, json=json, headers=headers) as response:
            return response.status, await response.json()

    async def ok(self, method: str, path: str, json: object = None) -> dict:
        status, body = await self.send(method, path, json)
        assert (status, body["code"]) == (200, "SUCCESS")
        return body

    async def refusal(self, method: str, path: str, json: object = None) -> str:
        status, body = await self.send(method, path, json)
        assert status == 200
        assert set(body) == {"code", "msg"}
        return body["code"]


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def access(clock: ManualClock) -> SimulatedAccess:
    access = SimulatedAccess(clock)
    access.tokens = {"all": None, "doors": {"view:space"}}
    return access


@pytest.fixture
async def api(access: SimulatedAccess) -> AsyncIterator[Api]:
    app = web.Application()
    app.add_routes(access.routes())
    async with TestClient(TestServer(app)) as client:
        yield Api(client)
    await access.close()


@pytest.mark.parametrize(("token", "code"), [(None, "CODE_AUTH_FAILED"), ("wrong", "CODE_ACCESS_TOKEN_INVALID")])
async def test_a_missing_or_unknown_token_is_http_401(api: Api, token: str | None, code: str) -> None:
    status, body = await api.send("GET", "/users", token=token)
    assert (status, body["code"]) == (401, code)


async def test_a_token_without_the_scope_is_http_403(api: Api) -> None:
    status, body = await api.send("GET", "/users", token="doors")
    assert (status, body["code"]) == (403, "CODE_UNAUTHORIZED")


async def test_a_token_with_the_scope_gets_in(api: Api) -> None:
    status, body = await api.send("GET", "/doors", token="doors")
    assert (status, body["code"]) == (200, "SUCCESS")


async def test_a_withdrawn_token_is_http_401(api: Api, access: SimulatedAccess) -> None:
    access.tokens.clear()
    assert (await api.send("GET", "/doors"))[0] == 401


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/nothing"), ("PATCH", "/users"), ("DELETE", "/users/x/nfc_cards/delete")]
)
async def test_an_unknown_path_or_verb_is_http_404_with_a_numeric_code(api: Api, method: str, path: str) -> None:
    status, body = await api.send(method, path)
    assert (status, body["code"], body["codeS"]) == (404, 404, "CODE_NOT_FOUND")


async def test_every_scope_of_an_operation_is_checked(access: SimulatedAccess, api: Api) -> None:
    access.tokens["none"] = set()
    checked = [route for route in access.routes() if route.method != "*"]
    for route in checked:
        path = re.sub(r"{[^}]+}", "x", route.path).removeprefix(BASE_PATH)
        status, body = await api.send(route.method, path, token="none")
        assert (status, body["code"]) == (403, "CODE_UNAUTHORIZED"), route
    assert len(checked) == 107


async def test_a_success_can_be_called_succeed(api: Api, access: SimulatedAccess) -> None:
    access.quirks.add(Quirk.SUCCEED)
    assert (await api.send("GET", "/doors"))[1]["code"] == "SUCCEED"
    assert (await api.send("GET", "/users/unknown"))[1]["code"] == "CODE_USER_WORKER_NOT_EXISTS"
