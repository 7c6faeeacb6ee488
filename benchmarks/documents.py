"""What consoles answer, in any number: the documents of the simulated campus, again and again with other ids."""

from __future__ import annotations

import asyncio
import copy
import json
import zlib
from collections.abc import Mapping
from typing import Any, TypeAlias

import aiohttp

from benchmarks.places import ACCESS, NETWORK, PROTECT, SITE
from unifi_sdk.simulator import SimulatedConsole

__all__ = ["Document", "collect", "many"]

Document: TypeAlias = dict[str, Any]

_LISTS: Mapping[str, str] = {
    "clients": f"{NETWORK}/v1/sites/{SITE}/clients?limit=200",
    "devices": f"{NETWORK}/v1/sites/{SITE}/devices?limit=200",
    "vouchers": f"{NETWORK}/v1/sites/{SITE}/hotspot/vouchers?limit=200",
    "cameras": f"{PROTECT}/v1/cameras",
    "sensors": f"{PROTECT}/v1/sensors",
    "users": f"{ACCESS}/users?page_num=1&page_size=100",
    "doors": f"{ACCESS}/doors",
}


def collect() -> dict[str, list[Document]]:
    """Some documents of each kind, as the simulated campus has them."""
    return asyncio.run(_collect())


async def _collect() -> dict[str, list[Document]]:
    async with SimulatedConsole(estate="campus") as console:
        headers = {"X-API-KEY": console.api_key, "Authorization": f"Bearer {console.access_token}"}
        async with aiohttp.ClientSession(headers=headers) as session:
            found = {}
            for kind, target in _LISTS.items():
                port = console.access_port if target.startswith(ACCESS) else console.unifi_port
                async with session.get(f"https://127.0.0.1:{port}{target}", ssl=False) as response:
                    answer = json.loads(await response.read())
                found[kind] = answer if isinstance(answer, list) else answer["data"]
            return found


def many(samples: list[Document], count: int) -> list[Document]:
    """So many documents like these, each with an id of its own.

    Args:
        samples: Some documents.
        count: How many.
    """
    made = []
    for number in range(count):
        document = copy.deepcopy(samples[number % len(samples)])
        kind = zlib.crc32(document.get("modelKey", "").encode()) & 0xFFFF  # a camera's id is no sensor's
        document["id"] = document["id"][:-12] + f"{kind:04x}{number:08x}"
        made.append(document)
    return made
