"""What a simulated console posts to programs: to each address in order, to several side by side."""

from __future__ import annotations

import asyncio
import ipaddress
from collections import deque
from collections.abc import Callable, Mapping

import aiohttp
from attrs import frozen
from multidict import CIMultiDict
from yarl import URL

__all__ = ["Delivery", "Outbox", "Parcel", "is_on_loopback"]

KEPT_DELIVERIES = 1000


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


@frozen(kw_only=True)
class Parcel:
    """What is to be posted.

    Args:
        endpoint_id: Whose queue it waits in.
        url: Where to; asked when its turn has come.
        event: What it is about.
        body: The body as it is sent.
        headers: What goes along beside the content type; asked when its turn has come.
    """

    endpoint_id: str
    url: Callable[[], str]
    event: str
    body: bytes
    headers: Callable[[], Mapping[str, str]]


class Outbox:
    """Posts parcels, each once.

    Only addresses on loopback are called, so that a simulator never reaches out into a network; a certificate of theirs
    is not judged.
    """

    def __init__(self) -> None:
        self.deliveries: list[Delivery] = []
        """The attempts that are over, oldest first; the last 1,000 of them."""
        self.timeout_seconds = 5.0
        """How long an endpoint may take to answer."""
        self._queues: dict[str, deque[Parcel]] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def put(self, parcel: Parcel) -> None:
        """Post a parcel soon; waits for the next call from inside an event loop when there is none now."""
        self._queues.setdefault(parcel.endpoint_id, deque()).append(parcel)
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
        """Wait until everything was handed over or given up."""
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

    async def _drain(self, queue: deque[Parcel]) -> None:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=self.timeout_seconds)) as session:
            while queue:
                parcel = queue.popleft()
                status, error = await _post(session, parcel)
                outcome = Delivery(
                    endpoint_id=parcel.endpoint_id, event=parcel.event, body=parcel.body, status=status, error=error
                )
                self.deliveries = [*self.deliveries[1 - KEPT_DELIVERIES :], outcome]


async def _post(session: aiohttp.ClientSession, parcel: Parcel) -> tuple[int | None, str]:
    url = parcel.url()
    if not is_on_loopback(url):
        return None, "not on loopback"
    headers = CIMultiDict(parcel.headers())
    headers["Content-Type"] = "application/json"
    try:
        async with session.post(url, data=parcel.body, headers=headers, ssl=False, allow_redirects=False) as response:
            return response.status, ""
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        return None, type(error).__name__


def is_on_loopback(url: str) -> bool:
    """Whether what is posted there is sent."""
    host = URL(url).host or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
