"""Who tests with aioresponses can go on doing so: it stands in for the session, and the SDK reads its answers."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from unittest.mock import Mock

import aiohttp
import pytest
from aioresponses import aioresponses
from aioresponses import core as aioresponses_core

from tests.support.calls import KEY
from unifi_sdk.errors import (
    ConnectionFailedError,
    NotFoundError,
    OutcomeUnknownError,
    RequestTimeoutError,
    ServerError,
    UnexpectedContentError,
)
from unifi_sdk.network import NetworkClient
from unifi_sdk.retry import RetryPolicy

BASE = "https://console.invalid/proxy/network/integration"
SITE = "88f7af54-98f8-306a-a1c7-c9349722b1f6"
INFO = f"{BASE}/v1/info"


class _Response(aiohttp.ClientResponse):
    """aiohttp from 3.14 on wants a stream writer, which aioresponses up to 0.7.9 doesn't give it."""

    @functools.wraps(aiohttp.ClientResponse.__init__)
    def __init__(self, *args: object, **named: object) -> None:
        try:
            super().__init__(*args, **named)  # type: ignore[arg-type]
        except TypeError:
            super().__init__(*args, stream_writer=Mock(), **named)  # type: ignore[arg-type]


@pytest.fixture
def mocked(monkeypatch: pytest.MonkeyPatch) -> Iterator[aioresponses]:
    """Copy this fixture, and `_Response`, into tests of your own."""
    monkeypatch.setattr(aioresponses_core, "ClientResponse", _Response)
    with aioresponses() as mock:
        yield mock


@pytest.fixture
def client() -> NetworkClient:
    return NetworkClient("console.invalid", api_key=KEY, retry=RetryPolicy(attempts=1))


async def test_a_short_answer_is_read(mocked: aioresponses, client: NetworkClient):
    mocked.get(INFO, payload={"applicationVersion": "10.5.66"})
    async with client:
        assert (await client.info.get()).application_version == "10.5.66"
    mocked.assert_called_once()


async def test_the_request_is_seen_with_its_header_and_body(mocked: aioresponses, client: NetworkClient):
    url = f"{BASE}/v1/sites/{SITE}/hotspot/vouchers"
    mocked.post(url, status=201, payload={"vouchers": [{"id": "1"}]})
    async with client:
        assert len(await client.site(SITE).vouchers.create(name="lobby", minutes=60)) == 1
    ((verb, called), (call,)) = next(iter(mocked.requests.items()))
    assert (verb, str(called)) == ("POST", url)
    assert call.kwargs["headers"]["X-API-KEY"] == KEY
    assert b'"timeLimitMinutes":60' in call.kwargs["data"].replace(b" ", b"")


async def test_pages_are_read(mocked: aioresponses, client: NetworkClient):
    page = {"offset": 0, "limit": 200, "count": 1, "totalCount": 1, "data": [{"id": SITE, "name": "Home"}]}
    mocked.get(re.compile(rf"^{re.escape(BASE)}/v1/sites\?.*$"), payload=page)
    async with client:
        assert [site.name for site in await client.sites.list()] == ["Home"]


async def test_a_refusal_becomes_its_exception(mocked: aioresponses, client: NetworkClient):
    mocked.get(INFO, status=404, payload={"code": "api.resource.not-found", "message": "gone"})
    async with client:
        with pytest.raises(NotFoundError, match="gone"):
            await client.info.get()


async def test_html_is_unexpected(mocked: aioresponses, client: NetworkClient):
    mocked.get(INFO, body="<html></html>", content_type="text/html")
    async with client:
        with pytest.raises(UnexpectedContentError, match="web page"):
            await client.info.get()


async def test_an_exception_is_told_as_a_lost_connection(mocked: aioresponses, client: NetworkClient):
    mocked.get(INFO, exception=aiohttp.ServerDisconnectedError())
    mocked.delete(f"{BASE}/v1/sites/{SITE}/hotspot/vouchers/v-1", exception=aiohttp.ServerDisconnectedError())
    async with client:
        with pytest.raises(ConnectionFailedError):
            await client.info.get()
        with pytest.raises(OutcomeUnknownError):
            await client.site(SITE).vouchers.delete("v-1")


async def test_a_timeout_is_told_as_one(mocked: aioresponses, client: NetworkClient):
    mocked.get(INFO, timeout=True)
    async with client:
        with pytest.raises(RequestTimeoutError):
            await client.info.get()


async def test_retries_go_through_the_mock(mocked: aioresponses):
    mocked.get(INFO, status=503)
    mocked.get(INFO, payload={"applicationVersion": "10"})
    policy = RetryPolicy(base_seconds=0.001)
    async with NetworkClient("console.invalid", api_key=KEY, retry=policy) as client:
        assert (await client.info.get()).application_version == "10"
        mocked.get(INFO, status=500, repeat=True)
        with pytest.raises(ServerError):
            await client.info.get()
