"""What is measured, in both ways: with the SDK and without."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import aiohttp
import orjson

from benchmarks.measure import OURS, PLAIN, RAW, Case, Work
from benchmarks.places import ACCESS, ANSWERS_LATE, HEADERS, LAST, NETWORK, PROTECT, SITE, Server
from benchmarks.raw import Raw, side_by_side
from unifi_sdk import AccessClient, Gap, NetworkClient, Pinned, ProtectClient
from unifi_sdk.access.models import LocationUpdateNotification
from unifi_sdk.protect import Changed, EventEnded
from unifi_sdk.protect.models import Camera

__all__ = ["GAPS", "Bench", "make_bench"]

GAPS: Counter[str] = Counter()
"""How many gaps the SDK was told of, by case."""


class Bench:
    """Makes the cases.

    Args:
        server: Whom to ask.
        ways: How the same is done without the SDK.
        stack: Closes the clients.
        share: How much of the work a run does that repeats itself, up to 1.
    """

    def __init__(self, server: Server, ways: dict[str, Raw], stack: AsyncExitStack, share: float) -> None:
        self._server = server
        self._ways = ways
        self._stack = stack
        self._share = share

    async def lists(self) -> list[Case]:
        """Lists of every kind."""
        network, access, protect, times = self._network, self._access, self._protect, self._times
        return [
            await self.clients(20_000),
            await self.clients(20_000, before=ANSWERS_LATE),
            self._case(
                "list 10,000 vouchers, 1,000 to a page",
                10_000,
                _listing((await network(10_000)).site(SITE).vouchers.list, 10_000),
                lambda raw: raw.by_offset("hotspot/vouchers", 10_000, 1000),
            ),
            self._case(
                "list 500 devices",
                500 * times(8),
                _listing((await network(500)).site(SITE).devices.list, 500, times(8)),
                lambda raw: _often(lambda: raw.by_offset("devices", 500, 200), times(8)),
            ),
            self._case(
                "list 200 cameras",
                200 * times(10),
                _listing((await protect(200)).cameras.list, 200, times(10)),
                lambda raw: _often(lambda: raw.get(f"/200{PROTECT}/v1/cameras"), times(10)),
            ),
            self._case(
                "list 500 sensors",
                500 * times(4),
                _listing((await protect(500)).sensors.list, 500, times(4)),
                lambda raw: _often(lambda: raw.get(f"/500{PROTECT}/v1/sensors"), times(4)),
            ),
            self._case(
                "list 5,000 Access users, raw with 100 to a page",
                5000,
                _listing((await access(5000)).users.list, 5000),
                lambda raw: raw.by_number("users", 5000, 100),
            ),
            self._case(
                "list 200 doors",
                200 * times(20),
                _listing((await access(200)).doors.list, 200, times(20)),
                lambda raw: _often(lambda: raw.get(f"/200{ACCESS}/doors"), times(20)),
            ),
        ]

    async def clients(self, count: int, *, before: str = "") -> Case:
        """A list of clients, 200 to a page."""
        network = await self._network(count, before=before)
        name = f"list {count:,} clients" + (", each answer 5 ms late" if before else "")
        return self._case(
            name,
            count,
            _listing(network.site(SITE).clients.list, count),
            lambda raw: raw.by_offset("clients", count, 200, before=before),
        )

    async def calls(self) -> list[Case]:
        """Small calls."""
        network = await self._network(1)
        sites, clients = network.sites, network.site(SITE).clients
        some, many = self._times(1000), self._times(2000)
        one = f"/1{NETWORK}/v1/sites/{SITE}/clients/1"
        first, every = (f"/1{NETWORK}/v1/sites?offset=0&limit={size}" for size in (1, 200))
        return [
            self._case(
                "`sites.list().first()`, one at a time",
                some,
                lambda: _often(lambda: sites.list().first(), some),
                lambda raw: _often(lambda: raw.get(first), some),
            ),
            self._case(
                "`clients.get(...)`, one at a time",
                some,
                lambda: _often(lambda: clients.get("1"), some),
                lambda raw: _often(lambda: raw.get(one), some),
            ),
            self._case(
                "`sites.list()`, 32 at a time",
                many,
                lambda: side_by_side(lambda: _whole(sites.list()), many, 32),
                lambda raw: side_by_side(lambda: raw.get(every), many, 32),
            ),
            self._first_answer(first),
        ]

    async def streams(self) -> list[Case]:
        """What consoles say by themselves."""
        access = await self._access(1)
        return [
            self._case(
                "20,000 Access notifications", 20_000, lambda: _notifications(access), lambda raw: raw.notifications()
            ),
            await self._mirror(100),
            await self._mirror(2000),
            await self._events(),
        ]

    def _times(self, most: int) -> int:
        return max(int(most * self._share), 1)

    async def _mirror(self, count: int) -> Case:
        protect, name = await self._protect(count), f"50,000 updates through the mirror, {count:,} cameras and sensors"
        return self._case(name, 50_000, lambda: _mirror(protect, name, count), lambda raw: raw.mirror(count))

    async def _events(self) -> Case:
        protect, name = await self._protect(1), "50,000 messages about Protect events"
        return self._case(name, 50_000, lambda: _events(protect, name), lambda raw: raw.events(25_000))

    def _first_answer(self, target: str) -> Case:
        server = self._server

        async def ours() -> None:
            pin = Pinned(server.fingerprint)
            async with NetworkClient(
                "127.0.0.1", port=server.port, api_key="benchmark-key", tls=pin, base_path="/1" + NETWORK
            ) as network:
                await network.sites.list().first()

        async def without(way: Raw) -> None:
            async with aiohttp.ClientSession(headers=HEADERS) as session:
                await way.on(session).get(target)

        return self._case(
            "from construction to the first answer",
            30,
            lambda: _often(ours, 30),
            lambda raw: _often(lambda: without(raw), 30),
        )

    def _case(self, name: str, amount: int, ours: Work, without: Callable[[Raw], Awaitable[object]]) -> Case:
        ways: dict[str, Work] = {OURS: ours}
        for way, raw in self._ways.items():
            ways[way] = lambda raw=raw: without(raw)  # type: ignore[misc]
        return Case(name, amount, ways)

    async def _network(self, count: int, *, before: str = "") -> NetworkClient:
        return await self._stack.enter_async_context(
            NetworkClient(
                "127.0.0.1",
                port=self._server.port,
                api_key="benchmark-key",
                tls=Pinned(self._server.fingerprint),
                base_path=f"{before}/{count}{NETWORK}",
            )
        )

    async def _access(self, count: int) -> AccessClient:
        return await self._stack.enter_async_context(
            AccessClient(
                "127.0.0.1",
                port=self._server.port,
                token="benchmark-token",
                tls=Pinned(self._server.fingerprint),
                base_path=f"/{count}{ACCESS}",
            )
        )

    async def _protect(self, count: int) -> ProtectClient:
        client = await self._stack.enter_async_context(
            ProtectClient(
                "127.0.0.1",
                port=self._server.port,
                api_key="benchmark-key",
                tls=Pinned(self._server.fingerprint),
                base_path=f"/{count}{PROTECT}",
            )
        )
        client._app.endpoint.pace.per_second = None  # this server takes more than a console
        return client


@asynccontextmanager
async def make_bench(server: Server, share: float = 1) -> AsyncIterator[Bench]:
    """The cases, with all that they need.

    Args:
        server: Whom to ask.
        share: As for `Bench`; less is less exact.
    """
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(aiohttp.ClientSession(headers=HEADERS))
        ways = {PLAIN: Raw(session, server, json.loads)}
        ways[RAW] = Raw(session, server, orjson.loads)
        yield Bench(server, ways, stack, share)


def _listing(make: Callable[[], Awaitable[list[Any]]], count: int, times: int = 1) -> Work:
    async def run() -> None:
        for _ in range(times):
            assert len(await make()) == count

    return run


async def _whole(items: Awaitable[object]) -> object:
    return await items


async def _often(work: Callable[[], Awaitable[object]], times: int) -> None:
    for _ in range(times):
        await work()


async def _notifications(access: AccessClient) -> None:
    async for item in access.notifications():
        if isinstance(item, Gap):
            GAPS["20,000 Access notifications"] += 1
        if isinstance(item, LocationUpdateNotification) and item.data and item.data.name == LAST:
            break


async def _mirror(protect: ProtectClient, name: str, count: int) -> None:
    async with protect.mirror() as home:
        assert len(home.all(Camera)) == count
        async for change in home:
            if isinstance(change, Gap):
                GAPS[name] += 1
            if isinstance(change, Changed) and change.new.name == LAST:
                break


async def _events(protect: ProtectClient, name: str) -> None:
    ended = 0
    async for change in protect.events():
        if isinstance(change, Gap):
            GAPS[name] += 1
        ended += isinstance(change, EventEnded)
        if ended == 25_000:
            break
