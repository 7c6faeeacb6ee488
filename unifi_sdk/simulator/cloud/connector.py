"""The connector: it hands a request on to a console, within its limits, and answers in its place when that fails."""

from __future__ import annotations

import asyncio
import gzip

import aiohttp
from aiohttp import web
from yarl import URL

from unifi_sdk.simulator.cloud.state import CloudHost
from unifi_sdk.simulator.cloud.wire import (
    Call,
    CloudFailure,
    bad_gateway,
    bad_parameter,
    forbidden,
    rate_limited,
)

__all__ = ["Connector"]

_NOT_OWNER = "insufficient permissions or not the owner of the host"


class Connector:
    """Requests to consoles.

    Args:
        session: What sends them.
    """

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def forward(self, call: Call) -> web.StreamResponse:
        """`/v1/connector/consoles/{id}/*path`, with or without `proxy/` before the path.

        Raises:
            CloudFailure: the console is not to be reached by this key, or does not answer in time.
        """
        host = call.cloud.hosts.get(call.ids["id"])
        if host is None or not host.is_reached_by(call.key):
            raise forbidden(_NOT_OWNER)
        if call.request.method != "GET" and not call.key.can_write:
            raise forbidden(_NOT_OWNER)
        path = _path(call, host)
        wait = call.cloud.take_turn("console", host.id, call.cloud.console_requests_a_minute)
        if wait is not None:
            raise rate_limited(wait)
        try:
            async with asyncio.timeout(call.cloud.connector_seconds):
                return await self._ask(call, host, path)
        except TimeoutError:
            raise _no_answer() from None
        except aiohttp.ClientError:
            raise bad_gateway() from None

    async def _ask(self, call: Call, host: CloudHost, path: str) -> web.StreamResponse:
        if host.hangs or not host.is_online:
            await asyncio.sleep(call.cloud.connector_seconds if host.hangs else 0)
            raise _no_answer()
        console = host.console
        if console is None:
            raise bad_gateway()
        query = call.request.raw_path.partition("?")[2]
        address = f"https://{console.address}{path}" + (f"?{query}" if query else "")
        headers = {"X-API-KEY": console.api_key, "Accept": "application/json, */*"}
        body = await call.request.read()
        if body:
            headers["Content-Type"] = call.request.headers.get("Content-Type", "application/json")
        sending = self._session.request(
            call.request.method,
            URL(address, encoded=True),
            data=body or None,
            headers=headers,
            ssl=False,
            allow_redirects=False,
        )
        async with sending as answer:
            content = await answer.read()
            if len(content) > call.cloud.largest_answer:
                raise bad_gateway()
            kept = {name: answer.headers[name] for name in ("Content-Type", "Retry-After") if name in answer.headers}
            content = gzip.compress(content, mtime=0) if host.gzips and content else content
            return web.Response(status=answer.status, body=content, headers=kept)


def _path(call: Call, host: CloudHost) -> str:
    raw = call.request.raw_path.partition("?")[0]
    tail = raw.split("/", 5)[5] if raw.count("/") >= 5 else ""
    is_upgrade = call.request.headers.get("Upgrade", "").lower() == "websocket"
    if not tail or ".." in tail or is_upgrade or not host.is_new_enough:
        raise bad_parameter("path is invalid")
    return f"/proxy/{tail.removeprefix('proxy/')}"


def _no_answer() -> CloudFailure:
    return CloudFailure(408, "DeviceTimeout", "Device connection timeout")
