"""A simulated Protect application without a request limit, and a plain client of it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest

from tests.support.protect_browser import ProtectBrowser
from unifi_sdk.simulator import SimulatedConsole
from unifi_sdk.simulator.protect.application import SimulatedProtect


@pytest.fixture
def protect(console: SimulatedConsole) -> SimulatedProtect:
    console.protect.rate_limit = None
    return console.protect


@pytest.fixture
async def api(protect: SimulatedProtect, console: SimulatedConsole) -> AsyncIterator[ProtectBrowser]:
    async with aiohttp.ClientSession() as session:
        yield ProtectBrowser(console, session)


@pytest.fixture
def path(protect: SimulatedProtect):
    """The path of a device, by its name."""
    folders = {"linkstation": "link-stations"}

    def path(name: str, rest: str = "") -> str:
        device = protect.find_device(name)
        folder = "alarm-hubs" if device.get("isAlarmHub") else folders.get(device.kind, f"{device.kind}s")
        return f"/v1/{folder}/{device.id}{rest}"

    return path
