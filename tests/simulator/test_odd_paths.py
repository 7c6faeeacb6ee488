"""Whatever stands in a path, the application that it leads to answers, in its own words."""

from __future__ import annotations

import aiohttp
import pytest
from yarl import URL

from unifi_sdk.simulator import SimulatedConsole

ODD = ["%7B", "%7D", "%0A", "%0A%7B", "a%0D%0Ab", "%7Bid%7D", "%E2%80%A8"]
PROTECT = "/proxy/protect/integration/v1"
NETWORK = "/proxy/network/integration/v1"


async def refusal(console: SimulatedConsole, port: int, target: str) -> tuple[int, dict[str, object]]:
    headers = {"X-API-KEY": console.api_key, "Authorization": f"Bearer {console.access_token}"}
    url = URL(f"https://127.0.0.1:{port}{target}", encoded=True)
    async with aiohttp.ClientSession(headers=headers) as session, session.get(url, ssl=False) as answer:
        return answer.status, await answer.json(content_type=None)


@pytest.mark.parametrize("odd", ODD)
async def test_an_odd_id_is_an_id_to_protect(console: SimulatedConsole, odd: str) -> None:
    answer = {"error": "No such chime", "name": "API_ERROR"}
    assert await refusal(console, console.unifi_port, f"{PROTECT}/chimes/{odd}") == (404, answer)


@pytest.mark.parametrize("odd", ODD)
async def test_an_odd_place_is_none_to_protect(console: SimulatedConsole, odd: str) -> None:
    answer = {"error": "No such endpoint", "name": "API_ERROR"}
    assert await refusal(console, console.unifi_port, f"{PROTECT}/nowhere/{odd}") == (404, answer)


@pytest.mark.parametrize("odd", ODD)
async def test_an_odd_id_or_place_is_refused_by_network(console: SimulatedConsole, odd: str) -> None:
    status, answer = await refusal(console, console.unifi_port, f"{NETWORK}/sites/{odd}/clients")
    assert (status, answer["code"]) == (400, "api.request.argument-type-mismatch")
    status, answer = await refusal(console, console.unifi_port, f"{NETWORK}/nowhere/{odd}")
    assert (status, answer["statusCode"]) == (404, 404)


@pytest.mark.parametrize("odd", ODD)
async def test_an_odd_id_or_place_is_refused_by_access(console: SimulatedConsole, odd: str) -> None:
    base = "/api/v1/developer"
    _, answer = await refusal(console, console.access_port, f"{base}/users/{odd}")
    assert str(answer["code"]).startswith("CODE_")
    plain = await refusal(console, console.access_port, f"{base}/nowhere/plain")
    assert await refusal(console, console.access_port, f"{base}/nowhere/{odd}") == plain
