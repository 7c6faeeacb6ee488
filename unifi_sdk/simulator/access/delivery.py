"""The signed delivery of a simulated Access application's events to its webhook endpoints."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import ipaddress
import json
import secrets
from collections import deque
from typing import TYPE_CHECKING

import aiohttp
from attrs import Factory, define, field, frozen
from multidict import CIMultiDict
from yarl import URL

from unifi_sdk.simulator.access.wire import new_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unifi_sdk.simulator.clock import Clock

KEPT_DELIVERIES = 1000


@define(kw_only=True)
class WebhookEndpoint:
    """An address that wants to hear of events."""

    id: str = Factory(new_id)
    endpoint: str
    name: str
    events: list[str]
    headers: dict[str, str] = field(default=Factory(dict))
    """Sent along with every event."""
    secret: str = field(default=Factory(lambda: secrets.token_hex(8)), repr=False)
    """Sixteen hexadecimal digits, whose ASCII bytes are the key of the signature."""


@frozen(kw_only=True)
class Delivery:
    """One attempt to hand an event to an endpoint; there is no second one."""

    endpoint_id: str
    event: str
    body: bytes
    status: int | None
    """What the endpoint answered; None when there was no answer."""
    error: str = ""
    """Why there was none."""


class WebhookDelivery:
    """Sends events to endpoints, to each in order, to several side by side.

    Only addresses on loopback are called, so that a simulator never reaches out into a network; a certificate of theirs
    is not judged.

    Args:
        clock: Tells the time in unix seconds that is signed.
    """

    def __init__(self, clock: Clock) -> None:
        self.deliveries: list[Delivery] = []
        """The attempts that are over, oldest first; the last 1,000 of them."""
        self.timeout_seconds = 5.0
        """How long an endpoint may take to answer."""
        self._clock = clock
        self._queues: dict[str, deque[tuple[WebhookEndpoint, str, bytes]]] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def send(self, endpoint: WebhookEndpoint, event: Mapping[str, object]) -> None:
        """Hand an event over soon; waits for the next call from inside an event loop when there is none now."""
        body = json.dumps(event, separators=(",", ":")).encode()
        self._queues.setdefault(endpoint.id, deque()).append((endpoint, str(event["event"]), body))
        self.resume()

    def resume(self) -> None:
        """Go on with what waits."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        for endpoint_id, queue in self._queues.items():
            task = self._tasks.get(endpoint_id)
            if queue and (task is None or task.done()):
                self._tasks[endpoint_id] = loop.create_task(self._drain(queue))

    async def settled(self) -> None:
        """Wait until every event was handed over or given up."""
        self.resume()
        while unfinished := [task for task in self._tasks.values() if not task.done()]:
            await asyncio.gather(*unfinished)

    async def close(self) -> None:
        """Give up what is under way and what waits."""
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        self._tasks.clear()
        self._queues.clear()

    async def _drain(self, queue: deque[tuple[WebhookEndpoint, str, bytes]]) -> None:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=self.timeout_seconds)) as session:
            while queue:
                endpoint, event, body = queue.popleft()
                status, error = await self._post(session, endpoint, body)
                outcome = Delivery(endpoint_id=endpoint.id, event=event, body=body, status=status, error=error)
                self.deliveries = [*self.deliveries[1 - KEPT_DELIVERIES :], outcome]

    async def _post(
        self, session: aiohttp.ClientSession, endpoint: WebhookEndpoint, body: bytes
    ) -> tuple[int | None, str]:
        if not is_reached(endpoint):
            return None, "not on loopback"
        signature = sign(endpoint.secret, int(self._clock.now()), body)
        headers = CIMultiDict(endpoint.headers)
        headers.update({"Content-Type": "application/json", "Signature": signature})
        try:
            async with session.post(
                endpoint.endpoint, data=body, headers=headers, ssl=False, allow_redirects=False
            ) as response:
                return response.status, ""
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            return None, type(error).__name__


def sign(secret: str, time: int, body: bytes) -> str:
    """The `Signature` header of a delivery (reference 11.7).

    Args:
        secret: The endpoint's secret.
        time: Unix seconds.
        body: The body as it is sent.
    """
    digest = hmac.new(secret.encode("ascii"), f"{time}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={time},v1={digest}"


def is_reached(endpoint: WebhookEndpoint) -> bool:
    """Whether events are sent to an endpoint: its address is on loopback."""
    host = URL(endpoint.endpoint).host or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
