"""A transport with one endpoint, and the shortest way to send a request through it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Self

import aiohttp

from tests.support.clock import FakeClock
from tests.support.raw_server import RawServer, Step
from unifi_sdk._core.address import Address
from unifi_sdk._core.clock import Clock
from unifi_sdk._core.operation import parse_operation
from unifi_sdk._core.pace import Pace
from unifi_sdk._core.sockets import WebSocket
from unifi_sdk._core.transport import Cap, Endpoint, Request, Response, Transport
from unifi_sdk.auth import ApiKey
from unifi_sdk.calls import OnCall
from unifi_sdk.retry import RetryPolicy, Safety
from unifi_sdk.trust import Pinned, Trust

KEY = "fake-api-key-0123456789"
QUICK = RetryPolicy(jitter=lambda: 0.5)
"""The usual policy, with waits that are known."""


class Caller:
    """Sends requests to one place; use it in ``async with``.

    Args:
        port: Where, on 127.0.0.1.
        trust: How the certificate is judged.
        session: An injected session, or None.
        retry: How often and how long to try.
        clock: A `FakeClock` when left out.
        read_only: Refuse writes.
        host: The host, when it isn't 127.0.0.1.
        on_call: Told of each call.
    """

    def __init__(
        self,
        port: int,
        trust: Trust,
        *,
        session: aiohttp.ClientSession | None = None,
        retry: RetryPolicy | None = None,
        clock: Clock | None = None,
        read_only: bool = False,
        host: str = "127.0.0.1",
        on_call: OnCall | None = None,
    ) -> None:
        self.transport = Transport(
            session=session, retry=retry, read_only=read_only, clock=clock or FakeClock(), on_call=on_call
        )
        name, value = ApiKey(KEY).header()
        self.endpoint = Endpoint(
            application="network",
            address=Address(host, port),
            base_path="/base",
            headers={name: value},
            trust=trust,
            pace=Pace(self.transport.clock),
        )

    async def __aenter__(self) -> Self:
        await self.transport.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.transport.close()

    async def send(
        self,
        verb: str = "GET",
        path: str = "/v1/things",
        *,
        safety: Safety | None = None,
        body: bytes | None = None,
        cap: int = Cap.JSON,
        deadline_seconds: float | None = None,
    ) -> Response:
        """Send one request; the safety is the verb's when left out."""
        operation = parse_operation(f"{verb} {path}")
        return await self.transport.send(
            Request(self.endpoint, operation, path, safety or operation.safety, body, cap, deadline_seconds)
        )

    async def websocket(self, path: str = "/v1/subscribe") -> WebSocket:
        """Open a WebSocket."""
        return await self.transport.websocket(self.endpoint, path, parse_operation(f"GET {path}"))


@asynccontextmanager
async def serving(
    *script: Step,
    retry: RetryPolicy | None = QUICK,
    clock: Clock | None = None,
    session: aiohttp.ClientSession | None = None,
    read_only: bool = False,
    on_call: OnCall | None = None,
) -> AsyncIterator[tuple[RawServer, Caller]]:
    """A server with a script, and a caller that has pinned its certificate."""
    async with RawServer(*script) as server:
        pin = Pinned(server.fingerprint)
        async with Caller(
            server.port, pin, session=session, retry=retry, clock=clock, read_only=read_only, on_call=on_call
        ) as call:
            yield server, call
