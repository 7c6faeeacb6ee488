"""The same work with aiohttp and a JSON library alone: dictionaries, in which nothing is checked."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

import aiohttp

from benchmarks.places import ACCESS, LAST, NETWORK, PROTECT, SITE, Server

__all__ = ["Loads", "Raw", "side_by_side"]

Loads: TypeAlias = Callable[[bytes], Any]


class Raw:
    """What a program does that uses no library for UniFi.

    Args:
        session: A session with `HEADERS`.
        server: Whom to ask.
        loads: The JSON library.
    """

    def __init__(self, session: aiohttp.ClientSession, server: Server, loads: Loads) -> None:
        self._session = session
        self._server = server
        self._origin = server.origin
        self._ssl = aiohttp.Fingerprint(bytes.fromhex(server.fingerprint))
        self._loads = loads

    def on(self, session: aiohttp.ClientSession) -> Raw:
        """The same with another session."""
        return Raw(session, self._server, self._loads)

    async def get(self, target: str) -> Any:
        """One answer."""
        async with self._session.get(self._origin + target, ssl=self._ssl) as response:
            return self._loads(await response.read())

    async def by_offset(self, kind: str, count: int, size: int, *, before: str = "") -> list[Any]:
        """A list of UniFi Network, page by page."""
        items: list[Any] = []
        total = 1
        while len(items) < total:
            target = f"{before}/{count}{NETWORK}/v1/sites/{SITE}/{kind}?offset={len(items)}&limit={size}"
            page = await self.get(target)
            items += page["data"]
            total = page["totalCount"]
        return items

    async def by_number(self, kind: str, count: int, size: int) -> list[Any]:
        """A list of UniFi Access, page by page."""
        items: list[Any] = []
        total, number = 1, 1
        while len(items) < total:
            page = await self.get(f"/{count}{ACCESS}/{kind}?page_num={number}&page_size={size}")
            items += page["data"]
            total, number = page["pagination"]["total"], number + 1
        return items

    async def notifications(self) -> int:
        """Everything that is told of doors."""
        told = 0
        async for message in self._messages(f"{ACCESS}/devices/notifications"):
            told += 1
            if message["data"].get("name") == LAST:
                break
        return told

    async def mirror(self, count: int) -> dict[str, Any]:
        """Cameras and sensors, and what becomes of them."""
        devices = {
            device["id"]: device
            for kind in ("cameras", "sensors")
            for device in await self.get(f"/{count}{PROTECT}/v1/{kind}")
        }
        async for message in self._messages(f"/{count}{PROTECT}/v1/subscribe/devices"):
            item = message["item"]
            _merge_into(devices[item["id"]], item)
            if item.get("name") == LAST:
                break
        return devices

    async def events(self, count: int) -> int:
        """Events until so many have ended."""
        opened: dict[str, Any] = {}
        ended = 0
        async for message in self._messages(f"{PROTECT}/v1/subscribe/events"):
            item = message["item"]
            event = opened.setdefault(item["id"], item)
            event.update(item)
            if "end" in event:
                del opened[item["id"]]
                ended += 1
                if ended == count:
                    break
        return ended

    async def _messages(self, target: str) -> Any:
        async with self._session.ws_connect(self._origin + target, ssl=self._ssl) as socket:
            async for message in socket:
                yield self._loads(message.data)


async def side_by_side(work: Callable[[], Awaitable[object]], number: int, at_once: int) -> None:
    """Do something so often, with so many under way at once."""

    async def some(share: int) -> None:
        for _ in range(share):
            await work()

    async with asyncio.TaskGroup() as group:
        for place in range(at_once):
            group.create_task(some(number // at_once + (place < number % at_once)))


def _merge_into(document: dict[str, Any], patch: dict[str, Any]) -> None:
    for key, value in patch.items():
        present = document.get(key)
        if isinstance(value, dict) and isinstance(present, dict):
            _merge_into(present, value)
        else:
            document[key] = value
