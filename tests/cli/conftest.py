"""A simulated console, and `unifi` with an environment that names it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.support.commands import Unifi
from unifi_sdk.simulator import SimulatedConsole


@pytest_asyncio.fixture
async def simulated() -> AsyncIterator[SimulatedConsole]:
    async with SimulatedConsole() as console:
        yield console


@pytest.fixture
def unifi(simulated: SimulatedConsole, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Unifi:
    """Runs a command as in a pipe, with nothing stored on this machine but what a test stores."""
    for name in ("UNIFI_SITE", "UNIFI_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("UNIFI_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("COLUMNS", "160")
    for name, value in simulated.environment().items():
        monkeypatch.setenv(name, value)
    return Unifi(simulated, monkeypatch)
