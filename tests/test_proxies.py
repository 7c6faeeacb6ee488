"""Who has sent a request, behind proxies that are trusted and those that are not."""

from __future__ import annotations

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from unifi_sdk import ConfigurationError
from unifi_sdk.proxies import TrustedProxies


async def sender(trusted: tuple[str, ...], *headers: str) -> str:
    proxies = TrustedProxies(*trusted)

    async def tell(request: web.Request) -> web.Response:
        return web.Response(text=str(proxies.sender(request)))

    app = web.Application()
    app.router.add_get("/", tell)
    async with TestClient(TestServer(app)) as client:
        answer = await client.get("/", headers=[("X-Forwarded-For", header) for header in headers])
        return await answer.text()


@pytest.mark.parametrize(
    ("trusted", "headers", "told"),
    [
        ((), ["10.0.0.9"], "127.0.0.1"),
        (("10.0.0.0/8",), ["10.0.0.9"], "127.0.0.1"),
        (("127.0.0.1",), [], "127.0.0.1"),
        (("127.0.0.1",), ["10.0.0.9"], "10.0.0.9"),
        (("127.0.0.1",), ["1.2.3.4, 10.0.0.9"], "10.0.0.9"),
        (("127.0.0.1",), ["1.2.3.4", "10.0.0.9"], "10.0.0.9"),
        (("127.0.0.1", "10.0.0.0/24"), ["1.2.3.4, 10.0.0.9"], "1.2.3.4"),
        (("127.0.0.1",), ["10.0.0.9:1234"], "10.0.0.9"),
        (("127.0.0.1",), ["[fe80::1]:80"], "fe80::1"),
        (("127.0.0.1",), ["::ffff:10.0.0.9"], "10.0.0.9"),
        (("127.0.0.1",), ["unknown"], "None"),
    ],
)
async def test_only_what_a_proxy_of_ours_has_written_is_believed(trusted, headers, told):
    assert await sender(trusted, *headers) == told


@pytest.mark.parametrize("address", ["proxy.example", "", "10.0.0.0/99"])
def test_a_proxy_is_named_by_its_address(address):
    with pytest.raises(ConfigurationError, match="trusted_proxies"):
        TrustedProxies(address)
